package io.reveille;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** How a handler's run went: an immutable value. */
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

    /** The work is done. */
    public static JobResult success() {
        return SUCCESS;
    }

    /** The work is done, and this is worth saying in one line. */
    public static JobResult success(String message) {
        return success(message, Map.of());
    }

    /**
     * The work is done, with a line for people and data for programs.
     *
     * @param data strings, numbers, booleans, lists and maps of these
     */
    public static JobResult success(String message, Map<String, ?> data) {
        return new JobResult(true, message, data, false, null);
    }

    /** The work is not done, and this is why. */
    public static JobResult failure(String message) {
        return failure(message, Map.of());
    }

    /**
     * The work is not done, with a line for people and data for programs.
     *
     * @param data strings, numbers, booleans, lists and maps of these
     */
    public static JobResult failure(String message, Map<String, ?> data) {
        return new JobResult(false, message, data, false, null);
    }

    /** The work is done for good: the job runs no more. Its definition stays, in state {@link JobState#DONE}. */
    public static JobResult cancelJob() {
        return CANCEL_JOB;
    }

    /**
     * The work is not done; try the same occurrence again after this time, unless the next occurrence is due first.
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

    /** Whether the work is done. */
    public boolean isSuccess() {
        return success;
    }

    /** One line for people; may be empty. */
    public String message() {
        return message;
    }

    /** Data for programs; may be empty. */
    public Map<String, Object> data() {
        return data;
    }

    /** Whether the job shall run no more. */
    public boolean cancelsJob() {
        return cancelJob;
    }

    /** The delay after which the handler wants the same occurrence again. */
    public Optional<Duration> retryDelay() {
        return Optional.ofNullable(retryAfter);
    }

    @Override
    public String toString() {
        return (success ? "success" : "failure") + (message.isEmpty() ? "" : ": " + message);
    }
}
