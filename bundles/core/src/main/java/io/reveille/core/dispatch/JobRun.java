package io.reveille.core.dispatch;

import io.reveille.JobResult;
import io.reveille.Progress;
import io.reveille.core.clock.TimeSource;
import io.reveille.core.fault.FaultMessage;
import io.reveille.core.outcome.Ending;
import io.reveille.core.outcome.Ending.Cut;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One run on a worker thread. Whatever the handler does ends here, in one {@link Ending}. */
public final class JobRun implements Runnable {

    private static final Logger LOG = LoggerFactory.getLogger(JobRun.class);

    private static final FaultMessage END_UNSAID = new FaultMessage(LOG, "A run failed, and how cannot be said.");

    /** Is told what becomes of a run, on whatever thread that happens. */
    public interface Watcher {

        /** The handler is about to be called. */
        void started();

        /** The run has ended; told once, or {@link #over} is. */
        void ended(Ending ending);

        /** The worker is free again; told once, after the end of the run or before, or {@link #over} is. */
        void returned();

        /** The run has ended on its worker, as most do, and the worker is free again. */
        void over(Ending ending);
    }

    private final RunRequest request;
    private final Handler handler;
    private final TimeSource time;
    private final Secrets secrets;
    private final FirstFailures failures;
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

    private @Nullable Ending last; // of a run that has ended on its worker; for that thread only

    public JobRun(
            RunRequest request,
            Handler handler,
            TimeSource time,
            Secrets secrets,
            FirstFailures failures,
            Watcher watcher) {
        this.request = request;
        this.handler = handler;
        this.time = time;
        this.secrets = secrets;
        this.failures = failures;
        this.watcher = watcher;
        this.unsaid = Ending.failed(time.wall(), "it failed, and there was no memory to say how");
    }

    public RunRequest request() {
        return request;
    }

    /** The ending of a run that has failed, if there is no memory to say more; made ahead. */
    public Ending unsaid() {
        return unsaid;
    }

    /** When the handler was called; empty: not yet. */
    public Optional<Instant> started() {
        synchronized (lock) {
            return context == null ? Optional.empty() : Optional.of(context.actualTime());
        }
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
            if (last == null) {
                watcher.returned();
            } else {
                watcher.over(last);
            }
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
            end(start, null, null, new CancellationException("it was told to end at once"), false);
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
        end(start, null, null, new CancellationException("it does not come back"), false);
        return true;
    }

    private void end(Instant start, @Nullable RunContext ctx, @Nullable JobResult value, @Nullable Throwable thrown) {
        end(start, ctx, value, thrown, true);
    }

    /** @param byItself the handler has ended the run: if that was on its worker, the end is told once that is free */
    private void end(
            Instant start,
            @Nullable RunContext ctx,
            @Nullable JobResult value,
            @Nullable Throwable thrown,
            boolean byItself) {
        Cut why;
        long began;
        Mask hide;
        boolean isOnWorker;
        synchronized (lock) {
            if (ended) {
                return;
            }
            ended = true;
            why = cut;
            began = begin;
            hide = mask;
            isOnWorker = byItself && worker == Thread.currentThread();
        }
        Ending ending = unsaid;
        try {
            Duration duration = Duration.ofNanos(time.nanos() - began);
            ending = new Endings(request, handler, hide == null ? Mask.NONE : hide, failures)
                    .make(start, duration, ctx, value, thrown, why);
        } catch (Throwable e) {
            END_UNSAID.error(e);
        }
        if (isOnWorker) {
            last = ending;
        } else {
            watcher.ended(ending);
        }
    }
}
