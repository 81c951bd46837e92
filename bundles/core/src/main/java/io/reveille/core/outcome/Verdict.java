package io.reveille.core.outcome;

import io.reveille.RunOutcome;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * What a run's end means.
 *
 * @param outcome how it ended
 * @param message one line for people
 * @param data what the handler returned
 * @param memory what the job remembers from now on; empty if that stays as it was
 * @param retry after which time the occurrence is tried again, if it is
 * @param done why the job runs no more; empty if it does
 * @param quarantine why the job is held; empty if it is not
 */
public record Verdict(
        RunOutcome outcome,
        String message,
        Map<String, Object> data,
        Optional<Map<String, Object>> memory,
        Optional<Duration> retry,
        String done,
        String quarantine) {}
