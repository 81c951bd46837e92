package io.reveille.console.web;

import io.reveille.ImportException;
import io.reveille.JobDefinitionException;
import io.reveille.schedule.ScheduleSyntaxException;
import io.reveille.spi.SettingException;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;

/** Thrown when a request is refused, with the reason: nothing was changed. */
public final class Refusal extends RuntimeException {

    private static final long serialVersionUID = 1;

    public static final int BAD_REQUEST = 400;
    static final int FORBIDDEN = 403;
    public static final int NOT_FOUND = 404;
    static final int METHOD_NOT_ALLOWED = 405;
    public static final int CONFLICT = 409;
    static final int TOO_LARGE = 413;
    public static final int UNAVAILABLE = 503;

    private final int status;
    private final String property;
    private final int column;

    public Refusal(int status, String message) {
        this(status, message, "");
    }

    /**
     * Makes a refusal that names a field.
     *
     * @param property the property at fault
     */
    public Refusal(int status, String message, String property) {
        super(message);
        this.status = status;
        this.property = property;
        this.column = 0;
    }

    private Refusal(int status, String message, String property, int column, Throwable cause) {
        super(message, cause);
        this.status = status;
        this.property = property;
        this.column = column;
    }

    int status() {
        return status;
    }

    /** The answer's body. */
    Map<String, Object> body() {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("error", String.valueOf(getMessage()));
        if (!property.isEmpty()) {
            body.put("property", property);
        }
        if (column > 0) {
            body.put("column", column);
        }
        if (getCause() instanceof JobDefinitionException definition
                && definition.all().size() > 1) {
            body.put("faults", definition.all().stream().map(Refusal::fault).toList());
        }
        return body;
    }

    private static Map<String, Object> fault(JobDefinitionException one) {
        Map<String, Object> fault = new LinkedHashMap<>();
        fault.put("property", one.property());
        fault.put("error", String.valueOf(one.getMessage()));
        if (column(one) > 0) {
            fault.put("column", column(one));
        }
        return fault;
    }

    private static int column(JobDefinitionException one) {
        return one.getCause() instanceof ScheduleSyntaxException syntax ? syntax.column() : 0;
    }

    /** Returns the refusal for an exception of the scheduler; an unforeseen exception is thrown again. */
    static Refusal of(RuntimeException e) {
        String message = String.valueOf(e.getMessage());
        if (e instanceof Refusal refusal) {
            return refusal;
        }
        if (e instanceof ScheduleSyntaxException syntax) {
            return new Refusal(BAD_REQUEST, message, "schedule", syntax.column(), e);
        }
        if (e instanceof JobDefinitionException definition) {
            return new Refusal(
                    BAD_REQUEST,
                    message,
                    definition.property(),
                    column(definition.all().get(0)),
                    e);
        }
        if (e instanceof SettingException setting) {
            return new Refusal(BAD_REQUEST, message + " Nothing was changed.", setting.setting(), 0, e);
        }
        if (e instanceof ImportException || e instanceof IllegalArgumentException) {
            return new Refusal(BAD_REQUEST, message, "", 0, e);
        }
        if (e instanceof IllegalStateException) {
            return new Refusal(CONFLICT, message, "", 0, e);
        }
        if (e instanceof UncheckedIOException) {
            return new Refusal(UNAVAILABLE, message, "", 0, e);
        }
        throw e;
    }
}
