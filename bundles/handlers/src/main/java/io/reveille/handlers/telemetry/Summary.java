package io.reveille.handlers.telemetry;

import com.google.gson.JsonObject;
import io.reveille.handlers.arguments.OneLine;
import java.io.IOException;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Reads the lines of telemetry files, oldest first, and sums up those of one period. */
final class Summary {

    /** The greatest number of series: far more than any host has, so that no file can fill the memory. */
    static final int MOST_SERIES = 1000;

    private static final String COUNTERS = "network.";

    private final Period period;
    private final Map<String, Series> series = new TreeMap<>();
    private long lines;
    private long unreadable;
    private long samples;
    private long valuesLeftOut;
    private @Nullable String firstUnreadable;
    private @Nullable Instant first;
    private @Nullable Instant last;

    Summary(Period period) {
        this.period = period;
    }

    /**
     * Adds one line; a line that cannot be read is counted.
     *
     * @param file the name of the file
     * @param number the number of the line in the file, from 1
     */
    void add(String line, String file, long number) {
        lines++;
        try {
            Sample sample = Sample.parse(line);
            if (period.contains(sample.time())) {
                add(sample);
            }
        } catch (IOException e) {
            unreadable++;
            if (firstUnreadable == null) {
                firstUnreadable = file + " line " + number + ": " + OneLine.show(reason(line, e));
            }
        }
    }

    private static String reason(String line, IOException e) {
        return line.isEmpty()
                ? "empty, or longer than " + LineReader.LONGEST + " bytes"
                : String.valueOf(e.getMessage());
    }

    private void add(Sample sample) {
        samples++;
        first = first == null || sample.time().isBefore(first) ? sample.time() : first;
        last = last == null || sample.time().isAfter(last) ? sample.time() : last;
        sample.values().forEach((name, value) -> {
            if (series.size() >= MOST_SERIES && !series.containsKey(name)) {
                valuesLeftOut++;
            } else {
                series.computeIfAbsent(name, n -> new Series(n.startsWith(COUNTERS)))
                        .add(value);
            }
        });
    }

    long lines() {
        return lines;
    }

    long unreadable() {
        return unreadable;
    }

    long samples() {
        return samples;
    }

    /** Returns the result in one sentence for people. */
    String inWords(int files) {
        StringBuilder words = new StringBuilder();
        words.append(samples == 0 ? "no telemetry" : count(samples, "sample"))
                .append(" from ")
                .append(period);
        words.append("; read ").append(count(lines, "line")).append(" in ").append(count(files, "file"));
        if (unreadable > 0) {
            words.append(", skipped ").append(unreadable).append(" unreadable (first: ");
            words.append(firstUnreadable).append(')');
        }
        if (valuesLeftOut > 0) {
            words.append("; left out ")
                    .append(valuesLeftOut)
                    .append(" values beyond ")
                    .append(MOST_SERIES);
            words.append(" names");
        }
        return words.toString();
    }

    private static String count(long number, String what) {
        return number + " " + what + (number == 1 ? "" : "s");
    }

    /** Returns the report's body. */
    JsonObject toJson() {
        JsonObject json = new JsonObject();
        json.addProperty("start", period.start().toString());
        json.addProperty("end", period.end().toString());
        json.addProperty("lines", lines);
        json.addProperty("unreadable", unreadable);
        json.addProperty("samples", samples);
        if (first != null && last != null) {
            json.addProperty("first", first.toString());
            json.addProperty("last", last.toString());
        }
        JsonObject values = new JsonObject();
        series.forEach((name, s) -> values.add(name, s.toJson()));
        json.add("values", values);
        return json;
    }
}
