package io.reveille.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The Open Cron Pattern Specification 1.0 to 1.4, clause by clause; docs/cron-conformance.md says which test is for which. */
class CronConformanceTest {
    private static Schedule cron(String pattern) {
        return Schedule.cron(pattern).build();
    }

    /** The local times, up to the minute or the second, of the first occurrences after one. */
    private static List<String> local(String pattern, String zone, String after, int n) {
        ZoneId id = ZoneId.of(zone);
        Instant start = LocalDateTime.parse(after).atZone(id).toInstant();
        return Schedule.cron(pattern).in(id).build().preview(start, n).stream()
                .map(instant -> LocalDateTime.ofInstant(instant, id).toString())
                .toList();
    }

    private static List<String> utc(String pattern, String after, int n) {
        return local(pattern, "UTC", after, n);
    }

    private static ScheduleSyntaxException refusal(String pattern) {
        ScheduleSyntaxException refusal =
                catchThrowableOfType(ScheduleSyntaxException.class, () -> Schedule.cron(pattern));
        assertThat(refusal).as(pattern).isNotNull();
        return refusal;
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            ''                  | 1  | 5 fields
            * * * *             | 8  | 5 fields
            * * * * * * * *     | 15 | no eighth field
            60 * * * *          | 1  | a minute from 0 to 59
            * 24 * * *          | 3  | an hour from 0 to 23
            * * 0 * *           | 5  | a day of the month from 1 to 31
            * * 32 * *          | 5  | a day of the month from 1 to 31
            * * * 0 *           | 7  | a month from 1 to 12 or JAN to DEC
            * * * 13 *          | 7  | a month from 1 to 12
            * * * * 8           | 9  | a day of the week from 0 to 7 or SUN to SAT
            * * * * X           | 9  | a day of the week from 0 to 7 or SUN to SAT
            x * * * *           | 1  | a minute from 0 to 59
            60 * * * * *        | 1  | a second from 0 to 59
            * * * * * * 1969    | 13 | a year from 1970 to 2199
            * * * * * * 2200    | 13 | a year from 1970 to 2199
            99999999999 * * * * | 1  | a minute
            1,61 * * * *        | 3  | a minute
            *,*,61 * * * *      | 5  | a minute
            -1 * * * *          | 1  | a minute
            """)
    void valuesOutOfRangeAndWrongNumbersOfFieldsAreErrors(String pattern, int column, String expected) {
        assertThat(refusal(pattern).column()).isEqualTo(column);
        assertThat(refusal(pattern).expected()).contains(expected);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            a * * * *       | 1
            1.5 * * * *     | 2
            1- * * * *      | 3
            1-2-3 * * * *   | 4
            1,,2 * * * *    | 3
            ,1 * * * *      | 1
            1, * * * *      | 3
            ** * * * *      | 2
            * * * * MOM     | 9
            * * * * MONDAY  | 12
            * * * JANUARY * | 10
            MON * * * *     | 1
            * * * MON *     | 7
            * * MON * *     | 5
            * * * * *;      | 10
            * * \u0663 * *  | 5
            \uFF15 * * * *  | 1
            * * * * \u212A  | 9
            """)
    void charactersThatAreNotAllowedAreErrors(String pattern, int column) {
        assertThat(refusal(pattern).column()).isEqualTo(column);
    }

    @Test
    void blanksAreSpacesAndTabsAndNothingElse() {
        assertThat(cron(" \t0  12\t*\t * * \t ")).isEqualTo(cron("0 12 * * *")).hasToString("cron 0 12 * * * in UTC");
        assertThat(refusal("0 12 *\n* *").column()).isEqualTo(7);
        assertThat(refusal("0\u00A012 * * *").column()).isEqualTo(2);
        assertThat(refusal("0 12 * * *\n").column()).isEqualTo(11);
        assertThat(refusal("\r0 12 * * *").column()).isEqualTo(1);
    }

