package io.reveille.core.runs;

import io.reveille.JobState;
import io.reveille.Overlap;
import io.reveille.core.clock.TimeSource;
import io.reveille.core.job.DefinedJob;
import io.reveille.core.job.JobEntry;
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
    public void pause(DefinedJob job) {
        boolean wasHeld = job.state.isHeld();
        Transitions.paused(job.state);
        flow.unplan(job);
        flow.runs().withdraw(job.entry, "the job was paused");
        if (!wasHeld) {
            began(job.entry);
        }
        flow.plan(job); // the schedule may be over by that
        recorder.changed(job.entry, Urgency.SOON);
    }

    /** Lets a job go on, by order; returns how many occurrences fell into its hold. */
    public int resume(DefinedJob job) {
        if (!job.state.isHeld()) {
            return 0; // occurrences missed for other reasons are not dropped
        }
        Transitions.resumed(job.state);
        int dropped = ended(job);
        flow.plan(job);
        recorder.changed(job.entry, Urgency.SOON);
        return dropped;
    }

    /** Ends a pause, and nothing else that holds the job. */
    public void unpause(DefinedJob job) {
        Transitions.unpaused(job.state);
        if (!job.state.isHeld()) {
            ended(job);
        }
        flow.plan(job);
        recorder.changed(job.entry, Urgency.SOON);
    }

    /** Begins the hold of a job: occurrences that came due during a run are skipped, others missed. */
    public void began(JobEntry entry) {
        endOpen(entry);
        entry.job().ifPresent(this::passUntilNow);
    }

    private void passUntilNow(DefinedJob job) {
        int passed = passed(job);
        if (passed == 0) {
            return;
        }
        Instant newest = planner.dropUntil(job.schedule(), job.state.chain(), time.wall());
        if (job.policies().overlap() != Overlap.PARALLEL
                && job.entry.runs().stream().anyMatch(Run::overlaps)) {
            Occurrences.skipped(job.state, passed, newest);
        } else {
            Occurrences.missed(job.state, passed, newest);
        }
    }

    /**
     * Ends the hold of a job: occurrences that fell into the hold are dropped, even while a run goes on. Returns how
     * many did.
     */
    public int ended(DefinedJob job) {
        endOpen(job.entry);
        Transitions.resumed(job.state); // attempts that failed by the end of the open ones do not hold the job again
        int passed = passed(job);
        Occurrences.dropped(job.state, planner.dropUntil(job.schedule(), job.state.chain(), time.wall()));
        return passed;
    }

    private int passed(DefinedJob job) {
        boolean known = job.state.clock().isEmpty() && job.state.state() != JobState.DONE;
        return known ? job.plan().passed(time.wall()) : 0;
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
