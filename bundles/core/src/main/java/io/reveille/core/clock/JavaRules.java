package io.reveille.core.clock;

import io.reveille.TimeZoneRules;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.zone.ZoneRulesException;
import java.time.zone.ZoneRulesProvider;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The time-zone rules that Java has, and how old they are. */
public final class JavaRules {

    private static final Pattern YEAR = Pattern.compile("(\\d{4}).*");

    private JavaRules() {}

    /**
     * Tells which rules Java has.
     *
     * @param now what a trusted clock shows; empty if none does
     */
    public static TimeZoneRules asOf(Optional<Instant> now) {
        return asOf(release(), now);
    }

    static TimeZoneRules asOf(String release, Optional<Instant> now) {
        Matcher year = YEAR.matcher(release);
        if (now.isEmpty() || !year.matches()) {
            return new TimeZoneRules(release, OptionalInt.empty());
        }
        int years = now.get().atOffset(ZoneOffset.UTC).getYear() - Integer.parseInt(year.group(1));
        return new TimeZoneRules(release, years < 0 ? OptionalInt.empty() : OptionalInt.of(years));
    }

    private static String release() {
        try {
            return ZoneRulesProvider.getVersions("UTC").lastKey();
        } catch (ZoneRulesException unknown) { // a provider in place of Java's own need not have this zone
            return "";
        }
    }
}
