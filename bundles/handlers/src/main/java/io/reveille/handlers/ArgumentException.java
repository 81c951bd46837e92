package io.reveille.handlers;

import io.reveille.JobResult;

/** An argument of a job cannot be used. The message names it, its value and what was expected, without full stop. */
final class ArgumentException extends IllegalArgumentException {

    private static final long serialVersionUID = 1;

    private final String message;

    ArgumentException(String message) {
        super(message);
        this.message = message;
    }

    ArgumentException(String message, Throwable cause) {
        super(message, cause);
        this.message = message;
    }

    /** The run that ends for this reason: an operator needs the message, and no stack trace. */
    JobResult failure() {
        return JobResult.failure(message + ". Nothing was done; correct the job's arguments");
    }
}
