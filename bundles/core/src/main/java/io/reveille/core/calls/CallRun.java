package io.reveille.core.calls;

import io.reveille.BundleCalls.Failure;
import io.reveille.JobContext;
import io.reveille.JobResult;
import io.reveille.core.dispatch.Thrown;
import io.reveille.core.fault.FaultMessage;
import io.reveille.core.outcome.OutcomeRules;
import io.reveille.core.plan.Planner;
import io.reveille.core.timer.Agenda;
import io.reveille.schedule.Schedule;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One run of a call, and the view that its code has of it. Made by the engine's thread, run by a worker. */
final class CallRun implements JobContext {

    private static final Logger LOG = LoggerFactory.getLogger(CallRun.class);

    private static final FaultMessage UNSAID =
            new FaultMessage(LOG, "A call threw an exception that cannot be logged; its run has ended as failed.");

    final Call call;
    private final CallQueue queue;
    private final long number;
    private final boolean isAgain; // not the first attempt of its occurrence
    private final @Nullable Schedule
            rest; // where more occurrences may pass before the run begins; null: there are none
    private Instant nominalTime; // written before the code is called
    private int missed;

    private volatile @Nullable Instant start;

    // Guarded by the run's monitor; no code of others is called under it
    private @Nullable Thread thread; // while the code is on it
    private @Nullable Map<String, Object> memory;
    private boolean over;
    private boolean interrupted;

    // Written before the run is handed back to the engine's thread, and read by that
    private Instant end = Instant.MIN;
    private @Nullable Failure failure;
    private @Nullable Instant again;
    private boolean isLast;

    @Nullable
    CallRun before; // in the list of those that have ended

    CallRun(Call call, CallQueue queue, long number, Planner.Decision decision) {
        this.call = call;
        this.queue = queue;
        this.number = number;
        this.nominalTime = decision.nominalTime();
        this.missed = decision.missed();
        this.isAgain = call.again;
        this.rest = call.hasMore() ? call.schedule() : null;
    }

    Instant dueAt() {
        return nominalTime;
    }

    /** When the code was called; null: not yet. On any thread. */
    @Nullable
    Instant start() {
        return start;
    }

    /** When the run ended, or was dropped. */
    Instant end() {
        return end;
    }

    /** Has the run come to nothing, since its call was cancelled. */
    void drop() {
        queue.ended(this);
    }

    /** Why the run failed; null: it did not. */
    @Nullable
    Failure failure() {
        return failure;
    }

    /** When the code wants to be called again; null: it does not say. */
    @Nullable
    Instant again() {
        return again;
    }

    /** Whether the code has said that it is done for good. */
    boolean isLast() {
        return isLast;
    }

    /** Calls the code, on a worker. */
    void run(Instant now) {
        if (!takes(Thread.currentThread())) {
            drop();
            return;
        }
        start = now;
        takeInPassed(now);
        CompletionStage<JobResult> stage = null;
        Throwable thrown = null;
        try {
            stage = call.code.start(this);
        } catch (Throwable e) { // somebody else's code
            thrown = e;
        }
        synchronized (this) {
            thread = null;
        }
        Thread.interrupted(); // whoever has interrupted this run did not mean the next one
        if (stage == null) {
            end(null, thrown == null ? new IllegalStateException("the code returned null instead of a stage") : thrown);
        } else if (stage == Callers.DONE) {
            end(JobResult.success(), null);
        } else {
            try {
                stage.whenComplete(this::end);
            } catch (Throwable e) { // a stage is somebody else's code too
                end(null, e);
            }
        }
    }

    /** Takes a thread for the code, unless the run was interrupted before that. */
    private synchronized boolean takes(Thread mine) {
        if (!interrupted) {
            thread = mine;
        }
        return !interrupted;
    }

    /** Has the run stand for what has passed while it waited for a worker, too. */
    private void takeInPassed(Instant now) {
        if (rest != null && !rest.isEvent() && now.getEpochSecond() > nominalTime.getEpochSecond()) {
            int passed = rest.missed(nominalTime, now, Planner.MISSED_LIMIT);
            if (passed > 0) {
                missed = Math.max(isAgain ? 0 : 1, missed) + passed;
                nominalTime = rest.latest(nominalTime, now).orElse(nominalTime);
            }
        }
    }

    /** Interrupts the code, if that is on a thread; a run that has not begun does not begin. On any thread. */
    synchronized void interrupt() {
        interrupted = true;
        if (thread != null) {
            thread.interrupt();
        }
    }

    /** Takes in how the run has ended, once. On any thread. */
    void end(@Nullable JobResult result, @Nullable Throwable thrown) {
        synchronized (this) {
            if (over) {
                return; // a stage that completes twice
            }
            over = true;
        }
        try {
            end = queue.now();
            take(result, thrown);
        } catch (Throwable e) { // no memory, say
            failure = queue.unsaid();
        }
        queue.ended(this);
    }

    private void take(@Nullable JobResult result, @Nullable Throwable thrown) {
        if (thrown != null) {
            Throwable own = Thrown.unwrapped(thrown);
            fails(own, Thrown.inWords(own));
        } else if (result == null) {
            fails(null, "the code returned null instead of a result");
        } else {
            isLast = result.cancelsJob();
            Duration delay = result.retryDelay().orElse(null);
            again = delay == null ? null : Agenda.later(end, delay);
            if (result.isSuccess()) {
                call.fails = false;
            } else {
                fails(null, result.message());
            }
        }
    }

    /** The first failure of a call in a row is logged with its stack trace; more of them would fill the log. */
    private void fails(@Nullable Throwable thrown, String message) {
        String line = OutcomeRules.oneLine(message);
        failure = new Failure(queue.now(), line);
        boolean inARow = call.fails;
        call.fails = true;
        try {
            log(thrown, line, inARow);
        } catch (Throwable e) { // an exception may throw by itself when its message is asked for
            UNSAID.error(e);
        }
    }

    private void log(@Nullable Throwable thrown, String line, boolean inARow) {
        if (inARow) {
            LOG.debug("The {} failed again: {}", call, line);
        } else {
            LOG.warn(
                    "The {} failed: {}. It goes on; failures in a row are counted, and logged once.",
                    call,
                    line,
                    thrown);
        }
    }

    // The code's view

    @Override
    public String jobName() {
        return call.bundle.name();
    }

    @Override
    public String runId() {
        return queue.id(number);
    }

    @Override
    public Instant nominalTime() {
        return nominalTime;
    }

    @Override
    public Instant actualTime() {
        Instant now = start;
        return now == null ? nominalTime : now;
    }

    @Override
    public int attempt() {
        return 1;
    }

    @Override
    public int missed() {
        return missed;
    }

    @Override
    public boolean isRecovery() {
        return false;
    }

    @Override
    public boolean isTriggered() {
        return false;
    }

    @Override
    public Map<String, Object> arguments() {
        return Map.of();
    }

    @Override
    public synchronized Map<String, Object> memory() {
        if (memory == null) {
            memory = new HashMap<>();
        }
        return memory;
    }

    @Override
    public Map<String, Object> input() {
        return Map.of();
    }

    @Override
    public void progress(double fraction, String message) {
        // Nobody could ask for the progress of a run that has no name.
    }

    @Override
    public boolean isCancelled() {
        return call.cancelled || call.bundle.isGone() || queue.isStopping();
    }
}
