package io.reveille.testing.internal;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.Executor;

/** A thread that works when it is told to. */
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

    /** From now on nothing is done: every worker is taken, the disk hangs. */
    public void hold() {
        held = true;
    }

    /** It works again. */
    public void release() {
        held = false;
    }

    /** From now on no task is taken, as where no thread can be made; or they are again. */
    public void refuse(boolean now) {
        refusing = now;
    }

    public int waiting() {
        return tasks.size();
    }

    /** Does all that waits, and what comes of it. Returns whether there was any. */
    boolean work() {
        boolean any = false;
        while (!held && !tasks.isEmpty()) {
            any = true;
            tasks.remove().run();
        }
        return any;
    }

    /** What waits is never done: the process is gone. */
    void kill() {
        tasks.clear();
    }
}
