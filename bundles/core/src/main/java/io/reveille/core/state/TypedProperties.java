package io.reveille.core.state;

import io.reveille.core.json.Json;
import java.lang.reflect.Array;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * Properties of a configuration as JSON, and back with their types: text, flags, {@code Long}, finite {@code Double} and
 * {@code String[]} are what they look like, everything else says its type, {@code {"Integer":"5"}}. The types are a
 * closed list: nothing stored names a class. A collection comes back as a list.
 */
public final class TypedProperties {

    private static final String COLLECTION = "Collection";
    private static final String ARRAY = "[]";

    private record Type(Class<?> type, Function<String, Object> parse) {}

    private static final Map<String, Type> TYPES = new LinkedHashMap<>();

    static {
        type(String.class, text -> text);
        both(Boolean.class, boolean.class, Boolean::valueOf);
        both(Byte.class, byte.class, Byte::valueOf);
        both(Short.class, short.class, Short::valueOf);
        both(Integer.class, int.class, Integer::valueOf);
        both(Long.class, long.class, Long::valueOf);
        both(Float.class, float.class, Float::valueOf);
        both(Double.class, double.class, Double::valueOf);
        both(Character.class, char.class, text -> text.charAt(0));
    }

    private TypedProperties() {}

    /** As JSON, in the order of their names. A value that no configuration can hold becomes text. */
    public static Map<String, Object> write(Map<String, ?> properties) {
        Map<String, Object> json = new LinkedHashMap<>();
        new TreeMap<>(properties).forEach((name, value) -> json.put(name, typed(value)));
        return json;
    }

    /**
     * From JSON.
     *
     * @throws IllegalArgumentException if it says a type that is not known, or a value that is none of its type
     */
    public static Map<String, Object> read(Map<String, Object> json) {
        Map<String, Object> properties = new LinkedHashMap<>();
        json.forEach((name, value) -> properties.put(name, plain(value)));
        return properties;
    }

    /** Whether the same is in both, in arrays too. */
    public static boolean same(Map<String, ?> one, Map<String, ?> other) {
        return one.keySet().equals(other.keySet())
                && one.entrySet().stream()
                        .allMatch(entry -> Objects.deepEquals(entry.getValue(), other.get(entry.getKey())));
    }

    /** A short text that differs if the properties do. */
    public static String hash(Map<String, ?> properties) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256")
                    .digest(Json.print(write(properties)).getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, 16);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    private static Object typed(Object value) {
        if (value instanceof String || value instanceof Boolean || value instanceof Long) {
            return value;
        }
        if (value instanceof Double number && Double.isFinite(number)) {
            return number;
        }
        if (value instanceof String[] texts) {
            return List.of(texts);
        }
        if (value instanceof Collection<?> items) {
            return Map.of(COLLECTION, items.stream().map(TypedProperties::typed).toList());
        }
        if (value.getClass().isArray()) {
            List<Object> texts = new ArrayList<>();
            for (int i = 0; i < Array.getLength(value); i++) {
                texts.add(String.valueOf(Array.get(value, i)));
            }
            return Map.of(value.getClass().getComponentType().getSimpleName() + ARRAY, texts);
        }
        String type = value.getClass().getSimpleName();
        return TYPES.containsKey(type) ? Map.of(type, value.toString()) : value.toString();
    }

    private static Object plain(Object json) {
        if (json instanceof List<?> texts) {
            return texts.stream().map(String::valueOf).toArray(String[]::new);
        }
        if (!(json instanceof Map<?, ?> typed)) {
            return json;
        }
        if (typed.size() != 1) {
            throw new IllegalArgumentException("a property is " + typed + ", expected one type and its value");
        }
        Map.Entry<?, ?> only = typed.entrySet().iterator().next();
        String type = String.valueOf(only.getKey());
        if (type.equals(COLLECTION)) {
            return items(only.getValue()).stream().map(TypedProperties::plain).toList();
        }
        return type.endsWith(ARRAY)
                ? array(type.substring(0, type.length() - ARRAY.length()), items(only.getValue()))
                : parse(type, only.getValue());
    }

    private static Object array(String type, List<?> texts) {
        Object array = Array.newInstance(known(type).type(), texts.size());
        for (int i = 0; i < texts.size(); i++) {
            Array.set(array, i, parse(type, texts.get(i)));
        }
        return array;
    }

    private static Object parse(String type, Object text) {
        try {
            return known(type).parse().apply(String.valueOf(text));
        } catch (NumberFormatException | StringIndexOutOfBoundsException e) {
            throw new IllegalArgumentException("a property is \"" + text + "\", expected " + type, e);
        }
    }

    private static Type known(String type) {
        Type known = TYPES.get(type);
        if (known == null) {
            throw new IllegalArgumentException("a property is of type " + type + ", expected one of " + TYPES.keySet());
        }
        return known;
    }

    private static List<?> items(Object value) {
        if (value instanceof List<?> items) {
            return items;
        }
        throw new IllegalArgumentException("a property is " + value + ", expected a list");
    }

    private static void both(Class<?> boxed, Class<?> primitive, Function<String, Object> parse) {
        type(boxed, parse);
        type(primitive, parse);
    }

    private static void type(Class<?> type, Function<String, Object> parse) {
        TYPES.put(type.getSimpleName(), new Type(type, parse));
    }
}
