package io.reveille.itests.zones;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneId;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RulesTextTest {
    @Test
    void theRulesOfThisJdkAreReadBackAsTheyWerePrinted() {
        for (String zone : ZoneId.getAvailableZoneIds()) {
            ZoneRules rules = ZoneId.of(zone).getRules();

            assertThat(changes(RulesText.parse(RulesText.print(rules))))
                    .as(zone)
                    .isEqualTo(changes(rules));
        }
    }

    @Test
    void theFixedRulesAreThoseOf2025() {
        FixedRules fixed = new FixedRules();

        assertThat(fixed.provideZoneIds()).hasSize(603);
        assertThat(fixed.provideVersions("UTC")).containsOnlyKeys("2025a");
        assertThat(offset(fixed, "Africa/Casablanca", "2029-07-01T00:00:00Z")).isEqualTo("+01:00");
        assertThat(offset(fixed, "America/Vancouver", "2029-01-01T00:00:00Z")).isEqualTo("-08:00");
        assertThat(offset(fixed, "Europe/Berlin", "2029-07-01T00:00:00Z")).isEqualTo("+02:00");
        assertThat(offset(fixed, "UTC", "2029-07-01T00:00:00Z")).isEqualTo("Z");
    }

    private static String offset(FixedRules fixed, String zone, String moment) {
        return fixed.provideRules(zone, false).getOffset(Instant.parse(moment)).getId();
    }

    /** The first offset, and all changes for some decades. */
    private static List<Object> changes(ZoneRules rules) {
        List<Object> all = new ArrayList<>(List.of(rules.getOffset(Instant.MIN)));
        ZoneOffsetTransition change = rules.nextTransition(Instant.MIN);
        while (change != null && change.getInstant().isBefore(Instant.parse("2090-01-01T00:00:00Z"))) {
            all.add(change);
            change = rules.nextTransition(change.getInstant());
        }
        return all;
    }
}
