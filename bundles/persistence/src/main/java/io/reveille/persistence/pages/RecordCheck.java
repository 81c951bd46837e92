package io.reveille.persistence.pages;

import io.reveille.spi.StateRecord;
import java.nio.charset.StandardCharsets;

/** Refuses records that could not be read back as they were given. */
final class RecordCheck {

    /** The greatest length of a name, in characters: a kind, and a job's name of at most 64. */
    static final int MAX_NAME = 256;

    private static final int MAX_KIND = 20;

    private RecordCheck() {}

    /**
     * Checks the rules of {@link StateRecord}, the cheapest first, so that an overlong text is refused at once.
     *
     * @throws IllegalArgumentException saying what is wrong
     */
    static void check(StateRecord record) {
        String name = record.job();
        if (name.isEmpty() || name.length() > MAX_NAME) {
            throw new IllegalArgumentException("its name has " + name.length() + " characters, not 1 to " + MAX_NAME);
        }
        if (name.indexOf('/') > 0 || record.kind().length() > MAX_KIND) {
            throw new IllegalArgumentException("its name " + name + " is neither a job's nor the engine's own");
        }
        long length = record.json().length();
        if (length <= StateRecord.MAX_LENGTH) {
            length = record.json().getBytes(StandardCharsets.UTF_8).length;
        }
        if (length > StateRecord.MAX_LENGTH) {
            throw new IllegalArgumentException(
                    "it is " + length + " bytes long, at most " + StateRecord.MAX_LENGTH + " are kept");
        }
        StrictJson.check(record.json());
    }
}
