package io.reveille.testing;

import io.reveille.testing.internal.ManualTimeSource;
import java.time.Duration;
import java.time.Instant;

/**
 * The machine's clocks, which stand still until they are turned. Reveille does not look at them before
 * {@link ManualScheduler#settle()} or {@link ManualScheduler#advance}: turn them here where time passes in the middle of
 * something, within a handler that takes its time, say.
 */
public final class ManualClock {

    private final ManualTimeSource source;

    ManualClock(ManualTimeSource source) {
        this.source = source;
    }

    /** What the wall clock shows. */
    public Instant now() {
        return source.wall();
    }

    /**
     * Time passes.
     *
     * @param span not negative, at most 292 years
     * @throws IllegalArgumentException if it is negative
     */
    public void advance(Duration span) {
        source.advance(notNegative(span));
    }

    /**
     * The machine sleeps: the wall clock goes on, and the monotonic clock stands still.
     *
     * @param span not negative
     * @throws IllegalArgumentException if it is negative
     */
    public void suspend(Duration span) {
        source.suspend(notNegative(span));
    }

    /**
     * Somebody sets the wall clock; no time passes.
     *
     * @param step how far forward; negative: back
     */
    public void step(Duration step) {
        source.step(step);
    }

    /** The machine starts again: the time since its start is 20 s. Only while Reveille does not run. */
    public void reboot() {
        source.reboot();
    }

    static Duration notNegative(Duration span) {
        if (span.isNegative()) {
            throw new IllegalArgumentException("expected a time that is not negative, got " + span);
        }
        return span;
    }
}
