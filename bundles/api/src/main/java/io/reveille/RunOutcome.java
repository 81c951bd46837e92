package io.reveille;

/** How a run ended. */
public enum RunOutcome {
    /** The handler did its work. */
    SUCCEEDED,
    /** The handler said so, or threw; the message says why. */
    FAILED,
    /** It took longer than its timeout, and was interrupted. */
    TIMED_OUT,
    /** The occurrence did not run; the message says why. */
    SKIPPED,
    /** The run was cut off before its end, because Reveille stopped, the job was cancelled, or somebody ended the run. */
    INTERRUPTED,
    /**
     * It was cut off by a crash, and does not run again: whether its work was done is not known. Only with
     * {@link Delivery#AT_MOST_ONCE}.
     */
    ABANDONED
}
