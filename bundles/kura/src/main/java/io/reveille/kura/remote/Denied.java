package io.reveille.kura.remote;

import io.reveille.ImportException;
import io.reveille.JobDefinitionException;
import io.reveille.schedule.ScheduleSyntaxException;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeoutException;

/** Thrown when a request is not carried out, with the reason: nothing was changed. */
final class Denied extends RuntimeException {

    private static final long serialVersionUID = 1;

    static final int BAD_REQUEST = 400;
    static final int NOT_FOUND = 404;
    static final int CONFLICT = 409;
    static final int FAULT = 500;

    /**
     * The greatest length of a message, in characters: messages are remembered with their requests, and an import may
     * have many faults.
     */
    private static final int LONGEST = 4000;

    /** The greatest length of a field's name in a message, in characters: an unknown field may have any name. */
    private static final int LONGEST_PROPERTY = 100;

    private final int code;
    private final String property;
    private final int column;

    Denied(int code, String message) {
        this(code, message, "");
    }

    /** @param property the property of a definition, or the field of a body, that is at fault */
    Denied(int code, String message, String property) {
        super(message);
        this.code = code;
        this.property = property;
        this.column = 0;
    }

    private Denied(int code, String property, int column, RuntimeException cause) {
        super(message(cause), cause);
        this.code = code;
        this.property = property;
        this.column = column;
    }

    /** Returns an exception's message with the cause of a store's failure, which is in a nested exception. */
    private static String message(RuntimeException e) {
        if (e instanceof IllegalStateException && e.getCause() instanceof IOException why) {
            return e.getMessage() + " The reason: " + why.getMessage() + ".";
        }
        return String.valueOf(e.getMessage());
    }

    /** Returns the answer with the refusal. */
    RemoteAnswer answer() {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("message", cut(String.valueOf(getMessage()), LONGEST));
        if (!property.isEmpty()) {
            body.put("property", cut(property, LONGEST_PROPERTY));
        }
        if (column > 0) {
            body.put("column", column);
        }
        return RemoteAnswer.of(code, body);
    }

    private static String cut(String text, int most) {
        return text.length() <= most ? text : text.substring(0, most - 1) + "…";
    }

    /** Returns the refusal for an exception of the scheduler; an unforeseen exception is thrown again. */
    static Denied of(RuntimeException e) {
        if (e instanceof Denied denied) {
            return denied;
        }
        if (e instanceof ScheduleSyntaxException syntax) {
            return new Denied(BAD_REQUEST, "schedule", syntax.column(), e);
        }
        if (e instanceof JobDefinitionException definition) {
            Throwable cause = definition.all().get(0).getCause();
            int column = cause instanceof ScheduleSyntaxException syntax ? syntax.column() : 0;
            return new Denied(BAD_REQUEST, definition.property(), column, e);
        }
        if (e instanceof ImportException faults) {
            return new Denied(BAD_REQUEST, faults.faults().get(0).property(), 0, e);
        }
        if (e instanceof IllegalArgumentException) {
            return new Denied(BAD_REQUEST, "", 0, e);
        }
        if (e instanceof IllegalStateException && e.getCause() instanceof TimeoutException) {
            throw e; // the engine is stuck: the outcome is not known
        }
        if (e instanceof IllegalStateException) {
            return new Denied(CONFLICT, "", 0, e);
        }
        throw e;
    }
}
