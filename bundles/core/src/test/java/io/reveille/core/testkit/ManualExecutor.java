package io.reveille.core.testkit;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.Executor;

/** A thread that works when it is told to. */
public final class ManualExecutor implements Executor {

    private final Queue<Runnable> tasks = new ArrayDeque<>();
    private boolean held;

    @Override
    public void execute(Runnable task) {
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
