package io.reveille.handlers.telemetry;

import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import java.io.IOException;
import java.io.StringReader;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One line of telemetry.
 *
 * @param time when the sample was taken
 * @param values the numbers, by their paths: {@code memory.totalBytes}
 */
record Sample(Instant time, Map<String, Double> values) {

    /** The property that holds the time. */
    static final String TIME = "time";

    private static final int DEEPEST = 8;

    /** The greatest value: far more than any real reading, and sums of a million such values are still finite. */
    private static final double LARGEST = 1e20;

    /**
     * Reads a line strictly. Token by token, because a tree of a damaged line could be as deep as the line is long.
     *
     * @throws IOException saying why the line is no telemetry
     */
    static Sample parse(String line) throws IOException {
        try (JsonReader in = new JsonReader(new StringReader(line))) {
            Collector collector = new Collector(in);
            collector.object("", 1);
            if (in.peek() != JsonToken.END_DOCUMENT) {
                throw new IOException("something follows the object");
            }
            String time = collector.time;
            if (time == null) {
                throw new IOException("there is no " + TIME);
            }
            return new Sample(Instant.parse(time), collector.values);
        } catch (IllegalStateException | NumberFormatException | DateTimeException e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    private static final class Collector {
        private final JsonReader in;
        private final Map<String, Double> values = new LinkedHashMap<>();
        private @Nullable String time;

        Collector(JsonReader in) {
            this.in = in;
        }

        void object(String prefix, int depth) throws IOException {
            if (depth > DEEPEST) {
                throw new IOException("more than " + DEEPEST + " objects within each other");
            }
            in.beginObject();
            while (in.hasNext()) {
                String name = in.nextName();
                JsonToken token = in.peek();
                if (token == JsonToken.BEGIN_OBJECT) {
                    object(prefix + name + ".", depth + 1);
                } else if (token == JsonToken.NUMBER) {
                    values.put(prefix + name, number(in.nextDouble()));
                } else if (token == JsonToken.STRING && depth == 1 && name.equals(TIME)) {
                    time = in.nextString();
                } else {
                    in.skipValue();
                }
            }
            in.endObject();
        }

        private static double number(double value) throws IOException {
            if (Math.abs(value) > LARGEST) {
                throw new IOException("the number " + value + " is beyond all readings");
            }
            return value;
        }
    }
}
