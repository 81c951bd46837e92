package io.reveille.handlers.arguments;

import io.reveille.JobResult;

/**
 * Thrown when an argument of a job cannot be used. The message names the argument, its value and what was expected,
 * without full stop.
 */
public final class ArgumentException extends IllegalArgumentException {

    private static final long serialVersionUID = 1;

    private final String message;

    public ArgumentException(String message) {
        super(message);
        this.message = message;
    }

    ArgumentException(String message, Throwable cause) {
        super(message, cause);
        this.message = message;
    }

    /** Returns the failed result of a run with this message: an operator needs no stack trace. */
    public JobResult failure() {
        return JobResult.failure(message + ". Nothing was done; correct the job's arguments");
    }
}
