package io.reveille.kura.remote;

import io.reveille.ImportException;
import io.reveille.JobDefinitionException;
import io.reveille.schedule.ScheduleSyntaxException;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeoutException;

/** A request that is not carried out: nothing was changed, and this is why. */
final class Denied extends RuntimeException {

    private static final long serialVersionUID = 1;

    static final int BAD_REQUEST = 400;
    static final int NOT_FOUND = 404;
    static final int CONFLICT = 409;
    static final int FAULT = 500;

    /** Messages are remembered with their requests, and an import may find fault with a lot. In characters. */
    private static final int LONGEST = 4000;

    /** A field that is not known may have any name. In characters. */
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

    /** With the reason why a store has failed, which its caller only has as a cause. */
    private static String message(RuntimeException e) {
        if (e instanceof IllegalStateException && e.getCause() instanceof IOException why) {
            return e.getMessage() + " The reason: " + why.getMessage() + ".";
        }
        return String.valueOf(e.getMessage());
    }

    /** The answer that says so. */
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

    /** The refusal that an exception of the scheduler's stands for; an unforeseen one is thrown again. */
    static Denied of(RuntimeException e) {
        if (e instanceof Denied denied) {
            return denied;
        }
        if (e instanceof ScheduleSyntaxException syntax) {
            return new Denied(BAD_REQUEST, "schedule", syntax.column(), e);
        }
        if (e instanceof JobDefinitionException definition) {
            int column = e.getCause() instanceof ScheduleSyntaxException syntax ? syntax.column() : 0;
            return new Denied(BAD_REQUEST, definition.property(), column, e);
        }
        if (e instanceof ImportException faults) {
            return new Denied(BAD_REQUEST, faults.faults().get(0).property(), 0, e);
        }
        if (e instanceof IllegalArgumentException) {
            return new Denied(BAD_REQUEST, "", 0, e);
        }
        if (e instanceof IllegalStateException && e.getCause() instanceof TimeoutException) {
            throw e; // the engine is stuck, and nobody knows what it will do
        }
        if (e instanceof IllegalStateException) {
            return new Denied(CONFLICT, "", 0, e);
        }
        throw e;
    }
}
