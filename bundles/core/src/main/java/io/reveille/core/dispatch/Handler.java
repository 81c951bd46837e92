package io.reveille.core.dispatch;

import io.reveille.AsyncJobHandler;
import io.reveille.JobContext;
import io.reveille.JobHandler;
import io.reveille.JobResult;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** Either kind of handler, called in one way. */
@FunctionalInterface
public interface Handler {

    /** Begins a run; a handler that is not asynchronous has ended it when this returns. */
    @Nullable
    CompletionStage<JobResult> start(JobContext context) throws Exception;

    static Handler of(JobHandler handler) {
        return context -> CompletableFuture.completedFuture(handler.run(context));
    }

    static Handler of(AsyncJobHandler handler) {
        return handler::start;
    }
}
