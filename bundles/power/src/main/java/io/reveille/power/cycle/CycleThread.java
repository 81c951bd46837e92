package io.reveille.power.cycle;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The only thread of the cycle: runs {@link SleepCycle#look} when something has changed, or at the time that the last
 * look returned. There is no periodic tick.
 */
public final class CycleThread {

    private static final Logger LOG = LoggerFactory.getLogger(CycleThread.class);

    private static final FailureLine NOT_SAVED = new FailureLine(LOG, "The totals of sleeps are not saved.");

    private static final FailureLine LOOK_FAILED =
            new FailureLine(LOG, "The gateway does not sleep for now; the next try is in 10 min.");

    private static final FailureLine TASK_FAILED =
            new FailureLine(LOG, "A request to the gateway's sleep was not carried out.");

    /** The wait after a look that failed, which should not happen. */
    private static final Optional<Duration> LATER = Optional.of(Duration.ofMinutes(10));

    private static final long PAUSE_NANOS = Duration.ofSeconds(1).toNanos();

    private static final FailureLine ENDED =
            new FailureLine(LOG, "The thread reveille-power has ended: the gateway does not sleep any more.");

    private static final Duration LONGEST_WAIT = Duration.ofDays(365);
    private static final Duration STOP_WAIT = Duration.ofSeconds(10);

    private final SleepCycle cycle;
    private final Caller caller;
    private final Thread thread = new Thread(this::run, "reveille-power");
    private final ReentrantLock lock = new ReentrantLock(); // guards tasks, changed and stopped
    private final Condition signal = lock.newCondition();
    private final Queue<Runnable> tasks = new ArrayDeque<>();
    private final Consumer<String> whenEnded;
    private Optional<Duration> next = LATER; // how long the thread waits; used by that thread only
    private boolean changed = true;
    private volatile boolean stopped; // written under the lock
    private volatile boolean over;

    /** @param whenEnded called with the reason, on any thread, if the cycle's thread ends without being stopped */
    public CycleThread(SleepCycle cycle, Caller caller, Consumer<String> whenEnded) {
        LockSupport.parkNanos(
                0); // its class is loaded now: the thread pauses by it when there may be no memory for that
        this.cycle = cycle;
        this.caller = caller;
        this.whenEnded = whenEnded;
        thread.setDaemon(true);
    }

    public void start() {
        thread.start();
    }

    /** Makes the thread look soon, since something may have changed. May be called from any thread. */
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

    /**
     * Runs a task on the cycle's thread, which looks afterwards. May be called from any thread.
     *
     * @throws IllegalStateException if the thread has ended
     */
    public void submit(Runnable task) {
        check();
        lock.lock();
        try {
            tasks.add(task);
        } finally {
            lock.unlock();
        }
        changed();
    }

    /**
     * Checks that the thread is there to do what is asked.
     *
     * @throws IllegalStateException if the thread has ended without being stopped
     */
    public void check() {
        if (over) {
            throw new IllegalStateException(ENDED.text());
        }
    }

    /**
     * Ends the thread, and waits up to 10 s for its end; returns whether the calling thread was interrupted meanwhile.
     */
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
            next = Optional.of(Duration.ZERO);
            while (!stopped) {
                try {
                    turn();
                } catch (Throwable e) { // the handling of a failure failed: it cannot be logged
                    LockSupport.parkNanos(PAUSE_NANOS);
                }
            }
            cycle.close();
        } catch (Throwable e) {
            NOT_SAVED.error(e);
        } finally {
            if (!stopped) {
                over = true;
                whenEnded.accept(ENDED.text());
            }
        }
    }

    /**
     * Waits and looks once. Nothing outside of a "try" allocates memory: the handling of a failure may be the next to
     * fail.
     */
    private void turn() {
        try {
            if (await(next)) {
                next = look();
            }
        } catch (InterruptedException e) { // only stop() ends this thread; an interrupt from elsewhere does not
            next = LATER;
        } catch (Throwable e) {
            next = LATER;
            LOOK_FAILED.error(e);
            LockSupport.parkNanos(PAUSE_NANOS); // avoids a busy loop if the wait itself fails
        }
    }

    private Optional<Duration> look() throws InterruptedException {
        for (Runnable task = next(); task != null; task = next()) {
            try {
                task.run();
            } catch (RuntimeException | Error e) { // the other tasks run all the same
                TASK_FAILED.error(e);
            }
        }
        return cycle.look();
    }

    private @Nullable Runnable next() {
        lock.lock();
        try {
            return tasks.poll();
        } finally {
            lock.unlock();
        }
    }

    /** Waits on the clock that stands still during sleep. A late look is harmless: it only keeps the machine awake. */
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
