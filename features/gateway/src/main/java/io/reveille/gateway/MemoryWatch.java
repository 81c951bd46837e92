package io.reveille.gateway;

import java.lang.management.ManagementFactory;
import java.lang.management.MemoryNotificationInfo;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import javax.management.NotificationEmitter;

/**
 * Detects that the memory for Java objects stays exhausted. The JVM says when, after a collection, hardly any is left,
 * and only then does a thread look, each second, for the time in which that has to become better.
 */
final class MemoryWatch {

    /** How long memory may stay exhausted. */
    static final int SECONDS = 30;

    /** The free memory that counts as none: a part of all, and on a large heap a number of bytes. */
    private static final int PART = 20;

    private static final long BYTES = 4L << 20;

    private final MemoryPoolMXBean pool;
    private final Runnable exhausted;

    private final Object lock = new Object(); // guards the next
    private boolean full; // whether memory was reported full since the last check

    private MemoryWatch(MemoryPoolMXBean pool, Runnable exhausted) {
        this.pool = pool;
        this.exhausted = exhausted;
    }

    /** @param exhausted called once memory has stayed exhausted for {@value #SECONDS} s; needs hardly any memory itself */
    static void start(Runnable exhausted) {
        for (MemoryPoolMXBean pool : ManagementFactory.getMemoryPoolMXBeans()) {
            boolean old = pool.isUsageThresholdSupported() && pool.isCollectionUsageThresholdSupported();
            if (pool.getType() == MemoryType.HEAP && old && pool.getUsage().getMax() > 0) {
                new MemoryWatch(pool, exhausted).start(pool.getUsage().getMax());
                return;
            }
        }
    }

    private void start(long most) {
        pool.setCollectionUsageThreshold(most - Math.min(most / PART, BYTES));
        ((NotificationEmitter) ManagementFactory.getMemoryMXBean())
                .addNotificationListener(
                        (notification, none) -> filled(),
                        notification -> notification
                                .getType()
                                .equals(MemoryNotificationInfo.MEMORY_COLLECTION_THRESHOLD_EXCEEDED),
                        null);
        Thread thread = new Thread(this::run, "gateway-memory");
        thread.setDaemon(true);
        thread.start();
    }

    private void filled() {
        synchronized (lock) {
            full = true;
            lock.notifyAll();
        }
    }

    private void run() {
        while (true) {
            try {
                awaitFull();
                if (stays() && isExhausted()) {
                    exhausted.run();
                }
            } catch (InterruptedException e) {
                // This thread is never interrupted.
            }
        }
    }

    private void awaitFull() throws InterruptedException {
        synchronized (lock) {
            while (!full) {
                lock.wait();
            }
            full = false;
        }
    }

    /** Whether no collection makes it better for so long. The JVM tells of each that does not, and of none that does. */
    private boolean stays() throws InterruptedException {
        for (int second = 0; second < SECONDS; second++) {
            Thread.sleep(1000);
            if (!isFull()) {
                return false;
            }
        }
        return true;
    }

    private boolean isExhausted() {
        try {
            ManagementFactory.getMemoryMXBean().gc(); // the last collection may be long ago
        } catch (OutOfMemoryError e) {
            return true;
        }
        return isFull();
    }

    private boolean isFull() {
        try {
            return pool.isCollectionUsageThresholdExceeded();
        } catch (OutOfMemoryError e) {
            return true;
        }
    }
}
