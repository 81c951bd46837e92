package io.reveille.core.runs;

import io.reveille.Misfire;
import io.reveille.Overlap;
import io.reveille.RequestedRun;
import io.reveille.RunOutcome;
import io.reveille.core.clock.TimeSource;
import io.reveille.core.dispatch.RunRequest;
import io.reveille.core.job.DefinedJob;
import io.reveille.core.job.JobIndex;
import io.reveille.core.job.PlannedWork;
import io.reveille.core.job.Run;
import io.reveille.core.plan.Planner;
import io.reveille.core.state.OccurrenceState;
import io.reveille.core.state.OpenOccurrence;
import io.reveille.core.state.Transitions;
import io.reveille.core.timer.Agenda;
import io.reveille.schedule.Schedule;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** The plan of when each job is looked at next, and runs on request. Belongs to the engine's thread. */
public final class JobFlow {

    private final Agenda<PlannedWork> agenda;
    private final TimeSource time;
    private final Planner planner;
    private final Runs runs;
    private final JobIndex index;
    private boolean stopping;

    public JobFlow(Agenda<PlannedWork> agenda, TimeSource time, Planner planner, Runs runs, JobIndex index) {
        this.agenda = agenda;
        this.time = time;
        this.planner = planner;
        this.runs = runs;
        this.index = index;
    }

    /** The runs on their way. */
    public Runs runs() {
        return runs;
    }

    /** Stops planning: nothing starts any more. */
    public void stop() {
        stopping = true;
    }

    boolean isStopping() {
        return stopping;
    }

    /**
     * Plans a job's occurrences afresh; called after any change to a job. One that may run by now does, even if its
     * window ends later.
     */
    public void plan(DefinedJob job) {
        plan(job, true);
    }

    /** Plans a job's occurrences after a run: one that has come due during the run may wait until its window ends. */
    void planAfterRun(DefinedJob job) {
        plan(job, false);
    }

    private void plan(DefinedJob job, boolean atOnce) {
        unplan(job);
        if (stopping) {
            return;
        }
        Optional<Instant> next = planner.next(job.schedule(), job.state.chain());
        finishIfOver(job, next.isPresent());
        if (!job.state.mayRun()) {
            return;
        }
        boolean beside = job.policies().overlap() == Overlap.PARALLEL;
        if (job.entry.isIdle() || beside) {
            boolean waits = false;
            for (OpenOccurrence begun : job.state.open()) {
                planAgain(job, begun);
                waits |= begun.state() != OccurrenceState.RETRYING;
            }
            if (!waits || (beside && !catchesUp(job))) {
                // Else occurrences that pass are dealt with when the waiting one has ended: no wake-up for them.
                planNext(job, next, atOnce);
            } else {
                wakeForNext(job);
            }
        }
    }

    /** Plans a wake-up for the next occurrence while one waits for a gate, which by itself wakes no machine. */
    private void wakeForNext(DefinedJob job) {
        Schedule schedule = job.schedule();
        if (!job.hasRunOften() && !schedule.isEvent() && !schedule.isNoWake()) {
            schedule.next(job.state.chain(), time.wall())
                    .ifPresent(next -> job.waking =
                            agenda.within(next, Planner.deadline(schedule, next), true, new PlannedWork.WakeUp(job)));
        }
    }

    /**
     * Whether the job makes up for each missed occurrence: one after the other, even where runs may go on side by side.
     */
    private static boolean catchesUp(DefinedJob job) {
        return job.policies().misfire() == Misfire.ALL
                && job.state.open().stream().anyMatch(begun -> begun.missed() > 0);
    }

    private void planNext(DefinedJob job, Optional<Instant> next, boolean atOnce) {
        if (job.hasRunOften()) {
            return;
        }
        if (job.schedule().isEvent()) {
            job.state.pending().stream()
                    .findFirst()
                    .ifPresent(trigger -> job.planned = agenda.at(time.wall(), new PlannedWork.Happened(job, trigger)));
        } else {
            Instant now = time.wall();
            next.ifPresent(planned -> job.planned = agenda.within(
                    planned,
                    atOnce && planned.isBefore(now) ? now : Planner.deadline(job.schedule(), planned),
                    !job.schedule().isNoWake(),
                    new PlannedWork.Due(job, planned)));
        }
    }

    private void planAgain(DefinedJob job, OpenOccurrence begun) {
        if (job.entry.run(begun.id()).isEmpty()) {
            Instant again = begun.again();
            Instant now = time.wall();
            if (begun.state() == OccurrenceState.DEFERRED) {
                // After the patience, whatever the gate says, the next one is due or the misfire policy applies.
                Instant patience = Planner.patience(job.policies(), job.schedule(), begun.nominalTime());
                again = patience.isAfter(now) && again != null && patience.isBefore(again) ? patience : again;
            }
            Instant at = again == null || again.isBefore(now) ? now : again;
            boolean wakes =
                    !job.schedule().isNoWake() && (begun.state() != OccurrenceState.DEFERRED || job.entry.unsaved);
            job.waits(begun.id(), agenda.within(at, at, wakes, new PlannedWork.Again(job, begun.id())));
        }
    }

    private void finishIfOver(DefinedJob job, boolean hasNext) {
        if (!job.state.open().isEmpty() || !job.entry.isIdle()) {
            return;
        }
        if (job.hasRunOften()) {
            Transitions.done(
                    job.state, "it has run " + job.schedule().times().orElse(0) + " times, as its schedule says");
        } else if (!hasNext && !job.schedule().isEvent()) {
            Transitions.exhausted(job.state);
        }
    }

    /** Has an action done after a delay; the name is printed with the agenda. */
    public Agenda.Entry later(Duration delay, String name, Runnable action) {
        return agenda.after(time.wall(), delay, name, action);
    }

    void cancel(Agenda.Entry entry) {
        agenda.cancel(entry);
    }

    /** Takes a job off the agenda. */
    public void unplan(DefinedJob job) {
        index.changed(job);
        if (job.planned != null) {
            agenda.cancel(job.planned);
            job.planned = null;
        }
        if (job.waking != null) {
            agenda.cancel(job.waking);
            job.waking = null;
        }
        List<Agenda.Entry> waited = job.noneWaits();
        if (!waited.isEmpty()) {
            waited.forEach(agenda::cancel);
        }
    }

    // On request

    /** Runs a job beside its schedule. */
    public RequestedRun trigger(DefinedJob job, boolean handlerIsThere) {
        RunRequest request = runs.onRequest(job);
        String whyNot = whyNot(job, handlerIsThere);
        if (!whyNot.isEmpty()) {
            return new RequestedRun(
                    request.runId(),
                    CompletableFuture.completedFuture(
                            request.report(time.wall(), Duration.ZERO, RunOutcome.SKIPPED, whyNot, Map.of())));
        }
        Run run = new Run(request, "", false);
        if (job.policies().overlap() != Overlap.PARALLEL) {
            unplan(job);
        }
        runs.enqueue(job, run);
        return new RequestedRun(request.runId(), run.report());
    }

    private String whyNot(DefinedJob job, boolean handlerIsThere) {
        if (stopping) {
            return "Reveille stops";
        }
        if (!handlerIsThere) {
            return "no service offers the handler \"" + job.handler() + "\"";
        }
        if (!job.state.lostHandler().isEmpty()) {
            return job.state.lostHandler();
        }
        boolean beside =
                job.policies().overlap() == Overlap.PARALLEL && job.entry.runs().size() < Overlap.MOST;
        return job.entry.isIdle() || beside ? "" : "a run is under way";
    }
}
