package io.reveille;

/**
 * The policy for missed occurrences, whose time passed while they could not run: the gateway was off or asleep, the
 * handler was not there, a gate refused.
 */
public enum Misfire {
    /** One run makes up for all missed occurrences; its nominal time is that of the newest. The default. */
    ONCE,
    /** Missed occurrences are counted, and none of them runs. */
    SKIP,
    /**
     * Each missed occurrence runs, oldest first, one after the other; of more than {@link JobPolicies#misfireLimit()}
     * only that many of the newest.
     */
    ALL
}
