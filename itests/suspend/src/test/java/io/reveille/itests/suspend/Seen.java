package io.reveille.itests.suspend;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.time.Instant;

/**
 * Something that was seen from outside the machine.
 *
 * @param at when, by the clock outside
 * @param what an event of QEMU, a word of the {@link SleepWitness}, or {@link #LINE}
 * @param more what else was said
 */
record Seen(Instant at, String what, JsonObject more) {

    /** A line on the console that is none of the witness. */
    static final String LINE = "LINE";

    static Seen event(JsonObject message) {
        JsonObject time = message.getAsJsonObject("timestamp");
        Instant at = Instant.ofEpochSecond(
                time.get("seconds").getAsLong(), time.get("microseconds").getAsLong() * 1000);
        return new Seen(at, message.get("event").getAsString(), message);
    }

    static Seen line(Instant at, String line) {
        int witness = line.indexOf(SleepWitness.MARK + "{");
        if (witness >= 0 && line.endsWith("}")) {
            JsonObject told = JsonParser.parseString(line.substring(witness + SleepWitness.MARK.length()))
                    .getAsJsonObject();
            return new Seen(at, told.get("what").getAsString(), told);
        }
        JsonObject more = new JsonObject();
        more.addProperty("line", line);
        return new Seen(at, LINE, more);
    }

    String text(String key) {
        return more.has(key) ? more.get(key).getAsString() : "";
    }

    /** A time that the machine told. */
    Instant time(String key) {
        return Instant.parse(text(key));
    }

    @Override
    public String toString() {
        return at + " " + what + " " + more;
    }
}
