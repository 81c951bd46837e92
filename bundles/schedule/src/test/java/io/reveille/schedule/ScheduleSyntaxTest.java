package io.reveille.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ScheduleSyntaxTest {
    private static ScheduleSyntaxException refusal(String text) {
        ScheduleSyntaxException refusal =
                catchThrowableOfType(ScheduleSyntaxException.class, () -> Schedule.parse(text));
        assertThat(refusal).as(text).isNotNull();
        return refusal;
    }

    @Test
    void theMessageShowsThePlace() {
        assertThat(refusal("every 10 secnds")).hasMessage("""
                        cannot read the schedule "every 10 secnds": expected a unit (seconds, minutes, hours, days, weeks, months) \
                        or a weekday at column 10
                        every 10 secnds
                                 ^ did you mean "seconds"?""");
    }

    @Test
    void withoutANearWordThereIsNoHint() {
        assertThat(refusal("every 10 xylophones").getMessage()).endsWith("\n         ^");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            ''                                  | 1  | "every", "once"
            '   '                               | 4  | "every", "once"
            hourly                              | 1  | "every", "once"
            every                               | 6  | a unit
            'every '                            | 7  | a unit
            every 10                            | 9  | a unit
            every 10 secnds                     | 10 | a unit
            every 10,seconds                    | 9  | a unit
            every 0 seconds                     | 7  | from 1 to
            every -5 seconds                    | 7  | from 1 to
            every +5 seconds                    | 7  | from 1 to
            every 1.5 hours                     | 7  | a whole number
            every 10x                           | 7  | numbers and units such as 10s
            every 10a                           | 7  | numbers and units such as 10s
            every 10z                           | 7  | numbers and units such as 10s
            every 10{                           | 7  | a whole number
            every p                             | 7  | a unit
            every 10s5h                         | 7  | numbers and units such as 10s
            every ٣ seconds                     | 7  | a unit
            every wee\u212A                     | 7  | a unit
            every 1000000001 seconds            | 7  | from 1 to 1000000000
            every 99999999999999999999 days     | 7  | from 1 to
            every 36526 days                    | 7  | a whole number of days from 1 to 36525
            every 5218 weeks                    | 7  | a whole number of weeks from 1 to 5217
            every 876601 hours                  | 7  | a whole number of hours from 1 to 876600
            every 5 to 36526 days               | 12 | a whole number of days from 1 to 36525
            every 36525 to 36526 days           | 16 | a whole number of days from 1 to 36525
            every 36526 to 36527 days           | 7  | a whole number of days from 1 to 36525
            every 5 to 4 days                   | 12 | a whole number from 5
            every 5 to days                     | 12 | a whole number from 5
            every 5 to 10 mondays               | 15 | a unit
            every 2 monday                      | 7  | no number before a weekday
            every 1 to 2 monday                 | 7  | no number before a weekday
            every monday,                       | 14 | a weekday
            every monday, day                   | 15 | a weekday
            every monday friday                 | 14 | the end
            every PT                            | 7  | an ISO duration
            every PT0S                          | 7  | an ISO duration
            every PT1.5S                        | 7  | an ISO duration
            every PT1H30                        | 7  | an ISO duration
            every PT5min                        | 7  | an ISO duration
            every P1DT2H                        | 7  | an ISO duration
            every P36526D                       | 7  | an ISO duration
            every PT99999999999H                | 7  | an ISO duration
            every PT9999999999H9999999999M      | 7  | an ISO duration
            every day at                        | 13 | a time of day
            every day at 25:00                  | 14 | a time of day
            every day at 24:00                  | 14 | a time of day
            every day at 10:60                  | 14 | a time of day
            every day at 10:30:60               | 14 | a time of day
            every day at 10:3                   | 14 | a time of day
            every day at :30                    | 14 | a time of day
            every day at 10.30                  | 14 | a time of day
            every hour at 10:30                 | 15 | a minute of the hour
            every hour at :60                   | 15 | a minute of the hour
            every minute at :05:05              | 17 | a second of the minute
            every second at :05                 | 14 | no "at" with seconds
            every day at 10:30 at 11:30         | 20 | the end
            every day at 10:30 in               | 22 | a time zone
            every day at 10:30 in Mars/Base     | 23 | a time zone
            every day in +25:00                 | 14 | a time zone
            every day in UTC in UTC             | 18 | the end
            every 10 seconds in Mars/Base       | 21 | a time zone
            every 10 seconds please             | 18 | the end
            once                                | 5  | "at"
            once more                           | 6  | "at"
            once at                             | 8  | a date and time
            once at noon                        | 9  | a date and time
            once at 2027-01-01                  | 9  | a date and time
            once at 2027-02-30 10:00            | 9  | a date and time
            once at 2027-01-01 25:00            | 9  | a date and time
            once at +12027-01-01T00:00:00Z      | 9  | a date and time
            once at 2027-01-01T24:30:00Z        | 9  | a date and time
            once at 9999-01-01 10:00            | 9  | 0001 to 9998
            once at 0000-01-01T00:00:00+01:00   | 9  | an instant from the year 0000 to 9999
            once at 2027-01-01 10:00 in Nowhere | 29 | a time zone
            once in                             | 8  | a whole number
            once in 0 minutes                   | 9  | a whole number
            once in 45                          | 11 | a unit
            once in 45 mintes                   | 12 | a unit
            once in 36526 days                  | 9  | a whole number of days
            once in PT0S                        | 9  | an ISO duration
            once in 0s                          | 9  | numbers and units
            once in 2 months                    | 11 | a unit (seconds, minutes, hours, days, weeks)
            once in 2months                     | 9  | numbers and units
            every 1m1h                          | 7  | numbers and units
            every 1d2h                          | 7  | numbers and units
            every 36526d                        | 7  | numbers and units
            every PT1H1H                        | 7  | an ISO duration
            every P1M                           | 7  | an ISO duration
            every P1H                           | 7  | an ISO duration
            every PTs                           | 7  | an ISO duration
            every month                         | 12 | "on"
            every month at 10:00                | 13 | "on"
            every month on                      | 15 | "day"
            every month on day                  | 19 | a day of the month from 1 to 31
            every month on day 0                | 20 | a day of the month from 1 to 31
            every month on day 32               | 20 | a day of the month from 1 to 31
            every month on sixth monday         | 16 | first, second
            every month on second               | 22 | "day" or a weekday
            every month on second mondey        | 23 | "day" or a weekday
            every 1 to 2 months on day 1        | 12 | one number of months
            every 1201 months on day 1          | 7  | from 1 to 1200
            every month on day 1 on day 2       | 22 | the end
            every 2 weeks on                    | 17 | a weekday
            every 2 weeks on monday,            | 25 | a weekday
            every 2 weeks on monday on tuesday  | 25 | the end
            every 1 to 2 weeks on monday        | 20 | the end
            every day on monday                 | 11 | the end
            every mon-fry                       | 7  | a weekday
            every mo-fr                         | 7  | a unit
            every mon-weekday                   | 7  | a weekday
            every mon to                        | 13 | a day, monday to sunday
            every mon to weekday                | 14 | a day, monday to sunday
            every weekday to sunday             | 15 | the end
            every day between                   | 18 | a time of day
            every day between 8 and 9           | 19 | a time of day
            every day between 08:00             | 24 | "and"
            every day between 08:00 to 09:00    | 25 | "and"
            every day between 08:00 and         | 28 | a time of day
            every day between 24:00 and 08:00   | 19 | a time of day
            every day between 08:00 and 08:00   | 29 | another time
            every day between 00:00 and 24:00   | 29 | another time
            every day between 08:00 and 09:00 on | 37 | a weekday
            every day between 08:00 and 09:00 between 10:00 and 11:00 | 35 | the end
            every day starting                  | 19 | a date
            every day starting soon             | 20 | a date
            every day starting 2027-02-30       | 20 | a date
            every day starting 2027-02-01 25:00 | 20 | a date
            every day starting 0000-01-01       | 20 | a date
            every day starting 9999-01-01       | 20 | a date
            every day starting 2027-2-1         | 20 | a date
            every day starting 12027-01-01      | 20 | a date
            every day starting 2027-01-01T10:00+99:00 | 20 | a date
            every day starting 2027-01-01 starting 2027-01-02 | 31 | the end
            every day until                     | 16 | a date
            every day until 25:00               | 17 | a date
            every day until 2                   | 18 | a unit
            every day until 0 hours             | 17 | a whole number
            every day until 2 hours from        | 29 | "definition"
            every day until 2 hours from now    | 30 | "definition"
            every day until 2027-01-01 until 18:30 | 28 | the end
            every day times                     | 16 | a whole number from 1
            every day times 0                   | 17 | a whole number from 1
            every day times many                | 17 | a whole number from 1
            every day times 1000000001          | 17 | a whole number from 1
            every day times 2 times 3           | 19 | the end
            every day within                    | 17 | a whole number
            every day within 5                  | 19 | a unit
            every day within 5 months           | 20 | a unit
            every day within 5 min within 5 min | 24 | the end
            every day spread 5 min              | 18 | "over"
            every day spread over               | 22 | a whole number
            every day spread over 5s spread over 5s | 26 | the end
            every day nowake nowake             | 18 | the end
            after                               | 6  | the name of a job in double quotes
            after download                      | 7  | the name of a job in double quotes
            after "download                     | 7  | the name of a job in double quotes
            after "download\\                   | 7  | the name of a job in double quotes
            after ""                            | 7  | the name of a job in double quotes
            after " a"                          | 7  | the name of a job in double quotes
            after "a/b"                         | 7  | the name of a job in double quotes
            after "a" at 10:00                  | 11 | the end
            after "a" fails fails               | 17 | the end
            cron                                | 5  | 5 fields
            cron in UTC                         | 6  | 5 fields
            cron * * * *                        | 13 | 5 fields
            cron 0 0 * * * at 10:00             | 16 | the end
            cron 0 0 * * * on monday            | 16 | the end
            cron 0 0 * * * in UTC in UTC        | 23 | the end
            cron 61 0 * * *                     | 6  | a minute from 0 to 59
            @daily at 10:00                     | 8  | the end
            @dayly                              | 1  | @daily
            @reboot now                         | 9  | nothing but the nickname
            """)
    void namesTheColumnAndWhatWasExpected(String text, int column, String expected) {
        String unescaped = text.replace("\\u212A", "\u212A");
        ScheduleSyntaxException refusal = refusal(unescaped);

        assertThat(refusal.column()).as(refusal.getMessage()).isEqualTo(column);
        assertThat(refusal.expected()).contains(expected);
        assertThat(refusal.text()).isEqualTo(unescaped);
        assertThat(refusal.getMessage())
                .startsWith("cannot read the schedule \"")
                .contains("expected " + refusal.expected() + " at column " + column);
    }

    @ParameterizedTest
    @CsvSource({
        "evry day, every",
        "every tusday, tuesday",
        "every 10 MINTES, minutes",
        "every 1 sceond, second",
        "every day att 10:00, at",
        "every 2 weeks onn monday, on",
        "every wekday, weekday",
        "every day in Europe/Roma, Europe/Rome",
        "once in 3 huors, hours",
        "evrey month on lats day, every",
        "every month on lats day, last",
        "every 5 secs betwean 8:00 and 9:00, between",
        "every day nowaek, nowake",
        "every day until 5 min from defintion, definition",
        "every day spread ovr 5s, over",
        "cron 0 0 * * MOM, MON",
        "cron 0 0 * JAM *, JAN",
        "@dayly, @daily",
        "crn 0 0 * * *, cron",
    })
    void suggestsTheNearestWord(String text, String meant) {
        assertThat(refusal(text)).hasMessageEndingWith("^ did you mean \"" + meant + "\"?");
    }

    @Test
    void nothingIsGuessedFromTooFar() {
        assertThat(refusal("every day in Europe/Romulus_And_Remus")).hasMessageEndingWith("^");
        assertThat(refusal("every xx")).hasMessageEndingWith("^");
        assertThat(refusal("every day " + "n".repeat(41))).hasMessageEndingWith("^");
        assertThat(refusal("every second att :05")).as("takes no time").hasMessageEndingWith("^");
        assertThat(refusal("@daily att 10:00")).as("takes no time").hasMessageEndingWith("^");
        assertThat(refusal("every day at 10:00 att 11:00")).as("has a time").hasMessageEndingWith("^");
        assertThat(refusal("every day onn monday")).as("takes no days").hasMessageEndingWith("^");
        assertThat(refusal("every day in Erope/Istanbull")).hasMessageEndingWith("\"Europe/Istanbul\"?");
    }

    /** Habits from Quartz, other cron dialects and everyday writing: each is answered with what to write here. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            cron 0 0 * * FRI-MON      | a range that goes up: write FRI-SUN,MON
            cron 0 0 * * fri-wed      | a range that goes up: write FRI-SUN,MON-WED
            cron 0 0 * * SAT-TUE      | a range that goes up: write SAT-SUN,MON-TUE
            cron 0 0 * * 7-4          | a range that goes up: write 0-4
            cron 0 0 * * 5-1          | a range that goes up: write 5-7,1
            cron 0 0 * * 5-0          | a range that goes up: write 5-7
            cron 0 0 * NOV-FEB *      | a range that goes up: write NOV-DEC,JAN-FEB
            cron 0 0 * DEC-JAN *      | a range that goes up: write DEC,JAN
            cron 0 22-6 * * *         | a range that goes up: write 22-23,0-6
            cron 0 23-0 * * *         | a range that goes up: write 23,0
            cron 0 0 28-3 * *         | a range that goes up: write 28-31,1-3
            cron 1/3 * * * *          | a step only after "*" or a range: write 1-59/3
            cron 0/5 * * * *          | a step only after "*" or a range: write */5
            cron 0 0 LW * *           | write "every month on last weekday"
            cron 0 0 L-3 * *          | "L" alone; days before the last one have no pattern
            cron 0 0 l * *            | a capital "L"
            cron 0 0 15w * *          | a capital "W"
            cron 0 0 * * 5l           | a capital "L"
            cron 0 0 * * friday       | the first three letters of a name: write FRI
            cron 0 0 * january *      | the first three letters of a name: write JAN
            cron ? * * * *            | "*", for "?" stands only in the two day fields
            cron 0 ? * * *            | "*", for "?" stands only in the two day fields
            """)
    void habitsOfOtherDialectsAreAnsweredWithWhatToWrite(String text, String expected) {
        ScheduleSyntaxException refusal = refusal(text);

        assertThat(refusal.expected()).contains(expected);
        assertThat(refusal.getMessage()).as("no word is guessed besides").endsWith("^");
        if (expected.contains("range")) {
            String typed = text.replaceFirst(".*?(\\S*[/-]\\S*).*", "$1");
            String write = expected.replaceFirst(".* ", "");
            assertThat(Schedule.parse(text.replace(typed, write)).toString())
                    .as("what it says is read")
                    .startsWith("cron ");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "0 0 * * *, cron 0 0 * * *",
        "*/15 8-18 * * MON-FRI in Asia/Tokyo, cron */15 8-18 * * MON-FRI in Asia/Tokyo",
        "10 seconds, every 10 seconds",
        "monday at 10:00, every monday at 10:00",
        "@every 5m, every 5 minutes",
        "@every 1h30m, every 90 minutes",
        "every hour between 8 and 18, 08:00",
        "every hour between 08:00 and 18, 18:00",
        "every hour between 8-18h, 08:00 and 18:00",
        "every hour between 8h and 18h, 08:00",
        "every day at 6pm, 18:00",
        "every day at 12am, 00:00",
        "every day at 7, 07:00",
        "every day at 10:00 in CEST, Europe/Berlin",
        "every day at 10:00 in pst, America/Los_Angeles"
    })
    void whatWasPerhapsMeantIsAScheduleOrAPartOfOne(String text, String meant) {
        assertThat(refusal(text)).hasMessageEndingWith("^ did you mean \"" + meant + "\"?");
    }

    /** The nearest name of an abbreviation, or of an offset, is a zone of another offset. */
    @ParameterizedTest
    @ValueSource(strings = {"EDT", "CST", "XST", "CEST", "IST", "GMT+25", "Etc/GMT+55", "UTC+99"})
    void noZoneOfAnotherOffsetIsSuggested(String zone) {
        assertThat(refusal("every day in " + zone).getMessage())
                .doesNotContainPattern("\"(EET|CET|MET|WET|GMT.*|Etc/.*|UTC.*)\"\\?$");
    }

    @Test
    void offsetsAreInAnyCase() {
        assertThat(Schedule.parse("every day at 10:00 in utc+2")).hasToString("every day at 10:00 in UTC+02:00");
        assertThat(Schedule.parse("every day at 10:00 in z")).hasToString("every day at 10:00 in UTC");
        assertThat(Schedule.parse("every day at 10:00 in gmt-3")).hasToString("every day at 10:00 in GMT-03:00");
    }

    @Test
    void aLongTextIsShownAroundThePlace() {
        String text = "every 10 " + "x".repeat(500);
        List<String> lines = refusal(text).getMessage().lines().toList();

        assertThat(lines).hasSize(3);
        assertThat(lines.get(0)).contains("at column 10");
        assertThat(lines.get(1)).startsWith("every 10 xxx").endsWith("x...").hasSizeLessThan(90);
        assertThat(lines.get(2)).isEqualTo(" ".repeat(9) + "^");
    }

    @Test
    void farInALongTextTheStartIsCutToo() {
        String text = "every day at 10:30 " + " ".repeat(300) + "please " + " ".repeat(300) + ".";
        List<String> lines = refusal(text).getMessage().lines().toList();

        assertThat(lines.get(1)).startsWith("...").endsWith("...");
        assertThat(lines.get(1).substring(lines.get(2).indexOf('^'))).startsWith("please");
    }

    @Test
    void atTheEndOfALongTextTheCaretStandsBehindIt() {
        String text = "every" + " ".repeat(300);
        List<String> lines = refusal(text).getMessage().lines().toList();

        assertThat(refusal(text).column()).isEqualTo(306);
        assertThat(lines.get(1)).as("80 characters and the dots").hasSize(83);
        assertThat(lines.get(2).indexOf('^')).isEqualTo(lines.get(1).length());
    }

    @Test
    void whatCannotBeSeenIsShownEscaped() {
        ScheduleSyntaxException refusal = refusal("every\n10\t\u202Esecnds\u001B[31m\uD800");
        List<String> lines = refusal.getMessage().lines().toList();

        assertThat(lines).hasSize(3);
        assertThat(lines.get(1)).isEqualTo("every\\u000a10\\u0009\\u202esecnds\\u001b[31m\\ud800");
        assertThat(lines.get(2)).isEqualTo(" ".repeat("every\\u000a10\\u0009".length()) + "^");
        assertThat(refusal.column()).isEqualTo(10);
    }

    @Test
    void aTextIsAtMostAThousandCharactersLong() {
        String longest = "every day" + " ".repeat(991);

        assertThat(Schedule.parse(longest)).hasToString("every day in UTC");
        ScheduleSyntaxException refusal = refusal(longest + " ");
        assertThat(refusal.column()).isEqualTo(1001);
        assertThat(refusal.expected()).isEqualTo("at most 1000 characters");
        assertThat(refusal.getMessage()).hasSizeLessThan(500);
    }
}
