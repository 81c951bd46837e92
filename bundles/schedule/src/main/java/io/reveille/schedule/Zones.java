package io.reveille.schedule;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneRules;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Time zones in the text, and the one rule that turns a local time into an instant. */
final class Zones {
    static final ZoneId UTC = ZoneId.of("UTC");
    static final String EXPECTED = "a time zone such as UTC or Europe/Rome";

    private Zones() {}

    /** The zone of a name in any case, or of an offset; null when there is none. */
    static @Nullable ZoneId parse(String name) {
        String id = Names.IDS.getOrDefault(Ascii.lower(name), name);
        try {
            return canonical(ZoneId.of(id));
        } catch (DateTimeException unknown) {
            return null;
        }
    }

    /** Java has several zones that are always UTC; the plain "Z" would be read by few people as a zone. */
    static ZoneId canonical(ZoneId zone) {
        return zone.equals(ZoneOffset.UTC) ? UTC : zone;
    }

    static Nearest.Words names() {
        return Names.WORDS;
    }

    static String clause(ZoneId zone) {
        return " in " + zone.getId();
    }

    static String describe(ZoneId zone) {
        return zone.equals(UTC) ? ", UTC" : ", " + zone.getId() + " time";
    }

    /**
     * Where a local time falls. In a gap, java.time answers the offset before it, which makes the instant one gap
     * later; in an overlap it answers the same, which makes it the first pass. Both are what DESIGN.md section 4 asks.
     */
    static Instant resolve(LocalDateTime local, ZoneRules rules) {
        return local.toInstant(rules.getOffset(local));
    }

    /** Ids by their lower case; on its own so that only a text with a zone pays for the table. */
    private static final class Names {
        static final Map<String, String> IDS = new HashMap<>();
        static final Nearest.Words WORDS;

        static {
            ZoneId.getAvailableZoneIds().forEach(id -> IDS.put(Ascii.lower(id), id));
            WORDS = new Nearest.Words(IDS.values());
        }
    }
}
