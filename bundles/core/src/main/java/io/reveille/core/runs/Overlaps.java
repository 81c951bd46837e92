package io.reveille.core.runs;

import io.reveille.JobState;
import io.reveille.Overlap;
import io.reveille.core.clock.TimeSource;
import io.reveille.core.job.DefinedJob;
import io.reveille.core.job.Run;
import io.reveille.core.plan.Planner;
import io.reveille.core.state.Occurrences;
import io.reveille.core.state.OpenOccurrence;
import java.time.Instant;
import java.util.Optional;

/** The fate of occurrences that come due during a run of their own job. Belongs to the engine's thread. */
public final class Overlaps {

    private final TimeSource time;
    private final Planner planner;
    private final JobFlow flow;

    public Overlaps(TimeSource time, Planner planner, JobFlow flow) {
        this.time = time;
        this.planner = planner;
        this.flow = flow;
    }

    /** Whether an occurrence that is to be queued has come due during the run: it ends the wait for another attempt. */
    boolean endRetry(DefinedJob job) {
        return job.policies().overlap() == Overlap.QUEUE && count(job) > 0;
    }

    /**
     * Skips the occurrences that were due while the run was under way, but for the newest if one is to be queued.
     *
     * @param goesOn whether the job goes on
     */
    void passed(DefinedJob job, Run run, boolean goesOn) {
        int passed = count(job);
        boolean over = job.state.state() == JobState.DONE;
        if (passed == 0 || run.catchesUp || over || job.state.isHeld()) {
            return; // a pause has counted earlier occurrences, and drops those that fall into it
        }
        boolean queues = goesOn && job.policies().overlap() == Overlap.QUEUE;
        Optional<Instant> last =
                queues && job.left() == 1 ? planner.next(job.schedule(), job.state.chain()) : Optional.empty();
        passed = last.isPresent() ? 1 : passed; // the last occurrence: there is none after it
        Instant newest = last.orElseGet(() -> planner.dropUntil(job.schedule(), job.state.chain(), time.wall()));
        if (goesOn && !queues && Planner.isOpen(job.schedule(), newest, time.wall())) {
            Instant before = job.schedule()
                    .latest(job.state.chain(), newest.minusNanos(1))
                    .orElse(job.state.chain());
            Occurrences.skipped(job.state, passed - 1, before); // the newest one's tolerance has outlasted the run
            return;
        }
        Occurrences.skipped(job.state, queues ? passed - 1 : passed, newest);
        if (queues) {
            OpenOccurrence queued = flow.runs().begin(job.state, newest);
            if (job.state.mayRun()) {
                flow.runs().attempt(job, queued);
            }
        }
    }

    /** Counts the occurrences that were due while a run was under way. */
    private int count(DefinedJob job) {
        return job.policies().overlap() == Overlap.PARALLEL || flow.isStopping()
                ? 0
                : job.plan().passed(time.wall());
    }
}
