package io.reveille.power.cycle;

import io.reveille.spi.PowerBackend;
import io.reveille.spi.PowerBackend.End;
import io.reveille.spi.PowerBackend.Request;
import io.reveille.spi.PowerBackend.Result;
import java.time.Duration;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Calls a back end, which may throw or never return, on a thread of its own. The time limits are measured on the clock
 * that stands still during sleep: they bound the time that a back end takes awake, however long the sleep is.
 */
public final class Caller {

    /** How long a back end may take, awake. Long enough for programs that may delay a suspend. */
    static final Duration PATIENCE = Duration.ofSeconds(60);

    /** How much longer a call may take once a job has to run. */
    static final Duration DISTURBED = Duration.ofSeconds(5);

    private static final Result UNSAID =
            Result.of(End.FAILED, Duration.ZERO, "it failed, and there was no memory for a message");

    private final ReentrantLock lock = new ReentrantLock(); // guards all below
    private final Condition changed = lock.newCondition();
    private final Duration patience;
    private final Duration disturbedPatience;
    private final ThreadFactory threads;
    private @Nullable Call call;

    /** One call, under way, ended, or given up. */
    private static final class Call {
        volatile @Nullable Result result;

        @Nullable
        Thread thread;
    }

    public Caller() {
        this(PATIENCE, DISTURBED);
    }

    Caller(Duration patience, Duration disturbedPatience) {
        this(patience, disturbedPatience, Thread::new);
    }

    /** @param threads makes the threads on which the back end is called */
    Caller(Duration patience, Duration disturbedPatience, ThreadFactory threads) {
        this.patience = patience;
        this.disturbedPatience = disturbedPatience;
        this.threads = threads;
    }

    /** Returns whether a call that was given up has still not returned. */
    public boolean isStuck() {
        lock.lock();
        try {
            return call != null && call.result == null;
        } finally {
            lock.unlock();
        }
    }

    /**
     * Calls the back end and waits for the result, within the time limits.
     *
     * @param disturbed tells whether a job has to run
     * @return the result; {@link End#FAILED} if the call throws, or does not return in time
     * @throws InterruptedException if the calling thread is interrupted; the call is given up
     */
    Result call(PowerBackend backend, Request request, BooleanSupplier disturbed) throws InterruptedException {
        Call mine = new Call();
        Thread thread = threads.newThread(() -> end(mine, result(backend, request)));
        thread.setName("reveille-power-backend");
        thread.setDaemon(true);
        lock.lockInterruptibly();
        try {
            mine.thread = thread;
            thread.start(); // may fail for want of memory: then nothing was called, and nothing is stuck
            call = mine;
            return await(mine, disturbed);
        } catch (InterruptedException e) {
            thread.interrupt();
            throw e;
        } finally {
            lock.unlock();
        }
    }

    private Result await(Call mine, BooleanSupplier disturbed) throws InterruptedException {
        long left = patience.toNanos();
        boolean hurried = false;
        Result result = mine.result;
        while (result == null && left > 0) {
            if (!hurried && disturbed.getAsBoolean()) {
                hurried = true;
                left = Math.min(left, disturbedPatience.toNanos());
            }
            left = changed.awaitNanos(left);
            result = mine.result;
        }
        if (result != null) {
            return result;
        }
        if (mine.thread != null) {
            mine.thread.interrupt();
        }
        return Result.of(
                End.FAILED,
                Duration.ZERO,
                "it has not returned within "
                        + TimeUnit.NANOSECONDS.toSeconds((hurried ? disturbedPatience : patience).toNanos())
                        + " s awake");
    }

    /** Wakes a waiting call, which then checks whether a job has to run. */
    public void nudge() {
        lock.lock();
        try {
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private void end(Call mine, Result result) {
        mine.result = result; // before the lock, whose wait may fail for want of memory
        lock.lock();
        try {
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    @SuppressWarnings({"ConstantConditions", "InterruptedExceptionSwallowed"}) // a back end's code; the thread ends
    private static Result result(PowerBackend backend, Request request) {
        try {
            @Nullable Result result = backend.sleep(request);
            return result == null ? Result.of(End.FAILED, Duration.ZERO, "it has returned nothing") : result;
        } catch (Throwable e) { // an Error too must fail this sleep only
            return failed(e);
        }
    }

    private static Result failed(Throwable thrown) {
        try {
            return Result.of(End.FAILED, Duration.ZERO, thrown.toString());
        } catch (Throwable second) {
            return UNSAID;
        }
    }
}
