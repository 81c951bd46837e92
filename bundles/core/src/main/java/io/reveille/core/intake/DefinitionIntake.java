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
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The intake of definitions from the store and from handlers' services: finds the one that counts for each name, and
 * tells of each change. Belongs to the engine's thread.
 */
public final class DefinitionIntake {

    /** A listener for changes of the definition that counts for a name. */
    public interface Sink {

        /**
         * Called when a definition counts from now on.
         *
         * @param standsInFor the address of the job's last definition, if that has not come since the start and this
         *     one takes its place; else empty
         */
        void defined(Candidate candidate, Optional<String> standsInFor);

        /**
         * Called when no definition of a job counts any more.
         *
         * @param deleted whether a stored definition was deleted, rather than broken or gone with its service
         */
        void undefined(String job, boolean deleted);
    }

    private final DefinitionCodec codec;
    private final Sink sink;
    private final Logger log;
    private final Definitions definitions;
    private final Succession succession;

    public DefinitionIntake(DefinitionCodec codec, Definitions definitions, Sink sink, Succession succession) {
        this(codec, definitions, sink, succession, LoggerFactory.getLogger(DefinitionIntake.class));
    }

    DefinitionIntake(DefinitionCodec codec, Definitions definitions, Sink sink, Succession succession, Logger log) {
        this.codec = codec;
        this.definitions = definitions;
        this.sink = sink;
        this.succession = succession;
        this.log = log;
    }

    /** The definitions that are there. */
    public Definitions definitions() {
        return definitions;
    }

    /** The codec by whose rules definitions are read; asks no gates. */
    public DefinitionCodec codec() {
        return codec;
    }

    /** Takes in a stored definition that is there, is new, or has changed. */
    public void stored(StoredDefinition stored) {
        put(List.of(read(stored)));
    }

    /**
     * The same.
     *
     * @param said what its properties say, where that is known
     */
    public void stored(StoredDefinition stored, Optional<JobDefinition> said) {
        put(List.of(read(stored, said)));
    }

    /** Takes in all stored definitions at a start: of several with one name only the one that counts is told of. */
    public void stored(Collection<StoredDefinition> all) {
        put(all.stream().map(this::read).toList());
    }

    private Candidate read(StoredDefinition stored) {
        return read(stored, Optional.empty());
    }

    private Candidate read(StoredDefinition stored, Optional<JobDefinition> said) {
        assert said.isEmpty() || said.get().equals(codec.read(stored.properties()));
        if (!stored.misplaced().isEmpty()) {
            return Candidate.misplaced(stored);
        }
        Rank rank = stored.canonical() ? Rank.CANONICAL : Rank.STORED;
        // A definition made by the API comes back from the store: an equal one is not held twice.
        return definitions
                .at(stored.id())
                .filter(there -> there.rank() == rank && TypedProperties.same(there.properties(), stored.properties()))
                .orElseGet(() -> said.map(definition -> new Candidate(
                                stored.id(), rank, Optional.empty(), stored.properties(), definition, null))
                        .orElseGet(
                                () -> Candidate.read(stored.id(), rank, Optional.empty(), stored.properties(), codec)));
    }

    /** Takes in a definition that a handler's service carries, with the properties already without prefix. */
    public void carried(String service, String bundle, Map<String, Object> properties) {
        put(List.of(Candidate.read(service, Rank.WHITEBOARD, Optional.of(bundle), properties, codec)));
    }

    /** Removes a definition that is gone from its place. */
    public void gone(String source) {
        Candidate candidate = definitions.bySource.remove(source);
        if (candidate != null) {
            definitions.contenders.remove(candidate);
            if (candidate.definition() != null) {
                settle(candidate.job(), candidate.isStored());
            }
            tell(candidate, null);
        }
    }

    /** Stops waiting for the job's last definition, since the job is needed now. */
    public void waitNoLonger(String job) {
        succession.waitNoLonger(job);
        reconsider(job);
    }

