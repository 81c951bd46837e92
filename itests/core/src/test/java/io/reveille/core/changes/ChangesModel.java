package io.reveille.core.changes;

import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The jobs as docs/persistence.md has them after changes, failures and kills. A call that was killed, and one that threw
 * because the state store failed and was killed before it worked again, was carried out or was not: both worlds are
 * possible until a start shows one.
 */
final class ChangesModel {

    /** A job, as long as it is the same one. */
    private record Incarnation(String name, int number) {}

    private final Set<Incarnation> everPaused = new HashSet<>(); // saved or not
    private final Set<Incarnation> savedAsPaused = new HashSet<>();
    private Set<PossibleWorld> now; // the running engine shows one
    private Set<PossibleWorld> afterKill = Set.of(); // the ones that a start after a kill may show besides
    private int incarnations;

    ChangesModel(Collection<String> names) {
        now = Set.of(
                new PossibleWorld(names.stream().collect(Collectors.toMap(name -> name, name -> ExpectedJob.NEVER))));
    }

    /** The number for a job that may be another one from now on. */
    int nextIncarnation() {
        incarnations++;
        return incarnations;
    }

    /** Whether a kill would have one outcome only. */
    boolean isCertain() {
        return afterKill.isEmpty();
    }

    /** Whether this is true of a job in all worlds that the engine may show. */
    boolean isSure(String name, Predicate<ExpectedJob> question) {
        return now.stream().map(world -> world.job(name)).allMatch(question);
    }

    // Changes

    /** Makes changes that hold from now on: the call has returned, and what failed before is dropped with its save. */
    void returned(UnaryOperator<PossibleWorld> changes) {
        now = each(now, changes);
        afterKill = Set.of();
    }

    /** Makes changes that are carried out or not, as a start after a kill will show. */
    void mayBeDone(UnaryOperator<PossibleWorld> changes) {
        afterKill = union(afterKill, each(union(now, afterKill), changes));
    }

    /** Makes an operator's change, which a kill does not undo. */
    void edited(UnaryOperator<PossibleWorld> change) {
        now = each(now, change);
        afterKill = each(afterKill, change);
    }

    /** Makes an operator's change whose effects could not be saved: it is not protected. */
    void editedWithoutSave(String name, UnaryOperator<PossibleWorld> change) {
        afterKill = union(each(afterKill, change), union(afterKill, now));
        now = each(now, world -> change.apply(world).with(name, ExpectedJob::ofAnybody));
    }

    /** Notes that the state store works again: what had thrown is not carried out. */
    void worksAgain() {
        afterKill = Set.of();
    }

    /** Notes that all is saved that has happened so far. */
    void settled(SeenJobs seen) {
        afterKill = Set.of();
        now = each(now, world -> world.with((name, job) -> job.settled()));
        seen.paused().forEach(name -> incarnationsOf(name, now).forEach(savedAsPaused::add));
    }

    /** Notes that the running engine has paused a job; not saved yet. */
    void paused(String name) {
        incarnationsOf(name, now).forEach(everPaused::add);
    }

    /** Notes that an import brings a job, if it is new, in this incarnation with a state that is paused, and saved. */
    void importedAsPaused(String name, int incarnation) {
        everPaused.add(new Incarnation(name, incarnation));
        savedAsPaused.add(new Incarnation(name, incarnation));
    }

    private static Stream<Incarnation> incarnationsOf(String name, Set<PossibleWorld> worlds) {
        return worlds.stream().map(world -> incarnation(name, world.job(name)));
    }

    private static Incarnation incarnation(String name, ExpectedJob job) {
        return new Incarnation(name, job.incarnation());
    }

    // Checks

    /** Checks what a running engine shows. */
    void check(SeenJobs seen) {
        now = fitting(now, seen, false);
    }

    /** Checks what a start shows, which decides what was open. */
    void checkStart(SeenJobs seen) {
        now = fitting(union(now, afterKill), seen, true);
        afterKill = Set.of();
    }

    private Set<PossibleWorld> fitting(Set<PossibleWorld> worlds, SeenJobs seen, boolean atStart) {
        Map<PossibleWorld, String> faults = new LinkedHashMap<>();
        Set<PossibleWorld> fitting = new LinkedHashSet<>();
        for (PossibleWorld world : worlds) {
            Optional<String> fault = fault(world, seen, atStart);
            fault.ifPresentOrElse(text -> faults.put(world, text), () -> fitting.add(resolved(world, seen, atStart)));
        }
        if (fitting.isEmpty()) {
            String expected = faults.entrySet().stream()
                    .map(entry -> "  " + entry.getKey() + ": " + entry.getValue())
                    .collect(Collectors.joining("\n"));
            throw new AssertionError("seen are " + seen + ", expected one of\n" + expected);
        }
        return fitting;
    }

    private Optional<String> fault(PossibleWorld world, SeenJobs seen, boolean atStart) {
        return world.jobs().entrySet().stream()
                .flatMap(entry -> fault(entry.getKey(), entry.getValue(), seen, atStart).stream())
                .findFirst();
    }

    private Optional<String> fault(String name, ExpectedJob job, SeenJobs seen, boolean atStart) {
        String offered = seen.offered().get(name);
        if (!Objects.equals(job.schedule(), seen.schedules().get(name))) {
            return Optional.of("the definition of " + name);
        }
        return job.isThere() ? faultOfJob(name, job, seen, offered) : faultOfOffer(name, job, offered, atStart);
    }

    private Optional<String> faultOfJob(String name, ExpectedJob job, SeenJobs seen, @Nullable String offered) {
        boolean paused = seen.paused().contains(name);
        if (job.owner() != null && !job.owner().equals(seen.owners().get(name))) {
            return Optional.of("the owner of " + name);
        }
        if (offered != null) {
            return Optional.of(name + " is offered though it is there");
        }
        if (paused && !everPaused.contains(incarnation(name, job))) {
            return Optional.of(name + " has the state of a former job");
        }
        return !paused && savedAsPaused.contains(incarnation(name, job))
                ? Optional.of(name + " has lost its state")
                : Optional.empty();
    }

    private static Optional<String> faultOfOffer(
            String name, ExpectedJob job, @Nullable String offered, boolean atStart) {
        if (offered == null) {
            return job.mayBeForgotten() ? Optional.empty() : Optional.of(name + " is not offered");
        }
        boolean fits = atStart ? job.offeredAfterKill().contains(offered) : offered.equals(job.offered());
        return fits ? Optional.empty() : Optional.of("the offered definition of " + name);
    }

    private static PossibleWorld resolved(PossibleWorld world, SeenJobs seen, boolean atStart) {
        return world.with((name, job) -> {
            if (job.isThere()) {
                return job.seenOf(seen.owners().getOrDefault(name, ""));
            }
            return atStart ? job.seenOffered(seen.offered().get(name)) : job;
        });
    }

    // Sets of worlds

    private static Set<PossibleWorld> each(Set<PossibleWorld> worlds, UnaryOperator<PossibleWorld> change) {
        return worlds.stream().map(change).collect(Collectors.toCollection(LinkedHashSet::new));
    }

    private static Set<PossibleWorld> union(Set<PossibleWorld> some, Set<PossibleWorld> others) {
        Set<PossibleWorld> all = new LinkedHashSet<>(some);
        all.addAll(others);
        return all;
    }

    @Override
    public String toString() {
        return "now one of " + now + ", after a kill also one of " + afterKill;
    }
}
