package io.reveille.console.component;

import java.util.function.LongSupplier;

/** Detects that the wall clock was set between two checks. Safe for use by many threads. */
final class ClockStepWatch {

    private static final long NANOS = 1_000_000;
    private static final long TOLERATED_MILLIS = 1000;

    private final LongSupplier wall;
    private final LongSupplier steady;
    private long before;

    /**
     * @param wall the wall clock, in milliseconds
     * @param steady a clock that nobody sets, in nanoseconds
     */
    ClockStepWatch(LongSupplier wall, LongSupplier steady) {
        this.wall = wall;
        this.steady = steady;
        this.before = difference();
    }

    /** Returns whether the clock has been set by more than a second since the last call. */
    synchronized boolean hasStepped() {
        long now = difference();
        if (Math.abs(now - before) <= TOLERATED_MILLIS) {
            return false;
        }
        before = now;
        return true;
    }

    private long difference() {
        return wall.getAsLong() - steady.getAsLong() / NANOS;
    }
}
