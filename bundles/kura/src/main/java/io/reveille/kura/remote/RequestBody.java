package io.reveille.kura.remote;

import io.reveille.core.json.Json;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The body of a request: a JSON object with known fields only, or nothing. */
final class RequestBody {

    private final Map<String, Object> fields;

    private RequestBody(Map<String, Object> fields) {
        this.fields = fields;
    }

    /** @throws Denied if the body is no such object */
    static RequestBody of(byte[] body) {
        String text = text(body);
        if (text.isBlank()) {
            return new RequestBody(Map.of());
        }
        try {
            return new RequestBody(Json.parseObject(text));
        } catch (IllegalArgumentException e) {
            throw refused("cannot be read: " + e.getMessage(), "");
        }
    }

    /** @throws Denied if the body is not UTF-8 */
    static String text(byte[] body) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(body))
                    .toString();
        } catch (CharacterCodingException e) {
            throw refused("is not UTF-8", "");
        }
    }

    /** @throws Denied if there is another field than these */
    void checkFields(Set<String> known) {
        for (String field : fields.keySet()) {
            if (!known.contains(field)) {
                String expected = known.isEmpty()
                        ? "none is expected"
                        : "expected are " + known.stream().sorted().toList();
                throw refused("has a field \"" + field + "\" that is not known here; " + expected, field);
            }
        }
    }

    Optional<String> text(String name) {
        Object value = fields.get(name);
        if (value == null) {
            return Optional.empty();
        }
        if (value instanceof String text) {
            return Optional.of(text);
        }
        throw refused("has for \"" + name + "\" no text", name);
    }

    boolean flag(String name) {
        Object value = fields.get(name);
        if (value == null || value instanceof Boolean) {
            return Boolean.TRUE.equals(value);
        }
        throw refused("has for \"" + name + "\" neither true nor false", name);
    }

    int number(String name, int otherwise, int most) {
        Object value = fields.get(name);
        if (value == null) {
            return otherwise;
        }
        if (value instanceof Long number && number >= 1 && number <= most) {
            return number.intValue();
        }
        throw refused("has for \"" + name + "\" no whole number of 1 to " + most, name);
    }

    Optional<List<String>> texts(String name) {
        Object value = fields.get(name);
        return value == null ? Optional.empty() : Optional.of(List.of(list(name, value)));
    }

    /** Returns the properties of a definition, in the types of ConfigurationAdmin. */
    Object property(String name) {
        Object value = fields.getOrDefault(name, "");
        if (value instanceof List<?>) {
            return list(name, value);
        }
        if (value instanceof Map<?, ?> arguments) {
            return Json.print(Json.copyOf(arguments));
        }
        return value instanceof Boolean ? value : value.toString();
    }

    Set<String> names() {
        return fields.keySet();
    }

    private static String[] list(String name, Object value) {
        List<String> texts = new ArrayList<>();
        if (value instanceof List<?> several) {
            for (Object each : several) {
                if (each instanceof String text) {
                    texts.add(text);
                }
            }
            if (texts.size() == several.size()) {
                return texts.toArray(new String[0]);
            }
        }
        throw refused("has for \"" + name + "\" no list of texts", name);
    }

    private static Denied refused(String why, String field) {
        return new Denied(Denied.BAD_REQUEST, "The body of the request " + why + ". Nothing was done.", field);
    }
}
