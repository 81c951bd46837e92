package io.reveille;

import java.util.concurrent.CompletionStage;

/**
 * A run that somebody has asked for.
 *
 * @param runId its {@link RunReport#runId()}, known before it starts
 * @param report completes when the run has ended, or could not start; see {@link Job#trigger()}
 */
public record RequestedRun(String runId, CompletionStage<RunReport> report) {}
