package io.reveille.core.engine;

import io.reveille.core.definitions.StoreReports;
import io.reveille.core.fault.FaultMessage;
import io.reveille.core.job.JobEntry;
import io.reveille.core.job.JobRecorder;
import io.reveille.core.job.Run;
import io.reveille.core.jobs.Jobs;
import io.reveille.core.outcome.Ending;
import io.reveille.core.runs.JobFlow;
import io.reveille.core.runs.PutBacks;
import io.reveille.core.runs.Recovery;
import io.reveille.core.runs.RunEnds;
import io.reveille.core.runs.RunQueue;
import io.reveille.core.state.OccurrenceState;
import io.reveille.core.state.OpenOccurrence;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The repair of what an Error has left half done: for want of memory anything may fail at any place. Afterwards no job
 * is without a plan, and none has a run that has ended or that is lost. Belongs to the engine's thread.
 */
final class Mending {

    private static final Logger LOG = LoggerFactory.getLogger(Mending.class);

    private static final FaultMessage NOT_MENDED =
            new FaultMessage(LOG, "A job could not be repaired after an error; the others are.");

    private final Jobs jobs;
    private final RunQueue queue;
    private final JobFlow flow;
    private final RunEnds ends;
    private final PutBacks putBacks;
    private final Recovery recovery;
    private final JobRecorder recorder;
    private boolean needed;

    Mending(
            Jobs jobs,
            RunQueue queue,
            JobFlow flow,
            RunEnds ends,
            PutBacks putBacks,
            Recovery recovery,
            JobRecorder recorder) {
        this.jobs = jobs;
        this.queue = queue;
        this.flow = flow;
        this.ends = ends;
        this.putBacks = putBacks;
        this.recovery = recovery;
        this.recorder = recorder;
    }

    /** Notes that something was not done, or not wholly. */
    void needed() {
        needed = true;
    }

    boolean isNeeded() {
        return needed;
    }

    /** Mends each job by itself. */
    void mend(StoreReports reports) {
        reports.tellAll();
        for (JobEntry entry : jobs.all()) {
            try {
                mend(entry);
            } catch (OutOfMemoryError e) {
                throw e; // repeats all repairs later, when there is memory
            } catch (RuntimeException | Error e) {
                NOT_MENDED.error(e);
            }
        }
        needed = false;
    }

    private void mend(JobEntry entry) {
        for (Run run : entry.runs()) {
            Ending ending = run.ending;
            if (ending != null) {
                ends.ended(entry, run, ending);
            } else if (run.stage != Run.Stage.RUNNING) {
                queue.remove(run);
                putBacks.putBack(entry, run, "the engine was short of memory");
            }
        }
        for (OpenOccurrence begun : entry.state.open()) {
            if (begun.state() == OccurrenceState.RUNNING
                    && entry.run(begun.id()).isEmpty()) {
                recovery.cutOff(entry, begun, "an Error of the engine");
            }
        }
        entry.job().ifPresent(flow::plan);
        recorder.noted(entry.state); // changes may not have been noted as unsaved
    }
}
