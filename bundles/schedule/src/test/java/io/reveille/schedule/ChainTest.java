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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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

    /** Those that count by arithmetic, each from where a mistake of one would show. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            every 3 days                                                       | 2027-01-01T10:00:00Z
            every day in Europe/Rome                                           | 2027-03-26T01:30:00Z
            every 3 days in Europe/Rome                                        | 2027-03-25T01:30:00Z
            every week in Europe/Rome                                          | 2027-03-14T01:30:00Z
            every day in America/Nuuk                                          | 2027-03-25T01:30:00Z
            every day at 23:30 in America/Nuuk                                 | 2027-03-25T12:00:00Z
            every day at 00:15 in America/Havana                               | 2027-03-12T12:00:00Z
            every week at 02:30 in Europe/Rome                                 | 2027-03-14T00:00:00Z
            every hour at :00 in Australia/Lord_Howe                           | 2027-10-02T12:00:00Z
            every hour at :00 in Australia/Lord_Howe                           | 2027-04-03T12:00:00Z
            every 3 hours at :30 in Australia/Lord_Howe                        | 2027-10-01T12:00:00Z
            every monday, thursday, sunday at 07:00                            | 2027-01-06T10:00:00Z
            every 3 weeks on monday, thursday at 07:00                         | 2027-01-06T10:00:00Z
            every 3 weeks on monday, thursday at 07:00 starting 2027-03-01     | 2027-01-01T00:00:00Z
            every 3 weeks on monday, thursday at 07:00 starting 2027-03-08     | 2027-01-01T00:00:00Z
            every 3 weeks on monday, thursday at 07:00 starting 2027-03-15     | 2027-01-01T00:00:00Z
            every month on day 31 at 12:00                                     | 2027-01-31T11:00:00Z
            every month on day 31 at 12:00                                     | 2027-01-31T12:00:00Z
            every 3 months on day 31 at 12:00                                  | 2027-01-10T12:00:00Z
            every 7 months on fifth friday at 12:00                            | 2027-01-10T12:00:00Z
            every month on fifth friday at 12:00                               | 2027-01-29T12:00:00Z
            every 5 months on last weekday                                     | 2027-12-10T12:00:00Z
            every month on first day in Europe/Rome                            | 2027-01-10T12:00:00Z
            every 10 minutes starting 2027-03-01T08:03:00Z                     | 2027-02-28T00:00:00Z
            every 10 minutes starting 2027-03-01T08:03:00Z                     | 2027-03-05T08:07:00Z
            every 5 to 10 minutes starting 2027-03-01T08:03:00Z                | 2027-02-28T00:00:00Z
            every 5 to 10 minutes between 08:00 and 09:00                      | 2027-02-28T00:00:00Z
            every 100 minutes between 22:00 and 05:00 in Europe/Rome           | 2027-03-26T12:00:00Z
            every 100 minutes between 22:00 and 05:00 in Europe/Rome           | 2027-10-29T12:00:00Z
            every 90 minutes between 20:00 and 04:00 on friday in Europe/Rome  | 2027-10-20T12:00:00Z
            every 90 minutes between 08:00 and 18:00 starting 2027-03-01 09:05 | 2027-02-20T00:00:00Z
            every 30 hours between 08:00 and 18:00 starting 2027-03-01 20:00   | 2027-02-20T00:00:00Z
            cron 0 * * * * between 08:00 and 10:00                             | 2027-01-01T00:00:00Z
            cron 30 2,3 * * * in Europe/Rome                                   | 2027-10-29T00:00:00Z
            cron 0 */3 * * * in Australia/Lord_Howe                            | 2027-04-03T00:00:00Z
            """)
    void countingAgreesWithListing(String text, Instant start) {
        Schedule schedule = Schedule.parse(text);
        int count = 0;
        Optional<Instant> before = Optional.empty();
        for (Instant occurrence : schedule.preview(start, 25)) {
            String question = "number " + (count + 1) + ", " + occurrence;
            Instant justBefore = occurrence.minusNanos(1);
            assertThat(schedule.missed(start, justBefore, 100)).as(question).isEqualTo(count);
            assertThat(schedule.missed(start, occurrence, 100)).as(question).isEqualTo(count + 1);
            assertThat(schedule.latest(start, justBefore)).as(question).isEqualTo(before);
            assertThat(schedule.latest(start, occurrence)).as(question).contains(occurrence);
            assertThat(schedule.next(start, justBefore)).as(question).contains(occurrence);
            count++;
            before = Optional.of(occurrence);
        }
        assertThat(count).isEqualTo(25);
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
