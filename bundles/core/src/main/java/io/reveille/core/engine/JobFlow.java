package io.reveille.core.engine;

import io.reveille.JobPolicies;
import io.reveille.Misfire;
import io.reveille.Overlap;
import io.reveille.RunOutcome;
import io.reveille.RunReport;
import io.reveille.core.clock.TimeSource;
import io.reveille.core.dispatch.RunRequest;
import io.reveille.core.engine.JobEntry.Defined;
import io.reveille.core.outcome.OutcomeRules;
import io.reveille.core.plan.Planner;
import io.reveille.core.plan.Planner.Decision;
import io.reveille.core.state.Begun;
import io.reveille.core.state.OccurrenceState;
import io.reveille.core.state.Transitions;
import io.reveille.core.state.Trigger;
import io.reveille.core.timer.Agenda;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** The way of an occurrence up to the queue: planned, due, or waiting and taken up again. Belongs to the engine's thread. */
final class JobFlow {

    private final Agenda agenda;
    private final TimeSource time;
    private final Planner planner;
    private final RunQueue queue;
    private final Chronicle chronicle;
    private final RunIds ids;
    private boolean stopping;

    JobFlow(Agenda agenda, TimeSource time, Planner planner, RunQueue queue, Chronicle chronicle) {
        this.agenda = agenda;
        this.time = time;
        this.planner = planner;
        this.queue = queue;
        this.chronicle = chronicle;
        this.ids = new RunIds(time.wall());
    }

    /** Nothing starts any more. */
    void stop() {
        stopping = true;
    }

    boolean isStopping() {
        return stopping;
    }

    /** Plans afresh what is to come; called after any change to a job. */
    void plan(JobEntry entry) {
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
        if (entry.runs.isEmpty() || beside) {
            entry.state.open().forEach(begun -> planAgain(entry, job, begun));
            boolean waits = entry.state.open().stream().anyMatch(begun -> begun.state() != OccurrenceState.RETRYING);
            if (!waits || (beside && !catchesUp(entry))) {
                // Else, what passes is dealt with when that has ended: no wake-up for it.
                planNext(entry, job, next);
            }
        }
    }

    /** Whether it makes up for each that was missed: one after the other, even where runs may go on side by side. */
    private static boolean catchesUp(JobEntry entry) {
        return entry.policies().misfire() == Misfire.ALL
                && entry.state.open().stream().anyMatch(begun -> begun.missed() > 0);
    }

    private void planNext(JobEntry entry, Defined job, Optional<Instant> next) {
        if (entry.hasRunOften()) {
            return;
        }
        if (job.schedule().isEvent()) {
            entry.state.pending().stream()
                    .findFirst()
                    .ifPresent(trigger -> entry.planned = agenda.at(time.wall(), () -> happened(entry, trigger)));
        } else {
            next.ifPresent(planned -> entry.planned = agenda.at(planned, () -> due(entry, job, planned)));
        }
    }

    private void planAgain(JobEntry entry, Defined job, Begun begun) {
        if (entry.run(begun.id()).isEmpty()) {
            Instant again = begun.again();
            Instant now = time.wall();
            if (begun.state() == OccurrenceState.DEFERRED) {
                // Whatever the gate says: then the next is due, or the misfire policy speaks.
                Instant patience = Planner.patience(entry.policies(), job.schedule(), begun.nominalTime());
                again = patience.isAfter(now) && again != null && patience.isBefore(again) ? patience : again;
            }
            Instant at = again == null || again.isBefore(now) ? now : again;
            entry.again.put(begun.id(), agenda.at(at, () -> again(entry, job, begun.id())));
        }
    }

    private void finishIfOver(JobEntry entry, Defined job, boolean hasNext) {
        if (!entry.state.open().isEmpty() || !entry.runs.isEmpty()) {
            return;
        }
        if (entry.hasRunOften()) {
            Transitions.done(
                    entry.state, "it has run " + job.schedule().times().orElse(0) + " times, as its schedule says");
        } else if (!hasNext && !job.schedule().isEvent()) {
            Transitions.exhausted(entry.state);
        }
    }

    /** Has something done in a time from now. */
    Agenda.Entry later(Duration delay, Runnable action) {
        return agenda.after(time.wall(), delay, action);
    }

    void cancel(Agenda.Entry entry) {
        agenda.cancel(entry);
    }

