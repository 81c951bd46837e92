package io.reveille.testing.internal;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.Executor;

/** A thread that works only when told to. */
public final class ManualExecutor implements Executor {

    private final Queue<Runnable> tasks = new ArrayDeque<>();
    private boolean held;
    private boolean refusing;

    @Override
    public void execute(Runnable task) {
        if (refusing) {
            throw new OutOfMemoryError("unable to create native thread");
        }
        tasks.add(task);
    }

    /** Stops all work, as if every worker were busy, or the disk hung. */
    public void hold() {
        held = true;
    }

    /** Lets the work go on. */
    public void release() {
        held = false;
    }

    /** Sets whether tasks are refused, as if no thread could be created. */
    public void refuse(boolean now) {
        refusing = now;
    }

    public int waiting() {
        return tasks.size();
    }

    /** Runs all waiting tasks, and those that they add; returns whether there were any. */
    boolean work() {
        boolean any = false;
        while (!held && !tasks.isEmpty()) {
            any = true;
            tasks.remove().run();
        }
        return any;
    }

    /** Drops all waiting tasks: the process is gone. */
    void kill() {
        tasks.clear();
    }
}
