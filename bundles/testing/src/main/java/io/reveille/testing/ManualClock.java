package io.reveille.testing;

import io.reveille.testing.internal.ManualTimeSource;
import java.time.Duration;
import java.time.Instant;

/**
 * The machine's clocks, which stand still until they are turned. Reveille does not read the clocks before
 * {@link ManualScheduler#settle()} or {@link ManualScheduler#advance}: use this class to let time pass in the middle of
 * something, within a slow handler for example.
 */
public final class ManualClock {

    private final ManualTimeSource source;

    ManualClock(ManualTimeSource source) {
        this.source = source;
    }

    /** Returns the time by the wall clock. */
    public Instant now() {
        return source.wall();
    }

    /**
     * Lets time pass on all clocks.
     *
     * @param span not negative, at most 292 years
     * @throws IllegalArgumentException if the span is negative
     */
    public void advance(Duration span) {
        source.advance(notNegative(span));
    }

    /**
     * Lets the machine sleep: the wall clock goes on, and the monotonic clock stands still.
     *
     * @param span not negative
     * @throws IllegalArgumentException if the span is negative
     */
    public void suspend(Duration span) {
        source.suspend(notNegative(span));
    }

    /**
     * Sets the wall clock forward or back; no time passes.
     *
     * @param step the difference; negative: back
     */
    public void step(Duration step) {
        source.step(step);
    }

    /** Restarts the machine: the time since its start is 20 s. Only while Reveille does not run. */
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