    @Test
    void namesAreInAnyCaseAlsoInRangesAndLists() {
        assertThat(utc("0 0 * jan,Dec mOn-FRI", "2026-12-30T12:00", 4))
                .containsExactly("2026-12-31T00:00", "2027-01-01T00:00", "2027-01-04T00:00", "2027-01-05T00:00");
        assertThat(cron("0 0 * jan mon")).hasToString("cron 0 0 * JAN MON in UTC");
    }

    @Test
    void sundayIsZeroAndSeven() {
        for (String sunday : List.of("0", "7", "SUN", "7-7", "0-0", "SUN-SUN")) {
            assertThat(utc("0 0 * * " + sunday, "2027-01-01T00:00", 2))
                    .as(sunday)
                    .containsExactly("2027-01-03T00:00", "2027-01-10T00:00");
        }
        assertThat(utc("0 0 * * FRI-SUN", "2027-01-01T00:00", 3))
                .containsExactly("2027-01-02T00:00", "2027-01-03T00:00", "2027-01-08T00:00");
        assertThat(utc("0 0 * * 6-7", "2027-01-01T00:00", 2)).containsExactly("2027-01-02T00:00", "2027-01-03T00:00");
    }

    @Test
    void listsRangesAndSteps() {
        assertThat(utc("5-59/15 9 * * *", "2027-01-01T00:00", 4))
                .containsExactly("2027-01-01T09:05", "2027-01-01T09:20", "2027-01-01T09:35", "2027-01-01T09:50");
        assertThat(utc("0,50-52,30 */11 * * *", "2027-01-01T00:00", 6))
                .containsExactly(
                        "2027-01-01T00:30",
                        "2027-01-01T00:50",
                        "2027-01-01T00:51",
                        "2027-01-01T00:52",
                        "2027-01-01T11:00",
                        "2027-01-01T11:30");
        assertThat(utc("0 0 */10 * *", "2027-01-01T00:00", 3))
                .containsExactly("2027-01-11T00:00", "2027-01-21T00:00", "2027-01-31T00:00");
        assertThat(utc("0 0 1 */5 *", "2027-01-01T00:00", 2)).containsExactly("2027-06-01T00:00", "2027-11-01T00:00");
        assertThat(utc("7-7/9 9 * * *", "2027-01-01T00:00", 1)).containsExactly("2027-01-01T09:07");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            */0 * * * *     | 3
            5-10/0 * * * *  | 6
            /30 * * * *     | 1
            0/15 * * * *    | 2
            10/10 * * * *   | 3
            */ * * * *      | 3
            */5/5 * * * *   | 4
            */-5 * * * *    | 3
            * * L/2 * *     | 6
            * * * * 5L/2    | 11
            * * * * MON/2   | 12
            """)
    void aStepStandsOnlyAfterAStarOrARange(String pattern, int column) {
        assertThat(refusal(pattern).column()).as(refusal(pattern).getMessage()).isEqualTo(column);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            30-10 * * * *   | 4
            * 5-4 * * *     | 5
            * * * DEC-JAN * | 11
            * * * * 5-4     | 11
            * * * * SAT-0   | 13
            """)
    void aRangeThatGoesDownIsAnError(String pattern, int column) {
        assertThat(refusal(pattern).column()).isEqualTo(column);
    }

    @Test
    void twoRestrictedDayFieldsMeanEither() {
        assertThat(utc("0 12 1 * MON", "2025-09-30T12:00", 3))
                .containsExactly("2025-10-01T12:00", "2025-10-06T12:00", "2025-10-13T12:00");
    }

