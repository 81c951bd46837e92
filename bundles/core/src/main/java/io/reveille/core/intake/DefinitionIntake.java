package io.reveille.core.intake;

import io.reveille.BrokenDefinition;
import io.reveille.JobDefinition;
import io.reveille.JobDefinitionException;
import io.reveille.core.intake.Candidate.Rank;
import io.reveille.core.state.TypedProperties;
import io.reveille.spi.JobProperties;
import io.reveille.spi.StoredDefinition;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes in definitions from the store and from handlers' services, finds the one that counts for each name, and tells
 * of each change of that. Belongs to the engine's thread.
 */
public final class DefinitionIntake {

    /** Told which definition counts for a name. */
    public interface Sink {

        /**
         * This definition counts now.
         *
         * @param standsInFor where the one lay that the job had last, and which has not come since the start; empty if it
         *     has, or was another one's to replace
         */
        void defined(Candidate candidate, Optional<String> standsInFor);

        /**
         * None counts any more.
         *
         * @param deleted whether a stored definition was deleted, rather than broken or gone with its service
         */
        void undefined(String job, boolean deleted);
    }

    /** Told whenever something has changed about what is stored; asks what there is now. */
    @FunctionalInterface
    public interface Watcher {

        /**
         * Something has changed at this address.
         *
         * @param names those that the definition there has now, or had
         */
        void changed(String source, Set<String> names);
    }

    private final DefinitionCodec codec;
    private final Sink sink;
    private final Logger log;
    private Watcher watcher = (source, names) -> {};
    private Succession succession = Succession.FREE;
    private final Map<String, Candidate> bySource = new TreeMap<>();
    private final Contenders contenders = new Contenders();
    private final Map<String, Candidate> counting = new HashMap<>(); // those that the sink was told of, by name

    public DefinitionIntake(DefinitionCodec codec, Sink sink) {
        this(codec, sink, LoggerFactory.getLogger(DefinitionIntake.class));
    }

    DefinitionIntake(DefinitionCodec codec, Sink sink, Logger log) {
        this.codec = codec;
        this.sink = sink;
        this.log = log;
    }

    /** Reads definitions by the same rules; asks no gates. */
    public DefinitionCodec codec() {
        return codec;
    }

    /** Who is told of changes of what is stored, after the sink. */
    public void watch(Watcher who) {
        watcher = who;
    }

    /** Sets the judge that is asked whether a definition may take the place of another. */
    public void succession(Succession who) {
        succession = who;
    }

    /** A stored definition is there, is new, or has changed. */
    public void stored(StoredDefinition stored) {
        put(List.of(read(stored)));
    }

    /** All that is stored at a start: of several with one name only the one that counts is told of. */
    public void stored(Collection<StoredDefinition> all) {
        put(all.stream().map(this::read).toList());
    }

    private Candidate read(StoredDefinition stored) {
        if (!stored.misplaced().isEmpty()) {
            return Candidate.misplaced(stored);
        }
        Rank rank = stored.canonical() ? Rank.CANONICAL : Rank.STORED;
        // A definition that is made by the API comes back from the store: two equal ones would be held for each job.
        return at(stored.id())
                .filter(there -> there.rank() == rank && TypedProperties.same(there.properties(), stored.properties()))
                .orElseGet(() -> Candidate.read(stored.id(), rank, Optional.empty(), stored.properties(), codec));
    }

    /** A handler's service carries a definition, with its properties already without prefix. */
    public void carried(String service, String bundle, Map<String, Object> properties) {
        put(List.of(Candidate.read(service, Rank.WHITEBOARD, Optional.of(bundle), properties, codec)));
    }

    /** A definition is gone from its place. */
    public void gone(String source) {
        Candidate candidate = bySource.remove(source);
        if (candidate != null) {
            contenders.remove(candidate);
            if (candidate.definition() != null) {
                settle(candidate.job(), candidate.isStored());
            }
            tell(candidate, null);
        }
    }

    /** Another one may count for this name now, though none has come or gone. */
    public void settle(String name) {
        settle(name, false);
    }

    /** The definition at this address, usable or not. */
    public Optional<Candidate> at(String source) {
        return Optional.ofNullable(bySource.get(source));
    }

    /** The definition that counts for this name. */
    public Optional<Candidate> best(String name) {
        return Optional.ofNullable(counting.get(name));
    }

    /**
     * The definition that counts for this name; else a stored one of this name that cannot be used; else the best that
     * does not count yet.
     */
    public Optional<Candidate> named(String name) {
        return best(name).or(() -> contenders.unusable(name)).or(() -> contenders.best(name));
    }

    /** All definitions that are there, by their places. */
    public List<Candidate> all() {
        return List.copyOf(bySource.values());
    }

