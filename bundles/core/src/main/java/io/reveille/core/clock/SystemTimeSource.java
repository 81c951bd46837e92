package io.reveille.core.clock;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** The machine's clocks. */
public final class SystemTimeSource implements TimeSource {

    private static final Path UPTIME = Path.of("/proc/uptime");
    private static final Path SYSFS = Path.of("/sys/class");
    private static final Path RTC = Path.of("/sys/class/rtc/rtc0");
    private static final Path BOOT_ID = Path.of("/proc/sys/kernel/random/boot_id");

    @Override
    public Instant wall() {
        return Instant.now();
    }

    @Override
    public long nanos() {
        return System.nanoTime();
    }

    /** What the clock since boot shows beyond the monotonic one: the time asleep, and where the latter began. */
    private volatile Duration beyondNanos = Duration.ZERO;

    /**
     * On Linux /proc/uptime, which counts suspend. Elsewhere, and while that cannot be read (no file descriptor is free,
     * say), it goes on by the monotonic clock: another base would look like a step of the wall clock.
     */
    @Override
    public Duration sinceBoot() {
        Duration nanos = Duration.ofNanos(System.nanoTime());
        try {
            String text = Files.readString(UPTIME, StandardCharsets.US_ASCII);
            double seconds = Double.parseDouble(text.substring(0, text.indexOf(' ')));
            Duration uptime = Duration.ofMillis((long) (seconds * 1000));
            beyondNanos = uptime.minus(nanos);
            return uptime;
        } catch (IOException | RuntimeException e) {
            return nanos.plus(beyondNanos);
        }
    }

    @Override
    public String bootId() {
        try {
            return Files.readString(BOOT_ID, StandardCharsets.US_ASCII).strip();
        } catch (IOException e) {
            return UNKNOWN_BOOT;
        }
    }

    @Override
    public boolean hasRtc() {
        return !Files.isDirectory(SYSFS) || Files.exists(RTC); // what is no Linux has one
    }

    @Override
    public Wait newWait() {
        return new SystemWait();
    }

    /**
     * On a Condition, since that is what waits right: awaitUntil on the wall clock, on time after a suspend, awaitNanos
     * on the monotonic clock, on time after a step back.
     */
    private static final class SystemWait implements Wait {

        private final ReentrantLock lock = new ReentrantLock(); // guards signalled
        private final Condition changed = lock.newCondition();
        private boolean signalled;

        @Override
        public void untilWall(Instant time) throws InterruptedException {
            // A Date has whole milliseconds: round up, or the wait would end just before its time, again and again.
            Date date = date(time.plusNanos(999_999));
            lock.lockInterruptibly();
            try {
                boolean early = true;
                while (!signalled && early) {
                    early = changed.awaitUntil(date);
                }
                signalled = false;
            } finally {
                lock.unlock();
            }
        }

        @Override
        public boolean forNanos(long nanos) throws InterruptedException {
            long left = nanos;
            lock.lockInterruptibly();
            try {
                while (!signalled && left > 0) {
                    left = changed.awaitNanos(left);
                }
                boolean timeIsUp = !signalled;
                signalled = false;
                return timeIsUp;
            } finally {
                lock.unlock();
            }
        }

        @Override
        public void forSignal() throws InterruptedException {
            lock.lockInterruptibly();
            try {
                while (!signalled) {
                    changed.await();
                }
                signalled = false;
            } finally {
                lock.unlock();
            }
        }

        @Override
        public void signal() {
            lock.lock();
            try {
                signalled = true;
                changed.signal();
            } finally {
                lock.unlock();
            }
        }

        @SuppressWarnings("JavaUtilDate") // what Condition takes
        private static Date date(Instant time) {
            try {
                return Date.from(time);
            } catch (IllegalArgumentException e) {
                return new Date(Long.MAX_VALUE); // beyond what a Date can say: as good as never
            }
        }
    }
}
