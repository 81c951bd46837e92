package io.reveille.core.json;

import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import com.google.gson.stream.MalformedJsonException;
import java.io.EOFException;
import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** Reads values as {@link Json} has them, strictly. */
final class ValueReader {

    private static final Pattern WHOLE = Pattern.compile("-?[0-9]+");

    private final JsonReader in;
    private final int maxDepth;
    private final boolean withNull;

    private ValueReader(String text, int maxDepth, boolean withNull) {
        this.in = new JsonReader(new StringReader(text));
        this.maxDepth = maxDepth;
        this.withNull = withNull;
    }

    /**
     * Reads one object or list and nothing behind it.
     *
     * @param withNull whether null is a value
     * @throws IllegalArgumentException saying what is wrong and where
     */
    static Object read(String text, int maxDepth, boolean withNull) {
        ValueReader reader = new ValueReader(text, maxDepth, withNull);
        try {
            return reader.readDocument();
        } catch (EOFException e) {
            throw new IllegalArgumentException("the JSON text is empty or ends too early", e);
        } catch (MalformedJsonException e) {
            throw new IllegalArgumentException("no JSON: " + firstLine(e), e);
        } catch (IOException e) {
            throw new IllegalArgumentException("unreadable JSON: " + firstLine(e), e);
        }
    }

    private Object readDocument() throws IOException {
        JsonToken token = in.peek();
        if (token != JsonToken.BEGIN_OBJECT && token != JsonToken.BEGIN_ARRAY) {
            throw new IllegalArgumentException("expected one JSON object, as {\"unit\": 3}, but found " + words(token));
        }
        Object value = readValue(0);
        if (in.peek() != JsonToken.END_DOCUMENT) {
            throw new IllegalArgumentException("expected nothing behind the JSON object");
        }
        return value;
    }

    private Object readValue(int depth) throws IOException {
        JsonToken token = in.peek();
        return switch (token) {
            case BEGIN_OBJECT -> readObject(depth + 1);
            case BEGIN_ARRAY -> readList(depth + 1);
            case STRING -> in.nextString();
            case BOOLEAN -> in.nextBoolean();
            case NUMBER -> number(in.nextString());
            case NULL -> readNull();
            default -> throw noValue(token);
        };
    }

    private Map<String, Object> readObject(int depth) throws IOException {
        checkDepth(depth);
        Map<String, Object> object = new LinkedHashMap<>();
        in.beginObject();
        while (in.hasNext()) {
            String name = in.nextName().intern(); // the same few keys come with thousands of jobs
            if (object.put(name, readValue(depth)) != null) {
                throw new IllegalArgumentException(
                        "the key \"" + Json.cut(name) + "\" stands twice at " + Json.cut(in.getPath()));
            }
        }
        in.endObject();
        return Json.compact(object);
    }

    private List<Object> readList(int depth) throws IOException {
        checkDepth(depth);
        List<Object> list = new ArrayList<>();
        in.beginArray();
        while (in.hasNext()) {
            list.add(readValue(depth));
        }
        in.endArray();
        return List.copyOf(list);
    }

    /** The path is a text that is made when asked for, and a page of state has thousands of values. */
    private void checkDepth(int depth) {
        if (depth > maxDepth) {
            Json.checkDepth(depth, maxDepth, in.getPath());
        }
    }

    private Object readNull() throws IOException {
        if (!withNull) {
            throw noValue(JsonToken.NULL);
        }
        in.nextNull();
        return Json.NULL;
    }

    private IllegalArgumentException noValue(JsonToken token) {
        return new IllegalArgumentException(words(token) + " at " + Json.cut(in.getPath()) + " is no value here");
    }

    private Object number(String digits) {
        if (WHOLE.matcher(digits).matches()) {
            try {
                return Long.valueOf(digits);
            } catch (NumberFormatException e) {
                throw new IllegalArgumentException(
                        "the whole number " + Json.cut(digits) + " at " + Json.cut(in.getPreviousPath())
                                + " is too large",
                        e);
            }
        }
        double value = Double.parseDouble(digits);
        return Double.isFinite(value) ? value : Json.finite(value, Json.cut(in.getPreviousPath()));
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
        return Json.cut(found.lines().findFirst().orElse(found));
    }
}
