package io.reveille.core.transfer;

import io.reveille.BrokenDefinition;
import io.reveille.JobDefinition;
import io.reveille.core.intake.Candidate;
import io.reveille.core.intake.DefinitionIntake;
import io.reveille.core.state.RunState;
import io.reveille.core.state.StateCodec;
import io.reveille.spi.JobProperties;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * The definitions that are here at one moment.
 *
 * @param counting by the names of their jobs, those that count, handlers' own included
 * @param unusable by the names in them, stored ones that cannot be used
 * @param broken all stored ones that do not count, with the reasons
 * @param states the states of stored jobs, as their text, if they were asked for
 * @param owners the bundles whose code made stored jobs
 * @param readOnly of the names asked for, those whose saved state is of a newer version
 */
public record Snapshot(
        SortedMap<String, Candidate> counting,
        Map<String, Candidate> unusable,
        List<BrokenDefinition> broken,
        Map<String, String> states,
        Map<String, String> owners,
        Set<String> readOnly) {

    /**
     * Looks at all that is there; on the engine's thread.
     *
     * @param names of jobs, defined or not, whose states may be of a newer version
     */
    public static Snapshot of(
            DefinitionIntake intake,
            Function<String, Optional<RunState>> stateOf,
            boolean withStates,
            Collection<String> names) {
        Snapshot all = new Snapshot(
                new TreeMap<>(), new HashMap<>(), new ArrayList<>(), new HashMap<>(), new HashMap<>(), new HashSet<>());
        Set<String> stored = new HashSet<>();
        for (Candidate candidate : intake.definitions().all()) {
            JobDefinition definition = candidate.definition();
            if (candidate.isStored()) {
                stored.add(candidate.source());
            }
            if (definition != null) {
                intake.definitions()
                        .best(definition.name())
                        .ifPresent(best -> all.counting.put(definition.name(), best));
            } else if (candidate.isStored() && candidate.properties().get(JobProperties.NAME) instanceof String name) {
                all.unusable.putIfAbsent(name, candidate);
            }
        }
        intake.broken().stream().filter(one -> stored.contains(one.source())).forEach(all.broken::add);
        all.counting.values().stream()
                .filter(Candidate::isStored)
                .flatMap(candidate -> Optional.ofNullable(candidate.definition()).stream())
                .forEach(definition -> stateOf.apply(definition.name()).ifPresent(state -> all.add(state, withStates)));
        names.stream()
                .filter(name -> stateOf.apply(name).filter(RunState::isReadOnly).isPresent())
                .forEach(all.readOnly::add);
        return all;
    }

    private void add(RunState state, boolean withStates) {
        state.owner().ifPresent(owner -> owners.put(state.job(), owner));
        if (withStates && !state.isReadOnly()) {
            states.put(state.job(), StateCodec.text(state));
        }
    }

    /**
     * These jobs alone.
     *
     * @throws IllegalArgumentException if one of them is not stored or cannot be used, naming each and why
     */
    public Snapshot only(SortedSet<String> names) {
        List<String> faults =
                names.stream().flatMap(name -> whyNot(name).stream()).toList();
        if (!faults.isEmpty()) {
            throw new IllegalArgumentException(String.join(" ", faults) + " Nothing was exported.");
        }
        SortedMap<String, Candidate> wanted = new TreeMap<>(counting);
        wanted.keySet().retainAll(names);
        return new Snapshot(wanted, Map.of(), List.of(), states, owners, readOnly);
    }

    private Optional<String> whyNot(String name) {
        Candidate there = counting.get(name);
        if (there != null) {
            return there.isStored()
                    ? Optional.empty()
                    : Optional.of("The job \"" + name + "\" is not stored: it comes with its handler's service.");
        }
        Candidate useless = unusable.get(name);
        if (useless == null) {
            return Optional.of("There is no job named \"" + name + "\".");
        }
        String reason = broken.stream()
                .filter(one -> one.source().equals(useless.source()))
                .map(BrokenDefinition::reason)
                .findFirst()
                .orElse("");
        return Optional.of("The definition of the job \"" + name + "\" cannot be used: " + reason
                + (reason.endsWith(".") ? "" : "."));
    }

    /** The stored definition of this name that an import would replace, usable or not. */
    public Optional<Candidate> stored(String name) {
        Candidate candidate = counting.get(name);
        return candidate != null && candidate.isStored()
                ? Optional.of(candidate)
                : Optional.ofNullable(unusable.get(name));
    }

    /** The definitions that are stored and count, in the order of their names. */
    List<JobDefinition> definitions() {
        return counting.values().stream()
                .filter(Candidate::isStored)
                .flatMap(candidate -> Optional.ofNullable(candidate.definition()).stream())
                .toList();
    }
}
