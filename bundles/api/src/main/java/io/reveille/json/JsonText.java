package io.reveille.json;

import java.util.Collection;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Writes JSON for programs: maps, collections, texts, numbers, booleans, and null; any other value as its text. */
public final class JsonText {

    /** A value that is already JSON. */
    public record Ready(String json) {}

    private JsonText() {}

    /** Returns the JSON text of a value. */
    public static String of(@Nullable Object value) {
        if (value == null || value instanceof Boolean || value instanceof Long || value instanceof Integer) {
            return String.valueOf(value);
        }
        if (value instanceof Number number) {
            return Double.isFinite(number.doubleValue()) ? number.toString() : quoted(number.toString());
        }
        if (value instanceof Ready ready) {
            return ready.json();
        }
        if (value instanceof Map<?, ?> map) {
            return map.entrySet().stream()
                    .map(entry -> quoted(String.valueOf(entry.getKey())) + ":" + of(entry.getValue()))
                    .collect(Collectors.joining(",", "{", "}"));
        }
        if (value instanceof Collection<?> list) {
            return list(list.stream());
        }
        return value instanceof Object[] array ? list(Stream.of(array)) : quoted(value.toString());
    }

    private static String list(Stream<?> values) {
        return values.map(JsonText::of).collect(Collectors.joining(",", "[", "]"));
    }

    /** Quotes a text; control characters, by which a terminal could be controlled, are escaped too. */
    private static String quoted(String text) {
        StringBuilder json = new StringBuilder("\"");
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"' || c == '\\') {
                json.append('\\').append(c);
            } else if (Character.isISOControl(c) || Character.isSurrogate(c)) {
                json.append(String.format("\\u%04x", (int) c));
            } else {
                json.append(c);
            }
        }
        return json.append('"').toString();
    }
}
