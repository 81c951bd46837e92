package io.reveille.core.dispatch;

import io.reveille.JobResult;
import io.reveille.Progress;
import io.reveille.core.clock.TimeSource;
import io.reveille.core.fault.FaultMessage;
import io.reveille.core.json.Json;
import io.reveille.core.outcome.Ending;
import io.reveille.core.outcome.Ending.Cut;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One run on a worker thread. Whatever the handler does ends here, in one {@link Ending}. */
public final class JobRun implements Runnable {

    private static final Logger LOG = LoggerFactory.getLogger(JobRun.class);

    private static final FaultMessage END_UNSAID = new FaultMessage(LOG, "A run failed, and how cannot be said.");

    /** How large a job's memory may be, and the data of a result, in characters of JSON. */
    public static final int MAX_JSON = 16 * 1024;

    /** Is told what becomes of a run, on whatever thread that happens. */
    public interface Watcher {

        /** The handler is about to be called. */
        void started();

        /** The run has ended; told once. */
        void ended(Ending ending);

        /** The worker is free again; told once, after the end of the run or before. */
        void returned();
    }

    private final RunRequest request;
    private final Handler handler;
    private final TimeSource time;
    private final Secrets secrets;
    private final Watcher watcher;
    private final Ending unsaid; // made ahead: when a run has used up the memory there is none to say how it ended

    private final Object lock = new Object(); // guards all below; no handler is called under it
    private @Nullable Thread worker; // while the handler is on it
    private @Nullable RunContext context; // once started
    private @Nullable Mask mask; // once started
    private long begin; // by the monotonic clock, once started
    private @Nullable CompletionStage<JobResult> promise; // of an asynchronous handler
    private boolean told; // to end soon
    private Cut cut = Cut.NOT; // told to end at once
    private boolean ended;

    public JobRun(RunRequest request, Handler handler, TimeSource time, Secrets secrets, Watcher watcher) {
        this.request = request;
        this.handler = handler;
        this.time = time;
        this.secrets = secrets;
        this.watcher = watcher;
        this.unsaid = Ending.failed(time.wall(), "it failed, and there was no memory to say how");
    }

    public RunRequest request() {
        return request;
    }

    /** How far it has come, as the handler said last. */
    public Optional<Progress> progress() {
        synchronized (lock) {
            return context == null ? Optional.empty() : context.progress();
        }
    }

    @Override
    public void run() {
        try {
            call();
        } finally {
            synchronized (lock) {
                worker = null;
            }
            // An interrupt meant for this run must not hit the next one on this thread.
            Thread.interrupted();
            watcher.returned();
        }
    }

    private void call() {
        RunContext ctx = null;
        try {
            ctx = begin();
            if (ctx != null) {
                handle(ctx);
            }
        } catch (Throwable e) { // an Error too: a handler harms only its own run
            end(ctx == null ? unsaid.start() : ctx.actualTime(), ctx, null, e);
        }
    }

    /** Returns null if it was to end before it had begun. */
    private @Nullable RunContext begin() throws Exception {
        Instant start = time.wall();
        boolean inVain;
        synchronized (lock) {
            inVain = told;
            begin = time.nanos();
            if (inVain && cut == Cut.NOT) {
                cut = Cut.STOPPED;
            }
            worker = Thread.currentThread();
        }
        if (inVain) {
            end(start, null, null, new CancellationException("it was to end before it had begun"));
            return null;
        }
        Secrets.Resolved arguments = secrets.resolve(request.arguments());
        RunContext ctx = new RunContext(request, start, arguments.arguments(), arguments.mask()::apply);
        synchronized (lock) {
            context = ctx;
            mask = arguments.mask();
            if (told) {
                ctx.cancel();
            }
        }
        return ctx;
    }

