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
import io.reveille.core.state.History;
import io.reveille.core.state.OccurrenceState;
import io.reveille.core.state.Occurrences;
import io.reveille.core.state.Transitions;
import io.reveille.core.state.Trigger;
import io.reveille.core.timer.Agenda;
import io.reveille.schedule.Schedule;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiConsumer;

/** The way of an occurrence up to the queue: planned, due, or waiting and taken up again. Belongs to the engine's thread. */
final class JobFlow {

    private final Agenda agenda;
    private final TimeSource time;
    private final Planner planner;
    private final Runs runs;
    private final Chronicle chronicle;
    private BiConsumer<JobEntry, RunReport> whenOver = (entry, report) -> {};
    private boolean stopping;

    JobFlow(Agenda agenda, TimeSource time, Planner planner, Runs runs, Chronicle chronicle) {
        this.agenda = agenda;
        this.time = time;
        this.planner = planner;
        this.runs = runs;
        this.chronicle = chronicle;
    }

    /** Who is told of an occurrence that the next one has ended between two attempts. */
    void whenOver(BiConsumer<JobEntry, RunReport> then) {
        whenOver = then;
    }

    /** The runs on their way. */
    Runs runs() {
        return runs;
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
        if (entry.runs().isEmpty() || beside) {
            entry.state.open().forEach(begun -> planAgain(entry, job, begun));
            boolean waits = entry.state.open().stream().anyMatch(begun -> begun.state() != OccurrenceState.RETRYING);
            if (!waits || (beside && !catchesUp(entry))) {
                // Else, what passes is dealt with when that has ended: no wake-up for it.
                planNext(entry, job, next);
            } else {
                wakeForNext(entry, job);
            }
        }
    }

    /** What waits for a gate wakes no machine, but what would be due next does. */
    private void wakeForNext(JobEntry entry, Defined job) {
        Schedule schedule = job.schedule();
        if (!entry.hasRunOften() && !schedule.isEvent() && !schedule.isNoWake()) {
            schedule.next(entry.state.chain(), time.wall())
                    .ifPresent(next -> entry.waking =
                            agenda.within(next, Planner.deadline(schedule, next), true, () -> plan(entry)));
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
            next.ifPresent(planned -> entry.planned = agenda.within(
                    planned,
                    Planner.deadline(job.schedule(), planned),
                    !job.schedule().isNoWake(),
                    () -> due(entry, job, planned)));
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
            boolean wakes = !job.schedule().isNoWake() && (begun.state() != OccurrenceState.DEFERRED || entry.unsaved);
            entry.waits(begun.id(), agenda.within(at, at, wakes, () -> again(entry, job, begun.id())));
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
        if (entry.waking != null) {
            agenda.cancel(entry.waking);
            entry.waking = null;
        }
        entry.noneWaits().forEach(agenda::cancel);
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
            Occurrences.missed(entry.state, decision.dropped(), decision.chain());
            chronicle.changed(entry);
        }
        if (!decision.runs()) {
            plan(entry);
            return;
        }
        if (isFull(entry)) {
            Occurrences.skipped(entry.state, Math.max(1, decision.missed()), decision.chain());
            chronicle.changed(entry);
        } else {
            Begun begun = Occurrences.due(entry.state, runs.newId(), decision.nominalTime(), decision.missed());
            runs.attempt(entry, begun);
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
            Occurrences.skipped(entry.state, trigger);
            chronicle.changed(entry);
        } else {
            runs.attempt(entry, Occurrences.due(entry.state, runs.newId(), trigger));
        }
        if (entry.policies().overlap() == Overlap.PARALLEL) {
            plan(entry);
        }
    }

    private static boolean isFull(JobEntry entry) {
        long onRequest = entry.runs().stream().filter(Active::isTriggered).count();
        return entry.state.open().size() + onRequest >= Overlap.MOST;
    }

