package io.reveille.core.outcome;

import io.reveille.Delivery;
import io.reveille.JobPolicies;
import io.reveille.JobResult;
import io.reveille.RunOutcome;
import io.reveille.schedule.Durations;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** The rules by which the end of a run has consequences. Pure. */
public final class OutcomeRules {

    /** So many failures in a row, and the job is held. */
    public static final int QUARANTINE_AFTER = 5;

    /** A message is cut here, in characters. */
    static final int MAX_MESSAGE = 200;

    private static final Pattern BREAKS = Pattern.compile("[\\p{Cntrl}\\u0080-\\u009f\\u2028\\u2029]+");

    private OutcomeRules() {}

    /**
     * The facts by which the end of a run is judged.
     *
     * @param attempt which one of its occurrence it was, from 1
     * @param failuresInARow of the job so far
     * @param seed for the chance in delays
     */
    public record Run(JobPolicies policies, int attempt, int failuresInARow, long seed) {}

    /** The verdict on a run. */
    public static Verdict judge(Run run, Ending end) {
        Optional<JobResult> result = end.result();
        boolean success = result.map(JobResult::isSuccess).orElse(false);
        if (end.cut() == Ending.Cut.TIMED_OUT || end.cut() == Ending.Cut.LOST) {
            return failed(run, RunOutcome.TIMED_OUT, timedOut(run, end), Map.of(), Optional.empty());
        }
        if (end.cut() == Ending.Cut.STOPPED && !success) {
            // Told to stop at once, it could do no better: no failure of the handler's.
            return Verdict.of(RunOutcome.INTERRUPTED, oneLine("cut off: " + end.message()));
        }
        if (end.cut() == Ending.Cut.ENDED_LOST) {
            return Verdict.of(
                    RunOutcome.INTERRUPTED, "somebody ended it, and it does not come back: its thread is given up");
        }
        if (end.cut() == Ending.Cut.ENDED && !success) {
            // An exception of a handler that is interrupted says no more than that.
            String said = result.isPresent() ? ": " + end.message() : "";
            return Verdict.of(RunOutcome.INTERRUPTED, oneLine("somebody ended it" + said));
        }
        if (result.isEmpty()) {
            return failed(run, RunOutcome.FAILED, end.message(), Map.of(), Optional.empty());
        }
        if (!success) {
            return result.get().retryDelay().isPresent()
                    ? asksForRetry(run, result.get().retryDelay().get(), end)
                    : failed(run, RunOutcome.FAILED, end.message(), end.data(), Optional.of(end.memory()));
        }
        return new Verdict(
                RunOutcome.SUCCEEDED,
                oneLine(end.message()),
                end.data(),
                Optional.of(end.memory()),
                Optional.empty(),
                result.get().cancelsJob() ? "its handler ended it" : "",
                "");
    }

    private static Verdict asksForRetry(Run run, Duration delay, Ending end) {
        if (run.policies().delivery() == Delivery.AT_MOST_ONCE) {
            String message = end.message() + ", which a job that is delivered at most once is not";
            return failed(run, RunOutcome.FAILED, message, end.data(), Optional.of(end.memory()));
        }
        return Verdict.of(RunOutcome.FAILED, oneLine(end.message()))
                .with(end.data())
                .remembering(Optional.of(end.memory()))
                .retry(delay);
    }

    private static Verdict failed(
            Run run,
            RunOutcome outcome,
            String message,
            Map<String, Object> data,
            Optional<Map<String, Object>> memory) {
        Verdict verdict = Verdict.of(outcome, oneLine(message)).with(data).remembering(memory);
        if (run.attempt() <= run.policies().retry().attempts()) {
            return verdict.retry(Backoff.delay(run.policies().retry(), run.attempt(), run.seed()));
        }
        return verdict.quarantine(quarantine(run.failuresInARow() + 1, verdict.message()));
    }

    /** Why a job that has failed so many times in a row is held; empty if it is not. */
    public static String quarantine(int failuresInARow, String lastMessage) {
        return failuresInARow < QUARANTINE_AFTER
                ? ""
                : "quarantined after " + failuresInARow + " failures in a row, the last: " + lastMessage;
    }

    private static String timedOut(Run run, Ending end) {
        String limit = run.policies().timeout().map(Durations::print).orElse("it may");
        return end.cut() == Ending.Cut.LOST
                ? "took longer than " + limit + ", was interrupted and does not come back: its thread is given up"
                : "took longer than " + limit + " and was interrupted";
    }

    /** Whether there is nothing that {@link #BREAKS} finds, as in most messages. */
    private static boolean isOneLine(String message) {
        for (int i = 0; i < message.length(); i++) {
            char c = message.charAt(i);
            if (c < ' ' || (c >= 0x7f && c <= 0x9f) || c == 0x2028 || c == 0x2029) {
                return false;
            }
        }
        return true;
    }

    /** A message stands in one line of a log and of a table, whatever a handler puts into it. */
    public static String oneLine(String message) {
        String line = (isOneLine(message) ? message : BREAKS.matcher(message).replaceAll(" ")).strip();
        if (line.length() <= MAX_MESSAGE) {
            return line;
        }
        int cut = MAX_MESSAGE - 1;
        return line.substring(0, Character.isHighSurrogate(line.charAt(cut - 1)) ? cut - 1 : cut) + "…";
    }
}
