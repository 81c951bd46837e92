package io.reveille.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The table of a zone says what the zone's own rules say; each is made anew, for those that are asked for are kept. */
@Tag("any-rules")
class ZoneOffsetsTest {
    private static final Instant END = Instant.parse("2200-01-01T12:00:00Z");

    @Test
    void everySecondAroundAChangeHasTheOffsetOfTheRules() {
        for (String id : Randomly.ZONES) {
            ZoneRules rules = ZoneId.of(id).getRules();
            ZoneOffsets table = new ZoneOffsets(rules);
            int changes = 0;
            ZoneOffsetTransition change = rules.nextTransition(Instant.EPOCH);
            while (change != null && change.getInstant().isBefore(END)) {
                changes++;
                long second = change.toEpochSecond();
                for (long near : List.of(second - 1, second, second + 1)) {
                    checkSpan(table, rules, near);
                }
                assertThat(table.start(table.spanOf(second))).isEqualTo(second);
                assertThat(table.end(table.spanOf(second - 1))).isEqualTo(second);
                change = rules.nextTransition(change.getInstant());
            }
            assertThat(table.spans()).as(id).isBetween(changes + 1, changes + 2);
        }
    }

    @Test
    void anySecondHasTheOffsetOfTheRules() {
        Randomly.times(300, random -> {
            ZoneRules rules = Randomly.zone(random).getRules();
            checkSpan(new ZoneOffsets(rules), rules, (long) (random.nextDouble() * END.getEpochSecond()));
        });
    }

    private static void checkSpan(ZoneOffsets table, ZoneRules rules, long second) {
        int span = table.spanOf(second);

        assertThat(table.offset(span))
                .isEqualTo(rules.getOffset(Instant.ofEpochSecond(second)).getTotalSeconds());
        assertThat(second).isGreaterThanOrEqualTo(table.start(span)).isLessThan(table.end(span));
    }

    @Test
    void theFirstAndTheLastSpanGoOnForEver() {
        ZoneOffsets table = new ZoneOffsets(ZoneId.of("Europe/Rome").getRules());

        assertThat(table.spanOf(-9_999_999_999_999L)).isZero();
        assertThat(table.start(0)).isEqualTo(Long.MIN_VALUE);
        assertThat(table.spanOf(9_999_999_999_999L)).isEqualTo(table.spans() - 1);
        assertThat(table.end(table.spans() - 1)).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void aLocalTimeIsShownByTheEarliestSpanOrByNone() {
        for (String id : Randomly.ZONES) {
            ZoneRules rules = ZoneId.of(id).getRules();
            ZoneOffsets table = new ZoneOffsets(rules);
            ZoneOffsetTransition change = rules.nextTransition(Instant.EPOCH);
            while (change != null && change.getInstant().isBefore(END)) {
                for (LocalDateTime time : List.of(change.getDateTimeBefore(), change.getDateTimeAfter())) {
                    checkShowing(table, rules, time.minusSeconds(1));
                    checkShowing(table, rules, time);
                    checkShowing(table, rules, time.plusSeconds(1));
                }
                change = rules.nextTransition(change.getInstant());
            }
        }
    }

    private static void checkShowing(ZoneOffsets table, ZoneRules rules, LocalDateTime time) {
        int span = table.firstSpanShowing(time.toEpochSecond(ZoneOffset.UTC));
        List<ZoneOffset> valid = rules.getValidOffsets(time);
        if (valid.isEmpty()) {
            assertThat(table.start(~span)).isEqualTo(rules.getTransition(time).toEpochSecond());
        } else {
            assertThat(table.offset(span)).isEqualTo(valid.get(0).getTotalSeconds());
        }
    }
}
