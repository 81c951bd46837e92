package io.reveille.testing.internal;

import io.reveille.core.dispatch.Workers;
import java.util.concurrent.Executor;

/** Workers with one queue, processed in order. */
final class ManualWorkers implements Workers {

    private final Executor queue;
    private int size;

    ManualWorkers(Executor queue, int size) {
        this.queue = queue;
        this.size = size;
    }

    @Override
    public int size() {
        return size;
    }

    @Override
    public void execute(Runnable run) {
        queue.execute(run);
    }

    @Override
    public void resize(int runs) {
        size = runs;
    }

    @Override
    public void lost(int threads) {
        // With one thread, none can be lost.
    }
}
