package io.reveille;

/**
 * Thrown when a job definition cannot be used. The message names the property, its value, what was expected, and what
 * happens now.
 */
public class JobDefinitionException extends IllegalArgumentException {

    private static final long serialVersionUID = 1;

    private final String property;

    /**
     * Makes an exception without a cause.
     *
     * @param property the property at fault, for example {@code schedule}
     * @param message the whole message
     */
    public JobDefinitionException(String property, String message) {
        super(message);
        this.property = property;
    }

    /** Makes an exception with the exception that caused it. */
    public JobDefinitionException(String property, String message, Throwable cause) {
        super(message, cause);
        this.property = property;
    }

    /** Returns the property at fault, for example {@code schedule}. */
    public String property() {
        return property;
    }
}
