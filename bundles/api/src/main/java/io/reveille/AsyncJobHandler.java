package io.reveille;

import java.util.concurrent.CompletionStage;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * A handler whose work goes on without a thread of Reveille's: a request that waits for its answer, for example.
 * Registered like a {@link JobHandler}.
 */
@ConsumerType
@FunctionalInterface
public interface AsyncJobHandler {

    /**
     * Starts one run, on a thread of Reveille's pool, and returns soon.
     *
     * @return the stage whose completion ends the run; if it completes exceptionally or is null, the run has failed
     */
    CompletionStage<JobResult> start(JobContext context) throws Exception;
}
