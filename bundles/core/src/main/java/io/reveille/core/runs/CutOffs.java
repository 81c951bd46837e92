package io.reveille.core.runs;

import io.reveille.core.dispatch.JobRun;
import io.reveille.core.job.JobEntry;
import io.reveille.core.job.Run;
import io.reveille.core.outcome.Ending;
import io.reveille.core.settings.Settings;
import io.reveille.core.threads.GuardedCalls;
import java.util.List;

/** The ending of runs from calls, and what becomes of their threads. Belongs to the engine's thread. */
public final class CutOffs {

    private final JobFlow flow;
    private final RunQueue queue;
    private final HandlerChanges handlers;
    private final GuardedCalls calls;

    public CutOffs(JobFlow flow, RunQueue queue, HandlerChanges handlers, GuardedCalls calls) {
        this.flow = flow;
        this.queue = queue;
        this.handlers = handlers;
        this.calls = calls;
    }

    /** Arms the run's timeout, if the job has one. */
    void armTimeout(JobEntry entry, Run run) {
        entry.policies()
                .timeout()
                .ifPresent(limit -> run.limit = flow.later(limit, "timeout of " + run, () -> {
                    run.limit = null;
                    cutOff(run, Ending.Cut.TIMED_OUT);
                }));
    }

    /** Interrupts a run; one that does not come back even so is given up. */
    public void cutOff(Run run, Ending.Cut why) {
        JobRun job = run.run;
        if (job != null) {
            if (!job.interrupt(why)) {
                calls.call(run, () -> job.cutOff(why), () -> {}); // cancels a promise, which is somebody else's code
            }
            flow.later(Settings.CUT_OFF_WAIT, "end of the wait for " + run, () -> giveUp(run));
        }
    }

    /** Interrupts the runs of a job that are with a handler; returns how many. */
    public int interrupt(JobEntry entry) {
        List<Run> told = entry.runs().stream()
                .filter(run -> run.stage == Run.Stage.RUNNING && run.ending == null)
                .toList();
        told.forEach(run -> cutOff(run, Ending.Cut.ENDED));
        return told.size();
    }

    private void giveUp(Run run) {
        JobRun job = run.run;
        if (job != null && job.giveUp()) {
            run.lost = true;
            queue.workerBack();
            handlers.lost(run);
        }
    }

    /** Takes back the worker of a run. */
    void returned(Run run) {
        if (run.lost) {
            handlers.cameBack(run);
        } else {
            queue.workerBack();
        }
    }
}
