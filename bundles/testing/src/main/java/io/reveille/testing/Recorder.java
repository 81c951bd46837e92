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

/** Handlers that remember how they were called. One recorder may stand behind several of them. */
public final class Recorder {

    private final List<JobContext> calls = new ArrayList<>();
    private final List<CompletableFuture<JobResult>> pending = new ArrayList<>();

    /** A handler that does this. */
    public JobHandler doing(JobHandler work) {
        return context -> {
            calls.add(context);
            return work.run(context);
        };
    }

    /** A handler that succeeds. */
    public JobHandler succeeding() {
        return doing(context -> JobResult.success());
    }

    /** An asynchronous handler whose runs go on until {@link #finish}. */
    public AsyncJobHandler lasting() {
        return context -> {
            calls.add(context);
            CompletableFuture<JobResult> promise = new CompletableFuture<>();
            pending.add(promise);
            return promise;
        };
    }

    /**
     * Ends the oldest run that goes on; {@link ManualScheduler#settle()} makes Reveille see it.
     *
     * @throws NoSuchElementException if none goes on
     */
    public void finish(JobResult result) {
        if (pending.isEmpty()) {
            throw new NoSuchElementException("no run goes on");
        }
        pending.remove(0).complete(result);
    }

    /** How many runs go on. */
    public int pending() {
        return pending.size();
    }

    /** What the handlers were called with, oldest first; grows. */
    public List<JobContext> calls() {
        return Collections.unmodifiableList(calls);
    }

    /**
     * What a handler was called with last.
     *
     * @throws NoSuchElementException if none was called
     */
    public JobContext last() {
        if (calls.isEmpty()) {
            throw new NoSuchElementException("no handler was called");
        }
        return calls.get(calls.size() - 1);
    }

    /** When each of the calls so far was due. */
    public List<Instant> nominalTimes() {
        return calls.stream().map(JobContext::nominalTime).toList();
    }

    /** When each of the calls so far came. */
    public List<Instant> actualTimes() {
        return calls.stream().map(JobContext::actualTime).toList();
    }

    /** Forgets all calls so far. */
    public void clear() {
        calls.clear();
    }
}
