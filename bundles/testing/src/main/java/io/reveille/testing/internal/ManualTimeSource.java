package io.reveille.testing.internal;

import io.reveille.core.clock.TimeSource;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;

/** Clocks that stand still until they are turned. Safe for several threads. */
public final class ManualTimeSource implements TimeSource {

    private final Object lock = new Object(); // guards all below, the waits' fields too
    private final List<ManualWait> waits = new ArrayList<>();
    private Instant wall;
    private long nanos = Long.MAX_VALUE - Duration.ofMinutes(1).toNanos(); // so that it overflows in every longer test
    private Duration sinceBoot = Duration.ofHours(7);
    private int boot = 1;
    private boolean rtc = true;

    public ManualTimeSource(Instant wall) {
        this.wall = wall;
    }

    /** Lets time pass. */
    public void advance(Duration time) {
        turn(time, time, time);
    }

    /** Lets the machine sleep: the monotonic clock stands still. */
    public void suspend(Duration time) {
        turn(time, Duration.ZERO, time);
    }

    /** Sets the wall clock forward or, if negative, back. */
    public void step(Duration step) {
        turn(step, Duration.ZERO, Duration.ZERO);
    }

    /** Restarts the machine. */
    public void reboot() {
        synchronized (lock) {
            boot++;
            sinceBoot = Duration.ofSeconds(20);
            nanos = -nanos;
        }
    }

    @Override
    public Instant wall() {
        synchronized (lock) {
            return wall;
        }
    }

    @Override
    public long nanos() {
        synchronized (lock) {
            return nanos;
        }
    }

    @Override
    public Duration sinceBoot() {
        synchronized (lock) {
            return sinceBoot;
        }
    }

    @Override
    public String bootId() {
        synchronized (lock) {
            return "boot-" + boot;
        }
    }

    @Override
    public boolean hasRtc() {
        synchronized (lock) {
            return rtc;
        }
    }

    /** Sets whether the machine has a clock that runs while it is off. */
    public void rtc(boolean now) {
        synchronized (lock) {
            rtc = now;
        }
    }

    @Override
    public ManualWait newWait() {
        ManualWait wait = new ManualWait();
        synchronized (lock) {
            waits.add(wait);
        }
        return wait;
    }

    /** Returns the number of threads that wait now; a thread whose wait the turned clock has ended does not count. */
    public int waiting() {
        synchronized (lock) {
            return (int) waits.stream().filter(wait -> wait.waiting).count();
        }
    }

    /** Returns the number of waits that have ended, for whatever reason, since the beginning. */
    public int ended() {
        synchronized (lock) {
            return waits.stream().mapToInt(wait -> wait.ended).sum();
        }
    }

    private void turn(Duration ofWall, Duration ofNanos, Duration ofBoot) {
        synchronized (lock) {
            wall = wall.plus(ofWall);
            nanos += ofNanos.toNanos();
            sinceBoot = sinceBoot.plus(ofBoot);
            // Done here and not on the waiting threads: the counts must not depend on when those get to run.
            waits.forEach(ManualWait::endIfOver);
        }
    }

    /** One thread's place to wait. */
    public final class ManualWait implements Wait {

        private BooleanSupplier over = () -> false;
        private boolean waiting;
        private boolean signalled;
        private int ended;

        @Override
        public void untilWall(Instant time) throws InterruptedException {
            await(() -> !wall.isBefore(time));
        }

        @Override
        public boolean forNanos(long span) throws InterruptedException {
            synchronized (lock) {
                long start = nanos;
                return await(() -> nanos - start >= span);
            }
        }

        @Override
        public void forSignal() throws InterruptedException {
            await(() -> false);
        }

        @Override
        public void signal() {
            synchronized (lock) {
                signalled = true;
                endIfOver();
            }
        }

        /** Waits; returns true if the time ended the wait, false if a signal did. */
        private boolean await(BooleanSupplier timeIsUp) throws InterruptedException {
            synchronized (lock) {
                over = timeIsUp;
                waiting = true;
                endIfOver();
                try {
                    while (waiting) {
                        lock.wait();
                    }
                } finally {
                    waiting = false;
                }
                boolean bySignal = signalled;
                signalled = false;
                return !bySignal;
            }
        }

        private void endIfOver() {
            if (waiting && (signalled || over.getAsBoolean())) {
                waiting = false;
                ended++;
                lock.notifyAll();
            }
        }
    }
}
