package io.reveille.handlers.telemetry;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.reveille.handlers.arguments.OneLine;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.List;

/** The figures of a host, added part by part; a part that cannot be read is left out, with the reason. */
final class Reading {

    /** Reads one part; an exception says what is missing or damaged. */
    @FunctionalInterface
    interface Part {
        JsonElement read() throws IOException;
    }

    private final JsonObject values = new JsonObject();
    private final List<String> leftOut = new ArrayList<>();

    void add(String name, Part part) {
        addTo(values, "", name, part);
    }

    /** Adds a part of a part; {@code prefix} goes before its name where it is left out. */
    void addTo(JsonObject parent, String prefix, String name, Part part) {
        try {
            parent.add(name, part.read());
        } catch (NoSuchFileException e) {
            leaveOut(prefix + name, "there is no " + e.getFile());
        } catch (IOException e) {
            leaveOut(prefix + name, String.valueOf(e.getMessage()));
        }
    }

    void leaveOut(String what, String why) {
        leftOut.add(OneLine.escape(what + " (" + why + ")"));
    }

    JsonObject values() {
        return values;
    }

    /** Returns the parts that were left out, each with the reason; empty if there are none. */
    List<String> leftOut() {
        return List.copyOf(leftOut);
    }
}
