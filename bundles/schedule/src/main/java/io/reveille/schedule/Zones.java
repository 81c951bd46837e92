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

    private static final int LONGEST_ABBREVIATION = 4;

    /** Where an abbreviation that is no zone of Java's is used first of all. */
    private static final Map<String, String> ABBREVIATIONS = Map.ofEntries(
            Map.entry("est", "America/New_York"),
            Map.entry("edt", "America/New_York"),
            Map.entry("cst", "America/Chicago"),
            Map.entry("cdt", "America/Chicago"),
            Map.entry("mst", "America/Denver"),
            Map.entry("mdt", "America/Denver"),
            Map.entry("pst", "America/Los_Angeles"),
            Map.entry("pdt", "America/Los_Angeles"),
            Map.entry("hst", "Pacific/Honolulu"),
            Map.entry("bst", "Europe/London"),
            Map.entry("west", "Europe/Lisbon"),
            Map.entry("cest", "Europe/Berlin"),
            Map.entry("mez", "Europe/Berlin"),
            Map.entry("mesz", "Europe/Berlin"),
            Map.entry("eest", "Europe/Helsinki"),
            Map.entry("msk", "Europe/Moscow"),
            Map.entry("jst", "Asia/Tokyo"),
            Map.entry("kst", "Asia/Seoul"),
            Map.entry("aest", "Australia/Sydney"),
            Map.entry("aedt", "Australia/Sydney"),
            Map.entry("nzst", "Pacific/Auckland"),
            Map.entry("nzdt", "Pacific/Auckland"));

    private Zones() {}

    /** The zone of a name in any case, or of an offset; null when there is none. */
    static @Nullable ZoneId parse(String name) {
        String id = Names.IDS.getOrDefault(Ascii.lower(name), name);
        ZoneId zone = of(id);
        return zone == null ? of(Ascii.upper(id)) : zone; // of an offset: z, utc+2
    }

    private static @Nullable ZoneId of(String id) {
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

    /**
     * The zone that was perhaps meant; empty when there is no guess. An abbreviation has hardly a letter that could be a
     * slip, and the nearest one lies hours away: of those a table says where they are used. So does one with digits.
     */
    static String meant(String name) {
        if (name.length() <= LONGEST_ABBREVIATION) {
            return ABBREVIATIONS.getOrDefault(Ascii.lower(name), "");
        }
        return name.chars().anyMatch(c -> Ascii.isDigit((char) c)) ? "" : Nearest.to(name, Names.WORDS);
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
