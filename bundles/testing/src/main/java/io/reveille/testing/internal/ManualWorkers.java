package io.reveille.testing.internal;

import io.reveille.core.dispatch.Workers;
import java.util.concurrent.Executor;

/** Workers that are one queue, worked off in order. */
record ManualWorkers(Executor queue, int size) implements Workers {

    @Override
    public void execute(Runnable run) {
        queue.execute(run);
    }

    @Override
    public void lost(int threads) {
        // In one thread, none can be lost.
    }
}
