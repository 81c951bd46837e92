package io.reveille.persistence.pages;

import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import io.reveille.spi.StateRecord;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * A page as text: a header line, then a line for each record, each line one JSON object.
 *
 * <pre>
 * {"reveille":1,"page":3,"kind":"/history","seq":42,"crc":"0a1b2c3d","records":2}
 * {"job":"/history/poll","seq":42,"state":{…}}
 * {"job":"/history/upload","seq":17,"state":{…}}
 * </pre>
 *
 * A page of jobs' records names no kind. The CRC-32C covers the page's number, its sequence number, its kind and
 * everything after the header: a text that was cut, patched together or is in the wrong place is refused.
 *
 * @param number the number of the page
 * @param kind the kind of the records, see {@link StateRecord#kind()}
 * @param sequence the sequence number of the save, which grows with each save of the store
 * @param body everything after the header
 */
record PageText(int number, String kind, long sequence, String body) {

    /** The version of the format. A page of a newer format is refused as a whole. */
    static final int FORMAT = 1;

    /** The greatest length of a header, in bytes. */
    static final int HEADER_LENGTH = 160;

    /** The greatest length of a page, in characters or bytes. */
    static final int LIMIT = StateRecord.MAX_LENGTH + 4 * 1024;

    /** The greatest sequence number: with a save each millisecond it is reached after more than 200,000 years. */
    static final long MAX_SEQUENCE = 1L << 53;

    private static final String STATE = ",\"state\":";

    /** The fields of a line before the state. */
    private record Head(String job, long sequence) {}

    /** A line that is no record on a page whose checksum is right, so it was written that way. */
    record Refused(String line, String reason) {}

    /** The content of the lines. */
    record Records(List<Page.Entry> entries, List<Refused> refused) {}

    /** Thrown when a text cannot be used; the message says why. */
    static final class DamagedException extends Exception {
        private static final long serialVersionUID = 1;

        private final String text;
        private final boolean newer;

        DamagedException(String reason, String text, @Nullable Throwable cause) {
            this(reason, text, false, cause);
        }

        private DamagedException(String reason, String text, boolean newer, @Nullable Throwable cause) {
            super(reason, cause);
            this.text = text;
            this.newer = newer;
        }

        String reason() {
            return String.valueOf(getMessage());
        }

        String text() {
            return text;
        }

        /** Returns whether the text is of a newer format, and so perhaps not damaged. */
        boolean newer() {
            return newer;
        }
    }

    static String print(Page page, long sequence) {
        StringBuilder body = new StringBuilder();
        page.entries().forEach(entry -> appendLine(body, entry.sequence(), entry.record()));
        JsonObject header = new JsonObject();
        header.addProperty("reveille", FORMAT);
        header.addProperty("page", page.number);
        if (!page.kind.isEmpty()) {
            header.addProperty("kind", page.kind);
        }
        header.addProperty("seq", sequence);
        header.addProperty("crc", crc(page.number, page.kind, sequence, body.toString()));
        header.addProperty("records", page.entries().size());
        return header + "\n" + body;
    }

    /** Reads the header and checks that the text is whole; {@link #records} reads the rest. */
    static PageText parse(String text) throws DamagedException {
        if (text.isEmpty()) {
            throw new DamagedException("it is empty", text, null);
        }
        if (text.length() > LIMIT) {
            throw new DamagedException("it is longer than " + LIMIT + " bytes", text.substring(0, LIMIT), null);
        }
        int end = text.indexOf('\n');
        if (end < 0) {
            throw new DamagedException("it has no header", text, null);
        }
        try {
            JsonObject header = object(text.substring(0, end));
            int format = header.get("reveille").getAsInt();
            if (format > FORMAT) {
                throw new DamagedException(
                        "it is of format " + format + ", this Reveille reads up to " + FORMAT, text, true, null);
            }
            int number = header.get("page").getAsInt();
            String kind = header.has("kind") ? header.get("kind").getAsString() : "";
            long sequence = header.get("seq").getAsLong();
            String body = text.substring(end + 1);
            if (!crc(number, kind, sequence, body).equals(header.get("crc").getAsString())) {
                throw new DamagedException("its checksum is wrong", text, null);
            }
            if (sequence < 0 || sequence > MAX_SEQUENCE) {
                throw new DamagedException("no save has the sequence number " + sequence, text, null);
            }
            return new PageText(number, kind, sequence, body);
        } catch (IllegalArgumentException
                | IllegalStateException
                | UnsupportedOperationException
                | NullPointerException e) { // all that Gson throws at a header of another shape
            throw new DamagedException("its header cannot be read: " + e.getMessage(), text, e);
        }
    }

    /** Reads the lines after the header. */
    Records records() {
        Records records = new Records(new ArrayList<>(), new ArrayList<>());
        body.lines().forEach(line -> readLine(line, records));
        return records;
    }

    /** Returns how much a record adds to its page, in bytes. */
    static int lineLength(long sequence, StateRecord record) {
        StringBuilder line = new StringBuilder();
        appendLine(line, sequence, record);
        return lengthOf(line);
    }

    private static int lengthOf(CharSequence line) {
        return line.toString().getBytes(StandardCharsets.UTF_8).length + 20; // the sequence number may get longer
    }

    private static void appendLine(StringBuilder text, long sequence, StateRecord record) {
        JsonObject line = new JsonObject();
        line.addProperty("job", record.job());
        line.addProperty("seq", sequence);
        String start = line.toString();
        // The record is JSON in one line already.
        text.append(start, 0, start.length() - 1)
                .append(STATE)
                .append(record.json())
                .append("}\n");
    }

    private void readLine(String line, Records records) {
        try {
            int state = line.indexOf(STATE); // cannot be part of a name, whose quotes are escaped
            if (state < 0 || !line.endsWith("}")) {
                throw new IllegalArgumentException("it has no state");
            }
            Head head = readHead(line.substring(0, state) + "}");
            if (head.sequence() < 0 || head.sequence() > sequence) {
                throw new IllegalArgumentException(
                        "its sequence number is " + head.sequence() + ", its page's " + sequence);
            }
            StateRecord record = new StateRecord(head.job(), line.substring(state + STATE.length(), line.length() - 1));
            RecordCheck.check(record);
            records.entries().add(new Page.Entry(head.sequence(), record, lengthOf(line + "\n")));
        } catch (IOException | IllegalArgumentException | IllegalStateException e) {
            records.refused().add(new Refused(line, "a record cannot be read: " + e.getMessage()));
        }
    }

    /** Reads the fields one by one, without a tree: a start reads many thousands of lines. */
    private static Head readHead(String text) throws IOException {
        JsonReader in = new JsonReader(new StringReader(text));
        String job = null;
        Long sequence = null;
        in.beginObject();
        while (in.hasNext()) {
            String name = in.nextName();
            if (name.equals("job") && job == null) {
                job = in.nextString();
            } else if (name.equals("seq") && sequence == null) {
                sequence = in.nextLong();
            } else {
                throw new IllegalArgumentException("it has a field \"" + name + "\" too many");
            }
        }
        in.endObject();
        if (job == null || sequence == null || in.peek() != JsonToken.END_DOCUMENT) {
            throw new IllegalArgumentException("its head says something else than a job and a sequence number");
        }
        return new Head(job, sequence);
    }

    /** @throws IllegalArgumentException if the text has another form */
    private static JsonObject object(String text) {
        StrictJson.check(text);
        try {
            return JsonParser.parseString(text).getAsJsonObject();
        } catch (JsonParseException | IllegalStateException e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
    }

    private static String crc(int number, String kind, long sequence, String body) {
        CRC32C crc = new CRC32C();
        crc.update((number + " " + sequence + kind + "\n").getBytes(StandardCharsets.UTF_8));
        crc.update(body.getBytes(StandardCharsets.UTF_8));
        return String.format("%08x", crc.getValue());
    }
}
