package io.reveille.core.intake;

import io.reveille.JobDefinitionException;
import io.reveille.core.json.Json;
import io.reveille.core.state.TypedProperties;
import io.reveille.spi.JobProperties;
import io.reveille.spi.StateRecord;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.Comparator;
import java.util.Map;

/**
 * The limit on the size of a definition, so that the records that keep it have room. Checked before a definition is
 * stored, not for one that is stored already, which goes on.
 */
public final class Room {

    static final int MOST_TAGS = 100;

    /** The most bytes of a definition: half a record, since other data stands beside it. */
    static final int MOST_BYTES = StateRecord.MAX_LENGTH / 2;

    private Room() {}

    /**
     * Checks whether there is room for a definition.
     *
     * @param definition as the codec writes it
     * @throws JobDefinitionException naming the property that is too large, its size, and what is allowed
     */
    public static void check(Map<String, Object> definition) {
        if (definition.get(JobProperties.TAGS) instanceof String[] tags && tags.length > MOST_TAGS) {
            throw Fault.of(JobProperties.TAGS, tags, tags.length + " tags, at most " + MOST_TAGS + " are allowed");
        }
        int all = bytes(definition);
        if (all > MOST_BYTES) {
            Map.Entry<String, Object> largest =
                    Collections.max(definition.entrySet(), Comparator.comparingInt(Room::bytes));
            throw Fault.of(
                    largest.getKey(),
                    largest.getValue(),
                    bytes(largest) + " of the " + all + " bytes of the whole definition, for which at most "
                            + MOST_BYTES + " are allowed");
        }
    }

    private static int bytes(Map.Entry<String, Object> property) {
        return bytes(Map.of(property.getKey(), property.getValue()));
    }

    private static int bytes(Map<String, Object> properties) {
        return Json.print(TypedProperties.write(properties)).getBytes(StandardCharsets.UTF_8).length;
    }
}
