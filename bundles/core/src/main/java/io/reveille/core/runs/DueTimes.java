package io.reveille.core.runs;

import io.reveille.JobPolicies;
import io.reveille.Misfire;
import io.reveille.Overlap;
import io.reveille.RunOutcome;
import io.reveille.RunReport;
import io.reveille.core.clock.TimeSource;
import io.reveille.core.job.Active;
import io.reveille.core.job.Chronicle;
import io.reveille.core.job.JobEntry;
import io.reveille.core.job.JobEntry.Defined;
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
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/**
 * What becomes of an occurrence when its time has come, or comes again: it goes to the queue, waits, or has come to
 * nothing. Belongs to the engine's thread.
 */
public final class DueTimes {

    private final JobFlow flow;
    private final TimeSource time;
    private final Planner planner;
    private final Runs runs;
    private final Chronicle chronicle;
    private BiConsumer<JobEntry, RunReport> whenOver = (entry, report) -> {};
    private Consumer<JobEntry> whenHeld = entry -> {};

    DueTimes(JobFlow flow, TimeSource time, Planner planner, Runs runs, Chronicle chronicle) {
        this.flow = flow;
        this.time = time;
        this.planner = planner;
        this.runs = runs;
        this.chronicle = chronicle;
    }

    /** Who is told of an occurrence that the next one has ended between two attempts. */
    public void whenOver(BiConsumer<JobEntry, RunReport> then) {
        whenOver = then;
    }

    /** Sets the listener that is told when the failures of a job hold it from now on. */
    public void whenHeld(Consumer<JobEntry> then) {
        whenHeld = then;
    }

    /** A planned time has come. */
    void due(JobEntry entry, Defined job, Instant planned) {
        Instant now = time.wall();
        entry.planned = null;
        giveUpRetries(entry);
        if (isHeld(entry)) {
            return;
        }
        boolean beside = !entry.runs().isEmpty() && !planner.isLate(job.schedule(), planned, now);
        Decision decision = beside ? Decision.inTime(planned) : planner.due(entry.plan(job), planned, now);
        Optional<Begun> begun = Optional.empty();
        if (decision.runs() && isFull(entry)) {
            Occurrences.skipped(entry.state, Math.max(1, decision.missed()), decision.chain());
            chronicle.changed(entry);
        } else if (decision.runs()) {
            begun = Optional.of(Occurrences.due(entry.state, runs.newId(), decision.nominalTime(), decision.missed()));
        }
        if (decision.dropped() > 0) {
            Occurrences.missed(entry.state, decision.dropped(), decision.chain());
            chronicle.changed(entry);
        }
        begun.ifPresent(due -> runs.attempt(entry, due));
        if (!decision.runs() || entry.policies().overlap() == Overlap.PARALLEL) {
            flow.plan(entry);
        }
    }

    /** An event has come in. */
    void happened(JobEntry entry, Trigger trigger) {
        entry.planned = null;
        giveUpRetries(entry);
        if (isHeld(entry)) {
            return;
        }
        if (isFull(entry)) {
            Occurrences.skipped(entry.state, trigger);
            chronicle.changed(entry);
        } else {
            runs.attempt(entry, Occurrences.due(entry.state, runs.newId(), trigger));
        }
        if (entry.policies().overlap() == Overlap.PARALLEL) {
            flow.plan(entry);
        }
    }

    /** Whether what the next occurrence has ended was one failure too many. */
    private boolean isHeld(JobEntry entry) {
        if (entry.state.mayRun()) {
            return false;
        }
        if (entry.state.isHeld()) {
            whenHeld.accept(entry);
        }
        chronicle.changed(entry);
        return true;
    }

    private static boolean isFull(JobEntry entry) {
        long onRequest = entry.runs().stream().filter(Active::isTriggered).count();
        return entry.state.open().size() + onRequest >= Overlap.MOST;
    }

    /** The next occurrence ends what still waits for another attempt. */
    private void giveUpRetries(JobEntry entry) {
        for (Begun begun : entry.state.open()) {
            if (begun.state() == OccurrenceState.RETRYING) {
                givenUp(entry, begun);
            }
        }
    }

    /** An occurrence that waits for another attempt gets none. */
    void givenUp(JobEntry entry, Begun begun) {
        entry.waitsNoLonger(begun.id()).ifPresent(flow::cancel);
        Occurrences.givenUp(entry.state, begun.id());
        inVain(entry, begun);
    }

    /** All attempts of an occurrence that there was time for have failed: that is one failure of the job. */
    private void inVain(JobEntry entry, Begun begun) {
        RunReport last = History.lastAttempt(entry.state, begun).orElseGet(() -> forgotten(entry, begun));
        if (entry.policies().retry().attempts() > 0) {
            Occurrences.failedForGood(entry.state);
            String why = OutcomeRules.quarantine(entry.state.failuresInARow(), last.message());
            if (!why.isEmpty()) {
                Transitions.quarantined(entry.state, why);
            }
        }
        whenOver.accept(entry, last);
    }

    /** A report for an attempt whose own is not in the history any more. */
    private RunReport forgotten(JobEntry entry, Begun begun) {
        return new RunReport(
                entry.name(),
                runs.newId(),
                begun.nominalTime(),
                time.wall(),
                Duration.ZERO,
                Math.max(1, begun.attempt() - 1),
                begun.missed(),
                begun.recovery(),
                false,
                RunOutcome.FAILED,
                "its attempts failed, so long ago that the history does not say why",
                Map.of());
    }

    /** An occurrence that has waited is taken up again. */
    void again(JobEntry entry, Defined job, String id) {
        entry.waitsNoLonger(id);
        Optional<Begun> found =
                entry.state.open(id).filter(begun -> entry.run(id).isEmpty());
        if (found.isEmpty() || isEndedByNext(entry, found.get())) {
            return;
        }
        if (found.get().state() != OccurrenceState.RETRYING && !goesOn(entry, job, found.get())) {
            chronicle.changed(entry);
            flow.plan(entry);
            return;
        }
        // One attempt at a time: what is planned beside it waits for its end.
        if (entry.policies().overlap() != Overlap.PARALLEL) {
            flow.unplan(entry);
        }
        entry.state.open(id).ifPresent(now -> runs.attempt(entry, now));
    }

    /** Whether the next occurrence is due at this moment. */
    private boolean isEndedByNext(JobEntry entry, Begun begun) {
        Agenda.Entry next = entry.planned;
        return begun.state() == OccurrenceState.RETRYING
                && next != null
                && !next.from().isAfter(time.wall());
    }

    /** Looks at what has passed while it waited; returns whether it may start, or another one in its place. */
    private boolean goesOn(JobEntry entry, Defined job, Begun begun) {
        JobPolicies policies = entry.policies();
        String id = begun.id();
        Decision decision = planner.again(entry.plan(job), begun, time.wall());
        Occurrences.again(entry.state, id, decision.nominalTime(), decision.missed(), decision.chain());
        if (decision.runs() && decision.dropped() > 0) {
            Occurrences.missed(entry.state, decision.dropped(), decision.chain());
        }
        boolean another =
                policies.misfire() != Misfire.ONCE && !decision.nominalTime().equals(begun.nominalTime());
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
        return !ends && !isHeld(entry);
    }
}
