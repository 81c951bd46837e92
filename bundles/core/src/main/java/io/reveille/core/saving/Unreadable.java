package io.reveille.core.saving;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.reveille.core.json.Json;
import io.reveille.core.state.Fields;
import io.reveille.core.state.RecordKind;
import io.reveille.core.state.Written;
import io.reveille.spi.Quarantined;
import io.reveille.spi.StateRecord;
import java.util.zip.CRC32C;

/**
 * Records that the store could read and the engine could not, kept as records of their own before those under the old
 * names are written anew. The engine never drops them.
 */
public final class Unreadable {

    private static final int VERSION = 1;

    /** The most characters kept of a text, so that it fits a record however it is escaped. */
    private static final int MAX_TEXT = StateRecord.MAX_LENGTH / 8;

    private Unreadable() {}

    /** Makes the record that keeps a damaged one. The same damaged record found again is kept once. */
    public static StateRecord write(StateRecord damaged, String reason) {
        String text = damaged.json();
        CRC32C sum = new CRC32C();
        sum.update(text.getBytes(UTF_8));
        return new StateRecord(
                RecordKind.UNREADABLE.nameOf(damaged.job() + '~' + Long.toHexString(sum.getValue())),
                Json.print(new Written()
                        .always("v", VERSION)
                        .always("record", damaged.job())
                        .always("reason", reason)
                        .always("text", text.substring(0, Math.min(MAX_TEXT, text.length())))
                        .json()));
    }

    /** Reads what such a record keeps; one that cannot be read itself is returned as it is. */
    public static Quarantined read(StateRecord record) {
        try {
            Fields json = new Fields(Json.parseObject(record.json()));
            return new Quarantined(json.name("record"), json.text("reason"), json.text("text"));
        } catch (IllegalArgumentException e) {
            return new Quarantined(record.job(), String.valueOf(e.getMessage()), record.json());
        }
    }
}
