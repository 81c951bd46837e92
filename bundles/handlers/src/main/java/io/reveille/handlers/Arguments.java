package io.reveille.handlers;

import io.reveille.JobContext;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.UnaryOperator;

/**
 * Reads a job's arguments strictly: what is misspelt or of the wrong type is refused, because a default used in silence
 * would look as if the argument had been obeyed.
 */
final class Arguments {

    private final Map<String, Object> values;
    private final UnaryOperator<String> mask;

    private Arguments(Map<String, Object> values, UnaryOperator<String> mask) {
        this.values = values;
        this.mask = mask;
    }

    /** Takes the arguments of a run; what is refused is shown without the secrets in it. */
    static Arguments of(JobContext context, String... known) {
        return of(context.arguments(), context::mask, known);
    }

    /**
     * Takes the arguments of a run.
     *
     * @param known every name that the handler reads
     * @throws ArgumentException if there is any other
     */
    static Arguments of(Map<String, Object> values, String... known) {
        return of(values, UnaryOperator.identity(), known);
    }

    private static Arguments of(Map<String, Object> values, UnaryOperator<String> mask, String... known) {
        TreeSet<String> unknown = new TreeSet<>(values.keySet());
        unknown.removeAll(List.of(known));
        if (!unknown.isEmpty()) {
            throw new ArgumentException("unknown argument " + OneLine.show(unknown.first()) + "; expected only "
                    + String.join(", ", known) + ". Nothing was done; correct the job's arguments");
        }
        return new Arguments(values, mask);
    }

    /**
     * A text that is there and is not blank.
     *
     * @throws ArgumentException if it is anything else
     */
    String text(String name) {
        return optionalText(name).orElseThrow(() -> refused(name, "a text that is not blank"));
    }

    /**
     * A text that is not blank, or the default if there is none.
     *
     * @throws ArgumentException if it is anything else
     */
    String text(String name, String otherwise) {
        return optionalText(name).orElse(otherwise);
    }

    /**
     * A whole number within a range, or the default if there is none.
     *
     * @param unit what it counts, as the message says it
     * @throws ArgumentException if it is anything else; a number with a fraction too, even {@code 3.0}
     */
    long whole(String name, long otherwise, long min, long max, String unit) {
        Object value = values.get(name);
        if (value == null) {
            return otherwise;
        }
        if (value instanceof Long number && number >= min && number <= max) {
            return number;
        }
        throw refused(name, "a whole number of " + unit + " from " + min + " to " + max);
    }

    /** The exception for an argument that is there, or lacking, and not as expected. */
    ArgumentException refused(String name, String expected) {
        Object value = values.get(name);
        String found = value == null ? "is missing" : "is " + OneLine.show(value, mask);
        return new ArgumentException("argument " + name + " " + found + "; expected " + expected
                + ". Nothing was done; correct the job's arguments");
    }

    private Optional<String> optionalText(String name) {
        Object value = values.get(name);
        if (value == null) {
            return Optional.empty();
        }
        if (value instanceof String text && !text.isBlank()) {
            return Optional.of(text);
        }
        throw refused(name, "a text that is not blank");
    }
}
