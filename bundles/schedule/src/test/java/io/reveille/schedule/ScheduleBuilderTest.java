package io.reveille.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ScheduleBuilderTest {
    static Stream<Arguments> sameInBoth() {
        return Stream.of(
                same(() -> Schedule.every().second(), "every second"),
                same(() -> Schedule.every(10).seconds(), "every 10 seconds"),
                same(() -> Schedule.every().minute().at(":05"), "every minute at :05"),
                same(() -> Schedule.every(90).minutes(), "every 90 minutes"),
                same(() -> Schedule.every(5).to(10).minutes(), "every 5 to 10 minutes"),
                same(() -> Schedule.every(5).to(5).minutes(), "every 5 minutes"),
                same(() -> Schedule.every().hour().in("UTC"), "every hour"),
                same(
                        () -> Schedule.every(2).hours().at(":30:15").in("Asia/Tokyo"),
                        "every 2 hours at :30:15 in Asia/Tokyo"),
                same(() -> Schedule.every().day().at("10:30").in("Europe/Rome"), "every day at 10:30 in Europe/Rome"),
                same(() -> Schedule.every().day().in(ZoneOffset.UTC).at("10:30"), "every day at 10:30 in UTC"),
                same(() -> Schedule.every(5).to(10).days().at("06:00:15"), "every 5 to 10 days at 06:00:15"),
                same(() -> Schedule.every().week(), "every week"),
                same(() -> Schedule.every(3).weeks().at("10:00"), "every 3 weeks at 10:00"),
                same(() -> Schedule.every().monday(), "every monday"),
                same(() -> Schedule.every(1).tuesday(), "every tuesday"),
                same(() -> Schedule.every().wednesday().at("13:15"), "every wednesday at 13:15"),
                same(() -> Schedule.every().thursday(), "every thursday"),
                same(() -> Schedule.every().friday(), "every friday"),
                same(() -> Schedule.every().saturday(), "every saturday"),
                same(() -> Schedule.every().sunday(), "every sunday"),
                same(() -> Schedule.every().weekday().at("08:00"), "every weekday at 08:00"),
                same(
                        () -> Schedule.every()
                                .on(DayOfWeek.FRIDAY, DayOfWeek.MONDAY)
                                .at("07:00"),
                        "every monday, friday at 07:00"),
                same(
                        () -> Schedule.every(2)
                                .weeks()
                                .on(DayOfWeek.MONDAY, DayOfWeek.THURSDAY)
                                .at("07:00"),
                        "every 2 weeks on monday, thursday at 07:00"),
                same(() -> Schedule.every().week().on(DayOfWeek.MONDAY), "every monday"),
                same(() -> Schedule.every().month().onDay(15).at("12:00"), "every month on day 15 at 12:00"),
                same(() -> Schedule.every(3).months().onDay(31), "every 3 months on day 31"),
                same(() -> Schedule.every().month().onLastDay(), "every month on last day"),
                same(() -> Schedule.every().month().on(2, DayOfWeek.TUESDAY), "every month on second tuesday"),
                same(() -> Schedule.every().month().onLast(DayOfWeek.FRIDAY), "every month on last friday"),
                same(() -> Schedule.every().month().onFirstWeekday(), "every month on first weekday"),
                same(() -> Schedule.every().month().onLastWeekday(), "every month on last weekday"),
                same(() -> Schedule.cron("0 0 * * MON"), "cron 0 0 * * MON"),
                same(() -> Schedule.cron("@daily").in("Asia/Tokyo"), "@daily in Asia/Tokyo"),
                same(() -> Schedule.atReboot().noWake(), "@reboot nowake"),
                same(() -> Schedule.after("down \"x\""), "after \"down \\\"x\\\"\""),
                same(() -> Schedule.after("x", Predecessor.Ending.ENDS), "after \"x\" ends"),
                same(() -> Schedule.onceIn(Duration.ofMinutes(45)), "once in 45 minutes"),
                same(
                        () -> Schedule.once(Instant.EPOCH).toBuilder().within(Duration.ofDays(2)),
                        "once at 1970-01-01T00:00Z within 2 days"),
                same(
                        () -> Schedule.every(10)
                                .minutes()
                                .between("08:00", "18:00", DayOfWeek.MONDAY, DayOfWeek.SUNDAY),
                        "every 10 minutes between 08:00 and 18:00 on monday, sunday"),
                same(
                        () -> Schedule.every(10).minutes().between("22:00", "24:00"),
                        "every 10 minutes between 22:00 and 00:00"),
                same(() -> Schedule.every().day().starting(Instant.EPOCH), "every day starting 1970-01-01T00:00Z"),
                same(
                        () -> Schedule.every()
                                .day()
                                .starting(LocalDate.of(2027, 1, 1))
                                .until(LocalDateTime.of(2027, 2, 1, 18, 30)),
                        "every day starting 2027-01-01 until 2027-02-01 18:30"),
                same(
                        () -> Schedule.every()
                                .day()
                                .starting(LocalDateTime.of(2027, 1, 1, 0, 0))
                                .until(LocalDate.of(2027, 2, 1)),
                        "every day starting 2027-01-01 until 2027-02-01"),
                same(
                        () -> Schedule.every()
                                .hour()
                                .starting(LocalTime.of(8, 0))
                                .until(LocalTime.of(18, 30, 15)),
                        "every hour starting 08:00 until 18:30:15"),
                same(
                        () -> Schedule.every()
                                .hour()
                                .starting(Duration.ofSeconds(90))
                                .until(Duration.ofHours(36)),
                        "every hour starting 90 seconds until 36 hours from definition"),
                same(
                        () -> Schedule.every()
                                .hour()
                                .until(Instant.EPOCH)
                                .times(12)
                                .within(Duration.ofMinutes(2))
                                .spreadOver(Duration.ofHours(1))
                                .noWake(),
                        "every hour until 1970-01-01T00:00Z times 12 within 2 minutes spread over 1 hour nowake"),
                // The largest and the smallest that can be said.
                same(() -> Schedule.every(1_000_000_000).seconds(), "every 1000000000 seconds"),
                same(() -> Schedule.every(1).to(1_000_000_000).seconds(), "every 1 to 1000000000 seconds"),
                same(() -> Schedule.every(36_525).days(), "every 36525 days"),
                same(() -> Schedule.every(1200).months().onDay(1), "every 1200 months on day 1"),
                same(() -> Schedule.every().month().on(1, DayOfWeek.SUNDAY), "every month on first sunday"),
                same(() -> Schedule.every().month().on(5, DayOfWeek.SUNDAY), "every month on fifth sunday"),
                same(() -> Schedule.every().hour().times(1_000_000_000), "every hour times 1000000000"),
                same(() -> Schedule.onceIn(Duration.ofSeconds(1)), "once in 1 second"),
                same(() -> Schedule.onceIn(Duration.ofDays(36_525)), "once in 36525 days"));
    }

    /** Built within the test, so that a builder that fails is told with its row. */
    private static Arguments same(Supplier<ScheduleBuilder> builder, String text) {
        return Arguments.of(builder, text);
    }

    @ParameterizedTest
    @MethodSource("sameInBoth")
    void buildsWhatTheTextMeans(Supplier<ScheduleBuilder> supplier, String text) {
        ScheduleBuilder builder = supplier.get();

        assertThat(builder.build()).isEqualTo(Schedule.parse(text));
        ZoneId rome = ZoneId.of("Europe/Rome");
        assertThat(builder.build(rome)).isEqualTo(Schedule.parse(text, rome));
    }

    @Test
    void onceIsWhatTheTextMeans() {
        Instant at = Instant.parse("2027-01-01T00:00:00.000000001Z");

        assertThat(Schedule.once(at)).isEqualTo(Schedule.parse("once at " + at)).hasToString("once at " + at);
    }

    static Stream<Arguments> misuse() {
        return Stream.of(
                misuse(() -> Schedule.every(0), "every 0: expected a whole number from 1 to 1000000000"),
                misuse(() -> Schedule.every(-1), "every -1: expected a whole number from 1"),
                misuse(() -> Schedule.every(1_000_000_001), "from 1 to 1000000000"),
                misuse(() -> Schedule.every(5).to(4), "every 5 to 4: expected a whole number from 5"),
                misuse(() -> Schedule.every(5).to(1_000_000_001), "from 5 to 1000000000"),
                misuse(
                        () -> Schedule.every(36_526).days(),
                        "every 36526 days: expected a whole number of days from 1 to 36525"),
                misuse(() -> Schedule.every(5).to(36_526).days(), "every 36526 days"),
                misuse(() -> Schedule.every(10).monday(), "every 10 of a day of the week"),
                misuse(() -> Schedule.every().to(2).weekday(), "every 2 of a day of the week"),
                misuse(() -> Schedule.every().second().at(":05"), "at \":05\" to \"every second\": expected no \"at\""),
                misuse(() -> Schedule.every().day().at(":30"), "expected a time of day"),
                misuse(() -> Schedule.every().day().at("25:00"), "at \"25:00\" to \"every day in UTC\""),
                misuse(() -> Schedule.every().hour().at("10:30"), "expected a minute of the hour"),
                misuse(() -> Schedule.every().minute().at(":05:10"), "expected a second of the minute"),
                misuse(() -> Schedule.every().monday().at("7"), "expected a time of day"),
                misuse(() -> Schedule.every().day().at("10:30").at("11:30"), "expected one at"),
                misuse(
                        () -> Schedule.every().day().in("Mars/Base"),
                        "in \"Mars/Base\" to \"every day in UTC\": expected a time zone"),
                misuse(() -> Schedule.every().day().in("UTC").in("UTC"), "expected one zone"),
                misuse(
                        () -> Schedule.every().day().in(ZoneOffset.UTC).in("UTC"),
                        "\"every day in UTC\": expected one zone"),
                misuse(
                        () -> Schedule.every().day().on(DayOfWeek.MONDAY),
                        "on \"[MONDAY]\" to \"every day in UTC\": expected a number of weeks"),
                misuse(() -> Schedule.every(2).weeks().on(DayOfWeek.MONDAY).on(DayOfWeek.MONDAY), "a number of weeks"),
                misuse(() -> Schedule.every(1).to(2).weeks().on(DayOfWeek.MONDAY), "a number of weeks"),
                misuse(() -> Schedule.every(1).to(2).months(), "every 1 to 2 months: expected one number"),
                misuse(
                        () -> Schedule.every(1201).months(),
                        "every 1201 months: expected a whole number of months from 1 to 1200"),
                misuse(() -> Schedule.every().month().onDay(0), "day 0 of the month: expected"),
                misuse(() -> Schedule.every().month().onDay(32), "day 32 of the month: expected 1 to 31"),
                misuse(() -> Schedule.every().month().on(0, DayOfWeek.MONDAY), "from 1 to 5"),
                misuse(() -> Schedule.every().month().on(6, DayOfWeek.MONDAY), "from 1 to 5"),
                misuse(() -> Schedule.every().month().onDay(1).at(":30"), "expected a time of day"),
                misuse(() -> Schedule.cron("* * * *"), "expected 5 fields"),
                misuse(() -> Schedule.cron("* * * * *").at("10:00"), "expected no \"at\""),
                misuse(() -> Schedule.cron("* * * * *").in("UTC").in("UTC"), "expected one zone"),
                misuse(() -> Schedule.after(""), "expected the name of a job"),
                misuse(() -> Schedule.after("a\u0000"), "\"a\\u0000\""),
                misuse(() -> Schedule.after("x".repeat(65)), "expected the name of a job"),
                misuse(() -> Schedule.onceIn(Duration.ZERO), "once in PT0S: expected a duration of whole seconds"),
                misuse(() -> Schedule.onceIn(Duration.ofMillis(1500)), "whole seconds"),
                misuse(() -> Schedule.every().hour().between("8", "18:00"), "between \"8\""),
                misuse(() -> Schedule.every().hour().between("08:00", "25:00"), "between \"25:00\""),
                misuse(() -> Schedule.every().hour().between("08:00", "08:00"), "expected another time"),
                misuse(
                        () -> Schedule.every().hour().between("08:00", "09:00").between("08:00", "09:00"),
                        "expected one between"),
                misuse(() -> Schedule.every().hour().starting(Instant.MAX), "from the year 0000 to 9999"),
                misuse(() -> Schedule.every().hour().starting(LocalDate.MAX), "0001 to 9998"),
                misuse(
                        () -> Schedule.every().hour().starting(LocalTime.of(1, 0, 0, 1)),
                        "starting \"01:00:00.000000001\""),
                misuse(() -> Schedule.every().hour().starting(Duration.ofSeconds(-1)), "starting \"PT-1S\""),
                misuse(
                        () -> Schedule.every().hour().starting(Instant.EPOCH).starting(Instant.EPOCH),
                        "expected one starting"),
                misuse(() -> Schedule.every().hour().until(Duration.ofDays(36_526)), "to 36525 days"),
                misuse(() -> Schedule.every().hour().until(Instant.EPOCH).until(Instant.EPOCH), "expected one until"),
                misuse(() -> Schedule.every().hour().times(0), "times \"0\""),
                misuse(() -> Schedule.every().hour().times(1_000_000_001), "from 1 to 1000000000"),
                misuse(() -> Schedule.every().hour().times(1).times(1), "expected one times"),
                misuse(() -> Schedule.every().hour().within(Duration.ofNanos(1)), "within \"PT0.000000001S\""),
                misuse(
                        () -> Schedule.every()
                                .hour()
                                .within(Duration.ofHours(1))
                                .within(Duration.ofHours(1)),
                        "expected one within"),
                misuse(() -> Schedule.every().hour().spreadOver(Duration.ZERO), "spread over \"PT0S\""),
                misuse(
                        () -> Schedule.every()
                                .hour()
                                .spreadOver(Duration.ofHours(1))
                                .spreadOver(Duration.ofHours(1)),
                        "expected one spread"),
                misuse(() -> Schedule.once(Instant.MAX), "expected an instant from the year 0000 to 9999"),
                misuse(() -> Schedule.once(Instant.MIN), "expected an instant from the year 0000 to 9999"));
    }

    private static Arguments misuse(ThrowingCallable call, String message) {
        return Arguments.of(call, message);
    }

    @ParameterizedTest
    @MethodSource("misuse")
    void refusesMisuseAtOnce(ThrowingCallable call, String message) {
        assertThatIllegalArgumentException().isThrownBy(call).withMessageContaining(message);
    }

    @Test
    void everyScheduleCanGoOnAsABuilder() {
        Randomly.times(2000, random -> {
            Schedule schedule = Schedule.parse(Randomly.anyText(random, Randomly.zone(random)));

            assertThat(schedule.toBuilder().build(ZoneId.of("Asia/Tokyo"))).isEqualTo(schedule);
        });
        assertThat(Schedule.parse("every day at 10:00").toBuilder().times(3).build())
                .isEqualTo(Schedule.parse("every day at 10:00 times 3"));
    }

    @Test
    void aBuilderIsNotChangedByItsMethods() {
        ScheduleBuilder day = Schedule.every().day();
        ScheduleBuilder morning = day.at("08:00");
        ScheduleBuilder evening = day.at("20:00");

        assertThat(List.of(
                        day.build().toString(),
                        morning.build().toString(),
                        evening.build().toString()))
                .containsExactly("every day in UTC", "every day at 08:00 in UTC", "every day at 20:00 in UTC");
    }

    @Test
    void theSameWordsServeALargerBuilder() {
        record Named(ScheduleBuilder schedule, String name) {}

        Named named = Schedule.every(2, schedule -> new Named(schedule, "poll")).hours();

        assertThat(named.schedule().at(":30").build()).hasToString("every 2 hours at :30 in UTC");
        assertThat(named.name()).isEqualTo("poll");
    }
}
