package io.reveille.core.engine;

import io.reveille.JobDefinition;
import io.reveille.JobStatus;
import io.reveille.RunReport;
import io.reveille.core.intake.Candidate;
import io.reveille.schedule.Schedule;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A snapshot of a job, for other threads than the engine's.
 *
 * @param source the address of the definition
 * @param schedule the definition's, with relative times made absolute
 * @param wayOut advice how to let a job go on that is held or waits for its handler, in whole sentences; else empty
 * @param planned the next occurrence, beside waiting ones
 * @param deadline until when the next start may come; empty if none is planned
 * @param history the last runs, newest first
 */
public record JobView(
        String name,
        JobDefinition definition,
        Candidate source,
        Schedule schedule,
        JobStatus status,
        String wayOut,
        Optional<Instant> planned,
        Optional<Instant> deadline,
        List<RunReport> history) {}
