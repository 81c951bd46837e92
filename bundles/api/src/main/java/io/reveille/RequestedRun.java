package io.reveille;

import java.util.concurrent.CompletionStage;

/**
 * A run on request.
 *
 * @param runId the run's {@link RunReport#runId()}, known before the run starts
 * @param report completes when the run has ended, or could not start; see {@link Job#trigger()}
 */
public record RequestedRun(String runId, CompletionStage<RunReport> report) {}
