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

    /** The zone that an abbreviation unknown to Java most often means. */
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
        return zone == null ? of(Ascii.upper(id)) : zone; // in capitals Java knows offsets such as z and utc+2
    }

    private static @Nullable ZoneId of(String id) {
        try {
            return canonical(ZoneId.of(id));
        } catch (DateTimeException unknown) {
            return null;
        }
    }

    /** Returns "UTC" for Java's "Z", which few people would read as a zone. */
    static ZoneId canonical(ZoneId zone) {
        return zone.equals(ZoneOffset.UTC) ? UTC : zone;
    }

    /**
     * The zone that was perhaps meant; empty when there is no guess. Abbreviations are looked up in a table: the nearest
     * one by letters would be a zone hours away. Nothing is guessed for a name with digits.
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
     * The instant of a local time. In a gap, java.time answers the offset before it, which makes the instant one gap later;
     * in an overlap it answers the offset before it too, which makes it the first pass. Both are what the language promises.
     */
    static Instant resolve(LocalDateTime local, ZoneRules rules) {
        return local.toInstant(rules.getOffset(local));
    }

    /** Ids by their lower case; a class of its own, so that the table is made only for a text with a zone. */
    private static final class Names {
        static final Map<String, String> IDS = new HashMap<>();
        static final Nearest.Words WORDS;

        static {
            ZoneId.getAvailableZoneIds().forEach(id -> IDS.put(Ascii.lower(id), id));
            WORDS = new Nearest.Words(IDS.values());
        }
    }
}
