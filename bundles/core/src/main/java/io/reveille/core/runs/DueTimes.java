package io.reveille.core.runs;

import io.reveille.JobPolicies;
import io.reveille.Misfire;
import io.reveille.Overlap;
import io.reveille.core.clock.TimeSource;
import io.reveille.core.job.JobEntry;
import io.reveille.core.job.JobEntry.Defined;
import io.reveille.core.job.JobRecorder;
import io.reveille.core.job.PlannedWork;
import io.reveille.core.job.Run;
import io.reveille.core.plan.Planner;
import io.reveille.core.plan.Planner.Decision;
import io.reveille.core.saving.Urgency;
import io.reveille.core.state.OccurrenceState;
import io.reveille.core.state.Occurrences;
import io.reveille.core.state.OpenOccurrence;
import io.reveille.core.state.Trigger;
import io.reveille.core.timer.Agenda;
import java.time.Instant;
import java.util.Optional;

/**
 * The handling of an occurrence whose time has come, or comes again: it goes to the queue, waits, or comes to nothing.
 * Belongs to the engine's thread.
 */
public final class DueTimes {

    private final Agenda<PlannedWork> agenda;
    private final TimeSource time;
    private final Planner planner;
    private final JobFlow flow;
    private final Lapses lapses;
    private final Holds holds;
    private final JobRecorder recorder;

    public DueTimes(
            Agenda<PlannedWork> agenda,
            TimeSource time,
            Planner planner,
            JobFlow flow,
            Lapses lapses,
            Holds holds,
            JobRecorder recorder) {
        this.agenda = agenda;
        this.time = time;
        this.planner = planner;
        this.flow = flow;
        this.lapses = lapses;
        this.holds = holds;
        this.recorder = recorder;
    }

    /** Does what has to be done by now. */
    public void runDue(Instant now) {
        agenda.runDue(now, this::carryOut);
    }

    /** The moment by which something has to be done; empty if there is nothing to do. */
    public Optional<Instant> next() {
        return agenda.next();
    }

    /** Does all that may be done by now, even if it may wait. */
    public void runOpen() {
        agenda.open();
        runDue(time.wall());
    }

    private void carryOut(PlannedWork work) {
        if (work instanceof PlannedWork.Due it) {
            due(it.entry(), it.job(), it.planned());
        } else if (work instanceof PlannedWork.Happened it) {
            happened(it.entry(), it.trigger());
        } else if (work instanceof PlannedWork.Again it) {
            again(it.entry(), it.job(), it.occurrence());
        } else if (work instanceof PlannedWork.WakeUp it) {
            flow.plan(it.entry());
        }
    }

    /** Handles a planned time that has come. */
    private void due(JobEntry entry, Defined job, Instant planned) {
        Instant now = time.wall();
        entry.planned = null;
        giveUpRetries(entry);
        if (isHeld(entry)) {
            return;
        }
        boolean beside = !entry.runs().isEmpty() && !planner.isLate(job.schedule(), planned, now);
        Decision decision = beside ? Decision.inTime(planned) : planner.due(entry.plan(job), planned, now);
        Optional<OpenOccurrence> begun = Optional.empty();
        if (decision.runs() && isFull(entry)) {
            Occurrences.skipped(entry.state, Math.max(1, decision.missed()), decision.chain());
            recorder.changed(entry, Urgency.IN_BUDGET);
        } else if (decision.runs()) {
            begun = Optional.of(
                    Occurrences.due(entry.state, flow.runs().newId(), decision.nominalTime(), decision.missed()));
        }
        if (decision.dropped() > 0) {
            Occurrences.missed(entry.state, decision.dropped(), decision.chain());
            recorder.changed(entry, Urgency.IN_BUDGET);
        }
        begun.ifPresent(due -> flow.runs().attempt(entry, due));
        if (!decision.runs() || entry.policies().overlap() == Overlap.PARALLEL) {
            flow.plan(entry);
        }
    }

    /** Handles an event that has come in. */
    private void happened(JobEntry entry, Trigger trigger) {
        entry.planned = null;
        giveUpRetries(entry);
        if (isHeld(entry)) {
            return;
        }
        if (isFull(entry)) {
            Occurrences.skipped(entry.state, trigger);
            recorder.changed(entry, Urgency.IN_BUDGET);
        } else {
            flow.runs().attempt(entry, Occurrences.due(entry.state, flow.runs().newId(), trigger));
        }
        if (entry.policies().overlap() == Overlap.PARALLEL) {
            flow.plan(entry);
        }
    }

    /** Whether the job may not run, since the occurrence that the next one has ended was one failure too many. */
    private boolean isHeld(JobEntry entry) {
        if (entry.state.mayRun()) {
            return false;
        }
        if (entry.state.isHeld()) {
            holds.began(entry);
        }
        recorder.changed(entry, Urgency.IN_BUDGET);
        return true;
    }

    private static boolean isFull(JobEntry entry) {
        long onRequest = entry.runs().stream().filter(Run::isTriggered).count();
        return entry.state.open().size() + onRequest >= Overlap.MOST;
    }

    /** Gives up the occurrences that still wait for another attempt: the next one ends them. */
    private void giveUpRetries(JobEntry entry) {
        for (OpenOccurrence begun : entry.state.open()) {
            if (begun.state() == OccurrenceState.RETRYING) {
                lapses.givenUp(entry, begun);
            }
        }
    }

    /** Takes up again an occurrence that has waited. */
    private void again(JobEntry entry, Defined job, String id) {
        entry.waitsNoLonger(id);
        Optional<OpenOccurrence> found =
                entry.state.open(id).filter(begun -> entry.run(id).isEmpty());
        if (found.isEmpty() || isEndedByNext(entry, found.get())) {
            return;
        }
        if (found.get().state() != OccurrenceState.RETRYING && !goesOn(entry, job, found.get())) {
            recorder.changed(entry, Urgency.IN_BUDGET);
            flow.plan(entry);
            return;
        }
        // One attempt at a time: the planned next occurrence waits for the end of this one.
        if (entry.policies().overlap() != Overlap.PARALLEL) {
            flow.unplan(entry);
        }
        entry.state.open(id).ifPresent(now -> flow.runs().attempt(entry, now));
    }

    /** Whether the next occurrence is due at this moment. */
    private boolean isEndedByNext(JobEntry entry, OpenOccurrence begun) {
        Agenda.Entry next = entry.planned;
        return begun.state() == OccurrenceState.RETRYING
                && next != null
                && !next.from().isAfter(time.wall());
    }

    /**
     * Takes in what has passed while an occurrence waited; returns whether it may start, or another one in its place.
     */
    private boolean goesOn(JobEntry entry, Defined job, OpenOccurrence begun) {
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
            Occurrences.missed(entry.state, decision.dropped() + 1, decision.chain()); // this one too
        }
        boolean isLast = another && begun.attempt() > 1 && entry.hasRunOften();
        boolean ends = !decision.runs() || isLast;
        if (ends) {
            Occurrences.givenUp(entry.state, id);
        } else if (another) {
            Occurrences.gaveWay(entry.state, id, decision.nominalTime(), decision.missed());
        }
        if (begun.attempt() > 1 && (ends || another)) {
            lapses.inVain(entry, begun);
        }
        return !ends && !isHeld(entry);
    }
}
