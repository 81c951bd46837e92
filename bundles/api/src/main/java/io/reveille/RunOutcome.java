package io.reveille;

/** How a run ended. */
public enum RunOutcome {
    /** The handler did its work. */
    SUCCEEDED,
    /** The handler reported a failure or threw an exception; the message says why. */
    FAILED,
    /** The run exceeded its timeout and was interrupted. */
    TIMED_OUT,
    /** The occurrence did not run; the message says why. */
    SKIPPED,
    /** The run was cut off before its end, because Reveille stopped, the job was cancelled, or somebody ended the run. */
    INTERRUPTED,
    /**
     * The run was cut off by a crash, and the occurrence does not run again: whether its work was done is not known.
     * Only with {@link Delivery#AT_MOST_ONCE}.
     */
    ABANDONED
}
