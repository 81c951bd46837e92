package io.reveille;

/**
 * What becomes of occurrences whose time passed while they could not run: the gateway was off or asleep, the handler was
 * not there, a gate said no.
 */
public enum Misfire {
    /** One run makes up for all that was missed; its nominal time is that of the newest. The default. */
    ONCE,
    /** They are counted, and none of them runs. */
    SKIP,
    /**
     * Each of them runs, oldest first, one after the other; of more than {@link JobPolicies#misfireLimit()} only so many
     * of the newest.
     */
    ALL
}
