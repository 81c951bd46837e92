package io.reveille.persistence.pages;

import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import io.reveille.spi.StateRecord;
import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Set;

/** Refuses JSON that parsers read differently, or not at all. Builds no objects, whatever the text. */
final class StrictJson {

    private StrictJson() {}

    /**
     * Checks that the text is one JSON object in one line, without duplicate keys, without numbers that no double can
     * hold, and nested no deeper than {@value StateRecord#MAX_DEPTH} levels.
     *
     * @throws IllegalArgumentException saying what is wrong
     */
    static void check(String text) {
        if (text.indexOf('\n') >= 0 || text.indexOf('\r') >= 0) {
            throw new IllegalArgumentException("it is not in one line");
        }
        JsonReader in = new JsonReader(new StringReader(text));
        try {
            if (in.peek() != JsonToken.BEGIN_OBJECT) {
                throw new IllegalArgumentException("it is no JSON object");
            }
            walk(in);
        } catch (IOException | IllegalStateException e) { // thrown by JsonReader at an unexpected token
            throw new IllegalArgumentException("it is no JSON: " + firstLine(e), e);
        }
    }

    private static void walk(JsonReader in) throws IOException {
        Deque<Set<String>> keys = new ArrayDeque<>(); // of each open object; an unused set for each list
        for (JsonToken token = in.peek(); token != JsonToken.END_DOCUMENT; token = in.peek()) {
            switch (token) {
                case BEGIN_OBJECT -> {
                    in.beginObject();
                    descend(keys);
                }
                case BEGIN_ARRAY -> {
                    in.beginArray();
                    descend(keys);
                }
                case END_OBJECT -> {
                    in.endObject();
                    keys.pop();
                }
                case END_ARRAY -> {
                    in.endArray();
                    keys.pop();
                }
                case NAME -> {
                    String key = in.nextName();
                    if (!keys.element().add(key)) {
                        throw new IllegalArgumentException("the key " + cut(key) + " is there twice");
                    }
                }
                case NUMBER -> {
                    String number = in.nextString();
                    if (!Double.isFinite(Double.parseDouble(number))) {
                        throw new IllegalArgumentException("no number is as large as " + cut(number));
                    }
                }
                default -> in.skipValue();
            }
        }
    }

    private static void descend(Deque<Set<String>> keys) {
        keys.push(new HashSet<>());
        if (keys.size() > StateRecord.MAX_DEPTH) {
            throw new IllegalArgumentException("it is nested deeper than " + StateRecord.MAX_DEPTH + " levels");
        }
    }

    private static String firstLine(Exception e) {
        return cut(String.valueOf(e.getMessage()).lines().findFirst().orElse(""));
    }

    private static String cut(String text) {
        return text.length() <= 100 ? text : text.substring(0, 99) + "…";
    }
}
