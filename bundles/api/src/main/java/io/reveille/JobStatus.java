package io.reveille;

import java.time.Instant;
import java.util.Optional;

/**
 * The status of a job at one moment.
 *
 * @param state the job's state
 * @param reason why the job is in that state, in words; empty when {@link JobState#READY}
 * @param waiting the reason why an occurrence that is due waits, in words: "for a free worker", a gate's reason; empty
 *     if none waits
 * @param nextRun the next occurrence; empty if none is planned, because the job is held or done; in the past if the
 *     occurrence has waited for its handler or a gate since then
 * @param running whether a run is under way
 * @param progress the progress of the newest run under way, as its handler reports it
 * @param started when the handler of the newest run that is with its handler was called, by the wall clock; empty if no
 *     run is with its handler
 * @param attempt the number of that run's attempt, from 1; 0 if no run is with its handler
 * @param lastRun the newest run that has ended
 * @param runs the number of runs that have ended, ever
 * @param failures the number of failed runs, ever
 * @param missed the number of occurrences that passed while they could not run, ever
 * @param skipped the number of occurrences that came due while a run was under way, ever
 * @param failuresInARow the number of failed runs since the last success
 * @param owner the symbolic name of the bundle that made the job; empty for an operator's job
 * @param stored whether the definition is in the store; false for a definition that a handler's service carries
 */
public record JobStatus(
        JobState state,
        String reason,
        String waiting,
        Optional<Instant> nextRun,
        boolean running,
        Optional<Progress> progress,
        Optional<Instant> started,
        int attempt,
        Optional<RunReport> lastRun,
        long runs,
        long failures,
        long missed,
        long skipped,
        int failuresInARow,
        Optional<String> owner,
        boolean stored) {}
