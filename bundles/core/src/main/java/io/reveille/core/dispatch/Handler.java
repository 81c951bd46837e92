package io.reveille.core.dispatch;

import io.reveille.ArgumentChecker;
import io.reveille.AsyncJobHandler;
import io.reveille.JobContext;
import io.reveille.JobHandler;
import io.reveille.JobResult;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** Either kind of handler, called in one way. */
@FunctionalInterface
public interface Handler {

    /** Begins a run; a handler that is not asynchronous has ended it when this returns. */
    @Nullable
    CompletionStage<JobResult> start(JobContext context) throws Exception;

    /** The part of the handler that knows its arguments; empty if it has none. */
    default Optional<ArgumentChecker> checker() {
        return Optional.empty();
    }

    static Handler of(JobHandler handler) {
        return withChecker(context -> CompletableFuture.completedFuture(handler.run(context)), handler);
    }

    static Handler of(AsyncJobHandler handler) {
        return withChecker(handler::start, handler);
    }

    private static Handler withChecker(Handler handler, Object service) {
        return service instanceof ArgumentChecker checker ? new Checking(handler, checker) : handler;
    }

    /** A handler that knows its arguments. */
    record Checking(Handler handler, ArgumentChecker knows) implements Handler {
        @Override
        public @Nullable CompletionStage<JobResult> start(JobContext context) throws Exception {
            return handler.start(context);
        }

        @Override
        public Optional<ArgumentChecker> checker() {
            return Optional.of(knows);
        }
    }
}
