package io.reveille.core.engine;

import java.time.Instant;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Steps an engine on a thread of its own, with a guard beside it; see docs/threads.md. */
final class EngineThread {

    private static final Logger LOG = LoggerFactory.getLogger(EngineThread.class);

    private final Engine engine;
    private final Thread thread;
    private final Thread guard;
    private volatile boolean stopped;

    EngineThread(Engine engine) {
        this.engine = engine;
        this.thread = thread("reveille-engine", this::run);
        this.guard = thread("reveille-guard", this::guard);
    }

    void start() {
        engine.ownedBy(thread);
        thread.start();
        guard.start();
    }

    /** Ends both threads and waits for them; returns whether it was interrupted meanwhile. */
    boolean stop() {
        stopped = true;
        engine.timer().wake();
        engine.timer().stop();
        boolean interrupted = join(thread);
        return join(guard) || interrupted;
    }

    /** They call nobody's code, so they end soon: no reason to leave one behind for an interrupt. */
    private static boolean join(Thread thread) {
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        return interrupted;
    }

    private void run() {
        while (!stopped) {
            try {
                Optional<Instant> next = engine.step();
                engine.timer().await(next);
            } catch (InterruptedException e) {
                // Nobody but stop() ends this thread, and that does not interrupt: go on.
                LOG.warn("The engine's thread was interrupted from outside; it goes on.");
            } catch (RuntimeException | Error e) { // out of memory, say: without this thread no job runs any more
                LOG.error("A step of the engine failed; it goes on with the next.", e);
            }
        }
        engine.step(); // what came in with the last word
    }

    private void guard() {
        while (!stopped) {
            try {
                engine.timer().guard();
            } catch (InterruptedException e) {
                LOG.warn("The guard thread was interrupted from outside; it goes on.");
            }
        }
    }

    private static Thread thread(String name, Runnable task) {
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        return thread;
    }
}
