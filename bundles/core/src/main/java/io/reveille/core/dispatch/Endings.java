package io.reveille.core.dispatch;

import io.reveille.JobResult;
import io.reveille.core.json.Json;
import io.reveille.core.outcome.Ending;
import io.reveille.core.outcome.Ending.Cut;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes the {@link Ending} of a run of the result or the exception of its handler. May be used by any thread. */
final class Endings {

    private static final Logger LOG = LoggerFactory.getLogger(JobRun.class);

    /** How large a job's memory may be, and the data of a result, in characters of JSON. */
    static final int MAX_JSON = 16 * 1024;

    private final RunRequest request;
    private final Handler handler;
    private final Mask hide;
    private final FirstFailures failures;

    /**
     * @param hide hides secrets in what the handler has said
     * @param failures logs what the handler has thrown
     */
    Endings(RunRequest request, Handler handler, Mask hide, FirstFailures failures) {
        this.request = request;
        this.handler = handler;
        this.hide = hide;
        this.failures = failures;
    }

    /**
     * Makes the ending.
     *
     * @param ctx what the handler was given; null if it was not called
     * @param value what it returned
     * @param thrown what it threw
     */
    Ending make(
            Instant start,
            Duration duration,
            @Nullable RunContext ctx,
            @Nullable JobResult value,
            @Nullable Throwable thrown,
            Cut why) {
        try {
            if (thrown != null) {
                throw Thrown.unwrapped(thrown);
            }
            if (value == null || ctx == null) {
                throw new IllegalStateException("the handler returned null instead of a result");
            }
            Map<String, Object> data = checked("the data of the result cannot be kept: ", value.data());
            Map<String, Object> memory = checked("the memory cannot be kept and stays as it was: ", ctx.memory());
            return new Ending(
                    start, duration, Optional.of(value), hide.apply(data), hide.apply(value.message()), memory, why);
        } catch (Throwable e) {
            if (thrown == null || (why != Cut.NOT && why != Cut.TIMED_OUT)) { // not by itself
                LOG.debug("Job {}: run {} threw", request.job(), request.runId(), e);
            } else {
                failures.log(request, handler, hide, e);
            }
            return new Ending(
                    start, duration, Optional.empty(), Map.of(), hide.apply(Thrown.inWords(e)), Map.of(), why);
        }
    }

    private static Map<String, Object> checked(String fault, Map<String, Object> values) {
        if (values.isEmpty()) {
            return Map.of();
        }
        Map<String, Object> copy;
        try {
            copy = Json.copyOf(values);
        } catch (RuntimeException e) {
            throw new IllegalStateException(fault + Thrown.inWords(e), e);
        }
        long size = Json.length(copy);
        if (size > MAX_JSON) {
            throw new IllegalStateException(
                    fault + "it has " + size + " characters of JSON, at most " + MAX_JSON + " are kept");
        }
        return copy;
    }
}
