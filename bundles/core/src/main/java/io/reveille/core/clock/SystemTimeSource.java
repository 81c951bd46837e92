package io.reveille.core.clock;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The machine's clocks. */
public final class SystemTimeSource implements TimeSource {

    private static final Path BOOT_ID = Path.of("/proc/sys/kernel/random/boot_id");

    /** Clock sources that the kernel has only where a hypervisor gives it the time. */
    private static final Set<String> HOSTS = Set.of("kvm-clock", "xen");

    private final Path root;
    private final SinceBoot sinceBoot;

    public SystemTimeSource() {
        this(Path.of("/"));
    }

    SystemTimeSource(Path root) {
        this.root = root;
        this.sinceBoot = new SinceBoot(
                new BootClock(root.resolve("proc/uptime")), SystemTimeSource::wallMillis, SystemTimeSource::monotonic);
    }

    @Override
    public Instant wall() {
        return Instant.now();
    }

    @Override
    public long nanos() {
        return System.nanoTime();
    }

    /** On Linux the kernel's, which counts suspend; elsewhere the monotonic clock's. */
    @Override
    public Duration sinceBoot() {
        return sinceBoot.read();
    }

    @Override
    public String bootId() {
        try {
            return Files.readString(BOOT_ID, StandardCharsets.US_ASCII).strip();
        } catch (IOException e) {
            return UNKNOWN_BOOT;
        }
    }

    /**
     * On Linux what the kernel says: that it has a real-time clock, or a clock source of a hypervisor, from which it has
     * taken the time at its start. That need not be the source in use: where the processor's own counter is good, it is
     * preferred. A container sees what its kernel has, and that it is one says nothing.
     */
    @Override
    public boolean hasRtc() {
        if (!Files.isDirectory(root.resolve("sys/class"))) {
            return true; // what is no Linux has one
        }
        return isAny(root.resolve("sys/class/rtc")) || hasClockOfHost();
    }

    private static boolean isAny(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.findAny().isPresent();
        } catch (IOException e) { // there is none
            return false;
        }
    }

    private boolean hasClockOfHost() {
        try {
            String sources = Files.readString(
                    root.resolve("sys/devices/system/clocksource/clocksource0/available_clocksource"),
                    StandardCharsets.US_ASCII);
            return Stream.of(sources.strip().split("\\s+"))
                    .anyMatch(source -> HOSTS.contains(source) || source.startsWith("hyperv_clocksource"));
        } catch (IOException e) { // nothing is known
            return false;
        }
    }

    @Override
    public Wait newWait() {
        return new SystemWait();
    }

    private static long wallMillis() {
        return System.currentTimeMillis();
    }

    private static long monotonic() {
        return System.nanoTime();
    }

    /**
     * Parks its thread, which waits right: until a moment of the wall clock, on time after a suspend; for a span of the
     * monotonic clock, on time after a step back. Neither the wait nor the signal needs memory: a wake-up is never lost for
     * want of it.
     */
    private static final class SystemWait implements Wait {

        private final AtomicBoolean signalled = new AtomicBoolean();
        private volatile @Nullable Thread waiting; // one at a time

        @Override
        public void untilWall(Instant time) throws InterruptedException {
            long until = millis(time);
            waiting = Thread.currentThread();
            while (!signalled.getAndSet(false) && wallMillis() < until) {
                LockSupport.parkUntil(this, until);
                checkInterrupt();
            }
        }

        @Override
        public boolean forNanos(long nanos) throws InterruptedException {
            long start = monotonic();
            waiting = Thread.currentThread();
            while (!signalled.getAndSet(false)) {
                long left = nanos - (monotonic() - start);
                if (left <= 0) {
                    return true;
                }
                LockSupport.parkNanos(this, left);
                checkInterrupt();
            }
            return false;
        }

        @Override
        public void forSignal() throws InterruptedException {
            waiting = Thread.currentThread();
            while (!signalled.getAndSet(false)) {
                LockSupport.park(this);
                checkInterrupt();
            }
        }

        @Override
        public void signal() {
            signalled.set(true);
            LockSupport.unpark(waiting);
        }

        private static void checkInterrupt() throws InterruptedException {
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
        }

        /** Rounded up, or the wait would end just before its time, again and again. */
        private static long millis(Instant time) {
            try {
                return time.plusNanos(999_999).toEpochMilli();
            } catch (ArithmeticException | DateTimeException e) {
                return Long.MAX_VALUE; // beyond what a number of milliseconds can say: as good as never
            }
        }
    }
}
