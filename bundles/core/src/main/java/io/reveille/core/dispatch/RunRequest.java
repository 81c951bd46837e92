package io.reveille.core.dispatch;

import io.reveille.RunOutcome;
import io.reveille.RunReport;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/**
 * The task of one run.
 *
 * @param job the job's name
 * @param runId unique in this installation
 * @param nominalTime when it was due
 * @param attempt counts from 1
 * @param missed how many occurrences it makes up for
 * @param recovery whether it was begun before and cut off
 * @param triggered whether somebody asked for it beside the schedule
 * @param arguments the job's
 * @param memory the job's
 * @param input what the job before it in a chain returned
 */
public record RunRequest(
        String job,
        String runId,
        Instant nominalTime,
        int attempt,
        int missed,
        boolean recovery,
        boolean triggered,
        Map<String, Object> arguments,
        Map<String, Object> memory,
        Map<String, Object> input) {

    /** The same run, making up for more. */
    public RunRequest standingFor(Instant newNominalTime, int newMissed) {
        if (newMissed == missed && newNominalTime.equals(nominalTime)) {
            return this;
        }
        return new RunRequest(
                job, runId, newNominalTime, attempt, newMissed, recovery, triggered, arguments, memory, input);
    }

    /** The same run, as a definition says that has come since. */
    public RunRequest with(Map<String, Object> newArguments) {
        if (newArguments == arguments) {
            return this;
        }
        return new RunRequest(
                job, runId, nominalTime, attempt, missed, recovery, triggered, newArguments, memory, input);
    }

    /** Makes the report of the run. */
    public RunReport report(
            Instant start, Duration duration, RunOutcome outcome, String message, Map<String, Object> data) {
        return new RunReport(
                job, runId, nominalTime, start, duration, attempt, missed, recovery, triggered, outcome, message, data);
    }
}
