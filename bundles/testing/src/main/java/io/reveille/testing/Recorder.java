package io.reveille.testing;

import io.reveille.AsyncJobHandler;
import io.reveille.JobContext;
import io.reveille.JobHandler;
import io.reveille.JobResult;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.concurrent.CompletableFuture;

/** Makes handlers that record their calls. One recorder may make several handlers. */
public final class Recorder {

    private final List<JobContext> calls = new ArrayList<>();
    private final List<CompletableFuture<JobResult>> pending = new ArrayList<>();

    /** Returns a handler that does this work. */
    public JobHandler doing(JobHandler work) {
        return context -> {
            calls.add(context);
            return work.run(context);
        };
    }

    /** Returns a handler that succeeds. */
    public JobHandler succeeding() {
        return doing(context -> JobResult.success());
    }

    /** Returns an asynchronous handler whose runs go on until {@link #finish}. */
    public AsyncJobHandler lasting() {
        return context -> {
            calls.add(context);
            CompletableFuture<JobResult> promise = new CompletableFuture<>();
            pending.add(promise);
            return promise;
        };
    }

    /**
     * Ends the oldest run under way; {@link ManualScheduler#settle()} makes Reveille notice.
     *
     * @throws NoSuchElementException if no run is under way
     */
    public void finish(JobResult result) {
        if (pending.isEmpty()) {
            throw new NoSuchElementException("no run goes on");
        }
        pending.remove(0).complete(result);
    }

    /** Returns the number of runs under way. */
    public int pending() {
        return pending.size();
    }

    /** Returns the contexts of all calls, oldest first; the list grows. */
    public List<JobContext> calls() {
        return Collections.unmodifiableList(calls);
    }

    /**
     * Returns the context of the last call.
     *
     * @throws NoSuchElementException if no handler was called
     */
    public JobContext last() {
        if (calls.isEmpty()) {
            throw new NoSuchElementException("no handler was called");
        }
        return calls.get(calls.size() - 1);
    }

    /** Returns the nominal times of all calls so far. */
    public List<Instant> nominalTimes() {
        return calls.stream().map(JobContext::nominalTime).toList();
    }

    /** Returns the actual times of all calls so far. */
    public List<Instant> actualTimes() {
        return calls.stream().map(JobContext::actualTime).toList();
    }

    /** Forgets all calls so far. */
    public void clear() {
        calls.clear();
    }
}
