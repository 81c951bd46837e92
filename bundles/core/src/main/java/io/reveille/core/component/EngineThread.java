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

/** The thread that steps an engine, with a guard thread beside it; see docs/threads.md. */
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

    /** The pause after a step that failed right after another one. */
    private static final long PAUSE_NANOS = Duration.ofSeconds(1).toNanos();

    private static final FaultMessage ENGINE_ENDED =
            new FaultMessage(LOG, "The thread reveille-engine has ended: no job runs any more.");
    private static final FaultMessage GUARD_ENDED = new FaultMessage(
            LOG, "The thread reveille-guard has ended: after a step back of the clock jobs would run late.");

    /** The longest wait for both threads to end, which is soon, since neither calls foreign code. */
    private static final Duration STOP_WAIT = Duration.ofSeconds(10);

    private final Engine engine;
    private final Thread thread;
    private final Thread guard;
    private volatile boolean stopped;
    private @Nullable Class<?> said; // what the last step threw: the same is logged once in a row

    EngineThread(Engine engine) {
        LockSupport.parkNanos(0); // loads the class now: a thread that pauses by it may have no memory for that
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

    /** Whether the engine has no thread any more: its thread has ended, or was never started. */
    boolean hasEnded() {
        return !thread.isAlive();
    }

    /** Waits for a thread to end, even if interrupted; returns whether it was. */
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

    // Nothing that both threads do outside of a "try" needs memory: the next thing to fail may be the handling of a
    // failure.

    private void run() {
        loop(this::look, ENGINE_ENDED);
        try {
            engine.step(); // for requests that came in last
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
                } catch (Throwable e) { // the handling of a failure failed, which cannot be logged
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
            // Only stop() ends this thread, and does not interrupt: go on.
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
            LockSupport.parkNanos(PAUSE_NANOS); // keeps the loop from spinning
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