    /** Takes a job off the agenda. */
    void unplan(JobEntry entry) {
        if (entry.planned != null) {
            agenda.cancel(entry.planned);
            entry.planned = null;
        }
        entry.again.values().forEach(agenda::cancel);
        entry.again.clear();
    }

    /** Takes off the queue what has not gone to a handler; open occurrences stay open. */
    void withdraw(JobEntry entry, String why) {
        for (Active run : List.copyOf(entry.runs.values())) {
            if (run.stage == Active.Stage.WAITING) {
                queue.remove(run);
                entry.runs.remove(run.id());
                drop(run, why);
            }
        }
    }

    /** The clock has stepped, and the job does not follow it: what waits was due by the new time. */
    void move(JobEntry entry, Duration step) {
        for (Active run : entry.runs.values()) {
            if (run.stage == Active.Stage.WAITING && !run.isTriggered()) {
                queue.remove(run); // it is sorted by that time
                run.request = run.request.standingFor(run.request.nominalTime().plus(step), run.request.missed());
                queue.add(entry, run);
            }
        }
    }

    /** Drops all runs of a job: their results count no more. */
    void dropAll(JobEntry entry, String why) {
        for (Active run : List.copyOf(entry.runs.values())) {
            queue.remove(run);
            entry.runs.remove(run.id());
            run.cancel();
            drop(run, why);
        }
    }

    /** Tells whoever waits for a run that it has come to nothing. */
    void drop(Active run, String why) {
        RunOutcome outcome = run.stage == Active.Stage.RUNNING ? RunOutcome.INTERRUPTED : RunOutcome.SKIPPED;
        chronicle.dropped(run.report, run.request.report(time.wall(), Duration.ZERO, outcome, why, Map.of()));
    }

    /** Starts at once what waits for its turn among the overdue. */
    void hurry(JobEntry entry) {
        entry.runs.values().forEach(run -> run.hurried = true);
    }

    // Times come

    private void due(JobEntry entry, Defined job, Instant planned) {
        Instant now = time.wall();
        entry.planned = null;
        giveUpRetries(entry);
        if (!entry.state.mayRun()) {
            chronicle.changed(entry); // that was one failure too many
            return;
        }
        JobPolicies policies = entry.policies();
        Decision decision = planner.due(policies, job.schedule(), entry.state.chain(), planned, now);
        if (decision.dropped() > 0) {
            Transitions.missed(entry.state, decision.dropped(), decision.chain());
            chronicle.changed(entry);
        }
        if (!decision.runs()) {
            plan(entry);
            return;
        }
        if (isFull(entry)) {
            Transitions.skipped(entry.state, Math.max(1, decision.missed()), decision.chain());
            chronicle.changed(entry);
        } else {
            Begun begun = Transitions.due(entry.state, ids.next(), decision.nominalTime(), decision.missed());
            attempt(entry, begun);
        }
        if (policies.overlap() == Overlap.PARALLEL) {
            plan(entry);
        }
    }

    private void happened(JobEntry entry, Trigger trigger) {
        entry.planned = null;
        giveUpRetries(entry);
        if (!entry.state.mayRun()) {
            chronicle.changed(entry); // that was one failure too many
            return;
        }
        if (isFull(entry)) {
            Transitions.skipped(entry.state, trigger);
            chronicle.changed(entry);
        } else {
            attempt(entry, Transitions.due(entry.state, ids.next(), trigger));
        }
        if (entry.policies().overlap() == Overlap.PARALLEL) {
            plan(entry);
        }
    }

    private static boolean isFull(JobEntry entry) {
        long onRequest =
                entry.runs.values().stream().filter(Active::isTriggered).count();
        return entry.state.open().size() + onRequest >= Overlap.MOST;
    }

    /** The next occurrence ends what still waits for another attempt. */
    private void giveUpRetries(JobEntry entry) {
        for (Begun begun : entry.state.open()) {
            if (begun.state() == OccurrenceState.RETRYING) {
                Agenda.Entry waiting = entry.again.remove(begun.id());
                if (waiting != null) {
                    agenda.cancel(waiting);
                }
                Transitions.givenUp(entry.state, begun.id());
                if (entry.policies().retry().attempts() > 0) {
                    countFailure(entry);
                }
            }
        }
    }

