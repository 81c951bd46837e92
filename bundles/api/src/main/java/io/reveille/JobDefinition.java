package io.reveille;

import io.reveille.schedule.Schedule;
import java.util.Map;
import java.util.SortedSet;

/**
 * A job as data, read and checked: an immutable value.
 *
 * @param name the job's identity; 1 to 64 printable characters, no slash, no control character
 * @param schedule the schedule
 * @param handler the {@code job.handler} name of the service that does the work
 * @param arguments the arguments for the handler: String, Long, Double, Boolean, and unmodifiable lists and maps of
 *     these
 * @param tags the tags, by which jobs are found together
 * @param policies how the job is run
 */
public record JobDefinition(
        String name,
        Schedule schedule,
        String handler,
        Map<String, Object> arguments,
        SortedSet<String> tags,
        JobPolicies policies) {}
