package io.reveille.power.cycle;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The one thread of the cycle: it looks when something has changed, or when the last look said so. It never ticks. */
public final class CycleThread {

    private static final Logger LOG = LoggerFactory.getLogger(CycleThread.class);

    /** After a look that failed, which none should. */
    private static final Duration AFTER_ERROR = Duration.ofMinutes(10);

    private static final Duration LONGEST_WAIT = Duration.ofDays(365);
    private static final Duration STOP_WAIT = Duration.ofSeconds(10);

    private final SleepCycle cycle;
    private final Caller caller;
    private final Thread thread = new Thread(this::run, "reveille-power");
    private final ReentrantLock lock = new ReentrantLock(); // guards tasks, changed and stopped
    private final Condition signal = lock.newCondition();
    private final Queue<Runnable> tasks = new ArrayDeque<>();
    private boolean changed = true;
    private boolean stopped;

    public CycleThread(SleepCycle cycle, Caller caller) {
        this.cycle = cycle;
        this.caller = caller;
        thread.setDaemon(true);
    }

    public void start() {
        thread.start();
    }

    /** Something may have changed: it looks soon. Any thread. */
    public void changed() {
        lock.lock();
        try {
            changed = true;
            signal.signal();
        } finally {
            lock.unlock();
        }
        caller.nudge();
    }

    /** Does something on the cycle's thread, and looks then. Any thread. */
    public void submit(Runnable task) {
        lock.lock();
        try {
            tasks.add(task);
        } finally {
            lock.unlock();
        }
        changed();
    }

    /** Ends the thread, and waits for it a little; returns whether the calling thread was interrupted meanwhile. */
    public boolean stop() {
        lock.lock();
        try {
            stopped = true;
        } finally {
            lock.unlock();
        }
        thread.interrupt();
        try {
            thread.join(STOP_WAIT.toMillis());
            return false;
        } catch (InterruptedException e) {
            return true;
        }
    }

    private void run() {
        try {
            Optional<Duration> wait = Optional.of(Duration.ZERO);
            while (await(wait)) {
                wait = look();
            }
        } catch (InterruptedException e) {
            LOG.debug("The power thread ends", e);
        } finally {
            cycle.close();
        }
    }

    @SuppressWarnings("Interruption") // rethrown
    private Optional<Duration> look() throws InterruptedException {
        try {
            Runnable task = next();
            while (task != null) {
                task.run();
                task = next();
            }
            return cycle.look();
        } catch (RuntimeException | Error e) {
            LOG.error("The gateway does not sleep for now; it looks again in {} min", AFTER_ERROR.toMinutes(), e);
            return Optional.of(AFTER_ERROR);
        }
    }

    private @Nullable Runnable next() {
        lock.lock();
        try {
            return tasks.poll();
        } finally {
            lock.unlock();
        }
    }

    /** Waits on the clock that stands still during sleep: to look late keeps the machine awake, which harms nobody. */
    private boolean await(Optional<Duration> wait) throws InterruptedException {
        long left = wait.filter(any -> any.compareTo(LONGEST_WAIT) < 0)
                .orElse(LONGEST_WAIT)
                .toNanos();
        lock.lockInterruptibly();
        try {
            while (!changed && !stopped && (left > 0 || wait.isEmpty())) {
                if (wait.isEmpty()) {
                    signal.await();
                } else {
                    left = signal.awaitNanos(left);
                }
            }
            changed = false;
            return !stopped;
        } finally {
            lock.unlock();
        }
    }
}
