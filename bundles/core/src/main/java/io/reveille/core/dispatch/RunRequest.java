package io.reveille.core.dispatch;

import java.time.Instant;
import java.util.Map;

/**
 * What a run is to do.
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
        Map<String, Object> memory) {}
