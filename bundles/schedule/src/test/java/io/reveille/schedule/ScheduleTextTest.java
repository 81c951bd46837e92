package io.reveille.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.ZoneId;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ScheduleTextTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            every 10 seconds                              | every 10 seconds
            every second                                  | every second
            every 1 seconds                               | every second
            every 10 second                               | every 10 seconds
            EVERY MINUTE                                  | every minute
            every 10 MINUTES                              | every 10 minutes
            every 10 seconds in UTC                       | every 10 seconds
            every minute at :05                           | every minute at :05 in UTC
            every minute in Asia/Tokyo at :05             | every minute at :05 in Asia/Tokyo
            every 2 hours at :30 in Asia/Kolkata          | every 2 hours at :30 in Asia/Kolkata
            every 2 hours at :30:15                       | every 2 hours at :30:15 in UTC
            every hour at :13:00                          | every hour at :13 in UTC
            every 90 minutes                              | every 90 minutes
            every 5 to 10 minutes                         | every 5 to 10 minutes
            every 1 to 2 minutes                          | every 1 to 2 minutes
            every 5 to 5 minutes                          | every 5 minutes
            every 2 to 3 days at 6:00 in europe/rome      | every 2 to 3 days at 06:00 in Europe/Rome
            every 1 to 3 weeks                            | every 1 to 3 weeks in UTC
            every 10 to 20 minutes at :30                 | every 10 to 20 minutes at :30 in UTC
            every PT1H30M                                 | every 90 minutes
            every pt1h                                    | every hour
            every PT2H                                    | every 2 hours
            every PT90S                                   | every 90 seconds
            every PT3600S                                 | every hour
            every PT1H at :30                             | every hour at :30 in UTC
            every P1D at 10:30                            | every day at 10:30 in UTC
            every P2W                                     | every 2 weeks in UTC
            every day at 10:30 in Europe/Rome             | every day at 10:30 in Europe/Rome
            every DAY AT 10:30 IN Europe/Rome             | every day at 10:30 in Europe/Rome
            every 3 days at 06:00:15                      | every 3 days at 06:00:15 in UTC
            every day at 6:00                             | every day at 06:00 in UTC
            every day in Z                                | every day in UTC
            every day in +05:45                           | every day in +05:45
            every week                                    | every week in UTC
            every week at 10:00                           | every week at 10:00 in UTC
            every wednesday at 13:15                      | every wednesday at 13:15 in UTC
            every FRIDAY                                  | every friday in UTC
            every 1 sunday                                | every sunday in UTC
            every friday, monday at 07:00                 | every monday, friday at 07:00 in UTC
            every monday,friday , monday at 07:00         | every monday, friday at 07:00 in UTC
            every weekday at 08:00                        | every weekday at 08:00 in UTC
            every weekday, sunday                         | every monday, tuesday, wednesday, thursday, friday, sunday in UTC
            every monday, tuesday, wednesday, thursday, friday | every weekday in UTC
            once at 2027-01-01T00:00:00Z                  | once at 2027-01-01T00:00:00Z
            ONCE AT 2027-01-01t00:00z                     | once at 2027-01-01T00:00:00Z
            once at 2027-01-01T00:00:00+01:00             | once at 2026-12-31T23:00:00Z
            once at 2027-01-01T00:00:00.25Z               | once at 2027-01-01T00:00:00.250Z
            once at 2027-01-01 18:30 in Europe/Rome       | once at 2027-01-01T17:30:00Z
            once at 2027-01-01T18:30:15 in Europe/Rome    | once at 2027-01-01T17:30:15Z
            once at 2027-01-01 18:30Z                     | once at 2027-01-01T18:30:00Z
            once at 2027-01-01 18:30                      | once at 2027-01-01T18:30:00Z
            once at 2027-03-28 02:30 in Europe/Rome       | once at 2027-03-28T01:30:00Z
            once at 2027-10-31 02:30 in Europe/Rome       | once at 2027-10-31T00:30:00Z
            once in 45 minutes                            | once in 45 minutes
            once in 1 hours                               | once in 1 hour
            once in 2 days                                | once in 2 days
            once in PT1H30M                               | once in 90 minutes
            """)
    void readsAndPrintsCanonically(String text, String canonical) {
        Schedule schedule = Schedule.parse(text);

        assertThat(schedule).hasToString(canonical);
        assertThat(Schedule.parse(canonical)).isEqualTo(schedule).hasSameHashCodeAs(schedule);
    }

    @Test
    void blanksOfAnyKindSeparateWords() {
        assertThat(Schedule.parse("  every\t10 \r\n seconds ")).hasToString("every 10 seconds");
    }

    @Test
    void theDefaultZoneIsMeantWhereNoneIsSaid() {
        ZoneId rome = ZoneId.of("Europe/Rome");

        assertThat(Schedule.parse("every day at 10:30", rome)).hasToString("every day at 10:30 in Europe/Rome");
        assertThat(Schedule.parse("every day in UTC", rome)).hasToString("every day in UTC");
        assertThat(Schedule.parse("every day", ZoneOffset.UTC)).isEqualTo(Schedule.parse("every day in UTC"));
        assertThat(Schedule.parse("every hour", rome)).isEqualTo(Schedule.parse("every hour"));
        assertThat(Schedule.parse("once at 2027-01-01 18:30", rome)).hasToString("once at 2027-01-01T17:30:00Z");
    }

    @Test
    void anyScheduleIsReadBackAsItWasPrinted() {
        Randomly.times(5000, random -> {
            ZoneId zone = Randomly.zone(random);
            String text = random.nextBoolean() ? Randomly.fixedText(random, zone) : Randomly.randomText(random, zone);
            Schedule schedule = Schedule.parse(text);

            assertThat(Schedule.parse(schedule.toString(), ZoneId.of("Asia/Tokyo")))
                    .isEqualTo(schedule)
                    .hasToString(schedule.toString());
        });
    }

    @Test
    void everyZoneIsReadBack() {
        for (String id : ZoneId.getAvailableZoneIds()) {
            Schedule schedule = Schedule.every().day().in(ZoneId.of(id)).build();

            assertThat(Schedule.parse(schedule.toString())).isEqualTo(schedule);
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            every second                            | Every second
            every 10 seconds                        | Every 10 seconds
            every 5 to 10 minutes                   | Every 5 to 10 minutes (at random)
            every 2 to 3 days at 10:30              | Every 2 to 3 days (at random) at 10:30, UTC
            every 2 minutes at :05                  | Every 2 minutes at 5 seconds past the minute, UTC
            every hour at :00                       | Every hour on the hour, UTC
            every hour at :01:00                    | Every hour at 1 minute past the hour, UTC
            every hour at :28:09 in Asia/Tokyo      | Every hour at 28 minutes and 9 seconds past the hour, Asia/Tokyo time
            every hour at :00:09                    | Every hour at 9 seconds past the hour, UTC
            every day at 10:30 in Europe/Rome       | Every day at 10:30, Europe/Rome time
            every 3 days                            | Every 3 days at the same time of day, UTC
            every tuesday at 07:00                  | Every Tuesday at 07:00, UTC
            every monday, wednesday, friday         | Every Monday, Wednesday and Friday at the same time of day, UTC
            every monday, friday at 07:00           | Every Monday and Friday at 07:00, UTC
            every weekday at 08:00                  | Every weekday (Monday to Friday) at 08:00, UTC
            once at 2027-01-01T00:00:00Z            | Once on 2027-01-01 at 00:00:00, UTC
            once in 45 minutes                      | Once, 45 minutes after its definition
            """)
    void describesInEnglish(String text, String description) {
        assertThat(Schedule.parse(text).describe()).isEqualTo(description);
        assertThat(Schedule.parse(text).recurrence().describe()).isEqualTo(description);
    }
}
