package io.reveille.kura;

import io.reveille.JobDefinitionException;
import java.lang.reflect.Array;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Converts properties to the form in which Kura's snapshots return them. A snapshot is XML 1.0: a single invalid
 * character makes all of it unreadable, and Kura then starts without any configuration.
 */
final class KuraValues {

    private static final Set<Class<?>> TYPES = Set.of(
            String.class,
            Long.class,
            Double.class,
            Float.class,
            Integer.class,
            Byte.class,
            Character.class,
            Boolean.class,
            Short.class);

    private KuraValues() {}

    /**
     * Returns the properties as single values and arrays of wrappers; without empty lists, which Kura drops.
     *
     * @throws JobDefinitionException if Kura cannot keep a property because of its type, or a character in it
     */
    static Map<String, Object> kept(Map<String, ?> properties) {
        Map<String, Object> kept = new HashMap<>();
        properties.forEach((property, value) -> {
            checkCharacters(property, property);
            kept(property, value).ifPresent(fit -> kept.put(property, fit));
        });
        return kept;
    }

    private static Optional<Object> kept(String property, @Nullable Object value) {
        if (value == null) {
            return Optional.empty();
        }
        Optional<List<?>> several = several(value);
        if (several.isEmpty()) {
            check(property, value);
            return Optional.of(value);
        }
        return array(property, several.get());
    }

    private static Optional<List<?>> several(Object value) {
        if (value instanceof Collection<?> collection) {
            return Optional.of(List.copyOf(collection));
        }
        return value.getClass().isArray()
                ? Optional.of(IntStream.range(0, Array.getLength(value))
                        .mapToObj(i -> Array.get(value, i))
                        .toList())
                : Optional.empty();
    }

    private static Optional<Object> array(String property, List<?> values) {
        if (values.isEmpty()) {
            return Optional.empty();
        }
        Class<?> type = values.get(0).getClass();
        Object array = Array.newInstance(type, values.size());
        for (int i = 0; i < values.size(); i++) {
            Object value = values.get(i);
            check(property, value);
            if (value.getClass() != type) {
                throw refused(property, "values of several types cannot be kept by Eclipse Kura");
            }
            Array.set(array, i, value);
        }
        return Optional.of(array);
    }

    private static void check(String property, @Nullable Object value) {
        if (value == null || !TYPES.contains(value.getClass())) {
            String type = value == null ? "null" : value.getClass().getName();
            throw refused(property, "a value of the type " + type + " cannot be kept by Eclipse Kura");
        }
        if (value instanceof String || value instanceof Character) {
            checkCharacters(property, value.toString());
        }
    }

    private static void checkCharacters(String property, String text) {
        int at = 0;
        while (at < text.length()) {
            int c = text.codePointAt(at);
            if (!isXml(c)) {
                throw refused(
                        property,
                        String.format(
                                "the character U+%04X at position %d makes Eclipse Kura's snapshot unreadable",
                                c, at + 1));
            }
            at += Character.charCount(c);
        }
    }

    /** Returns whether a character is valid by the production Char of XML 1.0. */
    private static boolean isXml(int c) {
        return c == '\t'
                || c == '\n'
                || c == '\r'
                || (c >= 0x20 && c <= 0xD7FF)
                || (c >= 0xE000 && c <= 0xFFFD)
                || c >= 0x10000;
    }

    private static JobDefinitionException refused(String property, String why) {
        return new JobDefinitionException(
                property, "The property \"" + shown(property) + "\" cannot be used: " + why + "; nothing was changed.");
    }

    private static String shown(String property) {
        StringBuilder shown = new StringBuilder();
        property.codePoints().forEach(c -> {
            if (isXml(c) && !Character.isISOControl(c)) {
                shown.appendCodePoint(c);
            } else {
                shown.append("\\u{").append(Integer.toHexString(c)).append('}');
            }
        });
        return shown.toString();
    }
}
