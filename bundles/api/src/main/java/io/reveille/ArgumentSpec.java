package io.reveille;

import static java.util.Objects.requireNonNull;

import io.reveille.schedule.Durations;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * The description of one argument of a handler, from which a form field can be made.
 *
 * @param name the name, as in {@link JobContext#arguments()}
 * @param type the type of the value
 * @param required whether the argument must be given
 * @param otherwise the default, as a text of this type, for a form to show; empty if there is none
 * @param choices the allowed texts, in lower or upper case; empty: any text
 * @param min the least value: of a text its number of characters, of a list or object its number of elements, of a
 *     duration its seconds; minus infinity: no limit
 * @param max the greatest value, in the same measure; infinity: no limit
 * @param unit the unit of the number, {@code bytes} for example; may be empty
 * @param description the purpose of the argument, in one line
 */
public record ArgumentSpec(
        String name,
        ArgumentType type,
        boolean required,
        String otherwise,
        List<String> choices,
        double min,
        double max,
        String unit,
        String description) {

    private static final Pattern SECRET = Pattern.compile("[%$]\\{secret:");

    public ArgumentSpec {
        requireNonNull(name, "name");
        requireNonNull(type, "type");
        requireNonNull(otherwise, "otherwise");
        requireNonNull(unit, "unit");
        requireNonNull(description, "description");
        choices = List.copyOf(choices);
    }

    /** Returns an optional argument whose value is restricted by its type only. */
    public static ArgumentSpec of(String name, ArgumentType type, String description) {
        return new ArgumentSpec(
                name, type, false, "", List.of(), Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY, "", description);
    }

    /** Returns a copy that is required. */
    public ArgumentSpec needed() {
        return new ArgumentSpec(name, type, true, otherwise, choices, min, max, unit, description);
    }

    /** Returns a copy with a default. */
    public ArgumentSpec or(String value) {
        return new ArgumentSpec(name, type, required, value, choices, min, max, unit, description);
    }

    /** Returns a copy that allows only these texts. */
    public ArgumentSpec oneOf(String... texts) {
        return new ArgumentSpec(name, type, required, otherwise, List.of(texts), min, max, unit, description);
    }

    /** Returns a copy restricted to a range; both limits are allowed. */
    public ArgumentSpec from(double least, double greatest) {
        return new ArgumentSpec(name, type, required, otherwise, choices, least, greatest, unit, description);
    }

    /** Returns a copy with a unit. */
    public ArgumentSpec counting(String what) {
        return new ArgumentSpec(name, type, required, otherwise, choices, min, max, what, description);
    }

    /**
     * Returns whether a value, or a value within it, refers to a secret; such a value is known only when the job runs.
     */
    public static boolean hasSecret(Object value) {
        if (value instanceof Map<?, ?> map) {
            return map.values().stream().anyMatch(ArgumentSpec::hasSecret);
        }
        if (value instanceof List<?> list) {
            return list.stream().anyMatch(ArgumentSpec::hasSecret);
        }
        return value instanceof String text && SECRET.matcher(text).find();
    }

    /**
     * Returns what was expected in place of this value; empty if the value is acceptable. A text that refers to a
     * secret is acceptable wherever a text is.
     */
    public Optional<String> expectedInPlaceOf(Object value) {
        return accepts(value) ? Optional.empty() : Optional.of(expected());
    }

    /** Returns in words which values are acceptable. */
    public String expected() {
        return switch (type) {
            case TEXT ->
                choices.isEmpty()
                        ? "a text that is not blank" + range(" characters")
                        : "one of " + String.join(", ", choices);
            case WHOLE -> "a whole number" + ofUnit() + range("");
            case NUMBER -> "a number" + ofUnit() + range("");
            case FLAG -> "true or false";
            case DURATION -> "a duration, \"90 seconds\" for example" + range(" seconds");
            case LIST -> "a list" + range(" elements");
            case OBJECT -> "an object, values by name" + range(" of them");
        };
    }

    /**
     * Checks arguments one by one.
     *
     * @throws IllegalArgumentException naming the first argument that cannot be used, its value and what was expected;
     *     without full stop
     */
    public static void check(List<ArgumentSpec> specs, Map<String, Object> arguments) {
        check(specs, arguments, ShownValue::of);
    }

    /**
     * Checks the arguments of a run, which contain secrets.
     *
     * @param shown formats a value for the message: on one line, cut, without secrets
     */
    public static void check(List<ArgumentSpec> specs, Map<String, Object> arguments, Function<Object, String> shown) {
        TreeSet<String> unknown = new TreeSet<>(arguments.keySet());
        List<String> known = specs.stream().map(ArgumentSpec::name).toList();
        known.forEach(unknown::remove);
        if (!unknown.isEmpty()) {
            throw new IllegalArgumentException("unknown argument " + shown.apply(unknown.first()) + "; expected "
                    + (known.isEmpty() ? "none" : "only " + String.join(", ", known)));
        }
        for (ArgumentSpec spec : specs) {
            Object value = arguments.get(spec.name);
            if (value == null && spec.required) {
                throw new IllegalArgumentException(
                        "argument " + spec.name + " is missing; expected " + spec.expected());
            }
            if (value != null) {
                spec.expectedInPlaceOf(value).ifPresent(expected -> {
                    throw new IllegalArgumentException(
                            "argument " + spec.name + " is " + shown.apply(value) + "; expected " + expected);
                });
            }
        }
    }

    private boolean accepts(Object value) {
        return switch (type) {
            case TEXT -> value instanceof String text && !text.isBlank() && (hasSecret(text) || isAllowed(text));
            case WHOLE -> value instanceof Long number && isWithin(number);
            case NUMBER ->
                (value instanceof Long whole && isWithin(whole))
                        || (value instanceof Double number && isWithin(number));
            case FLAG -> value instanceof Boolean;
            case DURATION -> value instanceof String text && (hasSecret(text) || isDuration(text));
            case LIST -> value instanceof List<?> list && isWithin(list.size());
            case OBJECT -> value instanceof Map<?, ?> map && isWithin(map.size());
        };
    }

    private boolean isAllowed(String text) {
        return isWithin(text.codePointCount(0, text.length()))
                && (choices.isEmpty() || choices.stream().anyMatch(text::equalsIgnoreCase));
    }

    private boolean isDuration(String text) {
        try {
            return isWithin((double) Durations.parse(text).toSeconds());
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    /** Returns whether a measure lies within the range; false for NaN. */
    private boolean isWithin(double measure) {
        return measure >= min && measure <= max;
    }

    private String ofUnit() {
        return unit.isEmpty() ? "" : " of " + unit;
    }

    private String range(String measure) {
        List<String> ends = new ArrayList<>();
        if (min != Double.NEGATIVE_INFINITY) {
            ends.add((max == Double.POSITIVE_INFINITY ? "of at least " : "from ") + shortest(min));
        }
        if (max != Double.POSITIVE_INFINITY) {
            ends.add((ends.isEmpty() ? "of at most " : "to ") + shortest(max));
        }
        return ends.isEmpty()
                ? ""
                : (type == ArgumentType.WHOLE || type == ArgumentType.NUMBER ? " " : ", ")
                        + String.join(" ", ends)
                        + measure;
    }

    private static String shortest(double number) {
        return number == Math.rint(number) && Math.abs(number) < 1e15
                ? String.valueOf((long) number)
                : String.valueOf(number);
    }
}