    private void handle(RunContext ctx) throws Exception {
        watcher.started();
        CompletionStage<JobResult> result = handler.start(ctx);
        if (result == null) {
            throw new IllegalStateException("the handler returned null instead of a stage");
        }
        synchronized (lock) {
            promise = result;
        }
        result.whenComplete((value, thrown) -> end(ctx.actualTime(), ctx, value, thrown));
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

    /** Tells a handler that is at work on its thread to end at once; returns whether there is one. */
    public boolean interrupt(Cut why) {
        cancel();
        synchronized (lock) {
            if (worker == null) {
                return false;
            }
            cut = cut.then(why);
            worker.interrupt();
            return true;
        }
    }

    /**
     * Tells the handler to end at once: interrupts it, or waits no longer for its promise and cancels that. Calls the
     * handler's code.
     */
    public void cutOff(Cut why) {
        cancel();
        CompletionStage<JobResult> pending;
        Instant start;
        synchronized (lock) {
            cut = cut.then(why);
            if (worker != null) {
                worker.interrupt();
            }
            pending = promise;
            start = context == null ? Instant.EPOCH : context.actualTime();
        }
        if (pending != null) {
            end(start, null, null, new CancellationException("it was told to end at once"));
            try {
                pending.toCompletableFuture().cancel(true);
            } catch (RuntimeException e) {
                LOG.debug("Job {}: the promise of run {} cannot be cancelled", request.job(), request.runId(), e);
            }
        }
    }

    /** Waits for the handler no longer; returns whether it is still at work. */
    public boolean giveUp() {
        Instant start;
        synchronized (lock) {
            if (ended || worker == null) {
                return false;
            }
            cut = cut.then(Cut.LOST);
            start = context == null ? time.wall() : context.actualTime();
        }
        end(start, null, null, new CancellationException("it does not come back"));
        return true;
    }

    private void end(Instant start, @Nullable RunContext ctx, @Nullable JobResult value, @Nullable Throwable thrown) {
        Cut why;
        long began;
        Mask hide;
        synchronized (lock) {
            if (ended) {
                return;
            }
            ended = true;
            why = cut;
            began = begin;
            hide = mask;
        }
        Ending ending = unsaid;
        try {
            Duration duration = Duration.ofNanos(time.nanos() - began);
            ending = ending(start, duration, ctx, value, thrown, why, hide == null ? Mask.NONE : hide);
        } catch (Throwable e) {
            END_UNSAID.error(e);
        }
        watcher.ended(ending);
    }

    private Ending ending(
            Instant start,
            Duration duration,
            @Nullable RunContext ctx,
            @Nullable JobResult value,
            @Nullable Throwable thrown,
            Cut why,
            Mask hide) {
        try {
            if (thrown != null) {
                throw unwrapped(thrown);
            }
            if (value == null || ctx == null) {
                throw new IllegalStateException("the handler returned null instead of a result");
            }
            Map<String, Object> data = checked("the data of the result cannot be kept: ", value.data());
            Map<String, Object> memory = checked("the memory cannot be kept and stays as it was: ", ctx.memory());
            return new Ending(
                    start, duration, Optional.of(value), hide.apply(data), hide.apply(value.message()), memory, why);
        } catch (Throwable e) {
            LOG.debug("Job {}: run {} threw", request.job(), request.runId(), e);
            return new Ending(start, duration, Optional.empty(), Map.of(), hide.apply(inWords(e)), Map.of(), why);
        }
    }

    private static Map<String, Object> checked(String fault, Map<String, Object> values) {
        Map<String, Object> copy;
        try {
            copy = Json.copyOf(values);
        } catch (RuntimeException e) {
            throw new IllegalStateException(fault + inWords(e), e);
        }
        int size = Json.print(copy).length();
        if (size > MAX_JSON) {
            throw new IllegalStateException(
                    fault + "it has " + size + " characters of JSON, at most " + MAX_JSON + " are kept");
        }
        return copy;
    }

    private static Throwable unwrapped(Throwable thrown) {
        Throwable cause = thrown.getCause();
        return cause != null && (thrown instanceof CompletionException || thrown instanceof ExecutionException)
                ? cause
                : thrown;
    }

    private static String inWords(Throwable thrown) {
        Class<?> kind = thrown.getClass();
        String type = kind.isAnonymousClass() ? kind.getSuperclass().getSimpleName() : kind.getSimpleName();
        try {
            String message = thrown.getMessage();
            return message == null || message.isBlank() ? type : type + ": " + message;
        } catch (Throwable e) { // an exception whose getMessage throws is still only this run's
            return type;
        }
    }
}
