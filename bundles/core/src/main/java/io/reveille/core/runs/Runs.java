package io.reveille.core.runs;

import io.reveille.Misfire;
import io.reveille.RunOutcome;
import io.reveille.core.clock.TimeSource;
import io.reveille.core.dispatch.RunRequest;
import io.reveille.core.job.DefinedJob;
import io.reveille.core.job.JobEntry;
import io.reveille.core.job.JobRecorder;
import io.reveille.core.job.Run;
import io.reveille.core.job.RunIds;
import io.reveille.core.plan.Planner;
import io.reveille.core.plan.Planner.Decision;
import io.reveille.core.state.Occurrences;
import io.reveille.core.state.OpenOccurrence;
import io.reveille.core.state.RunState;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Runs on their way into the queue, and back out of it. Belongs to the engine's thread. */
public final class Runs {

    private final TimeSource time;
    private final Planner planner;
    private final RunQueue queue;
    private final GateKeeper gates;
    private final JobRecorder recorder;
    private final RunIds ids;
    private final Set<JobEntry> busy = new LinkedHashSet<>(); // all that have runs, the longest at it first

    public Runs(TimeSource time, Planner planner, RunQueue queue, GateKeeper gates, RunIds ids, JobRecorder recorder) {
        this.time = time;
        this.planner = planner;
        this.queue = queue;
        this.gates = gates;
        this.recorder = recorder;
        this.ids = ids;
    }

    String newId() {
        return ids.next();
    }

    /** Begins an occurrence now, whatever the misfire policy says. */
    OpenOccurrence begin(RunState state, Instant nominalTime) {
        return Occurrences.due(state, ids.next(), nominalTime, 0);
    }

    /** Sends an open occurrence on its way. */
    void attempt(DefinedJob job, OpenOccurrence begun) {
        RunRequest request = new RunRequest(
                job.name(),
                ids.next(),
                begun.nominalTime(),
                begun.attempt(),
                begun.missed(),
                begun.recovery(),
                false,
                job.definition().arguments(),
                job.state.memory(),
                begun.input());
        boolean overdue = begun.missed() > 0 && begun.attempt() == 1;
        enqueue(job, new Run(request, begun.id(), overdue));
    }

    /**
     * Gives a run whose turn has come the definition's present arguments, and has it stand for the occurrences passed
     * while it waited.
     */
    void bringUpToDate(DefinedJob job, Run run) {
        run.request = run.request.with(job.definition().arguments());
        OpenOccurrence begun = job.state.open(run.occurrence).orElse(null);
        if (begun == null) {
            return;
        }
        Planner.Job plan = job.plan();
        Instant now = time.wall();
        Decision decision = planner.starts(plan, begun, now);
        run.catchesUp = job.policies().misfire() == Misfire.ALL && (decision.missed() > 0 || plan.passed(now) > 0);
        if (!decision.chain().equals(plan.chain())) {
            Occurrences.again(job.state, begun.id(), decision.nominalTime(), decision.missed(), decision.chain());
            Occurrences.missed(job.state, decision.dropped(), decision.chain());
        }
        run.request = run.request.standingFor(decision.nominalTime(), decision.missed());
    }

    /** The jobs that have runs on their way, by name. */
    public List<JobEntry> busyByName() {
        return busy.stream().sorted(Comparator.comparing(JobEntry::name)).toList();
    }

    /** The same, those first that have been at it for the longest, as a view: for who changes none meanwhile. */
    public Collection<JobEntry> busy() {
        return busy;
    }

    /** Puts a run into the queue. */
    void enqueue(DefinedJob job, Run run) {
        run.stage = Run.Stage.WAITING;
        job.entry.add(run);
        busy.add(job.entry);
        queue.add(job, run);
    }

    /** Makes the request for a run beside the schedule. */
    RunRequest onRequest(DefinedJob job) {
        return new RunRequest(
                job.name(),
                ids.next(),
                time.wall(),
                1,
                0,
                false,
                true,
                job.definition().arguments(),
                job.state.memory(),
                Map.of());
    }

    /** Takes runs that have not gone to a handler off the queue; open occurrences stay open. */
    public void withdraw(JobEntry entry, String why) {
        for (Run run : entry.runs()) {
            if (run.stage == Run.Stage.WAITING) {
                queue.remove(run);
                leave(entry, run);
                drop(run, why);
            }
        }
    }

    /** Takes a run off its job; returns whether it was there. */
    boolean leave(JobEntry entry, Run run) {
        boolean was = entry.remove(run);
        if (entry.isIdle()) {
            busy.remove(entry);
        }
        return was;
    }

    /** Moves waiting runs along with a step of the clock, for a job that does not follow the clock. */
    public void move(JobEntry entry, Duration step) {
        entry.runs().stream().filter(run -> !run.isTriggered()).forEach(run -> queue.move(run, step));
    }

    /** Drops all runs of a job: their results count no more. */
    public void dropAll(JobEntry entry, String why) {
        for (Run run : entry.runs()) {
            queue.remove(run);
            leave(entry, run);
            run.cancel();
            drop(run, why);
        }
    }

    /** Tells those that wait for a run that it has come to nothing. */
    void drop(Run run, String why) {
        RunOutcome outcome = run.stage == Run.Stage.RUNNING ? RunOutcome.INTERRUPTED : RunOutcome.SKIPPED;
        if (run.stage != Run.Stage.RUNNING) {
            release(run);
        }
        run.awaited()
                .ifPresent(waiting -> recorder.dropped(
                        waiting, run.request.report(time.wall(), Duration.ZERO, outcome, why, Map.of())));
    }

    /** Gives back all that was kept for a run that has not gone to a worker. */
    void release(Run run) {
        queue.stepAside(run);
        gates.givePermitsBack(run);
    }

    /** Frees the place at the handler of a run that has ended; the worker is given back separately. */
    void finish(Run run) {
        if (!run.finished) {
            run.finished = true;
            queue.handlerBack(run.handler);
        }
        gates.givePermitsBack(run);
    }

    /** Lets a job's overdue runs start without waiting for their turn. */
    public void hurry(JobEntry entry) {
        entry.runs().forEach(run -> run.hurried = true);
    }
}
