package io.reveille.core.runs;

import io.reveille.core.dispatch.JobRun;
import io.reveille.core.job.Active;
import io.reveille.core.job.JobEntry;
import io.reveille.core.outcome.Ending;
import io.reveille.core.settings.Settings;
import io.reveille.core.threads.Outside;
import java.util.List;

/** The ending of runs from outside, and what becomes of their threads. Belongs to the engine's thread. */
public final class CutOffs {

    private final JobFlow flow;
    private final RunQueue queue;
    private final HandlerChanges handlers;
    private final Outside outside;

    public CutOffs(JobFlow flow, RunQueue queue, HandlerChanges handlers, Outside outside) {
        this.flow = flow;
        this.queue = queue;
        this.handlers = handlers;
        this.outside = outside;
    }

    /** Arms the run's timeout, if the job has one. */
    void armTimeout(JobEntry entry, Active run) {
        entry.policies()
                .timeout()
                .ifPresent(limit -> run.limit = flow.later(limit, () -> {
                    run.limit = null;
                    cutOff(run, Ending.Cut.TIMED_OUT);
                }));
    }

    /** Interrupts a run; one that does not come back even so is given up. */
    public void cutOff(Active run, Ending.Cut why) {
        JobRun job = run.run;
        if (job != null) {
            if (!job.interrupt(why)) {
                outside.call(run, () -> job.cutOff(why), () -> {}); // cancels a promise, which is somebody else's code
            }
            flow.later(Settings.CUT_OFF_WAIT, () -> giveUp(run));
        }
    }

    /** Interrupts the runs of a job that are with a handler; returns how many. */
    public int interrupt(JobEntry entry) {
        List<Active> told = entry.runs().stream()
                .filter(run -> run.stage == Active.Stage.RUNNING && run.ending == null)
                .toList();
        told.forEach(run -> cutOff(run, Ending.Cut.ENDED));
        return told.size();
    }

    private void giveUp(Active run) {
        JobRun job = run.run;
        if (job != null && job.giveUp()) {
            run.lost = true;
            queue.workerBack();
            handlers.lost(run.handler);
        }
    }

    /** Takes back the worker of a run. */
    void returned(Active run) {
        if (run.lost) {
            handlers.cameBack(run.handler);
        } else {
            queue.workerBack();
        }
    }
}
