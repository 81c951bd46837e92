package io.reveille.core.clock;

import java.io.IOException;
import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * The time since the machine's boot, suspend included, without a system call for each question. A busy engine asks thousands of
 * times a second, and the kernel tells this time by a file. That is read again after {@value #FRESH_NANOS} ns, and at once if
 * the wall clock has not gone the way of the monotonic one: the machine was suspended, or the clock was set. In between
 * the monotonic clock carries it on. May be called by any thread.
 */
final class SinceBoot {

    static final long FRESH_NANOS = 100_000_000;

    /** Clocks that are this far apart have not parted: they are read one after the other, and one tells milliseconds. */
    static final long APART_NANOS = 5_000_000;

    private final BootClock boot;
    private final LongSupplier wallMillis;
    private final LongSupplier nanos;

    // Guarded by this
    private boolean fresh;
    private long readAt; // by the monotonic clock
    private long wallAhead; // of the monotonic clock then, in nanoseconds
    private Duration bootAhead = Duration.ZERO; // of the monotonic clock, the time since boot

    /**
     * @param wallMillis the wall clock
     * @param nanos a clock that never steps, and stands still while the machine is suspended
     */
    SinceBoot(BootClock boot, LongSupplier wallMillis, LongSupplier nanos) {
        this.boot = boot;
        this.wallMillis = wallMillis;
        this.nanos = nanos;
    }

    /**
     * Tells the time since boot. While the file is not there or cannot be read (no file descriptor is free, say), it goes on by
     * the monotonic clock: another base would look like a step of the wall clock.
     */
    synchronized Duration read() {
        long ahead = wallMillis.getAsLong() * 1_000_000;
        long now = nanos.getAsLong();
        ahead -= now;
        if (!fresh || now - readAt > FRESH_NANOS || Math.abs(ahead - wallAhead) > APART_NANOS) {
            readFile(now, ahead);
        }
        return bootAhead.plusNanos(now);
    }

    private void readFile(long now, long ahead) {
        fresh = false;
        try {
            bootAhead = boot.read().minusNanos(now);
            readAt = now;
            wallAhead = ahead;
            fresh = nanos.getAsLong() - now < APART_NANOS; // else this thread was held up in between
        } catch (IOException e) {
            // The lead over the monotonic clock is the last that is known.
        }
    }
}
