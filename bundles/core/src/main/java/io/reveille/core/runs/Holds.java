package io.reveille.core.runs;

import io.reveille.JobState;
import io.reveille.Overlap;
import io.reveille.core.clock.TimeSource;
import io.reveille.core.job.JobEntry;
import io.reveille.core.job.JobEntry.Defined;
import io.reveille.core.job.JobRecorder;
import io.reveille.core.job.Run;
import io.reveille.core.plan.Planner;
import io.reveille.core.saving.Urgency;
import io.reveille.core.state.Occurrences;
import io.reveille.core.state.OpenOccurrence;
import io.reveille.core.state.Transitions;
import java.time.Instant;

/**
 * Pauses and quarantines, and their effects on occurrences. An occurrence that was due before one and has not started
 * is over when that begins, and is counted; what falls into it is dropped when it ends. Belongs to the engine's thread.
 */
public final class Holds {

    private final JobFlow flow;
    private final Lapses lapses;
    private final Recovery recovery;
    private final Planner planner;
    private final JobRecorder recorder;
    private final TimeSource time;

    public Holds(
            JobFlow flow, Lapses lapses, Recovery recovery, Planner planner, JobRecorder recorder, TimeSource time) {
        this.flow = flow;
        this.lapses = lapses;
        this.recovery = recovery;
        this.planner = planner;
        this.recorder = recorder;
        this.time = time;
    }

    /** Pauses a job, by order. */
    public void pause(JobEntry entry) {
        boolean wasHeld = entry.state.isHeld();
        Transitions.paused(entry.state);
        flow.unplan(entry);
        flow.runs().withdraw(entry, "the job was paused");
        if (!wasHeld) {
            began(entry);
        }
        flow.plan(entry); // the schedule may be over by that
        recorder.changed(entry, Urgency.SOON);
    }

    /** Lets a job go on, by order; returns how many occurrences fell into its hold. */
    public int resume(JobEntry entry, Defined job) {
        if (!entry.state.isHeld()) {
            return 0; // occurrences missed for other reasons are not dropped
        }
        Transitions.resumed(entry.state);
        int dropped = ended(entry, job);
        flow.plan(entry);
        recorder.changed(entry, Urgency.SOON);
        return dropped;
    }

    /** Ends a pause, and nothing else that holds the job. */
    public void unpause(JobEntry entry) {
        Defined job = entry.defined;
        Transitions.unpaused(entry.state);
        if (job != null && !entry.state.isHeld()) {
            ended(entry, job);
        }
        flow.plan(entry);
        recorder.changed(entry, Urgency.SOON);
    }

    /** Begins the hold of a job: occurrences that came due during a run are skipped, others missed. */
    public void began(JobEntry entry) {
        endOpen(entry);
        Defined job = entry.defined;
        int passed = job == null ? 0 : passed(entry, job);
        if (job == null || passed == 0) {
            return;
        }
        Instant newest = planner.dropUntil(job.schedule(), entry.state.chain(), time.wall());
        if (entry.policies().overlap() != Overlap.PARALLEL
                && entry.runs().stream().anyMatch(Run::overlaps)) {
            Occurrences.skipped(entry.state, passed, newest);
        } else {
            Occurrences.missed(entry.state, passed, newest);
        }
    }

    /**
     * Ends the hold of a job: occurrences that fell into the hold are dropped, even while a run goes on. Returns how
     * many did.
     */
    public int ended(JobEntry entry, Defined job) {
        endOpen(entry);
        Transitions.resumed(entry.state); // attempts that failed by the end of the open ones do not hold the job again
        int passed = passed(entry, job);
        Occurrences.dropped(entry.state, planner.dropUntil(job.schedule(), entry.state.chain(), time.wall()));
        return passed;
    }

    private int passed(JobEntry entry, Defined job) {
        boolean known = entry.state.clock().isEmpty() && entry.state.state() != JobState.DONE;
        return known ? entry.plan(job).passed(time.wall()) : 0;
    }

    private void endOpen(JobEntry entry) {
        for (OpenOccurrence begun : entry.state.open()) {
            if (entry.run(begun.id()).isEmpty()) {
                end(entry, begun);
            }
        }
        Occurrences.pendingMissed(entry.state);
    }

    private void end(JobEntry entry, OpenOccurrence begun) {
        if (begun.attempt() > 1) {
            lapses.givenUp(entry, begun);
        } else if (begun.recovery()) {
            recovery.abandon(entry, begun, "its job was held before it could run again");
        } else {
            Occurrences.missed(entry.state, begun.missed() > 0 ? 0 : 1, entry.state.chain());
            Occurrences.givenUp(entry.state, begun.id());
        }
    }
}
