package io.reveille.handlers.arguments;

import io.reveille.ArgumentSpec;
import io.reveille.JobContext;
import io.reveille.schedule.Durations;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/**
 * Reads a job's arguments strictly, by the handler's description of them: an argument that is misspelt or of the wrong
 * type is refused, since a default used in silence would look as if the argument had been obeyed.
 */
public final class HandlerArguments {

    private final List<ArgumentSpec> specs;
    private final Map<String, Object> values;
    private final UnaryOperator<String> mask;
    private final Predicate<Object> unknownYet;

    private HandlerArguments(
            List<ArgumentSpec> specs,
            Map<String, Object> values,
            UnaryOperator<String> mask,
            Predicate<Object> unknownYet) {
        this.specs = specs;
        this.values = values;
        this.mask = mask;
        this.unknownYet = unknownYet;
        try {
            ArgumentSpec.check(specs, values, value -> OneLine.show(value, mask));
        } catch (IllegalArgumentException e) {
            throw new ArgumentException(String.valueOf(e.getMessage()), e);
        }
    }

    /**
     * Reads the arguments of a run; messages show refused values without secrets.
     *
     * @throws ArgumentException if an argument does not match its spec
     */
    public static HandlerArguments of(JobContext context, List<ArgumentSpec> specs) {
        return new HandlerArguments(specs, context.arguments(), context::mask, value -> false);
    }

    /**
     * Reads the arguments of a definition, which contain references to secrets.
     *
     * @throws ArgumentException if an argument does not match its spec
     */
    public static HandlerArguments ofDefinition(Map<String, Object> values, List<ArgumentSpec> specs) {
        return new HandlerArguments(specs, values, UnaryOperator.identity(), ArgumentSpec::hasSecret);
    }

    /** Returns whether the argument is given, or has a default. */
    public boolean has(String name) {
        return values.containsKey(name) || !spec(name).otherwise().isEmpty();
    }

    /** A text, or its default. */
    public String text(String name) {
        return values.get(name) instanceof String text ? text : spec(name).otherwise();
    }

    /**
     * Returns the value that a text, or its default, stands for.
     *
     * @param reader converts the text; throws an {@link ArgumentException} if it cannot be used
     * @param otherwise the value to use for a text with a secret, which is known only when the job runs
     */
    public <T> T read(String name, Function<String, T> reader, T otherwise) {
        return unknownYet.test(text(name)) ? otherwise : reader.apply(text(name));
    }

    /** A whole number, or its default. */
    public long whole(String name) {
        return values.get(name) instanceof Long number
                ? number
                : Long.parseLong(spec(name).otherwise());
    }

    /** True or false, or the default. */
    public boolean flag(String name) {
        return values.get(name) instanceof Boolean flag
                ? flag
                : Boolean.parseBoolean(spec(name).otherwise());
    }

    /** A duration, or its default; empty if there is neither. */
    public Optional<Duration> duration(String name) {
        if (!has(name)) {
            return Optional.empty();
        }
        return read(
                name,
                text -> {
                    try {
                        return Optional.of(Durations.parse(text));
                    } catch (IllegalArgumentException e) {
                        throw refused(name, spec(name).expected()); // "%%{secret:x}" is a plain text, and no duration
                    }
                },
                Optional.empty());
    }

    /** A list; empty if there is none. */
    public List<Object> list(String name) {
        return values.get(name) instanceof List<?> list ? List.copyOf(list) : List.of();
    }

    /** An object; empty if there is none. */
    @SuppressWarnings("unchecked") // arguments have no other maps
    public Optional<Map<String, Object>> object(String name) {
        return values.get(name) instanceof Map<?, ?> map ? Optional.of((Map<String, Object>) map) : Optional.empty();
    }

    /** Returns the exception for an argument that is missing or not as expected. */
    public ArgumentException refused(String name, String expected) {
        Object value = values.get(name);
        String found = value == null ? "is missing" : "is " + OneLine.show(value, mask);
        return new ArgumentException("argument " + name + " " + found + "; expected " + expected);
    }

    private ArgumentSpec spec(String name) {
        return specs.stream()
                .filter(spec -> spec.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("this handler does not say that it takes " + name));
    }
}
