package io.reveille.core.testkit;

import io.reveille.AsyncJobHandler;
import io.reveille.JobContext;
import io.reveille.JobHandler;
import io.reveille.JobResult;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Handlers that remember how they were called. */
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

    /** A handler whose runs go on until {@link #finish}. */
    public AsyncJobHandler lasting() {
        return context -> {
            calls.add(context);
            CompletableFuture<JobResult> promise = new CompletableFuture<>();
            pending.add(promise);
            return promise;
        };
    }

    /** Ends the oldest run that goes on. */
    public void finish(JobResult result) {
        pending.remove(0).complete(result);
    }

    /** How many runs go on. */
    public int pending() {
        return pending.size();
    }

    public List<JobContext> calls() {
        return calls;
    }

    public JobContext last() {
        return calls.get(calls.size() - 1);
    }

    public List<Instant> nominalTimes() {
        return calls.stream().map(JobContext::nominalTime).toList();
    }

    public List<Instant> actualTimes() {
        return calls.stream().map(JobContext::actualTime).toList();
    }

    /** Forgets all calls so far. */
    public void clear() {
        calls.clear();
    }
}
