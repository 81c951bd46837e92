package io.reveille.core.outcome;

import io.reveille.JobResult;
import io.reveille.RunOutcome;
import io.reveille.core.state.RunState;
import java.util.Map;
import java.util.Optional;

/** What the end of a run means: pure. */
public final class OutcomeRules {

    /** So many failures in a row, and the job is held. */
    public static final int QUARANTINE_AFTER = 5;

    /** A message is cut here, in characters. */
    static final int MAX_MESSAGE = 200;

    private OutcomeRules() {}

    /** The verdict on a run of the job that has this state. */
    public static Verdict judge(RunState state, Ending end) {
        boolean success = end.result().map(JobResult::isSuccess).orElse(false);
        if (end.cutOff() && !success) {
            // Told to stop at once, it could do no better: no failure of the handler's.
            return interrupted(end);
        }
        if (end.result().isEmpty()) {
            return failed(state, end.thrown(), Map.of(), Optional.empty());
        }
        JobResult result = end.result().get();
        if (!result.isSuccess()) {
            return result.retryDelay().isPresent()
                    ? retry(result, end)
                    : failed(state, result.message(), end.data(), Optional.of(end.memory()));
        }
        return new Verdict(
                RunOutcome.SUCCEEDED,
                oneLine(result.message()),
                end.data(),
                Optional.of(end.memory()),
                Optional.empty(),
                result.cancelsJob() ? "its handler ended it" : "",
                "");
    }

    private static Verdict interrupted(Ending end) {
        return new Verdict(
                RunOutcome.INTERRUPTED,
                oneLine("cut off: " + end.result().map(JobResult::message).orElse(end.thrown())),
                Map.of(),
                Optional.empty(),
                Optional.empty(),
                "",
                "");
    }

    private static Verdict retry(JobResult result, Ending end) {
        return new Verdict(
                RunOutcome.FAILED,
                oneLine(result.message()),
                end.data(),
                Optional.of(end.memory()),
                result.retryDelay(),
                "",
                "");
    }

    private static Verdict failed(
            RunState state, String message, Map<String, Object> data, Optional<Map<String, Object>> memory) {
        int failures = state.failuresInARow() + 1;
        String quarantine = failures >= QUARANTINE_AFTER
                ? "quarantined after " + failures + " failures in a row, the last: " + oneLine(message)
                : "";
        return new Verdict(RunOutcome.FAILED, oneLine(message), data, memory, Optional.empty(), "", quarantine);
    }

    /** A message stands in one line of a log and of a table, whatever a handler puts into it. */
    public static String oneLine(String message) {
        String line = message.strip().replaceAll("[\\p{Cntrl}\\u2028\\u2029]+", " ");
        return line.length() <= MAX_MESSAGE ? line : line.substring(0, MAX_MESSAGE - 1) + "…";
    }
}
