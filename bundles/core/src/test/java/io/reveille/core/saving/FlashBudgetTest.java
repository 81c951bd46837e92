package io.reveille.core.saving;

import static org.assertj.core.api.Assertions.assertThat;

import io.reveille.spi.StateStore.Written;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FlashBudgetTest {

    private static final Duration USUAL = Duration.ofSeconds(30);
    private static final long PAGE = 48_000;

    private Instant now = Instant.parse("2026-03-04T12:03:00Z");
    private Written total = Written.NOTHING;

    @Test
    void withinTheBudgetNothingIsStretched() {
        FlashBudget budget = new FlashBudget(24_000_000); // a million an hour
        for (int save = 0; save < 20; save++) {
            write(budget, PAGE);
            assertThat(budget.interval(USUAL, now)).isEqualTo(USUAL);
        }
    }

    @Test
    void overADayItIsHeldWhateverThereIsToSave() {
        FlashBudget budget = new FlashBudget(24_000_000);
        Instant start = now;
        Instant end = now.plus(Duration.ofDays(2));
        Duration longest = Duration.ZERO;
        Written firstDay = Written.NOTHING;
        while (now.isBefore(end)) {
            write(budget, PAGE);
            Duration interval = budget.interval(USUAL, now);
            longest = interval.compareTo(longest) > 0 ? interval : longest;
            now = now.plus(interval);
            firstDay =
                    firstDay.equals(Written.NOTHING) && now.isAfter(start.plus(Duration.ofDays(1))) ? total : firstDay;
        }

        assertThat(firstDay.bytes()).isBetween(23_000_000L, 25_100_000L); // an hour's worth goes before
        assertThat(total.bytes() - firstDay.bytes()).isBetween(23_000_000L, 24_100_000L);
        assertThat(budget.lastDay(now).bytes()).isBetween(23_000_000L, 25_000_000L);
        assertThat(longest).isBetween(Duration.ofSeconds(172), Duration.ofSeconds(173)); // 48,000 of 24 million
    }

    @Test
    void aSaveWaitsAnHourAtMost() {
        FlashBudget budget = new FlashBudget(10_000);
        write(budget, 1_000_000);

        assertThat(budget.interval(USUAL, now)).isEqualTo(Duration.ofHours(1));
        assertThat(budget.interval(Duration.ofHours(2), now)).isEqualTo(Duration.ofHours(2));
    }

    @Test
    void aQuietTimePaysForABusyOne() {
        FlashBudget budget = new FlashBudget(24_000_000);
        write(budget, 3_000_000);
        assertThat(budget.interval(USUAL, now)).isEqualTo(Duration.ofHours(1));

        now = now.plus(Duration.ofMinutes(60 * 1 + 30));
        assertThat(budget.interval(USUAL, now)).isEqualTo(Duration.ofMinutes(30));

        now = now.plus(Duration.ofMinutes(30));
        assertThat(budget.interval(USUAL, now)).isEqualTo(USUAL);
    }

    @Test
    void withoutABudgetItIsCountedOnly() {
        FlashBudget budget = new FlashBudget(0);
        write(budget, Long.MAX_VALUE / 2);

        assertThat(budget.interval(USUAL, now)).isEqualTo(USUAL);
        assertThat(budget.lastDay(now)).isEqualTo(total);
    }

    @Test
    void whatIsOlderThanADayIsForgotten() {
        FlashBudget budget = new FlashBudget(0);
        write(budget, 100);
        now = now.plus(Duration.ofHours(20));
        write(budget, 10);
        assertThat(budget.lastDay(now)).isEqualTo(new Written(2, 110));

        now = now.plus(Duration.ofHours(4));
        assertThat(budget.lastDay(now)).isEqualTo(new Written(1, 10));
        now = now.plus(Duration.ofHours(20));
        assertThat(budget.lastDay(now)).isEqualTo(Written.NOTHING);
    }

    @Test
    void itIsKeptOverARestart() {
        FlashBudget before = new FlashBudget(24_000_000);
        write(before, 3_000_000);
        now = now.plus(Duration.ofHours(2));
        write(before, 1_500_000);

        FlashBudget after = new FlashBudget(24_000_000);
        after.read(before.write());
        assertThat(after.lastDay(now)).isEqualTo(new Written(2, 4_500_000));
        assertThat(after.interval(USUAL, now))
                .isEqualTo(before.interval(USUAL, now))
                .isGreaterThan(USUAL);

        after.written(new Written(1, 100), now); // by the new store
        assertThat(after.lastDay(now)).isEqualTo(new Written(3, 4_500_100));
        now = now.plus(Duration.ofMinutes(91));
        assertThat(after.interval(USUAL, now)).isEqualTo(USUAL);
    }

    @Test
    void aClockSetBackStretchesNothingForLong() {
        FlashBudget budget = new FlashBudget(24_000_000);
        write(budget, 1_000_000);
        now = now.minus(Duration.ofDays(400));
        assertThat(budget.interval(USUAL, now)).isEqualTo(USUAL);
        write(budget, 10);

        assertThat(budget.lastDay(now)).isEqualTo(new Written(1, 10));
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", "a:2", "1:2 3", "1:2 3:4", "1:2 3:4:5:6"})
    void aDamagedTextIsPassedOver(String text) {
        FlashBudget budget = new FlashBudget(24_000_000);
        budget.read(text);

        assertThat(budget.lastDay(now)).isEqualTo(Written.NOTHING);
        assertThat(budget.interval(USUAL, now)).isEqualTo(USUAL);
    }

    private void write(FlashBudget budget, long bytes) {
        total = new Written(total.writes() + 1, total.bytes() + bytes);
        budget.written(total, now);
    }
}
