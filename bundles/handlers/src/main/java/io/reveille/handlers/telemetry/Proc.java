package io.reveille.handlers.telemetry;

import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import io.reveille.handlers.arguments.OneLine;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the texts of files in {@code /proc}, as proc(5) describes them. */
final class Proc {

    /** The greatest number of interfaces, so that one line stays readable on a host with a thousand virtual ones. */
    static final int MOST_INTERFACES = 64;

    // Stricter than parsers of numbers: no sign, no exponent, no NaN, no overflow.
    private static final Pattern WHOLE = Pattern.compile("[0-9]{1,18}");
    private static final Pattern DECIMAL = Pattern.compile("[0-9]{1,12}(\\.[0-9]{1,6})?");
    private static final Pattern SPACE = Pattern.compile("\\s+");

    private static final int RX_BYTES = 0;
    private static final int RX_ERRORS = 2;
    private static final int TX_BYTES = 8;
    private static final int TX_ERRORS = 10;

    private Proc() {}

    /** {@code /proc/loadavg}: the runnable tasks, averaged over 1, 5 and 15 minutes. */
    static JsonObject load(String text) throws IOException {
        String[] fields = fields(text);
        if (fields.length < 3) {
            throw damaged("/proc/loadavg", text, "three numbers");
        }
        JsonObject load = new JsonObject();
        load.add("1m", decimal("/proc/loadavg", fields[0]));
        load.add("5m", decimal("/proc/loadavg", fields[1]));
        load.add("15m", decimal("/proc/loadavg", fields[2]));
        return load;
    }

    /** {@code /proc/meminfo}; kernels before 3.14 lack MemAvailable. */
    static JsonObject memory(String text, Reading reading) throws IOException {
        JsonObject memory = new JsonObject();
        memory.addProperty("totalBytes", kibibytes(text, "MemTotal"));
        reading.addTo(memory, "memory.", "availableBytes", () -> new JsonPrimitive(kibibytes(text, "MemAvailable")));
        return memory;
    }

    /** {@code /proc/uptime}: seconds since the boot, time in suspend included. */
    static JsonPrimitive uptime(String text) throws IOException {
        return decimal("/proc/uptime", fields(text)[0]);
    }

    /** {@code /proc/net/dev}: counters of each interface since it came up. */
    static JsonObject network(String text, Reading reading) throws IOException {
        List<String> lines = text.lines().filter(line -> line.contains(":")).toList();
        if (lines.isEmpty()) {
            throw damaged("/proc/net/dev", text, "a line for each interface");
        }
        JsonObject network = new JsonObject();
        for (String line : lines.subList(0, Math.min(lines.size(), MOST_INTERFACES))) {
            // Old kernels leave no space after the colon; no interface has one in its name.
            int colon = line.indexOf(':');
            reading.addTo(network, "network.", line.substring(0, colon).strip(), () -> counters(line, colon));
        }
        if (lines.size() > MOST_INTERFACES) {
            reading.leaveOut(
                    "network", (lines.size() - MOST_INTERFACES) + " interfaces beyond the first " + MOST_INTERFACES);
        }
        return network;
    }

    private static JsonObject counters(String line, int colon) throws IOException {
        String[] fields = fields(line.substring(colon + 1));
        if (fields.length <= TX_ERRORS) {
            throw damaged("/proc/net/dev", line, "at least " + (TX_ERRORS + 1) + " counters");
        }
        JsonObject counters = new JsonObject();
        counters.addProperty("rxBytes", whole("/proc/net/dev", fields[RX_BYTES]));
        counters.addProperty("rxErrors", whole("/proc/net/dev", fields[RX_ERRORS]));
        counters.addProperty("txBytes", whole("/proc/net/dev", fields[TX_BYTES]));
        counters.addProperty("txErrors", whole("/proc/net/dev", fields[TX_ERRORS]));
        return counters;
    }

    private static long kibibytes(String text, String key) throws IOException {
        Matcher line = Pattern.compile("^" + key + ":\\s*([0-9]{1,15}) kB\\s*$", Pattern.MULTILINE)
                .matcher(text);
        if (!line.find()) {
            throw new IOException("/proc/meminfo has no readable " + key);
        }
        return Long.parseLong(line.group(1)) * 1024;
    }

    private static String[] fields(String text) {
        return SPACE.split(text.strip(), -1);
    }

    private static long whole(String file, String field) throws IOException {
        if (!WHOLE.matcher(field).matches()) {
            throw damaged(file, field, "a whole number");
        }
        return Long.parseLong(field);
    }

    private static JsonPrimitive decimal(String file, String field) throws IOException {
        if (!DECIMAL.matcher(field).matches()) {
            throw damaged(file, field, "a number");
        }
        return new JsonPrimitive(new BigDecimal(field));
    }

    private static IOException damaged(String file, String text, String expected) {
        return new IOException(file + " says " + OneLine.show(text.strip()) + ", expected " + expected);
    }
}
