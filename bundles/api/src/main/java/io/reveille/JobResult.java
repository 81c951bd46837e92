package io.reveille;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The result of a handler's run: an immutable value. */
public final class JobResult {

    private static final JobResult SUCCESS = new JobResult(true, "", Map.of(), false, null);
    private static final JobResult CANCEL_JOB = new JobResult(true, "", Map.of(), true, null);

    private final boolean success;
    private final String message;
    private final Map<String, Object> data;
    private final boolean cancelJob;
    private final @Nullable Duration retryAfter;

    private JobResult(
            boolean success, String message, Map<String, ?> data, boolean cancelJob, @Nullable Duration retryAfter) {
        this.success = success;
        this.message = requireNonNull(message, "message");
        this.data = Map.copyOf(data);
        this.cancelJob = cancelJob;
        this.retryAfter = retryAfter;
    }

    /** Returns the result of a run whose work is done. */
    public static JobResult success() {
        return SUCCESS;
    }

    /** Returns the result of a run whose work is done, with one line for people. */
    public static JobResult success(String message) {
        return success(message, Map.of());
    }

    /**
     * Returns the result of a run whose work is done, with one line for people and data for programs.
     *
     * @param data strings, numbers, booleans, lists and maps of these
     */
    public static JobResult success(String message, Map<String, ?> data) {
        return new JobResult(true, message, data, false, null);
    }

    /** Returns the result of a failed run, with the reason in one line. */
    public static JobResult failure(String message) {
        return failure(message, Map.of());
    }

    /**
     * Returns the result of a failed run, with the reason in one line and data for programs.
     *
     * @param data strings, numbers, booleans, lists and maps of these
     */
    public static JobResult failure(String message, Map<String, ?> data) {
        return new JobResult(false, message, data, false, null);
    }

    /**
     * Returns the result of a run that completes the job: the job runs no more. The definition stays, in state
     * {@link JobState#DONE}.
     */
    public static JobResult cancelJob() {
        return CANCEL_JOB;
    }

    /**
     * Returns the result of a failed run whose occurrence is tried again after this delay, unless the next occurrence
     * is due first.
     *
     * @param delay more than zero
     * @throws IllegalArgumentException if the delay is zero or negative
     */
    public static JobResult retryAfter(Duration delay) {
        if (delay.isNegative() || delay.isZero()) {
            throw new IllegalArgumentException("a retry needs a delay of more than zero, not " + delay);
        }
        return new JobResult(false, "asks to be tried again after " + delay, Map.of(), false, delay);
    }

    /** Returns whether the work is done. */
    public boolean isSuccess() {
        return success;
    }

    /** Returns one line for people; may be empty. */
    public String message() {
        return message;
    }

    /** Returns data for programs; may be empty. */
    public Map<String, Object> data() {
        return data;
    }

    /** Returns whether the job is complete and runs no more. */
    public boolean cancelsJob() {
        return cancelJob;
    }

    /**
     * Returns the delay after which the handler wants the same occurrence to be tried again; empty if it has not asked
     * for one.
     */
    public Optional<Duration> retryDelay() {
        return Optional.ofNullable(retryAfter);
    }

    @Override
    public String toString() {
        return (success ? "success" : "failure") + (message.isEmpty() ? "" : ": " + message);
    }
}
