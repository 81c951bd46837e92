package io.reveille.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ScheduleBuilderTest {
    static Stream<Arguments> sameInBoth() {
        return Stream.of(
                Arguments.of(Schedule.every().second(), "every second"),
                Arguments.of(Schedule.every(10).seconds(), "every 10 seconds"),
                Arguments.of(Schedule.every().minute().at(":05"), "every minute at :05"),
                Arguments.of(Schedule.every(90).minutes(), "every 90 minutes"),
                Arguments.of(Schedule.every(5).to(10).minutes(), "every 5 to 10 minutes"),
                Arguments.of(Schedule.every(5).to(5).minutes(), "every 5 minutes"),
                Arguments.of(Schedule.every().hour().in("UTC"), "every hour"),
                Arguments.of(
                        Schedule.every(2).hours().at(":30:15").in("Asia/Tokyo"),
                        "every 2 hours at :30:15 in Asia/Tokyo"),
                Arguments.of(Schedule.every().day().at("10:30").in("Europe/Rome"), "every day at 10:30 in Europe/Rome"),
                Arguments.of(Schedule.every().day().in(ZoneOffset.UTC).at("10:30"), "every day at 10:30 in UTC"),
                Arguments.of(Schedule.every(5).to(10).days().at("06:00:15"), "every 5 to 10 days at 06:00:15"),
                Arguments.of(Schedule.every().week(), "every week"),
                Arguments.of(Schedule.every(3).weeks().at("10:00"), "every 3 weeks at 10:00"),
                Arguments.of(Schedule.every().monday(), "every monday"),
                Arguments.of(Schedule.every(1).tuesday(), "every tuesday"),
                Arguments.of(Schedule.every().wednesday().at("13:15"), "every wednesday at 13:15"),
                Arguments.of(Schedule.every().thursday(), "every thursday"),
                Arguments.of(Schedule.every().friday(), "every friday"),
                Arguments.of(Schedule.every().saturday(), "every saturday"),
                Arguments.of(Schedule.every().sunday(), "every sunday"),
                Arguments.of(Schedule.every().weekday().at("08:00"), "every weekday at 08:00"),
                Arguments.of(
                        Schedule.every().on(DayOfWeek.FRIDAY, DayOfWeek.MONDAY).at("07:00"),
                        "every monday, friday at 07:00"));
    }

    @ParameterizedTest
    @MethodSource("sameInBoth")
    void buildsWhatTheTextMeans(ScheduleBuilder builder, String text) {
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
