package io.reveille.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RandomIntervalTest {
    private static final Instant NEW_YEAR = Instant.parse("2027-01-01T00:00:00Z");

    @Test
    void drawsEachNumberBetweenTheTwoAboutAsOften() {
        int[] drawn = new int[11];
        Schedule schedule = Schedule.parse("every 5 to 10 minutes").withSeed(42);
        Instant previous = NEW_YEAR;
        for (Instant next : schedule.preview(NEW_YEAR, 60_000)) {
            Duration gap = Duration.between(previous, next);
            assertThat(gap.toSeconds() % 60).isZero();
            drawn[(int) gap.toMinutes()]++;
            previous = next;
        }

        for (int minutes = 5; minutes <= 10; minutes++) {
            // 10,000 expected, with a deviation of 91: five of them are out of reach of chance.
            assertThat(drawn[minutes]).as("%s minutes", minutes).isBetween(9_540, 10_460);
        }
    }

    @Test
    void neighbouringSeedsAndInstantsDrawApart() {
        Schedule schedule = Schedule.parse("every 1 to 2 seconds");
        int same = 0;
        for (int i = 0; i < 10_000; i++) {
            Instant after = NEW_YEAR.plusNanos(i);
            Duration one =
                    Duration.between(after, schedule.withSeed(i).next(after).orElseThrow());
            Duration other =
                    Duration.between(after, schedule.withSeed(i + 1).next(after).orElseThrow());
            same += one.equals(other) ? 1 : 0;
        }

        assertThat(same).isBetween(4_700, 5_300);
    }

    @Test
    void aTimeOfDayIsKeptWhateverIsDrawn() {
        Schedule schedule = Schedule.parse("every 1 to 3 days at 10:30").withSeed(3);

        assertThat(schedule.preview(NEW_YEAR, 100))
                .allSatisfy(next -> assertThat(next.toString()).endsWith("T10:30:00Z"));
    }

    @Test
    void afterALongGapTheChainStartsAgain() {
        Schedule schedule = Schedule.parse("every 1 to 2 seconds").withSeed(9);
        List<Instant> chain = new ArrayList<>(schedule.preview(NEW_YEAR, 1002));
        Instant last = chain.get(Limits.STEPS - 1);
        Instant nextYear = NEW_YEAR.plus(Duration.ofDays(365));

        assertThat(schedule.next(NEW_YEAR, last)).contains(chain.get(Limits.STEPS));
        assertThat(schedule.next(NEW_YEAR, chain.get(Limits.STEPS))).isEqualTo(schedule.next(chain.get(Limits.STEPS)));
        assertThat(schedule.next(NEW_YEAR, nextYear)).isEqualTo(schedule.next(nextYear));
        assertThat(schedule.latest(NEW_YEAR, nextYear)).contains(last);
        assertThat(schedule.missed(NEW_YEAR, nextYear, Integer.MAX_VALUE)).isEqualTo(Limits.STEPS);
        assertThat(schedule.missed(NEW_YEAR, nextYear, 7)).isEqualTo(7);
    }
}