    @Test
    void aDayFieldIsFreeOnlyIfItsFirstPartIsAStar() {
        assertThat(utc("0 12 * * MON", "2025-10-01T00:00", 2)).containsExactly("2025-10-06T12:00", "2025-10-13T12:00");
        assertThat(utc("0 12 *,1 * MON", "2025-10-01T00:00", 2))
                .containsExactly("2025-10-06T12:00", "2025-10-13T12:00");
        assertThat(utc("0 12 1-31 * MON", "2025-10-06T00:00", 2))
                .containsExactly("2025-10-06T12:00", "2025-10-07T12:00");
        assertThat(utc("0 12 */1 * MON", "2025-10-06T00:00", 2))
                .containsExactly("2025-10-06T12:00", "2025-10-07T12:00");
        assertThat(utc("0 12 1 * */1", "2025-10-06T00:00", 2)).containsExactly("2025-10-06T12:00", "2025-10-07T12:00");
        assertThat(utc("0 12 1,* * MON", "2025-10-06T00:00", 2))
                .containsExactly("2025-10-06T12:00", "2025-10-07T12:00");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "* * 31 2 *",
                "0 0 30 2 *",
                "0 0 31 2,4,6,9,11 *",
                "0 0 31 4 +MON",
                "0 0 31W 2 *",
                "0 0 0 29 2 * 2027"
            })
    void anImpossibleDateIsReadAndNeverComes(String pattern) {
        Schedule schedule = cron(pattern);

        assertThat(schedule.next(Instant.EPOCH)).isEmpty();
        assertThat(schedule.next(Instant.MIN)).isEmpty();
        assertThat(schedule.latest(Instant.MIN, Instant.MAX)).isEmpty();
        assertThat(schedule.missed(Instant.MIN, Instant.MAX, 10)).isZero();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            @yearly   | 0 0 1 1 *
            @annually | 0 0 1 1 *
            @monthly  | 0 0 1 * *
            @weekly   | 0 0 * * 0
            @daily    | 0 0 * * *
            @midnight | 0 0 * * *
            @hourly   | 0 * * * *
            """)
    void aNicknameMeansItsPattern(String nickname, String pattern) {
        Instant start = Instant.parse("2027-03-27T12:34:56Z");
        Schedule schedule = Schedule.parse(nickname + " in Europe/Rome");

        assertThat(schedule.preview(start, 40))
                .isEqualTo(Schedule.parse("cron " + pattern + " in Europe/Rome").preview(start, 40));
        assertThat(schedule)
                .hasToString(nickname + " in Europe/Rome")
                .isEqualTo(
                        Schedule.cron(" " + nickname + "\t").in("Europe/Rome").build());
        assertThat(Schedule.parse("cron " + nickname)).isEqualTo(Schedule.parse(nickname));
    }

    @Test
    void nicknamesAreInSmallLettersAndStandAlone() {
        assertThat(refusal("@Daily").column()).isEqualTo(1);
        assertThat(refusal("@Daily")).hasMessageEndingWith("did you mean \"@daily\"?");
        assertThat(refusal("@DAILY").expected())
                .isEqualTo("one of @annually, @daily, @hourly, @midnight, @monthly, @reboot, @weekly, @yearly,"
                        + " in small letters");
        assertThat(refusal("@daily 0 0 * * *").column()).isEqualTo(8);
        assertThat(refusal("@daily @hourly").column()).isEqualTo(8);
        assertThat(refusal("0 0 * * @daily").column()).isEqualTo(9);
        assertThat(refusal("@").column()).isEqualTo(1);
    }

    @Test
    void rebootIsAnEvent() {
        Schedule reboot = Schedule.parse("@reboot");

        assertThat(reboot)
                .isEqualTo(cron("@reboot"))
                .isEqualTo(Schedule.atReboot().build())
                .hasToString("@reboot");
        assertThat(reboot.isReboot()).isTrue();
        assertThat(reboot.isEvent()).isTrue();
        assertThat(reboot.next(Instant.EPOCH)).isEmpty();
        assertThat(reboot.latest(Instant.EPOCH, Instant.MAX)).isEmpty();
        assertThat(reboot.missed(Instant.EPOCH, Instant.MAX, 10)).isZero();
        assertThat(Schedule.parse("@daily").isReboot()).isFalse();
        assertThat(Schedule.parse("@daily").isEvent()).isFalse();
    }

    @Test
    void sixFieldsBeginWithTheSecondAndSevenEndWithTheYear() {
        assertThat(utc("15 10 * * *", "2027-01-01T00:00", 1)).containsExactly("2027-01-01T10:15");
        assertThat(utc("30 15 10 * * *", "2027-01-01T00:00", 1)).containsExactly("2027-01-01T10:15:30");
        assertThat(utc("0 15 10 * * * 2029", "2027-01-01T00:00", 1)).containsExactly("2029-01-01T10:15");
        assertThat(utc("*/30 * * * * *", "2027-01-01T00:00", 2))
                .containsExactly("2027-01-01T00:00:30", "2027-01-01T00:01");
    }

    @Test
    void yearsAreFrom1970To2199() {
        assertThat(utc("0 0 0 1 1 * 1970-2199/2", "2025-06-01T00:00", 2))
                .containsExactly("2026-01-01T00:00", "2028-01-01T00:00");
        assertThat(utc("0 0 0 1 1 * */100", "1960-01-01T00:00", 4))
                .containsExactly("1970-01-01T00:00", "2070-01-01T00:00", "2170-01-01T00:00");
        assertThat(utc("* * * * *", "0044-03-15T00:00", 1)).containsExactly("1970-01-01T00:00");
        assertThat(utc("59 59 23 31 12 *", "2198-12-31T23:59:59", 3)).containsExactly("2199-12-31T23:59:59");
        assertThat(utc("* * * * *", "2199-12-31T23:58", 2)).containsExactly("2199-12-31T23:59");
        assertThat(local("* * * * *", "Pacific/Kiritimati", "1960-01-01T00:00", 1))
                .containsExactly("1970-01-01T00:00");
        assertThat(local("* * * * *", "America/New_York", "2199-12-31T23:58", 2))
                .containsExactly("2199-12-31T23:59");
        assertThat(cron("* * * * *").latest(Instant.EPOCH, Instant.MAX))
                .contains(Instant.parse("2199-12-31T23:59:00Z"));
        Instant beforeTheEnd = Instant.parse("2199-12-31T23:59:57Z");
        assertThat(cron("* * * * * *").missed(beforeTheEnd, Instant.MAX, 100)).isEqualTo(2);
        assertThat(cron("* * * * * *").missed(beforeTheEnd, beforeTheEnd.plusSeconds(1), 100))
                .isEqualTo(1);
    }

    @Test
    void lIsTheLastDayOfTheMonth() {
        assertThat(utc("0 0 L * *", "2027-01-31T00:00", 3))
                .containsExactly("2027-02-28T00:00", "2027-03-31T00:00", "2027-04-30T00:00");
        assertThat(utc("0 0 L 2 *", "2027-06-01T00:00", 1)).containsExactly("2028-02-29T00:00");
        assertThat(utc("0 0 1,L * *", "2027-01-15T00:00", 2)).containsExactly("2027-01-31T00:00", "2027-02-01T00:00");
    }

    @Test
    void dayLAndDayHashLAreTheLastSuchDayOfTheMonth() {
        for (String last : List.of("5L", "5#L", "FRI#L", "friL", "Fri#L")) {
            assertThat(utc("0 0 * * " + last, "2025-02-01T00:00", 2))
                    .as(last)
                    .containsExactly("2025-02-28T00:00", "2025-03-28T00:00");
        }
        assertThat(utc("0 0 * * MON,FRI#L", "2027-01-26T00:00", 3))
                .containsExactly("2027-01-29T00:00", "2027-02-01T00:00", "2027-02-08T00:00");
        assertThat(utc("0 0 * * 7L", "2027-01-01T00:00", 1)).containsExactly("2027-01-31T00:00");
    }

    @Test
    void dayHashKIsTheKthSuchDayOfTheMonth() {
        assertThat(utc("0 0 * * TUE#3", "2025-06-01T00:00", 2)).containsExactly("2025-06-17T00:00", "2025-07-15T00:00");
        assertThat(utc("0 0 * * 2#5", "2027-01-01T00:00", 2)).containsExactly("2027-03-30T00:00", "2027-06-29T00:00");
        assertThat(utc("0 0 * * 1#1,FRI#L", "2027-01-01T00:00", 3))
                .containsExactly("2027-01-04T00:00", "2027-01-29T00:00", "2027-02-01T00:00");
        assertThat(utc("0 0 * * MON,FRI#1", "2027-01-28T00:00", 3))
                .containsExactly("2027-02-01T00:00", "2027-02-05T00:00", "2027-02-08T00:00");
        assertThat(utc("0 0 * * 7#1", "2027-01-01T00:00", 1)).containsExactly("2027-01-03T00:00");
    }

    @Test
    void nWIsTheNearestWeekdayWithinTheMonth() {
        assertThat(utc("0 12 15W * *", "2025-06-01T00:00", 3))
                .containsExactly("2025-06-16T12:00", "2025-07-15T12:00", "2025-08-15T12:00");
        assertThat(utc("0 12 15W 11 *", "2025-06-01T00:00", 1)).containsExactly("2025-11-14T12:00");
        assertThat(utc("0 12 1W * *", "2025-02-01T00:00", 1)).containsExactly("2025-02-03T12:00");
        assertThat(utc("0 12 1W 6 *", "2025-02-01T00:00", 1)).containsExactly("2025-06-02T12:00");
        assertThat(utc("0 12 31W 8 *", "2025-02-01T00:00", 1)).containsExactly("2025-08-29T12:00");
        assertThat(utc("0 12 28W 2 *", "2026-01-01T00:00", 1)).containsExactly("2026-02-27T12:00");
        assertThat(utc("0 12 31W * *", "2027-01-31T12:00", 1)).containsExactly("2027-03-31T12:00");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            * * 1-15W * *    | 9
            * * 1W,15 * *    | 6
            * * 15,1W * *    | 9
            * * 1W-5 * *     | 6
            * * W * *        | 5
            * * LW * *       | 6
            * * 15w * *      | 7
            * * l * *        | 5
            * * L-3 * *      | 6
            * * 1-L * *      | 7
            L * * * *        | 1
            * * * L *        | 7
            * * * * L        | 9
            * * * * 5l       | 10
            * * * * 5#       | 11
            * * * * 5#0      | 11
            * * * * 5#6      | 11
            * * * * 1-5#2    | 12
            * * * * #2       | 9
            * * 5#2 * *      | 6
            * * * * 15W      | 9
            * * 5L * *       | 6
            """)
    void lHashAndWStandOnlyWhereTheyMeanSomething(String pattern, int column) {
        assertThat(refusal(pattern).column()).as(refusal(pattern).getMessage()).isEqualTo(column);
    }

    @Test
    void plusMeansBothDayFields() {
        assertThat(utc("0 12 1 * +MON", "2025-08-01T00:00", 2)).containsExactly("2025-09-01T12:00", "2025-12-01T12:00");
        assertThat(utc("0 0 29 2 +1#5", "2027-01-01T00:00", 2)).containsExactly("2044-02-29T00:00", "2072-02-29T00:00");
        assertThat(utc("0 0 * * +MON", "2027-01-01T00:00", 1)).containsExactly("2027-01-04T00:00");
        assertThat(utc("0 0 13 * +*", "2027-01-01T00:00", 1)).containsExactly("2027-01-13T00:00");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            * * +1 * *     | 5
            +1 * * * *     | 1
            * * * +1 *     | 7
            * * * * MON+   | 12
            * * * * 1,+2   | 11
            * * * * ++1    | 10
            * * * * +      | 10
            """)
    void plusStandsOnlyFirstInTheDayOfTheWeek(String pattern, int column) {
        assertThat(refusal(pattern).column()).isEqualTo(column);
    }

    @Test
    void aQuestionMarkIsAStarInTheDayFieldsOnly() {
        assertThat(utc("0 0 ? * MON", "2027-01-01T00:00", 2)).isEqualTo(utc("0 0 * * MON", "2027-01-01T00:00", 2));
        assertThat(utc("0 0 13 * ?", "2027-01-01T00:00", 2)).isEqualTo(utc("0 0 13 * *", "2027-01-01T00:00", 2));
        for (String pattern : List.of("? 0 * * *", "0 ? * * *", "0 0 * ? *")) {
            assertThat(refusal(pattern).column()).isEqualTo(pattern.indexOf('?') + 1);
        }
        assertThat(refusal("0 0 0 * * * ?").column()).isEqualTo(13);
    }

    @Test
    void aTimeInTheGapIsSkipped() {
        assertThat(local("30 2 * * *", "Europe/Rome", "2027-03-27T02:30", 2))
                .containsExactly("2027-03-29T02:30", "2027-03-30T02:30");
        assertThat(local("15 * * * *", "Europe/Rome", "2027-03-28T01:15", 2))
                .containsExactly("2027-03-28T03:15", "2027-03-28T04:15");
        assertThat(local("10 2 * * *", "Australia/Lord_Howe", "2027-10-02T02:10", 1))
                .containsExactly("2027-10-04T02:10");
        assertThat(local("40 2 * * *", "Australia/Lord_Howe", "2027-10-02T02:40", 1))
                .containsExactly("2027-10-03T02:40");
        assertThat(local("0 2 * * *", "Europe/Rome", "2027-03-27T02:00", 1)).containsExactly("2027-03-29T02:00");
        assertThat(local("0 3 * * *", "Europe/Rome", "2027-03-27T03:00", 1)).containsExactly("2027-03-28T03:00");
        Instant change = Instant.parse("2027-03-28T01:00:00Z");
        assertThat(Schedule.parse("cron 0 3 * * * in Europe/Rome").missed(change.minusSeconds(1), change, 10))
                .isEqualTo(1);
        // In 2027 the clock goes from midnight of that day to 01:00, in 2028 two days earlier.
        assertThat(local("0 */24 14 3 *", "America/Havana", "2026-07-01T00:00", 1))
                .containsExactly("2028-03-14T00:00");
        assertThat(local("0 12 * * *", "Pacific/Apia", "2011-12-29T12:00", 1)).containsExactly("2011-12-31T12:00");
        assertThat(local("30 2 * 3 0#L", "Europe/Rome", "2027-01-01T00:00", 1)).isEmpty();
    }

    @Test
    void aTimeThatHappensTwiceRunsAtTheFirst() {
        Schedule schedule = Schedule.parse("cron 30 2 * * * in Europe/Rome");

        assertThat(schedule.preview(Instant.parse("2027-10-30T12:00:00Z"), 2))
                .containsExactly(Instant.parse("2027-10-31T00:30:00Z"), Instant.parse("2027-11-01T01:30:00Z"));
        assertThat(schedule.next(Instant.parse("2027-10-31T00:45:00Z")))
                .contains(Instant.parse("2027-11-01T01:30:00Z"));
        // When the clock has shown 02:59:59, it shows 02:00 again and not 03:00.
        assertThat(Schedule.parse("cron 0 3 * * * in Europe/Rome").next(Instant.parse("2027-10-30T12:00:00Z")))
                .contains(Instant.parse("2027-10-31T02:00:00Z"));
    }

    @Test
    void aPatternWhoseHourStartsWithAStarRunsInBothPasses() {
        for (String pattern : List.of("30 * * * *", "30 */2 * * *", "30 *,2 * * *")) {
            assertThat(Schedule.parse("cron " + pattern + " in Europe/Rome")
                            .preview(Instant.parse("2027-10-31T00:00:00Z"), 2))
                    .as(pattern)
                    .containsExactly(Instant.parse("2027-10-31T00:30:00Z"), Instant.parse("2027-10-31T01:30:00Z"));
        }
        assertThat(Schedule.parse("cron 30 0-23 * * * in Europe/Rome")
                        .preview(Instant.parse("2027-10-31T00:00:00Z"), 2))
                .containsExactly(Instant.parse("2027-10-31T00:30:00Z"), Instant.parse("2027-10-31T02:30:00Z"));
        assertThat(Schedule.parse("cron 45 * * * * in Australia/Lord_Howe")
                        .preview(Instant.parse("2027-04-03T14:00:00Z"), 3))
                .containsExactly(
                        Instant.parse("2027-04-03T14:45:00Z"),
                        Instant.parse("2027-04-03T15:15:00Z"),
                        Instant.parse("2027-04-03T16:15:00Z"));
        // The only change of Pyongyang before 2018: at midnight, back to 23:30.
        assertThat(Schedule.parse("cron 45 */23 * * * in Asia/Pyongyang")
                        .preview(Instant.parse("2015-08-14T14:00:00Z"), 3))
                .containsExactly(
                        Instant.parse("2015-08-14T14:45:00Z"),
                        Instant.parse("2015-08-14T15:15:00Z"),
                        Instant.parse("2015-08-14T16:15:00Z"));
    }

    @Test
    void theCalendarIsGregorian() {
        assertThat(utc("0 0 29 2 *", "2096-03-01T00:00", 1)).containsExactly("2104-02-29T00:00");
        assertThat(utc("0 0 29 2 *", "1999-01-01T00:00", 1)).containsExactly("2000-02-29T00:00");
        for (int day = 0; day < 84_000; day++) {
            LocalDateTime date = LocalDateTime.ofEpochSecond(day * 86_400L, 0, ZoneOffset.UTC);
            int expected = (date.getYear() << 9) | (date.getMonthValue() << 5) | date.getDayOfMonth();
            assertThat(CronYears.dateOf(day)).isEqualTo(expected);
        }
    }

    @Test
    void aPatternThatIsTooLongIsAnError() {
        String longest = "0" + ",0".repeat(295) + " * * * *" + " ";
        assertThat(longest).hasSize(600);
        assertThat(cron(longest).toString()).hasSizeLessThan(Limits.TEXT_LENGTH);
        assertThat(refusal(longest + " ").column()).isEqualTo(601);
        ScheduleSyntaxException inText =
                catchThrowableOfType(ScheduleSyntaxException.class, () -> Schedule.parse("cron 00" + longest));
        assertThat(inText.expected()).contains("at most 600 characters");
        String longestInText = "0" + longest.stripTrailing();
        assertThat(Schedule.parse("cron  " + longestInText)).hasToString("cron " + longestInText + " in UTC");
    }

    /** The table of clauses names tests; each of them must be there. */
    @Test
    void everyTestThatTheDocumentNamesIsThere() throws IOException {
        String document = Files.readString(Path.of("../../docs/cron-conformance.md"));
        Matcher names = Pattern.compile("`(\\w+)\\.(\\w+)`").matcher(document);
        List<String> missing = new ArrayList<>();
        int found = 0;
        while (names.find()) {
            found++;
            if (!isTest(names.group(1), names.group(2))) {
                missing.add(names.group());
            }
        }
        assertThat(missing).isEmpty();
        assertThat(found).isGreaterThan(25);
    }

    private static boolean isTest(String type, String method) {
        try {
            for (Method declared : Class.forName("io.reveille.schedule." + type).getDeclaredMethods()) {
                boolean test = declared.isAnnotationPresent(Test.class)
                        || declared.isAnnotationPresent(ParameterizedTest.class);
                if (test && declared.getName().equals(method)) {
                    return true;
                }
            }
            return false;
        } catch (ClassNotFoundException none) {
            return false;
        }
    }
}
