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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The one record of a job in the engine. Belongs to the engine's thread. */
public final class JobEntry {

    /**
     * The definition of a job, where it lies, and its schedule.
     *
     * @param own the schedule with what is this job's own, to be bound
     * @param schedule the same, bound, ready to ask
     */
    public record Defined(Candidate source, JobDefinition definition, Schedule own, Schedule schedule) {

        public static Defined of(Candidate source, JobDefinition definition, Schedule own, RunState state) {
            return new Defined(source, definition, own, own.bind(state.bound(), state.trustedAt()));
        }

        public Defined boundTo(RunState state) {
            return own.isRelative() ? of(source, definition, own, state) : this;
        }
    }

    public final RunState state;

    @Nullable
    public Defined defined; // null: there is only state; the definition is gone or yet to come

    // Most jobs rest at any time: the empty map, which they share, stands for none.
    private Map<String, Run> runs = Map.of();
    private Map<String, Agenda.Entry> again = Map.of();

    public Agenda.@Nullable Entry planned;

    public long lastTurn; // the number of its last turn to catch up; 0: none

    /**
     * The wake-up of a sleeping machine for the next occurrence while that is not planned, since one before it waits.
     */
    public Agenda.@Nullable Entry waking;

    public JobPolicies policiesBefore = JobPolicies.DEFAULTS;
    public boolean claims; // after an unclean stop starts are saved first, until a run has ended
    public boolean
            unsaved; // what is deferred could not be saved before its start: it waits for the store, not for a gate
    JobState announced = JobState.READY;
    String announcedReason = "";
    String announcedWaiting = "";

    public JobEntry(RunState state) {
        this.state = state;
    }

    public String name() {
        return state.job();
    }

    /**
     * The seed of the job's random intervals: the same at each start, so that none is drawn again; different for each
     * job.
     */
    public long seed() {
        String name = name();
        long seed = 0xcbf29ce484222325L; // FNV-1a
        for (int i = 0; i < name.length(); i++) {
            seed = (seed ^ name.charAt(i)) * 0x100000001b3L;
        }
        return seed;
    }

    /** The name of the job's handler; empty if there is no definition. */
    public String handler() {
        Defined d = defined;
        return d == null ? "" : d.definition().handler();
    }

    /** The definition's policies; after removal the last ones, which a run under way still follows. */
    public JobPolicies policies() {
        Defined d = defined;
        return d == null ? policiesBefore : d.definition().policies();
    }

    /** A copy of the runs on their way to a handler or with it, oldest first. */
    public List<Run> runs() {
        return List.copyOf(runs.values());
    }

    public boolean has(Run run) {
        return runs.containsKey(run.id());
    }

    public void add(Run run) {
        if (runs.isEmpty()) {
            runs = new LinkedHashMap<>();
        }
        runs.put(run.id(), run);
    }

    /** Removes a run; returns whether it was among the job's runs. */
    public boolean remove(Run run) {
        boolean was = has(run);
        if (was && runs.size() == 1) {
            runs = Map.of();
        } else if (was) {
            runs.remove(run.id());
        }
        return was;
    }

    /** The run of an occurrence, if it is on its way. */
    public Optional<Run> run(String occurrence) {
        return runs.values().stream()
                .filter(run -> run.occurrence.equals(occurrence))
                .findFirst();
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
        List<Agenda.Entry> waited = List.copyOf(again.values());
        again = Map.of();
        return waited;
    }

    /** Whether a handler is at work on one of the runs. */
    boolean isRunning() {
        return runs.values().stream().anyMatch(run -> run.stage == Run.Stage.RUNNING);
    }

    /**
     * When the job runs next; null if nothing is planned. Lies in the past for a job that waits for its handler or a
     * gate.
     */
    @Nullable
    Instant next(Instant now) {
        Defined d = defined;
        if (d == null || state.state() == JobState.DONE || state.state() == JobState.HELD) {
            return null;
        }
        Optional<Instant> waiting = state.open().stream()
                .filter(begun -> begun.state() != OccurrenceState.RETRYING
                        && run(begun.id()).isEmpty())
                .map(begun -> begun.nominalTime())
                .min(Instant::compareTo);
        if (waiting.isPresent()) {
            return waiting.get();
        }
        return planned(now).orElse(null);
    }

    /** Whether the job has occurred as often as its schedule says, waiting occurrences included. */
    public boolean hasRunOften() {
        return left() <= 0;
    }

    /** The number of occurrences left, beside all that are open; as good as endless if the schedule sets no limit. */
    public int left() {
        Defined d = defined;
        int times = d == null ? Integer.MAX_VALUE : d.schedule().times().orElse(Integer.MAX_VALUE);
        return times == Integer.MAX_VALUE
                ? times
                : (int) Math.max(0, times - state.occurred() - state.open().size());
    }

    /** The facts by which the planner decides about the job's occurrences. */
    public Planner.Job plan(Defined job) {
        return new Planner.Job(job.definition().policies(), job.schedule(), state.chain(), left());
    }

    /** The next planned occurrence, beside those that wait. */
    public Optional<Instant> planned(Instant now) {
        Defined d = defined;
        if (hasRunOften()) {
            return Optional.empty();
        }
        if (d == null || d.schedule().isEvent()) {
            return state.pending().stream().map(trigger -> trigger.at()).findFirst();
        }
        return runs.isEmpty() ? d.schedule().next(state.chain()) : d.schedule().next(state.chain(), now);
    }

    /** The schedule from here on, for a forecast; empty for a job that does not run, or not by times. */
    public Optional<Forecast.Chain> chain() {
        Defined d = defined;
        if (d == null || state.state() != JobState.READY || d.schedule().isEvent()) {
            return Optional.empty();
        }
        return Optional.of(new Forecast.Chain(name(), d.schedule(), state.chain(), left()));
    }

    /** Until when the next occurrence may start; empty if none is planned, or only a deferred one waits. */
    public Optional<Instant> deadline(Instant now) {
        Defined d = defined;
        if (d == null || state.state() != JobState.READY) {
            return Optional.empty();
        }
        Optional<Instant> next =
                planned(now).map(time -> d.schedule().isEvent() ? time : Planner.deadline(d.schedule(), time));
        Optional<Instant> retry = state.open().stream()
                .filter(begun -> begun.state() == OccurrenceState.RETRYING)
                .flatMap(begun -> Optional.ofNullable(begun.again()).stream())
                .min(Instant::compareTo);
        return next.isEmpty() || retry.filter(next.get()::isAfter).isPresent() ? retry.or(() -> next) : next;
    }
}
