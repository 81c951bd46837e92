package io.reveille.core.calls;

import io.reveille.JobResult;
import io.reveille.ScheduledCall;
import io.reveille.core.dispatch.Handler;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Handlers of code without a result. */
public final class Callers {

    /** The end of code that has nothing to say. */
    static final CompletionStage<JobResult> DONE = CompletableFuture.completedFuture(JobResult.success());

    private Callers() {}

    /** Makes a handler of a task. */
    public static Handler of(ScheduledCall.Task task) {
        return new OfTask(task);
    }

    private record OfTask(ScheduledCall.Task task) implements Handler {
        @Override
        public CompletionStage<JobResult> start(io.reveille.JobContext context) throws Exception {
            task.run();
            return DONE;
        }
    }
}
