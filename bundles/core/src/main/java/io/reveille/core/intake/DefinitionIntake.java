package io.reveille.core.intake;

import io.reveille.BrokenDefinition;
import io.reveille.JobDefinition;
import io.reveille.JobDefinitionException;
import io.reveille.core.intake.Candidate.Rank;
import io.reveille.spi.JobProperties;
import io.reveille.spi.StoredDefinition;
import java.util.ArrayList;
import java.util.HashMap;
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

    private static final Logger LOG = LoggerFactory.getLogger(DefinitionIntake.class);

    /** Told which definition counts for a name. */
    public interface Sink {

        /** This definition counts now. */
        void defined(Candidate candidate);

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
    private Watcher watcher = (source, names) -> {};
    private final Map<String, Candidate> bySource = new TreeMap<>();
    private final Map<String, List<Candidate>> byName = new HashMap<>(); // the usable ones, best first

    public DefinitionIntake(DefinitionCodec codec, Sink sink) {
        this.codec = codec;
        this.sink = sink;
    }

    /** Who is told of changes of what is stored, after the sink. */
    public void watch(Watcher who) {
        watcher = who;
    }

    /** A stored definition is there, is new, or has changed. */
    public void stored(StoredDefinition stored) {
        put(Candidate.read(
                stored.id(),
                stored.canonical() ? Rank.CANONICAL : Rank.STORED,
                Optional.empty(),
                stored.properties(),
                codec));
    }

    /** A handler's service carries a definition, with its properties already without prefix. */
    public void carried(String service, String bundle, Map<String, Object> properties) {
        put(Candidate.read(service, Rank.WHITEBOARD, Optional.of(bundle), properties, codec));
    }

    /** A definition is gone from its place. */
    public void gone(String source) {
        Candidate candidate = bySource.remove(source);
        if (candidate != null) {
            unlist(candidate, candidate.isStored());
            tell(candidate, null);
        }
    }

    /** What lies at this address, usable or not. */
    public Optional<Candidate> at(String source) {
        return Optional.ofNullable(bySource.get(source));
    }

    /** The definition that counts for this name. */
    public Optional<Candidate> best(String name) {
        List<Candidate> candidates = byName.get(name);
        return candidates == null ? Optional.empty() : Optional.of(candidates.get(0));
    }

    /** The definition that counts for this name; else a stored one of this name that cannot be used. */
    public Optional<Candidate> named(String name) {
        return best(name)
                .or(() -> bySource.values().stream()
                        .filter(candidate -> candidate.isStored() && candidate.fault() != null)
                        .filter(candidate -> name.equals(candidate.properties().get(JobProperties.NAME)))
                        .findFirst());
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
        Candidate other = best(definition.name()).orElse(null);
        if (other != null && other.isStored() && !other.source().equals(source.orElse(""))) {
            throw new JobDefinitionException(
                    JobProperties.NAME,
                    "There is a job named \"" + definition.name() + "\" already (" + other.source()
                            + "); nothing was changed.");
        }
        return definition;
    }

    private void put(Candidate candidate) {
        Candidate before = bySource.put(candidate.source(), candidate);
        takeIn(candidate, before);
        tell(candidate, before);
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

    private void takeIn(Candidate candidate, @Nullable Candidate before) {
        warnOfStrangers(candidate, before);
        if (before != null && before.saysTheSameAs(candidate)) {
            relist(before, candidate);
            return;
        }
        JobDefinition old = before == null ? null : before.definition();
        JobDefinition now = candidate.definition();
        if (before != null && old != null && (now == null || !now.name().equals(old.name()))) {
            // Under another name it is another job, and this one was deleted; a broken one may come back.
            unlist(before, now != null && before.isStored());
        } else if (before != null && old != null) {
            relist(before, null);
        }
        if (now != null) {
            list(now.name(), candidate);
        } else {
            LOG.warn(
                    "The definition {} cannot be used; it is kept as it is, and taken up once corrected. {}",
                    candidate.source(),
                    message(candidate.fault()));
        }
    }

    /** Once, not at each word of the store that says the same. */
    private static void warnOfStrangers(Candidate candidate, @Nullable Candidate before) {
        if (DefinitionCodec.isNewer(candidate.properties())) {
            return; // who knows what they mean there
        }
        Map<String, String> strangers = Strangers.among(candidate.properties());
        if (!strangers.isEmpty() && (before == null || !strangers.equals(Strangers.among(before.properties())))) {
            LOG.warn(
                    "The definition {} has properties that mean nothing to a job and are ignored: {}.",
                    candidate.source(),
                    Strangers.inWords(strangers));
        }
    }

    private void list(String name, Candidate candidate) {
        List<Candidate> candidates = with(candidate, byName.getOrDefault(name, List.of()));
        byName.put(name, candidates);
        Candidate best = candidates.get(0);
        if (!best.source().equals(candidate.source())) {
            LOG.warn("The definition {} is not used. {}", candidate.source(), whyNot(candidate));
        }
        sink.defined(best);
    }

    private void unlist(Candidate candidate, boolean deleted) {
        JobDefinition definition = candidate.definition();
        if (definition == null) {
            return;
        }
        String name = definition.name();
        relist(candidate, null);
        Optional<Candidate> best = best(name);
        if (best.isPresent()) {
            sink.defined(best.get());
        } else {
            sink.undefined(name, deleted);
        }
    }

    /** Takes one off the list of its name, and puts another in its place, if given. */
    private void relist(Candidate before, @Nullable Candidate after) {
        JobDefinition definition = before.definition();
        if (definition == null) {
            return;
        }
        List<Candidate> others = byName.getOrDefault(definition.name(), List.of()).stream()
                .filter(each -> Candidate.BEST_FIRST.compare(each, before) != 0)
                .toList();
        List<Candidate> candidates = after == null ? others : with(after, others);
        if (candidates.isEmpty()) {
            byName.remove(definition.name());
        } else {
            byName.put(definition.name(), candidates);
        }
    }

    /** A new list, as small as can be: nearly every name has one candidate. */
    private static List<Candidate> with(Candidate candidate, List<Candidate> others) {
        return others.isEmpty()
                ? List.of(candidate)
                : Stream.concat(Stream.of(candidate), others.stream())
                        .sorted(Candidate.BEST_FIRST)
                        .toList();
    }

    private String whyNot(Candidate candidate) {
        JobDefinition definition = candidate.definition();
        if (definition == null) {
            return message(candidate.fault());
        }
        Candidate best = best(definition.name()).orElse(candidate);
        return best.source().equals(candidate.source())
                ? ""
                : "The job \"" + definition.name() + "\" is defined by " + best.source()
                        + "; rename or delete this one.";
    }

    private static String message(@Nullable JobDefinitionException fault) {
        return fault == null ? "" : String.valueOf(fault.getMessage());
    }
}
