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
 * A job at one moment, for those outside the engine's thread.
 *
 * @param source where its definition lies
 * @param schedule the definition's, with relative times made absolute
 * @param wayOut what lets it go on that is held or waits for its handler, in whole sentences; empty if it is neither
 * @param planned the next occurrence, beside those that wait
 * @param deadline until when the next start may come; empty if none is planned
 * @param history its last runs, newest first
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
