package io.reveille.core.runs;

import io.reveille.JobPolicies;
import io.reveille.Misfire;
import io.reveille.Overlap;
import io.reveille.core.clock.TimeSource;
import io.reveille.core.job.DefinedJob;
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
            due(it.job(), it.planned());
        } else if (work instanceof PlannedWork.Happened it) {
            happened(it.job(), it.trigger());
        } else if (work instanceof PlannedWork.Again it) {
            again(it.job(), it.occurrence());
        } else if (work instanceof PlannedWork.WakeUp it) {
            flow.plan(it.job());
        } else if (work instanceof PlannedWork.Unnamed it) {
            it.due();
        } else {
            throw new IllegalStateException("nobody carries out " + work);
        }
    }

    /** Handles a planned time that has come. */
    private void due(DefinedJob job, Instant planned) {
        Instant now = time.wall();
        job.planned = null;
        giveUpRetries(job);
        if (isHeld(job)) {
            return;
        }
        boolean beside = !job.entry.isIdle() && !planner.isLate(job.schedule(), planned, now);
        Decision decision = beside ? Decision.inTime(planned) : planner.due(job.plan(), planned, now);
        Optional<OpenOccurrence> begun = Optional.empty();
        if (decision.runs() && isFull(job)) {
            Occurrences.skipped(job.state, Math.max(1, decision.missed()), decision.chain());
            recorder.changed(job.entry, Urgency.IN_BUDGET);
        } else if (decision.runs()) {
            begun = Optional.of(
                    Occurrences.due(job.state, flow.runs().newId(), decision.nominalTime(), decision.missed()));
        }
        if (decision.dropped() > 0) {
            Occurrences.missed(job.state, decision.dropped(), decision.chain());
            recorder.changed(job.entry, Urgency.IN_BUDGET);
        }
        begun.ifPresent(due -> flow.runs().attempt(job, due));
        if (!decision.runs() || job.policies().overlap() == Overlap.PARALLEL) {
            flow.plan(job);
        }
    }

    /** Handles an event that has come in. */
    private void happened(DefinedJob job, Trigger trigger) {
        job.planned = null;
        giveUpRetries(job);
        if (isHeld(job)) {
            return;
        }
        if (isFull(job)) {
            Occurrences.skipped(job.state, trigger);
            recorder.changed(job.entry, Urgency.IN_BUDGET);
        } else {
            flow.runs().attempt(job, Occurrences.due(job.state, flow.runs().newId(), trigger));
        }
        if (job.policies().overlap() == Overlap.PARALLEL) {
            flow.plan(job);
        }
    }

    /** Whether the job may not run, since the occurrence that the next one has ended was one failure too many. */
    private boolean isHeld(DefinedJob job) {
        if (job.state.mayRun()) {
            return false;
        }
        if (job.state.isHeld()) {
            holds.began(job.entry);
        }
        recorder.changed(job.entry, Urgency.IN_BUDGET);
        return true;
    }

    private static boolean isFull(DefinedJob job) {
        int count = job.state.open().size();
        for (Run run : job.entry.underWay()) {
            count += run.isTriggered() ? 1 : 0;
        }
        return count >= Overlap.MOST;
    }

    /** Gives up the occurrences that still wait for another attempt: the next one ends them. */
    private void giveUpRetries(DefinedJob job) {
        for (OpenOccurrence begun : job.state.open()) {
            if (begun.state() == OccurrenceState.RETRYING) {
                lapses.givenUp(job.entry, begun);
            }
        }
    }

    /** Takes up again an occurrence that has waited. */
    private void again(DefinedJob job, String id) {
        job.waitsNoLonger(id);
        Optional<OpenOccurrence> found =
                job.state.open(id).filter(begun -> job.entry.run(id).isEmpty());
        if (found.isEmpty() || isEndedByNext(job, found.get())) {
            return;
        }
        if (found.get().state() != OccurrenceState.RETRYING && !goesOn(job, found.get())) {
            recorder.changed(job.entry, Urgency.IN_BUDGET);
            flow.plan(job);
            return;
        }
        // One attempt at a time: the planned next occurrence waits for the end of this one.
        if (job.policies().overlap() != Overlap.PARALLEL) {
            flow.unplan(job);
        }
        job.state.open(id).ifPresent(now -> flow.runs().attempt(job, now));
    }

    /** Whether the next occurrence is due at this moment. */
    private boolean isEndedByNext(DefinedJob job, OpenOccurrence begun) {
        Agenda.Entry next = job.planned;
        return begun.state() == OccurrenceState.RETRYING
                && next != null
                && !next.from().isAfter(time.wall());
    }

    /**
     * Takes in what has passed while an occurrence waited; returns whether it may start, or another one in its place.
     */
    private boolean goesOn(DefinedJob job, OpenOccurrence begun) {
        JobPolicies policies = job.policies();
        String id = begun.id();
        Decision decision = planner.again(job.plan(), begun, time.wall());
        Occurrences.again(job.state, id, decision.nominalTime(), decision.missed(), decision.chain());
        if (decision.runs() && decision.dropped() > 0) {
            Occurrences.missed(job.state, decision.dropped(), decision.chain());
        }
        boolean another =
                policies.misfire() != Misfire.ONCE && !decision.nominalTime().equals(begun.nominalTime());
        if (!decision.runs()) {
            Occurrences.missed(job.state, decision.dropped() + 1, decision.chain()); // this one too
        }
        boolean isLast = another && begun.attempt() > 1 && job.hasRunOften();
        boolean ends = !decision.runs() || isLast;
        if (ends) {
            Occurrences.givenUp(job.state, id);
        } else if (another) {
            Occurrences.gaveWay(job.state, id, decision.nominalTime(), decision.missed());
        }
        if (begun.attempt() > 1 && (ends || another)) {
            lapses.inVain(job.entry, begun);
        }
        return !ends && !isHeld(job);
    }
}
