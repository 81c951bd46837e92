package io.reveille.core.settings;

import java.time.Duration;
import java.time.ZoneId;

/**
 * The engine's settings, read and checked.
 *
 * @param zone what a schedule means that names none
 * @param workers how many runs there may be at once
 * @param misfireGrace how late a start is no misfire
 * @param clockRewind how far a step back of the clock is waited for; a larger one plans everything anew
 * @param stateCoalesce how far apart two saves of the state lie at least
 * @param stopWait how long a stop waits for runs to end
 * @param catchUpRate how many overdue runs start in a second
 * @param history how many runs of each job are remembered; fewer if there are many jobs, see {@link #historyOf}
 * @param clockWait how long after the boot a machine that does not keep its clock is given to set it
 * @param clockLook how often a clock that is not trusted is looked at
 * @param flashBudget how many bytes of state may be written in a day; 0 for as many as there are
 */
public record Settings(
        ZoneId zone,
        int workers,
        Duration misfireGrace,
        Duration clockRewind,
        Duration stateCoalesce,
        Duration stopWait,
        int catchUpRate,
        int history,
        Duration clockWait,
        Duration clockLook,
        long flashBudget) {

    /** How long a handler that was interrupted may take to come back. */
    public static final Duration CUT_OFF_WAIT = Duration.ofSeconds(5);

    /** How long the state of a job without definition is kept. */
    public static final Duration ORPHANS_KEPT = Duration.ofDays(30);

    /** How long after a start that is done: a gateway may have been off for longer, and bundles take time to come. */
    public static final Duration ORPHANS_WAIT = Duration.ofHours(1);

    /** How many runs of all jobs together are remembered, but for the newest of each. */
    static final int HISTORY_IN_ALL = 10_000;

    /** How many runs of each job are remembered where there are so many jobs. */
    public int historyOf(int jobs) {
        return Math.min(history, Math.max(1, HISTORY_IN_ALL / Math.max(1, jobs)));
    }
}