    /** The next occurrence ends what still waits for another attempt. */
    private void giveUpRetries(JobEntry entry) {
        for (Begun begun : entry.state.open()) {
            if (begun.state() == OccurrenceState.RETRYING) {
                entry.waitsNoLonger(begun.id()).ifPresent(agenda::cancel);
                Occurrences.givenUp(entry.state, begun.id());
                inVain(entry, begun);
            }
        }
    }

    /** All attempts of an occurrence that there was time for have failed: that is one failure of the job. */
    private void inVain(JobEntry entry, Begun begun) {
        Optional<RunReport> last = History.lastAttempt(entry.state, begun);
        if (entry.policies().retry().attempts() > 0) {
            Occurrences.failedForGood(entry.state);
            String message = last.map(RunReport::message).orElse("");
            String why = OutcomeRules.quarantine(entry.state.failuresInARow(), message);
            if (!why.isEmpty()) {
                Transitions.quarantined(entry.state, why);
            }
        }
        last.ifPresent(failure -> whenOver.accept(entry, failure));
    }

    private void again(JobEntry entry, Defined job, String id) {
        entry.waitsNoLonger(id);
        Optional<Begun> found = entry.state.open(id);
        if (found.isEmpty() || entry.run(id).isPresent()) {
            return;
        }
        Begun begun = found.get();
        Agenda.Entry next = entry.planned;
        if (begun.state() == OccurrenceState.RETRYING
                && next != null
                && !next.from().isAfter(time.wall())) {
            return; // the next occurrence is due at this moment, and ends it
        }
        if (begun.state() != OccurrenceState.RETRYING) {
            Decision decision =
                    planner.again(entry.policies(), job.schedule(), entry.state.chain(), begun, time.wall());
            Occurrences.again(entry.state, id, decision.nominalTime(), decision.missed(), decision.chain());
            if (decision.runs() && decision.dropped() > 0) {
                Occurrences.missed(entry.state, decision.dropped(), decision.chain());
            }
            boolean another = entry.policies().misfire() != Misfire.ONCE
                    && !decision.nominalTime().equals(begun.nominalTime());
            if (!decision.runs()) {
                Occurrences.missed(entry.state, decision.dropped() + 1, decision.chain()); // itself too
            }
            boolean isLast = another && begun.attempt() > 1 && entry.hasRunOften();
            boolean ends = !decision.runs() || isLast;
            if (ends) {
                Occurrences.givenUp(entry.state, id);
            } else if (another) {
                Occurrences.gaveWay(entry.state, id, decision.nominalTime(), decision.missed());
            }
            if (begun.attempt() > 1 && (ends || another)) {
                inVain(entry, begun);
            }
            if (ends || !entry.state.mayRun()) {
                chronicle.changed(entry);
                plan(entry);
                return;
            }
        }
        // One attempt at a time: what is planned beside it waits for its end.
        if (entry.policies().overlap() != Overlap.PARALLEL) {
            unplan(entry);
        }
        entry.state.open(id).ifPresent(now -> runs.attempt(entry, now));
    }

    // Somebody asks

    /** Runs a job beside its schedule. */
    CompletableFuture<RunReport> trigger(JobEntry entry, boolean handlerIsThere) {
        RunRequest request = runs.onRequest(entry);
        String whyNot = whyNot(entry, handlerIsThere);
        if (!whyNot.isEmpty()) {
            return CompletableFuture.completedFuture(
                    request.report(time.wall(), Duration.ZERO, RunOutcome.SKIPPED, whyNot, Map.of()));
        }
        Active run = new Active(request, "", false);
        if (entry.policies().overlap() != Overlap.PARALLEL) {
            unplan(entry);
        }
        runs.enqueue(entry, run);
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
        boolean beside =
                entry.policies().overlap() == Overlap.PARALLEL && entry.runs().size() < Overlap.MOST;
        return entry.runs().isEmpty() || beside ? "" : "a run is under way";
    }
}
