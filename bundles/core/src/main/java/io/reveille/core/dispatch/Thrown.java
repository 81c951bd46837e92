package io.reveille.core.dispatch;

import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;

/** Exceptions of somebody else's code, in words. */
public final class Thrown {

    private Thrown() {}

    /** The exception itself, without the wrapping that a stage or a future gives it. */
    public static Throwable unwrapped(Throwable thrown) {
        Throwable cause = thrown.getCause();
        return cause != null && (thrown instanceof CompletionException || thrown instanceof ExecutionException)
                ? cause
                : thrown;
    }

    /** The exception's type and message. */
    public static String inWords(Throwable thrown) {
        Class<?> kind = thrown.getClass();
        String type = kind.isAnonymousClass() ? kind.getSuperclass().getSimpleName() : kind.getSimpleName();
        try {
            String message = thrown.getMessage();
            return message == null || message.isBlank() ? type : type + ": " + message;
        } catch (Throwable e) { // an exception whose getMessage throws is still only this run's
            return type;
        }
    }
}
