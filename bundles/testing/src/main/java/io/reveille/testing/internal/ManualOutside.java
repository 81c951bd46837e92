package io.reveille.testing.internal;

import io.reveille.core.threads.GuardedCalls;
import java.util.List;
import java.util.concurrent.Executor;

/** Calls of code outside the engine, in one thread, where every call returns. */
record ManualOutside(Executor queue) implements GuardedCalls {

    @Override
    public void call(Object culprit, Runnable task, Runnable whenGivenUp) {
        queue.execute(task);
    }

    @Override
    public List<String> cutOff() {
        return List.of();
    }

    @Override
    public void forget(Object culprit) {
        // Nothing is remembered.
    }
}
