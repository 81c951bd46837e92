package io.reveille.persistence;

import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import io.reveille.spi.StateRecord;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32C;

/**
 * A page as text: a header line, then a line for each record, each line one JSON object.
 *
 * <pre>
 * {"reveille":1,"page":3,"kind":"/history","seq":42,"crc":"0a1b2c3d","records":2}
 * {"job":"/history/poll","seq":42,"state":{…}}
 * {"job":"/history/upload","seq":17,"state":{…}}
 * </pre>
 *
 * A page of jobs' records names no kind. The CRC-32C is over the page's number, its sequence, its kind and all that
 * follows the header: a text that was cut, patched together or stands in the wrong place does not count.
 *
 * @param number the page's
 * @param kind of its records, see {@link StateRecord#kind()}
 * @param sequence grows with each save of the store
 * @param entries the records
 */
record PageText(int number, String kind, long sequence, List<Page.Entry> entries) {

    /** Of the format. A newer one is refused whole. */
    static final int FORMAT = 1;

    /** No header is longer, in bytes. */
    static final int HEADER_LENGTH = 160;

    /** The text cannot be used; the message says why. */
    static final class DamagedException extends Exception {
        private static final long serialVersionUID = 1;

        DamagedException(String message) {
            super(message);
        }

        DamagedException(String message, Throwable cause) {
            super(message, cause);
        }
    }

    static String print(Page page, long sequence) {
        StringBuilder body = new StringBuilder();
        page.entries.values().forEach(entry -> appendLine(body, entry.sequence(), entry.record()));
        JsonObject header = new JsonObject();
        header.addProperty("reveille", FORMAT);
        header.addProperty("page", page.number);
        if (!page.kind.isEmpty()) {
            header.addProperty("kind", page.kind);
        }
        header.addProperty("seq", sequence);
        header.addProperty("crc", crc(page.number, page.kind, sequence, body.toString()));
        header.addProperty("records", page.entries.size());
        return header + "\n" + body;
    }

    static PageText parse(String text) throws DamagedException {
        int end = text.indexOf('\n');
        if (end < 0) {
            throw new DamagedException("it has no header");
        }
        try {
            JsonObject header = JsonParser.parseString(text.substring(0, end)).getAsJsonObject();
            int format = header.get("reveille").getAsInt();
            if (format > FORMAT) {
                throw new DamagedException("it is of format " + format + ", this Reveille reads up to " + FORMAT);
            }
            int number = header.get("page").getAsInt();
            String kind = header.has("kind") ? header.get("kind").getAsString() : "";
            long sequence = header.get("seq").getAsLong();
            String body = text.substring(end + 1);
            if (!crc(number, kind, sequence, body).equals(header.get("crc").getAsString())) {
                throw new DamagedException("its checksum is wrong");
            }
            List<Page.Entry> entries = new ArrayList<>();
            for (String line : body.lines().toList()) {
                entries.add(entry(line));
            }
            return new PageText(number, kind, sequence, entries);
        } catch (JsonParseException
                | IllegalStateException
                | UnsupportedOperationException
                | NumberFormatException
                | NullPointerException e) { // all that Gson throws at a text of another shape
            throw new DamagedException("it cannot be read: " + e.getMessage(), e);
        }
    }

    /** How much a record adds to its page, in bytes. */
    static int lineLength(long sequence, StateRecord record) {
        StringBuilder line = new StringBuilder();
        appendLine(line, sequence, record);
        return line.toString().getBytes(StandardCharsets.UTF_8).length + 20; // its sequence may get longer
    }

    private static void appendLine(StringBuilder text, long sequence, StateRecord record) {
        JsonObject line = new JsonObject();
        line.addProperty("job", record.job());
        line.addProperty("seq", sequence);
        String start = line.toString();
        // The record is JSON in one line already: it is put in as it is.
        text.append(start, 0, start.length() - 1)
                .append(",\"state\":")
                .append(record.json())
                .append("}\n");
    }

    private static Page.Entry entry(String line) {
        JsonObject object = JsonParser.parseString(line).getAsJsonObject();
        String job = object.get("job").getAsString();
        String state = object.get("state").getAsJsonObject().toString();
        return Page.Entry.of(object.get("seq").getAsLong(), new StateRecord(job, state));
    }

    private static String crc(int number, String kind, long sequence, String body) {
        CRC32C crc = new CRC32C();
        crc.update((number + " " + sequence + kind + "\n").getBytes(StandardCharsets.UTF_8));
        crc.update(body.getBytes(StandardCharsets.UTF_8));
        return String.format("%08x", crc.getValue());
    }
}
