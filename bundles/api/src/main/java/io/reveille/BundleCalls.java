package io.reveille;

import java.time.Instant;
import java.util.Optional;

/**
 * The calls without a name that a bundle has scheduled, taken together; see {@link JobBuilder#call}.
 *
 * @param bundle the symbolic name of the bundle
 * @param scheduled the number of calls that are scheduled
 * @param running the number of runs under way
 * @param runs the number of runs that have ended, since Reveille started
 * @param failures the number of these that failed
 * @param next when the first call runs next; empty if none is planned
 * @param runningSince when the oldest run under way that keeps a thread was started; empty if none does
 * @param lastFailure when a run failed last, and why, in one line; empty if none has
 */
public record BundleCalls(
        String bundle,
        int scheduled,
        int running,
        long runs,
        long failures,
        Optional<Instant> next,
        Optional<Instant> runningSince,
        Optional<Failure> lastFailure) {

    /**
     * A run that failed.
     *
     * @param at when it ended
     * @param message the reason in one line
     */
    public record Failure(Instant at, String message) {}
}
