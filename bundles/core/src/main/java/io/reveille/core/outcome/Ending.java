package io.reveille.core.outcome;

import io.reveille.JobResult;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * How a handler came back.
 *
 * @param start when it began
 * @param duration how long it worked
 * @param result what it returned; empty if it threw
 * @param data what it returned for programs; a copy
 * @param thrown what it threw, in words; empty if it returned
 * @param memory what it left in the job's memory
 * @param cutOff whether it had been told to stop at once
 */
public record Ending(
        Instant start,
        Duration duration,
        Optional<JobResult> result,
        Map<String, Object> data,
        String thrown,
        Map<String, Object> memory,
        boolean cutOff) {}
