package io.reveille.core.component;

import io.reveille.core.engine.Engine;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The end of the runs that are under way when the engine stops. */
final class LastRuns {

    private static final Logger LOG = LoggerFactory.getLogger(LastRuns.class);

    /** The longest wait for runs that were cut off. */
    private static final Duration LAST_WAIT = Duration.ofSeconds(2);

    private LastRuns() {}

    /** Starts nothing more, waits that long for the runs under way, and cuts off the rest. */
    static void end(Engine engine, Duration wait) throws InterruptedException {
        Future<Void> quiet = engine.stopRuns();
        if (!within(wait, quiet)) {
            List<String> late = engine.cutOffRuns();
            LOG.warn("After {} s these jobs still run and are cut off: {}", wait.toSeconds(), late);
            if (!within(LAST_WAIT, quiet)) {
                LOG.warn("Some jobs that were cut off do not end; their occurrences run again after the next start.");
            }
        }
    }

    private static boolean within(Duration time, Future<Void> quiet) throws InterruptedException {
        try {
            quiet.get(time.toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException e) {
            return false;
        } catch (ExecutionException e) {
            throw new IllegalStateException("the wait for runs does not fail", e);
        }
    }
}