    /** Settles a name again, since the obstacle to its other definitions may have gone. */
    private void reconsider(String job) {
        boolean none = definitions.best(job).isEmpty();
        settle(job, false);
        if (none && definitions.best(job).isPresent()) {
            succession.changed(job);
        }
    }

    /** All definitions that are there and do not count, each with the reason. */
    public List<BrokenDefinition> broken() {
        List<BrokenDefinition> broken = new ArrayList<>();
        for (Candidate candidate : definitions.bySource.values()) {
            String reason = whyNot(candidate);
            if (!reason.isEmpty()) {
                broken.add(new BrokenDefinition(candidate.source(), reason, candidate.properties()));
            }
        }
        return broken;
    }

    /**
     * Checks a definition that is not yet there.
     *
     * @param source the address where the definition would lie; empty for a new one
     * @throws JobDefinitionException if another definition has the name, or the one to be replaced is of a newer format
     */
    public void check(Optional<String> source, JobDefinition definition) {
        source.flatMap(definitions::at)
                .filter(there -> DefinitionCodec.isNewer(there.properties()))
                .ifPresent(there -> {
                    throw new JobDefinitionException(
                            JobProperties.FORMAT,
                            "The definition " + there.source() + " cannot be replaced: " + message(there.fault())
                                    + ". Nothing was changed.");
                });
        Candidate other = definitions.contenders.best(definition.name()).orElse(null);
        if (other != null && other.isStored() && !other.source().equals(source.orElse(""))) {
            throw new JobDefinitionException(
                    JobProperties.NAME,
                    "There is a job named \"" + definition.name() + "\" already (" + other.source()
                            + "); nothing was changed.");
        }
    }

    private void put(List<Candidate> candidates) {
        Map<String, Candidate> before = new HashMap<>(); // by address
        Map<String, Boolean> touched = new LinkedHashMap<>(); // names, and whether a definition of that name is deleted
        for (Candidate candidate : candidates) {
            Candidate old = definitions.bySource.put(candidate.source(), candidate);
            if (old != null) {
                before.put(old.source(), old);
                definitions.contenders.remove(old);
                // With another name it is another job, and the old one is deleted; a broken one may come back.
                touch(touched, old, candidate.definition() != null && old.isStored());
            }
            definitions.contenders.add(candidate);
            touch(touched, candidate, false);
            UnknownProperties.warnOf(candidate, old, log);
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

    /** Finds the definition that counts for a name, and tells if that has changed. */
    private void settle(String name, boolean deleted) {
        Candidate before = definitions.counting.get(name);
        Candidate best = definitions.contenders.best(name).orElse(null);
        boolean waits = best != null && !succession.whyNotYet(best).isEmpty();
        if (best == null || waits) {
            if (definitions.counting.remove(name) != null) {
                sink.undefined(name, deleted && !waits);
            }
            if (waits) {
                succession.await(name, () -> reconsider(name));
            }
            return;
        }
        definitions.counting.put(name, best);
        if (before == null || !before.saysTheSameAs(best)) {
            sink.defined(best, succession.standsInFor(best));
            if (before != null && before.equals(definitions.bySource.get(before.source()))) {
                warnIfNotUsed(before); // has counted until now
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
            for (String name : succession.concerned(candidate.source(), names)) {
                succession.changed(name);
                reconsider(name); // the job's last definition may be gone for good now
            }
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
        Candidate used = definitions
                .best(name)
                .or(() -> definitions.contenders.best(name))
                .orElse(candidate);
        if (used.isStored() && !candidate.isStored()) {
            return "The job \"" + name + "\" is defined by " + used.source()
                    + ", which is stored and goes before what a service carries, until it is deleted.";
        }
        if (!used.source().equals(candidate.source())) {
            return "The job \"" + name + "\" is defined by " + used.source() + "; rename or delete this one.";
        }
        return definitions.counting.containsKey(name) ? "" : succession.whyNotYet(candidate);
    }

    private static String message(@Nullable JobDefinitionException fault) {
        return fault == null ? "" : String.valueOf(fault.getMessage());
    }
}
