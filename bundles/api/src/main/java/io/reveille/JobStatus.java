package io.reveille;

import java.time.Instant;
import java.util.Optional;

/**
 * Where a job stands, at one moment.
 *
 * @param state the job's state
 * @param reason why it is in that state, in words; empty when {@link JobState#READY}
 * @param waiting what an occurrence waits for whose time has come, in words: "for a free worker", a gate's reason; empty
 *     if none waits
 * @param nextRun the next occurrence; empty if none is planned, because the job is held or done; in the past if it has
 *     waited for its handler or a gate since then
 * @param running whether a run is under way
 * @param progress how far the newest run under way has come, as its handler says
 * @param started when the newest run that is with its handler went there, by the wall clock; empty if none is with one
 * @param attempt which attempt of its occurrence that run is, from 1; 0 if none is with a handler
 * @param lastRun the newest run that ended
 * @param runs how many runs have ended, ever
 * @param failures how many of them failed, ever
 * @param missed how many occurrences have passed while they could not run, ever
 * @param skipped how many occurrences came due while a run was under way, ever
 * @param failuresInARow how many runs have failed since the last success
 * @param owner the symbolic name of the bundle that made the job; empty for an operator's
 * @param stored whether the definition is in the store; false for one that lives with its handler's service
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
