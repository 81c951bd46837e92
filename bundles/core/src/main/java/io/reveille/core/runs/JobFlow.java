package io.reveille.core.runs;

import io.reveille.Misfire;
import io.reveille.Overlap;
import io.reveille.RequestedRun;
import io.reveille.RunOutcome;
import io.reveille.core.clock.TimeSource;
import io.reveille.core.dispatch.RunRequest;
import io.reveille.core.job.JobEntry;
import io.reveille.core.job.JobEntry.Defined;
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
    public void plan(JobEntry entry) {
        plan(entry, true);
    }

    /** Plans a job's occurrences after a run: one that has come due during the run may wait until its window ends. */
    void planAfterRun(JobEntry entry) {
        plan(entry, false);
    }

    private void plan(JobEntry entry, boolean atOnce) {
        unplan(entry);
        Defined job = entry.defined;
        if (job == null || stopping) {
            return;
        }
        Optional<Instant> next = planner.next(job.schedule(), entry.state.chain());
        finishIfOver(entry, job, next.isPresent());
        if (!entry.state.mayRun()) {
            return;
        }
        boolean beside = entry.policies().overlap() == Overlap.PARALLEL;
        if (entry.runs().isEmpty() || beside) {
            entry.state.open().forEach(begun -> planAgain(entry, job, begun));
            boolean waits = entry.state.open().stream().anyMatch(begun -> begun.state() != OccurrenceState.RETRYING);
            if (!waits || (beside && !catchesUp(entry))) {
                // Else occurrences that pass are dealt with when the waiting one has ended: no wake-up for them.
                planNext(entry, job, next, atOnce);
            } else {
                wakeForNext(entry, job);
            }
        }
    }

    /** Plans a wake-up for the next occurrence while one waits for a gate, which by itself wakes no machine. */
    private void wakeForNext(JobEntry entry, Defined job) {
        Schedule schedule = job.schedule();
        if (!entry.hasRunOften() && !schedule.isEvent() && !schedule.isNoWake()) {
            schedule.next(entry.state.chain(), time.wall())
                    .ifPresent(next -> entry.waking =
                            agenda.within(next, Planner.deadline(schedule, next), true, new PlannedWork.WakeUp(entry)));
        }
    }

    /**
     * Whether the job makes up for each missed occurrence: one after the other, even where runs may go on side by side.
     */
    private static boolean catchesUp(JobEntry entry) {
        return entry.policies().misfire() == Misfire.ALL
                && entry.state.open().stream().anyMatch(begun -> begun.missed() > 0);
    }

    private void planNext(JobEntry entry, Defined job, Optional<Instant> next, boolean atOnce) {
        if (entry.hasRunOften()) {
            return;
        }
        if (job.schedule().isEvent()) {
            entry.state.pending().stream()
                    .findFirst()
                    .ifPresent(trigger ->
                            entry.planned = agenda.at(time.wall(), new PlannedWork.Happened(entry, trigger)));
        } else {
            Instant now = time.wall();
            next.ifPresent(planned -> entry.planned = agenda.within(
                    planned,
                    atOnce && planned.isBefore(now) ? now : Planner.deadline(job.schedule(), planned),
                    !job.schedule().isNoWake(),
                    new PlannedWork.Due(entry, job, planned)));
        }
    }

    private void planAgain(JobEntry entry, Defined job, OpenOccurrence begun) {
        if (entry.run(begun.id()).isEmpty()) {
            Instant again = begun.again();
            Instant now = time.wall();
            if (begun.state() == OccurrenceState.DEFERRED) {
                // After the patience, whatever the gate says, the next one is due or the misfire policy applies.
                Instant patience = Planner.patience(entry.policies(), job.schedule(), begun.nominalTime());
                again = patience.isAfter(now) && again != null && patience.isBefore(again) ? patience : again;
            }
            Instant at = again == null || again.isBefore(now) ? now : again;
            boolean wakes = !job.schedule().isNoWake() && (begun.state() != OccurrenceState.DEFERRED || entry.unsaved);
            entry.waits(begun.id(), agenda.within(at, at, wakes, new PlannedWork.Again(entry, job, begun.id())));
        }
    }

    private void finishIfOver(JobEntry entry, Defined job, boolean hasNext) {
        if (!entry.state.open().isEmpty() || !entry.runs().isEmpty()) {
            return;
        }
        if (entry.hasRunOften()) {
            Transitions.done(
                    entry.state, "it has run " + job.schedule().times().orElse(0) + " times, as its schedule says");
        } else if (!hasNext && !job.schedule().isEvent()) {
            Transitions.exhausted(entry.state);
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
    public void unplan(JobEntry entry) {
        index.changed(entry);
        if (entry.planned != null) {
            agenda.cancel(entry.planned);
            entry.planned = null;
        }
        if (entry.waking != null) {
            agenda.cancel(entry.waking);
            entry.waking = null;
        }
        entry.noneWaits().forEach(agenda::cancel);
    }

    // On request

    /** Runs a job beside its schedule. */
    public RequestedRun trigger(JobEntry entry, boolean handlerIsThere) {
        RunRequest request = runs.onRequest(entry);
        String whyNot = whyNot(entry, handlerIsThere);
        if (!whyNot.isEmpty()) {
            return new RequestedRun(
                    request.runId(),
                    CompletableFuture.completedFuture(
                            request.report(time.wall(), Duration.ZERO, RunOutcome.SKIPPED, whyNot, Map.of())));
        }
        Run run = new Run(request, "", false);
        if (entry.policies().overlap() != Overlap.PARALLEL) {
            unplan(entry);
        }
        runs.enqueue(entry, run);
        return new RequestedRun(request.runId(), run.report);
    }

    private String whyNot(JobEntry entry, boolean handlerIsThere) {
        if (entry.defined == null) {
            return "the job has no definition";
        }
        if (stopping) {
            return "Reveille stops";
        }
        if (!handlerIsThere) {
            return "no service offers the handler \"" + entry.handler() + "\"";
        }
        if (!entry.state.lostHandler().isEmpty()) {
            return entry.state.lostHandler();
        }
        boolean beside =
                entry.policies().overlap() == Overlap.PARALLEL && entry.runs().size() < Overlap.MOST;
        return entry.runs().isEmpty() || beside ? "" : "a run is under way";
    }
}
