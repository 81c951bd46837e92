package io.reveille.core.runs;

import io.reveille.Delivery;
import io.reveille.RunOutcome;
import io.reveille.RunReport;
import io.reveille.core.clock.TimeSource;
import io.reveille.core.dispatch.RunRequest;
import io.reveille.core.job.DefinedJob;
import io.reveille.core.job.JobEntry;
import io.reveille.core.job.JobRecorder;
import io.reveille.core.state.OccurrenceState;
import io.reveille.core.state.Occurrences;
import io.reveille.core.state.OpenOccurrence;
import io.reveille.core.state.Transitions;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;

/** The recovery of occurrences that a stop or a crash cut off, once their job is there again. */
public final class Recovery {

    private final TimeSource time;
    private final JobRecorder recorder;
    private final Chains chains;
    private boolean unclean;
    private boolean ended; // the launcher ended the process, since only a new one helped
    private boolean alone; // at most one job was running at the end

    public Recovery(TimeSource time, JobRecorder recorder, Chains chains) {
        this.time = time;
        this.recorder = recorder;
        this.chains = chains;
    }

    /**
     * Takes in how the gateway ended.
     *
     * @param crashed whether it crashed, rather than stopped in order
     * @param byItself whether the launcher ended the process, for want of memory say: no job that ran then need be to
     *     blame
     */
    public void after(boolean crashed, boolean byItself) {
        unclean = crashed;
        ended = byItself;
    }

    /** Looks at the saved states of all jobs, before any is recovered. */
    public void seen(Collection<JobEntry> entries) {
        alone = entries.stream()
                        .filter(entry ->
                                entry.state.open().stream().anyMatch(begun -> begun.state() == OccurrenceState.RUNNING))
                        .count()
                <= 1;
    }

    /**
     * Recovers a job that is there again after a start, or after its service was gone.
     *
     * @param isBack whether another definition has stood in for the job's own
     */
    public void comeBack(DefinedJob job, boolean isBack) {
        if (isBack || job.entry.isIdle()) { // such runs are of the definition that stood in
            recover(job.entry);
        }
        chains.recover(job);
    }

    /** Recovers the state from before the start of a job that is now defined. */
    private void recover(JobEntry entry) {
        entry.claims = unclean;
        Occurrences.askedAnew(entry.state, time.wall());
        boolean ran = false;
        for (OpenOccurrence begun : entry.state.open()) {
            if (begun.state() == OccurrenceState.RUNNING) {
                ran = true;
                cutOff(entry, begun, unclean ? "a crash" : "a stop");
            }
        }
        if (!entry.state.doubt().isEmpty() && entry.policies().delivery() == Delivery.AT_MOST_ONCE) {
            Transitions.quarantined(entry.state, entry.state.doubt());
        }
        if (ran && unclean && (alone || !ended)) {
            Transitions.crashed(entry.state);
        }
    }

    /**
     * Ends a run of this occurrence that was cut off: the occurrence runs again, or is over if delivered at most once.
     *
     * @param by the cause, in words
     */
    public void cutOff(JobEntry entry, OpenOccurrence begun, String by) {
        if (entry.policies().delivery() == Delivery.AT_MOST_ONCE) {
            over(entry, begun, "cut off by " + by + "; it is delivered at most once, and does not run again");
        } else {
            Occurrences.recovering(entry.state, begun.id());
        }
    }

    /** Ends for good an occurrence that was cut off, with unknown result; it never runs again. */
    void abandon(JobEntry entry, OpenOccurrence begun, String why) {
        over(entry, begun, "cut off by a " + (unclean ? "crash" : "stop") + "; " + why);
    }

    private void over(JobEntry entry, OpenOccurrence begun, String message) {
        RunRequest request = new RunRequest(
                entry.name(),
                begun.id(),
                begun.nominalTime(),
                begun.attempt(),
                begun.missed(),
                false,
                false,
                Map.of(),
                Map.of(),
                Map.of());
        RunReport report = request.report(time.wall(), Duration.ZERO, RunOutcome.ABANDONED, message, Map.of());
        Occurrences.ended(entry.state, Optional.of(begun.id()), report, Optional.empty());
        chains.abandoned(entry, report);
        recorder.ended(entry, report, Optional.empty());
    }
}
