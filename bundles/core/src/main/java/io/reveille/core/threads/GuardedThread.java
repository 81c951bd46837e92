package io.reveille.core.threads;

import io.reveille.core.clock.TimeSource;
import io.reveille.core.fault.FaultMessage;
import java.time.Duration;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Calls somebody else's code, one task at a time and in order, on a daemon thread of its own. A task that does not come
 * back in time is given up: its thread is interrupted and left to itself, another goes on with the next task, and the
 * owner of its code is not called any more until forgiven. Owners are told apart by identity: their own
 * {@code equals} is somebody else's code too.
 */
public final class GuardedThread {

    /** The most tasks that may wait; further ones are dropped. */
    public static final int MAX_WAITING = 10_000;

    private static final Logger LOG = LoggerFactory.getLogger(GuardedThread.class);

    private static final FaultMessage NO_LOOK =
            new FaultMessage(LOG, "The time limit of tasks is not watched until the next one comes.");

    private static final FaultMessage END_NOT_NOTED =
            new FaultMessage(LOG, "The end of a task was not noted; its thread goes on with the next.");

    /**
     * A listener for tasks that did not come back in time. Only takes note and calls nobody, since this object's lock
     * is held.
     */
    @FunctionalInterface
    public interface Witness {

        /**
         * Notes that a task was given up, or has come back after that.
         *
         * @param label names the task for the log
         * @param owner the owner of the code that the task called
         * @param cameBack false: the task was given up just now; true: it has come back, and its thread ends
         */
        void overdue(String label, Object owner, boolean cameBack);
    }

    private final String name;
    private final Duration limit;
    private final TimeSource time;
    private final Alarm alarm;
    private final Witness witness;

    private final Object lock = new Object(); // guards all below; no task is done under it
    private final SoleThread thread;
    private final Set<Object> cutOff = Collections.newSetFromMap(new IdentityHashMap<>());
    private @Nullable Task running;
    private @Nullable Look look; // armed while there is anything to do
    private int abandoned;
    private int dropped; // since nothing waited

    /**
     * @param name the thread's name
     * @param limit the longest time that a task may take, without the time that the machine is suspended
     */
    public GuardedThread(String name, Duration limit, TimeSource time, Alarm alarm, Witness witness) {
        this.name = name;
        this.limit = limit;
        this.time = time;
        this.alarm = alarm;
        this.witness = witness;
        this.thread = new SoleThread(name);
    }

    /**
     * Has a task done, behind those that wait.
     *
     * @param label names the task for the log
     * @param owner the owner of the code that the task calls
     * @return false if the task is dropped: the owner is cut off, too many wait already, or the thread has stopped
     */
    public boolean execute(String label, Object owner, Runnable work) {
        synchronized (lock) {
            if (thread.isStopped() || cutOff.contains(owner)) {
                return false;
            }
            if (thread.waiting() >= MAX_WAITING) {
                dropped++;
                return false;
            }
            Task task = new Task(label, owner, work);
            lookAfter(limit); // first: without memory for it the task is not taken
            thread.add(task);
            return true;
        }
    }

    /** Lets the owner's code be called again, if it was cut off. */
    public void forgive(Object owner) {
        synchronized (lock) {
            cutOff.remove(owner);
        }
    }

    /** Drops the waiting tasks of an owner that is gone, and forgets whether it was cut off. */
    public void remove(Object owner) {
        synchronized (lock) {
            cutOff.remove(owner);
            thread.removeIf(task -> ((Task) task).owner == owner);
        }
    }

    /** The number of threads held by tasks that were given up and have not come back. */
    public int abandoned() {
        synchronized (lock) {
            return abandoned;
        }
    }

    /** Takes no more tasks; those that wait are still done. */
    public void stop() {
        synchronized (lock) {
            thread.stop();
        }
    }

    private void lookAfter(Duration delay) {
        if (look == null) {
            look = new Look(delay);
        }
    }

    /** Cancels the watch over running tasks if none is left. */
    private void settle() {
        running = null;
        if (thread.waiting() == 0 && look != null) {
            look.cancel.run();
            look = null;
        }
        if (dropped > 0 && thread.waiting() < MAX_WAITING / 2) {
            LOG.warn(
                    "{}: {} tasks were dropped, since {} waited already: calls are too slow.",
                    name,
                    dropped,
                    MAX_WAITING);
            dropped = 0;
        }
    }

    /** The check whether the running task has used up its time. */
    private final class Look implements Runnable {

        final Runnable cancel;

        Look(Duration delay) {
            cancel = alarm.after(delay, this);
        }

        @Override
        public void run() {
            synchronized (lock) {
                if (look != this) { // called off when it was on its way
                    return;
                }
                look = null;
                Task task = running;
                if (task == null) {
                    if (thread.waiting() > 0) { // there was no memory for the thread, or it has just begun
                        thread.startAgain();
                        lookAfter(limit);
                    }
                    return;
                }
                Duration left = limit.minusNanos(time.nanos() - task.begin);
                if (left.isNegative() || left.isZero()) {
                    giveUp(task);
                } else {
                    lookAfter(left);
                }
            }
        }

        private void giveUp(Task task) {
            task.givenUp = true;
            running = null;
            abandoned++;
            cutOff.add(task.owner);
            witness.overdue(task.label, task.owner, false);
            thread.replace();
        }
    }

    private final class Task implements Runnable {

        final String label;
        final Object owner;
        final Runnable work;
        private final FaultMessage failed;
        long begin;
        boolean givenUp;

        Task(String label, Object owner, Runnable work) {
            this.label = label;
            this.owner = owner;
            this.work = work;
            this.failed = new FaultMessage(LOG, label + " failed; everything else goes on.");
        }

        @Override
        public void run() {
            try {
                if (begins()) {
                    work.run();
                }
            } catch (Throwable e) { // somebody else's code: an Error too harms nothing else
                failed.warn(e);
            } finally {
                end();
            }
        }

        private boolean begins() {
            synchronized (lock) {
                if (cutOff.contains(owner)) {
                    return false;
                }
                running = this;
                begin = time.nanos();
                try {
                    lookAfter(limit);
                } catch (Throwable e) { // the next task arms one
                    NO_LOOK.error(e);
                }
                return true;
            }
        }

        private void end() {
            try {
                synchronized (lock) {
                    if (givenUp) {
                        abandoned--;
                        witness.overdue(label, owner, true);
                    } else {
                        settle();
                    }
                }
            } catch (Throwable e) { // the look that is left finds nothing to do
                END_NOT_NOTED.error(e);
            }
        }
    }
}
