package io.reveille.core.intake;

import io.reveille.core.json.Json;
import io.reveille.spi.JobProperties;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The arguments of a definition: one JSON object. */
final class Arguments {

    /** The longest arguments, in characters of JSON. */
    static final int MAX_LENGTH = 16 * 1024;

    private Arguments() {}

    static Map<String, Object> read(String text) {
        if (text.isBlank()) {
            return Map.of();
        }
        checkLength(text);
        try {
            return Json.parseObject(text);
        } catch (IllegalArgumentException e) {
            throw Fault.of(JobProperties.ARGS, text, e);
        }
    }

    /** Checks arguments; returns the same values as they would be read. */
    static Map<String, Object> check(Map<String, ?> given) {
        Map<String, Object> arguments;
        try {
            arguments = Json.copyOf(given);
        } catch (IllegalArgumentException e) {
            throw Fault.of(JobProperties.ARGS, "arguments", e);
        }
        checkLength(Json.print(arguments));
        return arguments;
    }

    static String write(Map<String, Object> arguments) {
        return arguments.isEmpty() ? "" : Json.print(arguments);
    }

    /** Makes a text that is the same for equal arguments in any order: that of Map.of differs at each start. */
    static String digest(Map<String, Object> arguments) {
        return Json.print(sorted(arguments));
    }

    private static Map<String, Object> sorted(Map<String, Object> arguments) {
        Map<String, Object> sorted = new TreeMap<>();
        arguments.forEach((key, value) -> sorted.put(key, sortedValue(value)));
        return sorted;
    }

    @SuppressWarnings("unchecked") // Json makes no other maps
    private static Object sortedValue(Object value) {
        if (value instanceof Map<?, ?> map) {
            return sorted((Map<String, Object>) map);
        }
        return value instanceof List<?> list
                ? list.stream().map(Arguments::sortedValue).toList()
                : value;
    }

    private static void checkLength(String json) {
        if (json.length() > MAX_LENGTH) {
            throw Fault.of(
                    JobProperties.ARGS,
                    json,
                    json.length() + " characters of JSON, at most " + MAX_LENGTH + " are allowed");
        }
    }
}
