package io.reveille.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The questions that jump over a gap must answer what stepping through it would. */
class ChainTest {
    @Test
    void jumpingAgreesWithSteppingThroughShortGaps() {
        Randomly.times(4000, random -> {
            ZoneId zone = Randomly.zone(random);
            Schedule schedule = Schedule.parse(Randomly.fixedText(random, zone));
            checkAgainstStepping(schedule, Randomly.instant(random, zone), 1 + random.nextInt(40), random);
        });
    }

    @Test
    void jumpingAgreesWithSteppingThroughYears() {
        Randomly.times(150, random -> {
            ZoneId zone = Randomly.zone(random);
            Schedule schedule = Schedule.parse(Randomly.fixedText(random, zone));
            checkAgainstStepping(schedule, Randomly.instant(random, zone), 5000, random);
        });
    }

    @Test
    void jumpingAgreesWithSteppingThroughTheNineteenthCentury() {
        Randomly.times(300, random -> {
            ZoneId zone = ZoneId.of(
                    Randomly.one(random, List.of("Asia/Manila", "America/Juneau", "Europe/Rome", "Pacific/Apia")));
            Schedule schedule = Schedule.parse(Randomly.fixedText(random, zone));
            Instant start = Instant.parse(Randomly.one(
                    random, List.of("1844-12-25T09:12:13.5Z", "1867-10-10T01:02:03Z", "1892-06-28T17:00:00Z")));
            checkAgainstStepping(schedule, start.plusSeconds(random.nextInt(500_000)), 1200, random);
        });
    }

    @Test
    void randomIntervalsAgreeWithSteppingWithinTheirBound() {
        Randomly.times(1000, random -> {
            ZoneId zone = Randomly.zone(random);
            Schedule schedule =
                    Schedule.parse(Randomly.randomText(random, zone)).withSeed(random.nextLong());
            checkAgainstStepping(schedule, Randomly.instant(random, zone), 1 + random.nextInt(60), random);
        });
    }

    private static void checkAgainstStepping(Schedule schedule, Instant start, int steps, Random random) {
        List<Instant> chain = new ArrayList<>();
        Instant current = start;
        for (int i = 0; i <= steps; i++) {
            Instant next = schedule.next(current).orElseThrow();
            assertThat(next).as("%s after %s", schedule, current).isAfter(current);
            chain.add(next);
            current = next;
        }
        Instant last = chain.get(steps - 1);
        long span = Duration.between(last, chain.get(steps)).toNanos();
        Instant between = last.plusNanos((long) (random.nextDouble() * (span - 1)));
        for (Instant after : List.of(last, between, chain.get(steps).minusNanos(1))) {
            String question = schedule + " from " + start + " over " + after;
            assertThat(schedule.next(start, after)).as(question).contains(chain.get(steps));
            assertThat(schedule.latest(start, after)).as(question).contains(last);
            assertThat(schedule.missed(start, after, Integer.MAX_VALUE))
                    .as(question)
                    .isEqualTo(steps);
            assertThat(schedule.missed(start, after, steps - 1)).as(question).isEqualTo(steps - 1);
        }
        Instant early = chain.get(0).minusNanos(1);
        assertThat(schedule.next(start, early)).contains(chain.get(0));
        assertThat(schedule.latest(start, early)).isEmpty();
        assertThat(schedule.missed(start, early, 10)).isZero();
    }

    @Test
    void beforeTheChainStartsItsFirstOccurrenceIsNext() {
        Schedule schedule = Schedule.parse("every 10 minutes");
        Instant previous = Instant.parse("2027-05-01T10:03:00Z");
        Instant earlier = Instant.parse("2027-01-01T00:00:00Z");

        assertThat(schedule.next(previous, earlier)).contains(Instant.parse("2027-05-01T10:13:00Z"));
        assertThat(schedule.missed(previous, earlier, 5)).isZero();
        assertThat(schedule.latest(previous, earlier)).isEmpty();
    }

    @Test
    @Timeout(60)
    void centuriesTakeNoLongerThanTheirChangesOfOffset() {
        Instant start = Instant.parse("0001-01-01T00:00:00.5Z");
        Instant end = Instant.parse("9990-01-01T00:00:00Z");
        Randomly.times(100, random -> {
            Schedule schedule = Schedule.parse(Randomly.fixedText(random, Randomly.zone(random)));
            Optional<Instant> latest = schedule.latest(start, end);
            Instant next = schedule.next(start, end).orElseThrow();

            assertThat(schedule.next(latest.orElseThrow())).as("%s", schedule).contains(next);
            assertThat(latest.orElseThrow()).isBeforeOrEqualTo(end);
            assertThat(next).isAfter(end);
            assertThat(schedule.missed(start, end, Integer.MAX_VALUE)).isGreaterThan(50_000);
        });
    }

    @Test
    void countsEverySecondOfThirtyYearsAtOnce() {
        Instant start = Instant.parse("2000-01-01T00:00:00Z");
        Instant end = Instant.parse("2030-01-01T00:00:00Z");

        assertThat(Schedule.parse("every second").missed(start, end, Integer.MAX_VALUE))
                .isEqualTo((int) Duration.between(start, end).toSeconds());
    }
}
