package io.reveille.core.json;

import com.google.gson.stream.JsonWriter;
import java.io.IOException;
import java.io.StringWriter;
import java.io.Writer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * JSON as plain Java values: String, Long, Double, Boolean, and unmodifiable lists and maps of these. Whole
 * numbers are Long, so that a value survives the store with its type. Null, NaN, infinities, duplicate keys and nesting
 * deeper than {@value #MAX_DEPTH} are refused: each of them would come back as something else from some parser.
 */
public final class Json {

    /** How deep lists and objects may lie in each other. */
    public static final int MAX_DEPTH = 32;

    /** The stand-in for null in what {@link #parse} returns. Neither {@link #print} nor a copy takes it. */
    public static final Object NULL = new Object() {
        @Override
        public String toString() {
            return "null";
        }
    };

    private Json() {}

    /**
     * Reads one JSON object and nothing behind it.
     *
     * @throws IllegalArgumentException saying what is wrong and where
     */
    @SuppressWarnings("unchecked") // the reader makes no other maps
    public static Map<String, Object> parseObject(String text) {
        Object value = ValueReader.read(text, MAX_DEPTH, false);
        if (value instanceof Map<?, ?> object) {
            return (Map<String, Object>) object;
        }
        throw new IllegalArgumentException("expected one JSON object, as {\"unit\": 3}, but found a list");
    }

    /**
     * Reads one JSON object or list and nothing behind it, from a text that others may have written: what is null
     * there is {@link #NULL} here.
     *
     * @param maxDepth how deep lists and objects may lie in each other
     * @throws IllegalArgumentException saying what is wrong and where
     */
    public static Object parse(String text, int maxDepth) {
        return ValueReader.read(text, maxDepth, true);
    }

    /**
     * Writes an object in one line. The same values in the same order give the same text.
     *
     * @throws IllegalArgumentException as {@link #copyOf} does
     */
    public static String print(Map<String, ?> object) {
        StringWriter text = new StringWriter();
        printTo(text, object);
        return text.toString();
    }

    private static void printTo(Writer text, Map<String, ?> object) {
        JsonWriter out = new JsonWriter(text);
        out.setHtmlSafe(false);
        try {
            write(out, object, 1, MAX_DEPTH);
        } catch (IOException e) {
            throw new IllegalStateException("a writer into memory does not fail", e);
        } catch (IllegalArgumentException e) {
            copyOf(object); // names the place
            throw e;
        }
    }

    /** How many characters {@link #print} would give, without making them. */
    public static long length(Map<String, ?> object) {
        CountingWriter text = new CountingWriter();
        printTo(text, object);
        return text.length();
    }

    /**
     * Writes an object in many lines, as people read it, and bit by bit: a list may be any iterable, whose elements are made
     * when their turn comes. The same values in the same order give the same text.
     *
     * @param object of values as {@link #copyOf} gives them
     */
    public static void writeIndented(Map<String, ?> object, Writer out) throws IOException {
        JsonWriter json = new JsonWriter(out);
        json.setHtmlSafe(false);
        json.setIndent("  ");
        write(json, object, 1, Integer.MAX_VALUE);
        json.flush();
        out.write("\n");
    }

    /**
     * A deep, unmodifiable copy, with every whole number as Long and every other as Double.
     *
     * @throws IllegalArgumentException naming the place of a value that JSON, as we take it, cannot hold
     */
    public static Map<String, Object> copyOf(Map<?, ?> object) {
        return copyOf(object, MAX_DEPTH);
    }

    /**
     * The same.
     *
     * @param maxDepth how deep lists and objects may lie in each other
     */
    public static Map<String, Object> copyOf(Map<?, ?> object, int maxDepth) {
        return copyObject(object, "", 1, maxDepth);
    }

    private static Map<String, Object> copyObject(Map<?, ?> object, String path, int depth, int maxDepth) {
        checkDepth(depth, maxDepth, path);
        Map<String, Object> copy = new LinkedHashMap<>();
        object.forEach((key, value) -> {
            if (!(key instanceof String name)) {
                throw new IllegalArgumentException("the key " + key + " at \"" + path + "\" is not a String");
            }
            copy.put(name, copyValue(value, path.isEmpty() ? name : path + "." + name, depth, maxDepth));
        });
        return compact(copy);
    }

    /** Unmodifiable, in the same order, and no larger than needed: gateways hold thousands of small ones. */
    static Map<String, Object> compact(Map<String, Object> object) {
        return object.isEmpty() ? Map.of() : Collections.unmodifiableMap(new LinkedHashMap<>(object));
    }

    private static Object copyValue(@Nullable Object value, String path, int depth, int maxDepth) {
        if (value instanceof String || value instanceof Boolean || value instanceof Long) {
            return value;
        }
        if (value instanceof Integer || value instanceof Short || value instanceof Byte) {
            return ((Number) value).longValue();
        }
        if (value instanceof Double || value instanceof Float) {
            return finite(((Number) value).doubleValue(), path);
        }
        if (value instanceof Map<?, ?> map) {
            return copyObject(map, path, depth + 1, maxDepth);
        }
        if (value instanceof Iterable<?> items) {
            checkDepth(depth + 1, maxDepth, path);
            List<Object> list = new ArrayList<>();
            for (Object item : items) {
                list.add(copyValue(item, path + "[" + list.size() + "]", depth + 1, maxDepth));
            }
            return List.copyOf(list);
        }
        String type = value == null || value == NULL ? "null" : value.getClass().getName();
        throw new IllegalArgumentException("\"" + path + "\" is " + type
                + ", expected a String, a whole number of at most 64 bits, a floating-point number, a Boolean, a list"
                + " or a map of these");
    }

    private static void write(JsonWriter out, @Nullable Object value, int depth, int maxDepth) throws IOException {
        if (value instanceof String text) {
            out.value(text);
        } else if (value instanceof Boolean bool) {
            out.value(bool);
        } else if (value instanceof Long
                || value instanceof Integer
                || value instanceof Short
                || value instanceof Byte) {
            out.value(((Number) value).longValue());
        } else if (value instanceof Double || value instanceof Float) {
            out.value((Number) finite(((Number) value).doubleValue(), ""));
        } else if (value instanceof Map<?, ?> map) {
            checkDepth(depth, maxDepth, "");
            out.beginObject();
            for (Map.Entry<?, ?> entry : map.entrySet()) {
                if (!(entry.getKey() instanceof String name)) {
                    throw new IllegalArgumentException("a key is no text");
                }
                out.name(name);
                write(out, entry.getValue(), depth + 1, maxDepth);
            }
            out.endObject();
        } else if (value instanceof Iterable<?> list) {
            checkDepth(depth, maxDepth, "");
            out.beginArray();
            for (Object item : list) {
                write(out, item, depth + 1, maxDepth);
            }
            out.endArray();
        } else {
            throw new IllegalArgumentException("no value of JSON");
        }
    }

    static Double finite(double value, String path) {
        if (!Double.isFinite(value)) {
            throw new IllegalArgumentException("the number at " + path + " is not finite or too large");
        }
        return value;
    }

    static void checkDepth(int depth, int maxDepth, String path) {
        if (depth > maxDepth) {
            throw new IllegalArgumentException("nested deeper than " + maxDepth + " levels at " + cut(path));
        }
    }

    static String cut(String text) {
        return text.length() <= 120 ? text : text.substring(0, 119) + "…";
    }
}