    /** All definitions that are there and do not count, each with the reason. */
    public List<BrokenDefinition> broken() {
        List<BrokenDefinition> broken = new ArrayList<>();
        for (Candidate candidate : bySource.values()) {
            String reason = whyNot(candidate);
            if (!reason.isEmpty()) {
                broken.add(new BrokenDefinition(candidate.source(), reason, candidate.properties()));
            }
        }
        return broken;
    }

    /**
     * Reads a definition that is not yet there.
     *
     * @param source where it would lie; empty for a new place
     * @throws JobDefinitionException if it could not be used, another one has its name, or what it would replace is of a
     *     newer format
     */
    public JobDefinition check(Optional<String> source, Map<String, ?> properties) {
        JobDefinition definition = codec.read(properties);
        source.flatMap(this::at)
                .filter(there -> DefinitionCodec.isNewer(there.properties()))
                .ifPresent(there -> {
                    throw new JobDefinitionException(
                            JobProperties.FORMAT,
                            "The definition " + there.source() + " cannot be replaced: " + message(there.fault())
                                    + ". Nothing was changed.");
                });
        Candidate other = contenders.best(definition.name()).orElse(null);
        if (other != null && other.isStored() && !other.source().equals(source.orElse(""))) {
            throw new JobDefinitionException(
                    JobProperties.NAME,
                    "There is a job named \"" + definition.name() + "\" already (" + other.source()
                            + "); nothing was changed.");
        }
        return definition;
    }

    private void put(List<Candidate> candidates) {
        Map<String, Candidate> before = new HashMap<>(); // by address
        Map<String, Boolean> touched = new LinkedHashMap<>(); // names, and whether a definition of that name is deleted
        for (Candidate candidate : candidates) {
            Candidate old = bySource.put(candidate.source(), candidate);
            if (old != null) {
                before.put(old.source(), old);
                contenders.remove(old);
                // Under another name it is another job, and this one was deleted; a broken one may come back.
                touch(touched, old, candidate.definition() != null && old.isStored());
            }
            contenders.add(candidate);
            touch(touched, candidate, false);
            Strangers.warnOf(candidate, old, log);
        }
        touched.forEach(this::settle);
        for (Candidate candidate : candidates) {
            Candidate old = before.get(candidate.source());
            if (old == null || !old.saysTheSameAs(candidate)) {
                warnIfNotUsed(candidate);
            }
            tell(candidate, old);
        }
    }

    private static void touch(Map<String, Boolean> names, Candidate candidate, boolean deleted) {
        if (candidate.definition() != null) {
            names.merge(candidate.job(), deleted, Boolean::logicalOr);
        }
    }

    /** Finds the one that counts for a name, and tells if that is another than before. */
    private void settle(String name, boolean deleted) {
        Candidate before = counting.get(name);
        Candidate best = contenders.best(name).orElse(null);
        boolean waits = best != null && !succession.whyNotYet(best).isEmpty();
        if (best == null || waits) {
            if (counting.remove(name) != null) {
                sink.undefined(name, deleted && !waits);
            }
            if (waits) {
                succession.waits(name);
            }
            return;
        }
        counting.put(name, best);
        if (before == null || !before.saysTheSameAs(best)) {
            sink.defined(best, succession.standsInFor(best));
            if (before != null && before.equals(bySource.get(before.source()))) {
                warnIfNotUsed(before); // it has counted until now
            }
        }
    }

    private void tell(Candidate candidate, @Nullable Candidate before) {
        if (candidate.isStored()) {
            Set<String> names = new TreeSet<>();
            Stream.of(Optional.of(candidate), Optional.ofNullable(before))
                    .flatMap(Optional::stream)
                    .flatMap(each -> Optional.ofNullable(each.definition()).stream())
                    .forEach(definition -> names.add(definition.name()));
            watcher.changed(candidate.source(), names);
        }
    }

    private void warnIfNotUsed(Candidate candidate) {
        String why = whyNot(candidate);
        if (candidate.definition() == null) {
            log.warn(
                    "The definition {} cannot be used; it is kept as it is, and taken up once corrected. {}",
                    candidate.source(),
                    why);
        } else if (!why.isEmpty()) {
            log.warn("The definition {} is not used. {}", candidate.source(), why);
        }
    }

    private String whyNot(Candidate candidate) {
        if (candidate.definition() == null) {
            return message(candidate.fault());
        }
        String name = candidate.job();
        Candidate used = best(name).or(() -> contenders.best(name)).orElse(candidate);
        if (!used.source().equals(candidate.source())) {
            return "The job \"" + name + "\" is defined by " + used.source() + "; rename or delete this one.";
        }
        return counting.containsKey(name) ? "" : succession.whyNotYet(candidate);
    }

    private static String message(@Nullable JobDefinitionException fault) {
        return fault == null ? "" : String.valueOf(fault.getMessage());
    }
}
