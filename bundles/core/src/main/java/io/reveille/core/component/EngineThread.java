package io.reveille.core.component;

import io.reveille.core.engine.Engine;
import io.reveille.core.fault.FaultMessage;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Steps an engine on a thread of its own, with a guard beside it; see docs/threads.md. */
final class EngineThread {

    private static final Logger LOG = LoggerFactory.getLogger(EngineThread.class);

    private static final FaultMessage LAST_STEP_FAILED = new FaultMessage(LOG, "The last step of the engine failed.");

    private static final FaultMessage INTERRUPTED =
            new FaultMessage(LOG, "The engine's thread was interrupted from outside; it goes on.");

    private static final FaultMessage STEP_FAILED =
            new FaultMessage(LOG, "A step of the engine failed; it goes on with the next.");

    private static final FaultMessage GUARD_INTERRUPTED =
            new FaultMessage(LOG, "The guard thread was interrupted from outside; it goes on.");

    private static final FaultMessage GUARD_FAILED = new FaultMessage(LOG, "The guard thread failed; it goes on.");

    /** After a step that failed right after another one. */
    private static final long PAUSE_NANOS = Duration.ofSeconds(1).toNanos();

    private static final FaultMessage ENGINE_ENDED =
            new FaultMessage(LOG, "The thread reveille-engine has ended: no job runs any more.");
    private static final FaultMessage GUARD_ENDED = new FaultMessage(
            LOG, "The thread reveille-guard has ended: after a step back of the clock jobs would run late.");

    /** They call nobody's code, so they end soon. */
    private static final Duration STOP_WAIT = Duration.ofSeconds(10);

    private final Engine engine;
    private final Thread thread;
    private final Thread guard;
    private volatile boolean stopped;
    private @Nullable Class<?> said; // what the last step threw, if it failed: said once in a row

    EngineThread(Engine engine) {
        LockSupport.parkNanos(0); // its class is loaded now: a thread pauses by it when there may be no memory for that
        this.engine = engine;
        this.thread = thread("reveille-engine", this::run);
        this.guard = thread("reveille-guard", this::guard);
    }

    void start() {
        engine.ownedBy(thread);
        thread.start();
        guard.start();
    }

    /** Ends both threads and waits for them, 10 s at most; returns whether it was interrupted meanwhile. */
    boolean stop() {
        stopped = true;
        engine.timer().wake();
        engine.timer().stop();
        boolean interrupted = join(thread);
        return join(guard) || interrupted;
    }

    /** Whether the engine is nobody's any more: its thread has ended, or was never started. */
    boolean hasEnded() {
        return !thread.isAlive();
    }

    /** No reason to leave one behind for an interrupt. */
    private static boolean join(Thread thread) {
        boolean interrupted = false;
        for (int second = 0; second < STOP_WAIT.toSeconds() && thread.isAlive(); second++) {
            try {
                thread.join(1000);
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        return interrupted;
    }

    // Nothing that these two do outside of a "try" needs memory: the next thing to fail may be the handling of a
    // failure.

    private void run() {
        loop(this::look, ENGINE_ENDED);
        try {
            engine.step(); // what came in with the last word
        } catch (Throwable e) {
            LAST_STEP_FAILED.error(e);
        }
    }

    private void guard() {
        loop(this::guardOnce, GUARD_ENDED);
    }

    private void loop(Runnable turn, FaultMessage ended) {
        try {
            while (!stopped) {
                try {
                    turn.run();
                } catch (Throwable e) { // the handling of a failure failed, of which nothing can be said
                    LockSupport.parkNanos(PAUSE_NANOS);
                }
            }
        } finally {
            if (!stopped) {
                engine.loops().ended(ended);
            }
        }
    }

    private void look() {
        try {
            Optional<Instant> next = engine.step();
            said = null;
            engine.timer().await(next);
        } catch (InterruptedException e) {
            // Nobody but stop() ends this thread, and that does not interrupt: go on.
            INTERRUPTED.warn(e);
        } catch (Throwable e) { // out of memory, say: without this thread no job runs any more
            boolean again = said != null;
            if (said != e.getClass()) {
                said = e.getClass();
                STEP_FAILED.error(e);
            }
            engine.stepFailed();
            if (again) {
                pause();
            }
        }
    }

    private void pause() {
        try {
            engine.timer().pause(PAUSE_NANOS);
        } catch (Throwable e) {
            LockSupport.parkNanos(PAUSE_NANOS); // whatever happens, it does not spin
        }
    }

    private void guardOnce() {
        try {
            engine.timer().guard();
        } catch (InterruptedException e) {
            GUARD_INTERRUPTED.warn(e);
        } catch (Throwable e) {
            GUARD_FAILED.error(e);
            LockSupport.parkNanos(PAUSE_NANOS);
        }
    }

    private static Thread thread(String name, Runnable task) {
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        return thread;
    }
}
