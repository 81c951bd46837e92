package io.reveille.core.threads;

import io.reveille.core.fault.FaultMessage;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.Executor;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One daemon thread and the tasks that wait for it, in order. The thread starts when needed and ends after an idle
 * minute. An exception in a task does not end the thread, and going on with the next task needs no memory. May be
 * called by any thread.
 */
public final class SoleThread implements Executor {

    private static final Logger LOG = LoggerFactory.getLogger(SoleThread.class);

    private static final FaultMessage NO_THREAD =
            new FaultMessage(LOG, "There is no memory for a thread; what waits for it is done with the next task.");

    private static final FaultMessage TASK_FAILED =
            new FaultMessage(LOG, "A task failed; the thread goes on with the next.");

    private static final long IDLE_MILLIS = 60_000;

    private final String name;

    private final Object lock = new Object(); // guards the next; no task is done under it
    private final Queue<Runnable> waiting = new ArrayDeque<>();
    private @Nullable Thread thread; // takes what waits
    private boolean stopped;

    public SoleThread(String name) {
        this.name = name;
    }

    /**
     * Has a task done, behind those that wait.
     *
     * @throws Error if there is no memory for the task, which is not done then
     */
    @Override
    public void execute(Runnable task) {
        synchronized (lock) {
            if (stopped) {
                throw new IllegalStateException("The thread " + name + " has been stopped.");
            }
            waiting.add(task);
            try {
                start();
            } catch (Throwable e) {
                waiting.remove(task);
                throw e;
            }
        }
    }

    /**
     * Has a task done, behind those that wait. Without memory for a thread the task waits for the next {@code add}, or
     * for {@link #startAgain}.
     */
    void add(Runnable task) {
        synchronized (lock) {
            waiting.add(task);
        }
        startAgain();
    }

    /** Starts the thread if tasks wait and none takes them. */
    void startAgain() {
        try {
            synchronized (lock) {
                start();
            }
        } catch (Throwable e) {
            NO_THREAD.error(e);
        }
    }

    int waiting() {
        synchronized (lock) {
            return waiting.size();
        }
    }

    /** Drops the waiting tasks of this kind. */
    void removeIf(Predicate<Runnable> gone) {
        synchronized (lock) {
            waiting.removeIf(gone);
        }
    }

    /** Interrupts the thread and leaves it to itself; another does the tasks that wait. */
    void replace() {
        synchronized (lock) {
            if (thread != null) {
                thread.interrupt();
                thread = null;
            }
        }
        startAgain();
    }

    /** Takes no more tasks; those that wait are still done. */
    public void stop() {
        synchronized (lock) {
            stopped = true;
            lock.notifyAll();
        }
    }

    boolean isStopped() {
        synchronized (lock) {
            return stopped;
        }
    }

    /** Waits, after a stop, until all tasks are done, but no longer than this; returns whether they are. */
    public boolean awaitEnd(long millis) throws InterruptedException {
        Thread last;
        synchronized (lock) {
            last = thread;
        }
        if (last != null) {
            last.join(millis);
        }
        return last == null || !last.isAlive();
    }

    private void start() {
        if (thread == null && !waiting.isEmpty()) {
            Thread made = new Thread(this::run, name);
            made.setDaemon(true);
            made.start();
            thread = made;
        } else {
            lock.notifyAll();
        }
    }

    private void run() {
        for (Runnable task = next(); task != null; task = next()) {
            try {
                task.run();
            } catch (Throwable e) {
                TASK_FAILED.error(e);
            }
        }
    }

    /** Waits for the next task; null: the calling thread is to end. */
    private @Nullable Runnable next() {
        synchronized (lock) {
            boolean rested = false; // a thread woken without need ends early; another starts when needed
            while (waiting.isEmpty() && !stopped && isMine() && !rested) {
                rested = true;
                try {
                    lock.wait(IDLE_MILLIS);
                } catch (Throwable e) {
                    // The interrupt was meant for the task before, or this thread is given up.
                }
            }
            Thread.interrupted();
            if (!isMine()) {
                return null;
            }
            Runnable task = waiting.poll();
            if (task == null) {
                thread = null;
            }
            return task;
        }
    }

    private boolean isMine() {
        return thread == Thread.currentThread();
    }
}
