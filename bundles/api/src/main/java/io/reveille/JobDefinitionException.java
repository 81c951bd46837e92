package io.reveille;

import java.util.List;
import java.util.stream.Collectors;

/**
 * Thrown when a job definition cannot be used. The message names the property, its value, what was expected, and what
 * happens now; where there are several mistakes it has all of them, a line or more for each.
 */
public class JobDefinitionException extends IllegalArgumentException {

    private static final long serialVersionUID = 1;

    private final String property;
    private final List<JobDefinitionException> all;

    /**
     * Makes an exception without a cause.
     *
     * @param property the property at fault, for example {@code schedule}
     * @param message the whole message
     */
    public JobDefinitionException(String property, String message) {
        super(message);
        this.property = property;
        this.all = List.of();
    }

    /** Makes an exception with the exception that caused it. */
    public JobDefinitionException(String property, String message, Throwable cause) {
        super(message, cause);
        this.property = property;
        this.all = List.of();
    }

    /**
     * Makes an exception for several mistakes.
     *
     * @param all one for each, at least one
     */
    public JobDefinitionException(List<JobDefinitionException> all) {
        super(all.stream().map(Throwable::getMessage).collect(Collectors.joining("\n")), all.get(0));
        this.property = all.get(0).property;
        this.all = List.copyOf(all);
    }

    /** Returns the property at fault, for example {@code schedule}; of several the first. */
    public String property() {
        return property;
    }

    /** Returns all mistakes of the definition, one each; if there is but one, this exception. */
    public List<JobDefinitionException> all() {
        return all.isEmpty() ? List.of(this) : all;
    }
}
