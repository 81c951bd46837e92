package io.reveille.core.job;

import io.reveille.JobDefinition;
import io.reveille.JobPolicies;
import io.reveille.JobState;
import io.reveille.core.intake.Candidate;
import io.reveille.core.plan.Forecast;
import io.reveille.core.plan.Planner;
import io.reveille.core.state.OccurrenceState;
import io.reveille.core.state.RunState;
import io.reveille.core.timer.Agenda;
import io.reveille.schedule.Schedule;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A job that has a definition, whichever that is at the time: the definition, its schedule, and what the agenda has of
 * the job. Ends when the definition goes; the entry stays, and gets another job with the next definition. Belongs to
 * the engine's thread.
 */
public final class DefinedJob {

    public final JobEntry entry;
    public final RunState state;
    private Candidate source;
    private JobDefinition definition;
    private Schedule own; // with what is this job's own, to be bound
    private Schedule schedule; // the same, bound, ready to ask

    public Agenda.@Nullable Entry planned; // the next occurrence

    /**
     * The wake-up of a sleeping machine for the next occurrence while that is not planned, since one before it waits.
     */
    public Agenda.@Nullable Entry waking;

    private Map<String, Agenda.Entry> again = Map.of(); // the occurrences that wait; most jobs share the empty map

    DefinedJob(JobEntry entry, Candidate source, JobDefinition definition, String installation) {
        this.entry = entry;
        this.state = entry.state;
        define(source, definition, installation);
    }

    void define(Candidate from, JobDefinition now, String installation) {
        source = from;
        definition = now;
        own = now.schedule().withSeed(seed(now.name())).withSpread(installation, now.name());
        schedule = own.bind(state.bound(), state.trustedAt());
    }

    /**
     * The seed of the job's random intervals: the same at each start, so that none is drawn again; different for each
     * job.
     */
    private static long seed(String name) {
        long seed = 0xcbf29ce484222325L; // FNV-1a
        for (int i = 0; i < name.length(); i++) {
            seed = (seed ^ name.charAt(i)) * 0x100000001b3L;
        }
        return seed;
    }

    /** Binds the schedule anew: what its times count from may have changed. */
    public void bind() {
        if (own.isRelative()) {
            schedule = own.bind(state.bound(), state.trustedAt());
        }
    }

    public String name() {
        return state.job();
    }

    public Candidate source() {
        return source;
    }

    public JobDefinition definition() {
        return definition;
    }

    public JobPolicies policies() {
        return definition.policies();
    }

    /** The name of the job's handler. */
    public String handler() {
        return definition.handler();
    }

    /** The schedule before it is bound. */
    public Schedule own() {
        return own;
    }

    /** The schedule, bound. */
    public Schedule schedule() {
        return schedule;
    }

    /**
     * When the job runs next; empty if nothing is planned. Lies in the past for a job that waits for its handler or a
     * gate.
     */
    Optional<Instant> next(Instant now) {
        if (state.state() == JobState.DONE || state.state() == JobState.HELD) {
            return Optional.empty();
        }
        Optional<Instant> waiting = state.open().stream()
                .filter(begun -> begun.state() != OccurrenceState.RETRYING
                        && entry.run(begun.id()).isEmpty())
                .map(begun -> begun.nominalTime())
                .min(Instant::compareTo);
        return waiting.isPresent() ? waiting : planned(now);
    }

    /** Whether the job has occurred as often as its schedule says, waiting occurrences included. */
    public boolean hasRunOften() {
        return left() <= 0;
    }

    /** The number of occurrences left, beside all that are open; as good as endless if the schedule sets no limit. */
    public int left() {
        int times = schedule.times().orElse(Integer.MAX_VALUE);
        return times == Integer.MAX_VALUE
                ? times
                : (int) Math.max(0, times - state.occurred() - state.open().size());
    }

    /** Notes when an occurrence that waits is taken up again. */
    public void waits(String occurrence, Agenda.Entry until) {
        if (again.isEmpty()) {
            again = new HashMap<>();
        }
        again.put(occurrence, until);
    }

    /** Notes that an occurrence waits no longer; returns its entry on the agenda, if there was one. */
    public Optional<Agenda.Entry> waitsNoLonger(String occurrence) {
        return Optional.ofNullable(again.isEmpty() ? null : again.remove(occurrence));
    }

    /** Notes that no occurrence waits any longer; returns their entries on the agenda. */
    public List<Agenda.Entry> noneWaits() {
        if (again.isEmpty()) {
            return List.of();
        }
        List<Agenda.Entry> waited = List.copyOf(again.values());
        again = Map.of();
        return waited;
    }

    /** The facts by which the planner decides about the job's occurrences. */
    public Planner.Job plan() {
        return new Planner.Job(policies(), schedule, state.chain(), left());
    }

    /** The next planned occurrence, beside those that wait. */
    public Optional<Instant> planned(Instant now) {
        if (hasRunOften()) {
            return Optional.empty();
        }
        if (schedule.isEvent()) {
            return state.pending().stream().map(trigger -> trigger.at()).findFirst();
        }
        return entry.isIdle() ? schedule.next(state.chain()) : schedule.next(state.chain(), now);
    }

    /** The schedule from here on, for a forecast; empty for a job that does not run, or not by times. */
    public Optional<Forecast.Chain> chain() {
        return state.state() != JobState.READY || schedule.isEvent()
                ? Optional.empty()
                : Optional.of(new Forecast.Chain(name(), schedule, state.chain(), left()));
    }

    /** Until when the next occurrence may start; empty if none is planned, or only a deferred one waits. */
    public Optional<Instant> deadline(Instant now) {
        if (state.state() != JobState.READY) {
            return Optional.empty();
        }
        Stream<Instant> retries = state.open().stream()
                .filter(begun -> begun.state() == OccurrenceState.RETRYING)
                .flatMap(begun -> Optional.ofNullable(begun.again()).stream());
        return Stream.concat(
                        retries,
                        planned(now).map(at -> schedule.isEvent() ? at : Planner.deadline(schedule, at)).stream())
                .min(Instant::compareTo);
    }
}
