package io.reveille.core.runs;

import io.reveille.core.clock.TimeSource;
import java.time.Duration;

/**
 * The spacing of overdue runs, so that they do not all start at once after a long sleep. Belongs to the engine's
 * thread.
 */
public final class CatchUp {

    private final TimeSource time;
    private Duration spacing;
    private long taken;
    private long free; // the next turn, by the clock that never steps

    /** @param rate the number of overdue runs in a second */
    public CatchUp(int rate, TimeSource time) {
        this.time = time;
        this.spacing = spacing(rate);
        this.free = time.nanos();
    }

    /** Changes how many overdue runs start in a second, from the next turn on. */
    public void rate(int rate) {
        spacing = spacing(rate);
    }

    private static Duration spacing(int rate) {
        return Duration.ofSeconds(1).dividedBy(rate);
    }

    /** The time until the next turn; zero: now. */
    Duration untilTurn() {
        return Duration.ofNanos(Math.max(0, free - time.nanos()));
    }

    /** Takes the present turn; returns its number. */
    long takeTurn() {
        free = time.nanos() + spacing.toNanos();
        return ++taken;
    }
}
