package io.reveille.core.runs;

import io.reveille.core.clock.TimeSource;
import java.time.Duration;

/** Spaces overdue runs, so that they do not stampede after a long sleep. Belongs to the engine's thread. */
public final class CatchUp {

    private final TimeSource time;
    private Duration spacing;
    private long taken;
    private long free; // when the next turn is, by the clock that never steps

    /** @param rate overdue runs in a second */
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

    /** How long it is until the next turn; zero: now. */
    Duration untilTurn() {
        return Duration.ofNanos(Math.max(0, free - time.nanos()));
    }

    /** Takes the turn that is now; returns how many were taken. */
    long takeTurn() {
        free = time.nanos() + spacing.toNanos();
        return ++taken;
    }
}
