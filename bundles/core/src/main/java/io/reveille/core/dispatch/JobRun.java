package io.reveille.core.dispatch;

import io.reveille.JobResult;
import io.reveille.core.clock.TimeSource;
import io.reveille.core.json.Json;
import io.reveille.core.outcome.Ending;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One run on a worker thread. Whatever the handler does ends here, in one {@link Ending}. */
public final class JobRun implements Runnable {

    private static final Logger LOG = LoggerFactory.getLogger(JobRun.class);

    /** How large a job's memory may be, in characters of JSON. */
    public static final int MAX_MEMORY = 16 * 1024;

    private final RunRequest request;
    private final Handler handler;
    private final TimeSource time;
    private final Runnable whenStarted;
    private final Consumer<Ending> whenEnded;

    private final Object lock = new Object(); // guards all below; no handler is called under it
    private @Nullable Thread worker; // while the handler is on it
    private @Nullable RunContext context; // once started
    private long begin; // by the monotonic clock, once started
    private @Nullable CompletionStage<JobResult> promise; // of an asynchronous handler
    private boolean told; // to end soon
    private boolean cutOff; // told to end at once
    private boolean ended;

    /**
     * @param whenStarted told, on the worker, that the handler is about to be called
     * @param whenEnded told once, on whatever thread the run ended
     */
    public JobRun(
            RunRequest request, Handler handler, TimeSource time, Runnable whenStarted, Consumer<Ending> whenEnded) {
        this.request = request;
        this.handler = handler;
        this.time = time;
        this.whenStarted = whenStarted;
        this.whenEnded = whenEnded;
    }

    public RunRequest request() {
        return request;
    }

    @Override
    public void run() {
        RunContext ctx = new RunContext(request, time.wall());
        boolean inVain;
        synchronized (lock) {
            inVain = told;
            context = ctx;
            begin = time.nanos();
            cutOff |= inVain;
            worker = Thread.currentThread();
        }
        if (inVain) {
            end(ctx, null, new CancellationException("it was to end before it had begun"));
            return;
        }
        whenStarted.run();
        try {
            CompletionStage<JobResult> result = handler.start(ctx);
            if (result == null) {
                throw new IllegalStateException("the handler returned null instead of a stage");
            }
            synchronized (lock) {
                promise = result;
            }
            result.whenComplete((value, thrown) -> end(ctx, value, thrown));
        } catch (Throwable e) { // an Error too: a handler harms only its own run
            end(ctx, null, e);
        } finally {
            synchronized (lock) {
                worker = null;
            }
            // An interrupt meant for this run must not hit the next one on this thread.
            Thread.interrupted();
        }
    }

    /** Asks the handler to end soon; one that has not begun never will. */
    public void cancel() {
        synchronized (lock) {
            told = true;
            if (context != null) {
                context.cancel();
            }
        }
    }

    /**
     * Tells the handler to end at once: interrupts it, or waits no longer for its promise and cancels that. Calls the
     * handler's code.
     */
    public void cutOff() {
        cancel();
        CompletionStage<JobResult> pending;
        RunContext ctx;
        synchronized (lock) {
            cutOff = true;
            if (worker != null) {
                worker.interrupt();
            }
            pending = promise;
            ctx = context;
        }
        if (pending != null && ctx != null) {
            end(ctx, null, new CancellationException("it was told to end at once"));
            try {
                pending.toCompletableFuture().cancel(true);
            } catch (RuntimeException e) {
                LOG.debug("Job {}: the promise of run {} cannot be cancelled", request.job(), request.runId(), e);
            }
        }
    }

    private void end(RunContext ctx, @Nullable JobResult value, @Nullable Throwable thrown) {
        boolean wasCutOff;
        long began;
        synchronized (lock) {
            if (ended) {
                return;
            }
            ended = true;
            worker = null;
            wasCutOff = cutOff;
            began = begin;
        }
        Duration duration = Duration.ofNanos(time.nanos() - began);
        Instant start = ctx.actualTime();
        Ending ending;
        try {
            if (thrown != null) {
                throw unwrapped(thrown);
            }
            if (value == null) {
                throw new IllegalStateException("the handler returned null instead of a result");
            }
            ending = new Ending(start, duration, Optional.of(value), data(value), "", memory(ctx), wasCutOff);
        } catch (Throwable e) {
            LOG.debug("Job {}: run {} threw", request.job(), request.runId(), e);
            ending = new Ending(start, duration, Optional.empty(), Map.of(), inWords(e), Map.of(), wasCutOff);
        }
        whenEnded.accept(ending);
    }

    private static Map<String, Object> data(JobResult result) {
        try {
            return Json.copyOf(result.data());
        } catch (RuntimeException e) {
            throw new IllegalStateException("the data of the result cannot be kept: " + e.getMessage(), e);
        }
    }

    private static Map<String, Object> memory(RunContext ctx) {
        Map<String, Object> memory;
        try {
            memory = Json.copyOf(ctx.memory());
        } catch (RuntimeException e) {
            throw new IllegalStateException("the memory cannot be kept and stays as it was: " + e.getMessage(), e);
        }
        int size = Json.print(memory).length();
        if (size > MAX_MEMORY) {
            throw new IllegalStateException("the memory stays as it was: it has " + size
                    + " characters of JSON, at most " + MAX_MEMORY + " are kept");
        }
        return memory;
    }

    private static Throwable unwrapped(Throwable thrown) {
        Throwable cause = thrown.getCause();
        return cause != null && (thrown instanceof CompletionException || thrown instanceof ExecutionException)
                ? cause
                : thrown;
    }

    private static String inWords(Throwable thrown) {
        String type = thrown.getClass().getSimpleName();
        try {
            String message = thrown.getMessage();
            return message == null || message.isBlank() ? type : type + ": " + message;
        } catch (Throwable e) { // an exception whose getMessage throws is still only this run's
            return type;
        }
    }
}
