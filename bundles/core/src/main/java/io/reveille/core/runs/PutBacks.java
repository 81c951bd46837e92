package io.reveille.core.runs;

import io.reveille.core.clock.TimeSource;
import io.reveille.core.job.JobEntry;
import io.reveille.core.job.JobRecorder;
import io.reveille.core.job.Run;
import io.reveille.core.saving.Urgency;
import io.reveille.core.state.Occurrences;
import io.reveille.core.timer.Agenda;
import java.time.Duration;

/** Runs that come back without having begun. Belongs to the engine's thread. */
public final class PutBacks {

    private final TimeSource time;
    private final JobFlow flow;
    private final JobRecorder recorder;

    public PutBacks(TimeSource time, JobFlow flow, JobRecorder recorder) {
        this.time = time;
        this.flow = flow;
        this.recorder = recorder;
    }

    /** Takes back a run that cannot start after all; its occurrence waits for the job to be ready. */
    public void putBack(JobEntry entry, Run run, String why) {
        flow.runs().release(run);
        flow.runs().leave(entry, run);
        if (!run.isTriggered()) {
            Occurrences.putBack(entry.state, run.occurrence);
        }
        flow.runs().drop(run, why);
        entry.job().ifPresent(flow::plan);
        recorder.changed(entry, Urgency.IN_BUDGET);
    }

    /** Takes back a run that cannot start yet; its occurrence is tried again after a delay. */
    void defer(JobEntry entry, Run run, String reason, Duration askAgain) {
        flow.runs().release(run);
        flow.runs().leave(entry, run);
        if (!run.isTriggered()) {
            Occurrences.deferred(entry.state, run.occurrence, Agenda.later(time.wall(), askAgain), reason);
        }
        flow.runs().drop(run, reason);
        entry.job().ifPresent(flow::plan);
        recorder.deferred(entry);
    }

    /** Takes back the runs that have not gone to a worker yet. */
    public void callBack(JobEntry entry) {
        for (Run run : entry.runs()) {
            if (run.stage == Run.Stage.ASKING || run.stage == Run.Stage.CLAIMING) {
                putBack(entry, run, "Reveille stops");
            }
        }
    }
}
