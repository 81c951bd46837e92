package io.reveille.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
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
            every day in europe/zurich                    | every day in Europe/Zurich
            every day in ASIA/ADEN                        | every day in Asia/Aden
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
            once in 90s                                   | once in 90 seconds
            every 10s                                     | every 10 seconds
            every 5 min                                   | every 5 minutes
            every 5 mins                                  | every 5 minutes
            every 2h                                      | every 2 hours
            every 1 hr                                    | every hour
            every 3 hrs                                   | every 3 hours
            every 15 SEC                                  | every 15 seconds
            every 15 secs                                 | every 15 seconds
            every 60m at :30                              | every 60 minutes at :30 in UTC
            every 2d at 06:00                             | every 2 days at 06:00 in UTC
            every 2wk                                     | every 2 weeks in UTC
            every 3 wks                                   | every 3 weeks in UTC
            every 1h30m                                   | every 90 minutes
            every 1H60M                                   | every 2 hours
            every 1h0m1s                                  | every 3601 seconds
            every 1000000000 seconds                      | every 1000000000 seconds
            every 36525d                                  | every 36525 days in UTC
            once in 36525 days                            | once in 36525 days
            once in P36525D                               | once in 36525 days
            every mon-fri at 07:00                        | every weekday at 07:00 in UTC
            every monday to wednesday, sunday at 07:00    | every monday, tuesday, wednesday, sunday at 07:00 in UTC
            every thurs, tues at 07:00                    | every tuesday, thursday at 07:00 in UTC
            every fri to mon                              | every monday, friday, saturday, sunday in UTC
            every weekdays                                | every weekday in UTC
            every week on monday at 07:00                 | every monday at 07:00 in UTC
            every 2 weeks at 07:00 on thu, mon            | every 2 weeks on monday, thursday at 07:00 in UTC
            every 2 weeks on mon-fri in Europe/Rome       | every 2 weeks on monday to friday in Europe/Rome
            every month on day 15 at 12:00                | every month on day 15 at 12:00 in UTC
            every 1 months on day 31                      | every month on day 31 in UTC
            every 3 months on last day                    | every 3 months on last day in UTC
            every month on second tuesday at 09:00        | every month on second tuesday at 09:00 in UTC
            every month on 2nd tue at 09:00               | every month on second tuesday at 09:00 in UTC
            every month on last fri                       | every month on last friday in UTC
            every month on last weekday                   | every month on last weekday in UTC
            every month on first day                      | every month on day 1 in UTC
            cron */15  8-18 * * mon-fri in Asia/Tokyo     | cron */15 8-18 * * MON-FRI in Asia/Tokyo
            cron 0 0 ? * 5L nowake                        | cron 0 0 ? * 5L in UTC nowake
            @daily                                        | @daily in UTC
            @daily in europe/rome within 5 min            | @daily in Europe/Rome within 5 minutes
            cron @hourly                                  | @hourly in UTC
            @reboot in UTC                                | @reboot
            @reboot until 2027-01-01 in Asia/Tokyo        | @reboot in Asia/Tokyo until 2027-01-01
            AFTER "x" Fails                               | after "x" fails
            every 10 minutes between 8:00 and 18:00       | every 10 minutes between 08:00 and 18:00 in UTC
            every 10 min between 22:00 and 24:00 on mon-fri | every 10 minutes between 22:00 and 00:00 on monday to friday in UTC
            every 10 min between 22:00 and 05:00:30 on sun, sat | every 10 minutes between 22:00 and 05:00:30 on saturday, sunday in UTC
            every 10 min nowake in Asia/Tokyo times 3 until 18:30 starting 2027-01-01 00:00 spread over 60s within PT90S | every 10 minutes in Asia/Tokyo starting 2027-01-01 until 18:30 times 3 within 90 seconds spread over 1 minute nowake
            every hour starting 2027-01-01T00:00:00+01:00 in Asia/Tokyo | every hour starting 2026-12-31T23:00:00Z
            every hour until 48 hours from definition     | every hour until 2 days from definition
            every hour until 2 weeks                      | every hour until 14 days from definition
            every hour until 1000000000 seconds           | every hour until 1000000000 seconds from definition
            every hour until 2027-06-01 18:30:15 within 1 day | every hour in UTC until 2027-06-01 18:30:15 within 1 day
            every day between 08:00 and 09:00 at 08:30    | every day at 08:30 between 08:00 and 09:00 in UTC
            once at 2027-01-01T00:00:00Z in UTC           | once at 2027-01-01T00:00:00Z
            once at 2027-01-01 18:30 within 5 min in Europe/Rome | once at 2027-01-01T17:30:00Z within 5 minutes
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
    void aRecurrenceIsDescribedAndPrintedWithoutWhatFollows() {
        for (String text : List.of(
                "every hour",
                "every minute at :05 in UTC",
                "every 2 to 3 days at 10:00 in UTC",
                "every day at 10:30 in Europe/Rome",
                "every monday at 07:00 in UTC",
                "every 2 weeks on monday in UTC",
                "every month on day 1 in UTC",
                "cron 0 0 * * * in UTC",
                "once at 2027-01-01T00:00:00Z",
                "once in 45 minutes",
                "@reboot",
                "after \"x\"")) {
            Recurrence recurrence = Schedule.parse(text + " times 3 nowake").recurrence();
            assertThat(recurrence)
                    .hasToString(text)
                    .isEqualTo(Schedule.parse(text).recurrence());
            assertThat(recurrence.describe()).isEqualTo(Schedule.parse(text).describe());
        }
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
            every 2 weeks on monday, thursday at 07:00 | Every 2 weeks on Monday and Thursday at 07:00, UTC
            every 2 weeks on weekday                | Every 2 weeks on Monday to Friday at the same time of day, UTC
            every month on day 15 at 12:00          | Every month on day 15 at 12:00, UTC
            every month on day 28 at 12:00          | Every month on day 28 at 12:00, UTC
            every month on day 29 at 12:00          | Every month on day 29 (the last day of shorter months) at 12:00, UTC
            every month on day 31 at 12:00          | Every month on day 31 (the last day of shorter months) at 12:00, UTC
            every 3 months on last day at 12:00     | Every 3 months on the last day at 12:00, UTC
            every month on second tuesday at 09:00  | Every month on the second Tuesday at 09:00, UTC
            every month on last weekday at 17:00    | Every month on the last weekday (Monday to Friday) at 17:00, UTC
            @reboot                                 | At each start of the system
            after "x"                               | After "x" succeeds
            after "x" fails                         | After "x" fails
            after "x" ends                          | After "x" ends, well or not
            @daily                                  | Every day at 00:00, UTC
            @hourly                                 | Every hour on the hour, UTC
            @weekly                                 | At 00:00, on Sunday, UTC
            @monthly                                | At 00:00, on day 1 of the month, UTC
            @yearly                                 | At 00:00, on day 1 of the month, in January, UTC
            cron * * * * *                          | Every minute, UTC
            cron * * * * * *                        | Every second, UTC
            cron 5 * * * * *                        | Every minute at 5 seconds past the minute, UTC
            cron */15 8-17 * * MON-FRI in Asia/Tokyo | Every 15 minutes from 08:00 to 17:45, Monday to Friday, Asia/Tokyo time
            cron */15 * * * *                       | Every 15 minutes, UTC
            cron 3-59/15 * * * *                    | Every 15 minutes from 00:03 to 23:48, UTC
            cron */7 9 * * *                        | At minute 0, 7, 14, 21, 28, 35, 42, 49 and 56 of hour 9, UTC
            cron */20 * * * * *                     | Every 20 seconds, UTC
            cron */20 5 9 * * *                     | Every 20 seconds of minute 5 of hour 9, UTC
            cron 30 2 * * *                         | Every day at 02:30, UTC
            cron 15 30 2 * * *                      | Every day at 02:30:15, UTC
            cron 0 8,12,17 * * *                    | Every day at 08:00, 12:00 and 17:00, UTC
            cron 0 9-17 * * *                       | Every hour from 09:00 to 17:00, UTC
            cron 5 */8 * * *                        | Every 8 hours from 00:05 to 16:05, UTC
            cron 10 * * * *                         | Every hour at 10 minutes past the hour, UTC
            cron 0 0,1,2,5,7,8,9,23 * * *           | At minute 0 of hour 0 to 2, 5, 7 to 9 and 23, UTC
            cron 5,10 1-3 * * *                     | At minute 5 and 10 of hour 1 to 3, UTC
            cron 0,30 1,4,6 * * *                   | Every day at 01:00, 01:30, 04:00, 04:30, 06:00 and 06:30, UTC
            cron 0,30 1,4,6,9 * * *                 | At minute 0 and 30 of hour 1, 4, 6 and 9, UTC
            cron 0,7,9 3 * * *                      | At minute 0, 7 and 9 of hour 3, UTC
            cron 0,20 0,30 1,4 * * *                | At second 0 and 20 of minute 0 and 30 of hour 1 and 4, UTC
            cron 0,7,9 0 3 * * *                    | At second 0, 7 and 9 of minute 0 of hour 3, UTC
            cron 30 */15 8-17 * * *                 | Every 15 minutes from 08:00:30 to 17:45:30, UTC
            cron */15 8,12 * * *                    | Every 15 minutes of hour 8 and 12, UTC
            cron 0 0 1,15,L * *                     | At 00:00, on day 1 and 15 and the last day of the month, UTC
            cron 0 0 15W * *                        | At 00:00, on the weekday nearest to day 15 of the month, UTC
            cron 0 0 29 2 1#1                       | At 00:00, on day 29 of the month or on the first Monday of the month, in February, UTC
            cron 0 0 1 * +MON                       | At 00:00, on day 1 of the month where that is Monday, UTC
            cron 0 0 13 * +MON-FRI                  | At 00:00, on day 13 of the month where that is Monday to Friday, UTC
            cron 0 0 * * FRI#L                      | At 00:00, on the last Friday of the month, UTC
            cron 0 0 * * 1,3                        | At 00:00, on Monday and Wednesday, UTC
            cron 0 0 * * 1,3,5                      | At 00:00, on Monday, Wednesday and Friday, UTC
            cron 0 0 * * SAT-SUN                    | At 00:00, on Saturday and Sunday, UTC
            cron 0 0 * * 1,FRI#L                    | At 00:00, on Monday and the last Friday of the month, UTC
            cron 0 0 0 * JAN-MAR,DEC * 2027-2029    | At 00:00, in January to March and December, in 2027 to 2029, UTC
            every 15 minutes between 08:00 and 18:00 on mon-fri in Asia/Tokyo | Every 15 minutes from 08:00 to 17:45, Monday to Friday, Asia/Tokyo time
            every 7 minutes between 22:00 and 05:00 | Every 7 minutes from 22:00 to 04:53, UTC
            every hour at :30 between 08:00 and 18:00 | Every hour at 30 minutes past the hour, between 08:00 and 18:00, UTC
            every day at 10:00 between 08:00 and 18:00 on sat, sun | Every day at 10:00, between 08:00 and 18:00, Saturday and Sunday, UTC
            every hour until 2027-06-01 18:30 times 3 within 5 min spread over 1h nowake | Every hour, UTC, until 2027-06-01 18:30, 3 times, at most 5 minutes late, spread over 1 hour, without waking the machine
            every hour starting 18:30 times 1       | Every hour, UTC, starting 18:30, once
            """)
    void describesInEnglish(String text, String description) {
        assertThat(Schedule.parse(text).describe()).isEqualTo(description);
    }
}
