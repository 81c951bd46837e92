package io.reveille;

/** A job definition cannot be used. The message names the property, its value, what was expected, what happens now. */
public class JobDefinitionException extends IllegalArgumentException {

    private static final long serialVersionUID = 1;

    private final String property;

    /**
     * @param property the property at fault, for example {@code schedule}
     * @param message the whole message
     */
    public JobDefinitionException(String property, String message) {
        super(message);
        this.property = property;
    }

    /** Like the other, with the exception that says more. */
    public JobDefinitionException(String property, String message, Throwable cause) {
        super(message, cause);
        this.property = property;
    }

    /** The property at fault, for example {@code schedule}. */
    public String property() {
        return property;
    }
}
