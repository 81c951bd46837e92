package io.reveille;

/** How a run ended. */
public enum RunOutcome {
    /** The handler did its work. */
    SUCCEEDED,
    /** The handler said so, or threw; the message says why. */
    FAILED,
    /** The occurrence did not run; the message says why. */
    SKIPPED,
    /** It was cut off before its end, because Reveille stopped or the job was cancelled. */
    INTERRUPTED
}
