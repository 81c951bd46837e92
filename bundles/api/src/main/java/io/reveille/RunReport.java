package io.reveille;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/**
 * The report of one run.
 *
 * @param job the job's name
 * @param runId unique among all runs of this installation
 * @param nominalTime when the occurrence was due by its schedule; for a triggered run, when it was triggered
 * @param startTime when the run started; for a skipped occurrence, when it was skipped
 * @param duration how long the run took
 * @param attempt 1 for the first try of the occurrence, 2 for its first retry, and so on
 * @param missed the number of missed occurrences that this run makes up for, its own included; 0 for a run in time
 * @param recovery whether an earlier run of the occurrence was cut off by a stop or a crash
 * @param triggered whether the run was requested, and not started by the schedule
 * @param outcome how the run ended
 * @param message one line of the handler's, or why the run failed or was skipped; may be empty
 * @param data the data that the handler returned: JSON values; may be empty
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
