package io.reveille;

import java.util.concurrent.CompletionStage;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * A handler whose work goes on without a thread of Reveille's: a request that waits for its answer, say. Registered
 * like a {@link JobHandler}.
 */
@ConsumerType
@FunctionalInterface
public interface AsyncJobHandler {

    /**
     * Begins one run, on a thread of Reveille's pool, and returns soon. The run ends when the stage completes; a stage
     * that completes exceptionally is a failed run, and so is null.
     */
    CompletionStage<JobResult> start(JobContext context) throws Exception;
}