    /** All attempts that there was time for have failed: that is one failure of the job. */
    private static void countFailure(JobEntry entry) {
        String last = entry.state.lastRun().map(RunReport::message).orElse("");
        Transitions.failedForGood(entry.state);
        String why = OutcomeRules.quarantine(entry.state.failuresInARow(), last);
        if (!why.isEmpty()) {
            Transitions.quarantined(entry.state, why);
        }
    }

    private void again(JobEntry entry, Defined job, String id) {
        entry.again.remove(id);
        Optional<Begun> found = entry.state.open(id);
        if (found.isEmpty() || entry.run(id).isPresent()) {
            return;
        }
        Begun begun = found.get();
        Agenda.Entry next = entry.planned;
        if (begun.state() == OccurrenceState.RETRYING
                && next != null
                && !next.at().isAfter(time.wall())) {
            return; // the next occurrence is due at this moment, and ends it
        }
        if (begun.state() != OccurrenceState.RETRYING) {
            Decision decision =
                    planner.again(entry.policies(), job.schedule(), entry.state.chain(), begun, time.wall());
            Transitions.again(entry.state, id, decision.nominalTime(), decision.missed(), decision.chain());
            if (decision.dropped() > 0) {
                Transitions.missed(entry.state, decision.dropped(), decision.chain());
            }
            if (!decision.runs()) {
                Transitions.missed(entry.state, 1, entry.state.chain());
                Transitions.givenUp(entry.state, id);
                chronicle.changed(entry);
                plan(entry);
                return;
            }
        }
        // One attempt at a time: what is planned beside it waits for its end.
        if (entry.policies().overlap() != Overlap.PARALLEL) {
            unplan(entry);
        }
        entry.state.open(id).ifPresent(now -> attempt(entry, now));
    }

    /** An occurrence is due now, whatever the misfire policy says. */
    Begun begin(JobEntry entry, Instant nominalTime) {
        return Transitions.due(entry.state, ids.next(), nominalTime, 0);
    }

    /** Sends an open occurrence on its way. */
    void attempt(JobEntry entry, Begun begun) {
        Defined job = entry.defined;
        if (job == null) {
            return; // cannot be: what is planned for a job goes with its definition
        }
        RunRequest request = new RunRequest(
                entry.name(),
                ids.next(),
                begun.nominalTime(),
                begun.attempt(),
                begun.missed(),
                begun.recovery(),
                false,
                job.definition().arguments(),
                entry.state.memory(),
                begun.input());
        boolean overdue = begun.missed() > 0 && begun.attempt() == 1;
        enqueue(entry, new Active(request, begun.id(), overdue));
    }

    /** An overdue run whose turn has come makes up for what has passed while it waited for that, too. */
    void bringUpToDate(JobEntry entry, Active run) {
        Defined job = entry.defined;
        Begun begun = entry.state.open(run.occurrence).orElse(null);
        if (!run.overdue || job == null || begun == null || entry.policies().misfire() != Misfire.ONCE) {
            return;
        }
        Decision decision = planner.again(entry.policies(), job.schedule(), entry.state.chain(), begun, time.wall());
        Transitions.again(entry.state, begun.id(), decision.nominalTime(), decision.missed(), decision.chain());
        run.request = run.request.standingFor(decision.nominalTime(), decision.missed());
    }

    private void enqueue(JobEntry entry, Active run) {
        entry.runs.put(run.id(), run);
        queue.add(entry, run);
    }

    // Somebody asks

    /** Runs a job beside its schedule. */
    CompletableFuture<RunReport> trigger(JobEntry entry, boolean handlerIsThere) {
        Defined job = entry.defined;
        Instant now = time.wall();
        RunRequest request = new RunRequest(
                entry.name(),
                ids.next(),
                now,
                1,
                0,
                false,
                true,
                job == null ? Map.of() : job.definition().arguments(),
                entry.state.memory(),
                Map.of());
        String whyNot = whyNot(entry, handlerIsThere);
        if (!whyNot.isEmpty()) {
            return CompletableFuture.completedFuture(
                    request.report(now, Duration.ZERO, RunOutcome.SKIPPED, whyNot, Map.of()));
        }
        Active run = new Active(request, "", false);
        if (entry.policies().overlap() != Overlap.PARALLEL) {
            unplan(entry);
        }
        enqueue(entry, run);
        return run.report;
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
        boolean beside = entry.policies().overlap() == Overlap.PARALLEL && entry.runs.size() < Overlap.MOST;
        return entry.runs.isEmpty() || beside ? "" : "a run is under way";
    }
}
