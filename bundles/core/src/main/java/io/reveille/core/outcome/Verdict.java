package io.reveille.core.outcome;

import io.reveille.RunOutcome;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * The consequences of a run's end.
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
        String quarantine) {

    static Verdict of(RunOutcome outcome, String message) {
        return new Verdict(outcome, message, Map.of(), Optional.empty(), Optional.empty(), "", "");
    }

    Verdict with(Map<String, Object> newData) {
        return new Verdict(outcome, message, newData, memory, retry, done, quarantine);
    }

    Verdict remembering(Optional<Map<String, Object>> newMemory) {
        return new Verdict(outcome, message, data, newMemory, retry, done, quarantine);
    }

    Verdict retry(Duration delay) {
        return new Verdict(outcome, message, data, memory, Optional.of(delay), done, quarantine);
    }

    Verdict done(String why) {
        return new Verdict(outcome, message, data, memory, retry, why, quarantine);
    }

    Verdict quarantine(String why) {
        return new Verdict(outcome, message, data, memory, retry, done, why);
    }
}
