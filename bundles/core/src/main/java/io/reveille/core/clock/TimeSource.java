package io.reveille.core.clock;

import java.time.Duration;
import java.time.Instant;

/** The only reader of clocks, and the only place to wait. Tests turn one of their own by hand. */
public interface TimeSource {

    /** The wall clock, which may step forward and back. */
    Instant wall();

    /** A clock that never steps and stands still while the machine is suspended; nanoseconds from anywhere. */
    long nanos();

    /** The time since the machine started, suspend included, which never steps. */
    Duration sinceBoot();

    /** The answer of {@link #bootId()} where the machine does not tell. */
    String UNKNOWN_BOOT = "unknown";

    /** Names this run of the machine: another name, another boot. */
    String bootId();

    /** Whether the machine has a clock that runs while it is off: its own, or that of the host of a virtual machine. */
    boolean hasRtc();

    /** A new place for one thread to wait at. */
    Wait newWait();

    /** One thread waits here; any thread may wake it. A signal that comes before the wait is not lost. */
    interface Wait {

        /** Waits until the wall clock shows this, or for a signal. */
        void untilWall(Instant time) throws InterruptedException;

        /** Waits for this long by the monotonic clock, or for a signal; returns whether the time is up. */
        boolean forNanos(long nanos) throws InterruptedException;

        /** Waits for a signal. */
        void forSignal() throws InterruptedException;

        /** Ends the wait, this one or the next. */
        void signal();
    }
}
