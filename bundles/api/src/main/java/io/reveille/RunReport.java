package io.reveille;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/**
 * What became of one run.
 *
 * @param job the job's name
 * @param runId unique among all runs of this installation
 * @param nominalTime when the occurrence was due by its schedule; for a triggered run, when it was triggered
 * @param startTime when the run started; for a skipped one, when that was decided
 * @param duration how long it ran
 * @param attempt 1 for the first try of the occurrence, 2 for its first retry, and so on
 * @param missed how many occurrences, this one included, had passed while they could not run and are made up for by
 *     this run; 0 for a run in time
 * @param recovery whether it ran again because the run before was cut off by a stop or a crash
 * @param triggered whether somebody asked for it, beside the schedule
 * @param outcome how it ended
 * @param message one line of the handler's, or why it failed or was skipped; may be empty
 * @param data what the handler returned; JSON values, may be empty
 */
public record RunReport(
        String job,
        String runId,
        Instant nominalTime,
        Instant startTime,
        Duration duration,
        int attempt,
        int missed,
        boolean recovery,
        boolean triggered,
        RunOutcome outcome,
        String message,
        Map<String, Object> data) {}
