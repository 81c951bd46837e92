package io.reveille.core.json;

import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import com.google.gson.stream.JsonWriter;
import com.google.gson.stream.MalformedJsonException;
import java.io.EOFException;
import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * JSON objects as plain Java values: String, Long, Double, Boolean, and unmodifiable lists and maps of these. Whole
 * numbers are Long, so that a value survives the store with its type. Null, NaN, infinities, duplicate keys and nesting
 * deeper than {@value #MAX_DEPTH} are refused: each of them would come back as something else from some parser.
 */
public final class Json {

    /** How deep lists and objects may lie in each other. */
    public static final int MAX_DEPTH = 32;

    private Json() {}

    /**
     * Reads one JSON object and nothing behind it.
     *
     * @throws IllegalArgumentException saying what is wrong and where
     */
    public static Map<String, Object> parseObject(String text) {
        JsonReader in = new JsonReader(new StringReader(text));
        try {
            if (in.peek() != JsonToken.BEGIN_OBJECT) {
                throw new IllegalArgumentException(
                        "expected one JSON object, as {\"unit\": 3}, but found " + words(in.peek()));
            }
            Map<String, Object> object = readObject(in, 1);
            if (in.peek() != JsonToken.END_DOCUMENT) {
                throw new IllegalArgumentException("expected nothing behind the JSON object");
            }
            return object;
        } catch (EOFException e) {
            throw new IllegalArgumentException("the JSON text is empty or ends too early", e);
        } catch (MalformedJsonException e) {
            throw new IllegalArgumentException("no JSON: " + firstLine(e), e);
        } catch (IOException e) {
            throw new IllegalArgumentException("unreadable JSON: " + firstLine(e), e);
        }
    }

    /** Writes an object in one line. The same values in the same order give the same text. */
    public static String print(Map<String, ?> object) {
        StringWriter text = new StringWriter();
        JsonWriter out = new JsonWriter(text);
        out.setHtmlSafe(false);
        try {
            write(out, copyOf(object));
        } catch (IOException e) {
            throw new IllegalStateException("a StringWriter does not fail", e);
        }
        return text.toString();
    }

    /**
     * A deep, unmodifiable copy, with every whole number as Long and every other as Double.
     *
     * @throws IllegalArgumentException naming the place of a value that JSON, as we take it, cannot hold
     */
    public static Map<String, Object> copyOf(Map<?, ?> object) {
        return copyObject(object, "", 1);
    }

    private static Map<String, Object> readObject(JsonReader in, int depth) throws IOException {
        checkDepth(depth, in.getPath());
        Map<String, Object> object = new LinkedHashMap<>();
        in.beginObject();
        while (in.hasNext()) {
            String name = in.nextName();
            if (object.put(name, readValue(in, depth)) != null) {
                throw new IllegalArgumentException("the key \"" + name + "\" stands twice at " + in.getPath());
            }
        }
        in.endObject();
        return Collections.unmodifiableMap(object);
    }

    private static Object readValue(JsonReader in, int depth) throws IOException {
        JsonToken token = in.peek();
        return switch (token) {
            case BEGIN_OBJECT -> readObject(in, depth + 1);
            case BEGIN_ARRAY -> {
                checkDepth(depth + 1, in.getPath());
                List<Object> list = new ArrayList<>();
                in.beginArray();
                while (in.hasNext()) {
                    list.add(readValue(in, depth + 1));
                }
                in.endArray();
                yield Collections.unmodifiableList(list);
            }
            case STRING -> in.nextString();
            case BOOLEAN -> in.nextBoolean();
            case NUMBER -> number(in.nextString(), in.getPath());
            default -> throw new IllegalArgumentException(words(token) + " at " + in.getPath() + " is no value here");
        };
    }

    private static Object number(String digits, String path) {
        if (digits.matches("-?[0-9]+")) {
            try {
                return Long.valueOf(digits);
            } catch (NumberFormatException e) {
                throw new IllegalArgumentException("the whole number " + digits + " at " + path + " is too large", e);
            }
        }
        return finite(Double.parseDouble(digits), path);
    }

    private static Double finite(double value, String path) {
        if (!Double.isFinite(value)) {
            throw new IllegalArgumentException("the number at " + path + " is not finite or too large");
        }
        return value;
    }

    private static Map<String, Object> copyObject(Map<?, ?> object, String path, int depth) {
        checkDepth(depth, path);
        Map<String, Object> copy = new LinkedHashMap<>();
        object.forEach((key, value) -> {
            if (!(key instanceof String name)) {
                throw new IllegalArgumentException("the key " + key + " at \"" + path + "\" is not a String");
            }
            copy.put(name, copyValue(value, path.isEmpty() ? name : path + "." + name, depth));
        });
        return Collections.unmodifiableMap(copy);
    }

    private static Object copyValue(@Nullable Object value, String path, int depth) {
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
            return copyObject(map, path, depth + 1);
        }
        if (value instanceof Iterable<?> items) {
            checkDepth(depth + 1, path);
            List<Object> list = new ArrayList<>();
            for (Object item : items) {
                list.add(copyValue(item, path + "[" + list.size() + "]", depth + 1));
            }
            return Collections.unmodifiableList(list);
        }
        String type = value == null ? "null" : value.getClass().getName();
        throw new IllegalArgumentException("\"" + path + "\" is " + type
                + ", expected a String, a whole number of at most 64 bits, a floating-point number, a Boolean, a list"
                + " or a map of these");
    }

    private static void write(JsonWriter out, Object value) throws IOException {
        if (value instanceof Map<?, ?> map) {
            out.beginObject();
            for (Map.Entry<?, ?> entry : map.entrySet()) {
                out.name((String) entry.getKey());
                write(out, entry.getValue());
            }
            out.endObject();
        } else if (value instanceof List<?> list) {
            out.beginArray();
            for (Object item : list) {
                write(out, item);
            }
            out.endArray();
        } else if (value instanceof String text) {
            out.value(text);
        } else if (value instanceof Boolean bool) {
            out.value(bool);
        } else {
            out.value((Number) value);
        }
    }

    private static void checkDepth(int depth, String path) {
        if (depth > MAX_DEPTH) {
            throw new IllegalArgumentException("nested deeper than " + MAX_DEPTH + " levels at " + cut(path));
        }
    }

    private static String words(JsonToken token) {
        return switch (token) {
            case BEGIN_ARRAY -> "a list";
            case STRING -> "a string";
            case NUMBER -> "a number";
            case BOOLEAN -> "true or false";
            case NULL -> "null";
            default -> "something else";
        };
    }

    /** Gson's own advice (make the reader lenient) helps nobody here; what it found and where it stood does. */
    private static String firstLine(IOException e) {
        String message = String.valueOf(e.getMessage());
        int at = message.indexOf(" at line ");
        String found = at < 0 ? message : "unexpected text" + message.substring(at);
        return cut(found.lines().findFirst().orElse(found));
    }

    private static String cut(String text) {
        return text.length() <= 120 ? text : text.substring(0, 119) + "…";
    }
}
