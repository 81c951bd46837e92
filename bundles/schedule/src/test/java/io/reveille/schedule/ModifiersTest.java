package io.reveille.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** Starting, until, times, within, spread, nowake and after. */
class ModifiersTest {
    private static final Instant NEW_YEAR = Instant.parse("2027-01-01T00:00:00Z");

    private static List<String> occurrences(String text, String start, int n) {
        return Schedule.parse(text).preview(Instant.parse(start), n).stream()
                .map(Instant::toString)
                .toList();
    }

    @Test
    void anIntervalBeginsWhereItStarts() {
        assertThat(occurrences("every 10 minutes starting 2027-03-01T08:03:00Z", "2027-01-01T00:00:00Z", 2))
                .containsExactly("2027-03-01T08:03:00Z", "2027-03-01T08:13:00Z");
        assertThat(occurrences("every day starting 2027-03-01 08:00 in Europe/Rome", "2027-01-01T00:00:00Z", 2))
                .containsExactly("2027-03-01T07:00:00Z", "2027-03-02T07:00:00Z");
        assertThat(occurrences("every 3 days at 06:00 starting 2027-03-01", "2027-01-01T00:00:00Z", 2))
                .containsExactly("2027-03-01T06:00:00Z", "2027-03-04T06:00:00Z");
        assertThat(occurrences("every 2 hours at :30 starting 2027-03-01", "2027-01-01T00:00:00Z", 2))
                .containsExactly("2027-03-01T00:30:00Z", "2027-03-01T02:30:00Z");
        assertThat(occurrences("every monday starting 2027-03-01 08:00", "2027-01-01T00:00:00Z", 2))
                .containsExactly("2027-03-01T08:00:00Z", "2027-03-08T08:00:00Z");
        assertThat(occurrences("every 3 months on day 31 at 12:00 starting 2027-02-01", "2027-01-01T00:00:00Z", 3))
                .containsExactly("2027-02-28T12:00:00Z", "2027-05-31T12:00:00Z", "2027-08-31T12:00:00Z");
        assertThat(occurrences("every month on day 15 starting 2027-02-10 09:30", "2027-01-01T00:00:00Z", 2))
                .containsExactly("2027-02-15T09:30:00Z", "2027-03-15T09:30:00Z");
    }

    @Test
    void aMonthRunsTodayWhileTheTimeIsAheadAndSeveralCountFromTheCurrentMonth() {
        assertThat(occurrences("every month on day 31 at 12:00", "2027-01-31T11:00:00Z", 2))
                .containsExactly("2027-01-31T12:00:00Z", "2027-02-28T12:00:00Z");
        assertThat(occurrences("every 2 months on day 31 at 12:00", "2027-01-31T11:00:00Z", 2))
                .containsExactly("2027-03-31T12:00:00Z", "2027-05-31T12:00:00Z");
    }

    @Test
    void whoeverAsksLaterIsAnsweredFromTheStart() {
        assertThat(occurrences("every 10 minutes starting 2027-03-01T08:03:00Z", "2027-03-05T10:00:00Z", 2))
                .containsExactly("2027-03-05T10:03:00Z", "2027-03-05T10:13:00Z");
        assertThat(occurrences("every 3 days at 06:00 starting 2027-03-01", "2027-03-05T10:00:00Z", 2))
                .containsExactly("2027-03-07T06:00:00Z", "2027-03-10T06:00:00Z");
        Schedule schedule = Schedule.parse("every 10 minutes starting 2027-03-01T08:03:00Z");
        Instant asked = Instant.parse("2027-03-01T08:20:00Z");
        assertThat(schedule.missed(asked, asked.plusSeconds(3600), 100)).isEqualTo(6);
        assertThat(schedule.latest(asked, asked.plusSeconds(3600))).contains(Instant.parse("2027-03-01T09:13:00Z"));
        assertThat(schedule.latest(asked, asked.plusSeconds(60))).isEmpty();
        assertThat(schedule.missed(NEW_YEAR, asked, 100)).isEqualTo(2);
        assertThat(schedule.missed(NEW_YEAR, asked, 1)).isEqualTo(1);
        assertThat(schedule.missed(NEW_YEAR, asked, 0)).isZero();
    }

    @Test
    void theWeeksOfSeveralAreCountedFromTheFirstDayAfterTheStart() {
        String text = "every 2 weeks on monday, thursday at 07:00 starting ";
        assertThat(occurrences(text + "2027-03-01", "2027-01-01T00:00:00Z", 4))
                .containsExactly(
                        "2027-03-01T07:00:00Z", "2027-03-04T07:00:00Z", "2027-03-15T07:00:00Z", "2027-03-18T07:00:00Z");
        assertThat(occurrences(text + "2027-03-08", "2027-01-01T00:00:00Z", 2))
                .containsExactly("2027-03-08T07:00:00Z", "2027-03-11T07:00:00Z");
        assertThat(occurrences(text + "2027-03-05", "2027-01-01T00:00:00Z", 2))
                .containsExactly("2027-03-08T07:00:00Z", "2027-03-11T07:00:00Z");
        assertThat(occurrences(text + "2027-03-04T07:00:00Z", "2027-01-01T00:00:00Z", 2))
                .containsExactly("2027-03-04T07:00:00Z", "2027-03-15T07:00:00Z");
    }

    @Test
    void withoutAStartTheWeeksAreTheSameForEverybody() {
        // Monday 1970-01-12 begins the second week after that of 1 January 1970.
        assertThat(occurrences("every 2 weeks on monday at 07:00", "1970-01-01T00:00:00Z", 2))
                .containsExactly("1970-01-12T07:00:00Z", "1970-01-26T07:00:00Z");
        List<String> all = occurrences("every 2 weeks on monday at 07:00", "2027-01-01T00:00:00Z", 10);
        assertThat(occurrences("every 2 weeks on monday at 07:00", "2027-01-19T00:00:00Z", 3))
                .isSubsetOf(all);
        assertThat(occurrences("every 3 weeks on weekday at 07:00", "1969-12-28T00:00:00Z", 6))
                .containsExactly(
                        "1969-12-29T07:00:00Z",
                        "1969-12-30T07:00:00Z",
                        "1969-12-31T07:00:00Z",
                        "1970-01-01T07:00:00Z",
                        "1970-01-02T07:00:00Z",
                        "1970-01-19T07:00:00Z");
    }

    @Test
    void aFifthWeekdayMayNeverFallIntoTheMonthsVisited() {
        // Of these Februaries only that of 2400 has 29 days, and they begin with a Tuesday.
        Schedule schedule = Schedule.parse("every 1200 months on fifth friday at 12:00");
        Instant from = Instant.parse("2100-02-10T00:00:00Z");

        assertThat(schedule.next(from)).isEmpty();
        assertThat(schedule.latest(from, Instant.MAX)).isEmpty();
        assertThat(schedule.missed(from, Instant.MAX, 10)).isZero();
        assertThat(occurrences("every 1200 months on fifth tuesday at 12:00", "2100-02-10T00:00:00Z", 1))
                .containsExactly("2400-02-29T12:00:00Z");
        assertThat(occurrences("every month on fifth friday at 12:00", "2027-01-01T12:00:00Z", 3))
                .containsExactly("2027-01-29T12:00:00Z", "2027-04-30T12:00:00Z", "2027-07-30T12:00:00Z");
        assertThat(occurrences("every month on last day at 12:00", "9999-11-30T12:00:00Z", 3))
                .containsExactly("9999-12-31T12:00:00Z");
    }

    @Test
    void theEndIsTheLastInstantThatCounts() {
        assertThat(occurrences("every day at 12:00 until 2027-01-03 12:00", "2027-01-01T00:00:00Z", 9))
                .containsExactly("2027-01-01T12:00:00Z", "2027-01-02T12:00:00Z", "2027-01-03T12:00:00Z");
        assertThat(occurrences("every day at 12:00 until 2027-01-03", "2027-01-01T00:00:00Z", 9))
                .containsExactly("2027-01-01T12:00:00Z", "2027-01-02T12:00:00Z");
        Schedule schedule = Schedule.parse("every day at 12:00 until 2027-01-03");
        assertThat(schedule.missed(NEW_YEAR, Instant.MAX, 100)).isEqualTo(2);
        assertThat(schedule.latest(NEW_YEAR, Instant.MAX)).contains(Instant.parse("2027-01-02T12:00:00Z"));
        assertThat(schedule.next(Instant.parse("2027-01-02T12:00:00Z"))).isEmpty();
        assertThat(occurrences("every day at 12:00 until 2027-01-03 starting 2027-01-04", "2027-01-01T00:00:00Z", 9))
                .isEmpty();
    }

    @Test
    void aRandomIntervalBeginsAtItsStartAndGoesOnFromWhereverOneAsks() {
        Schedule plain = Schedule.parse("every 5 to 10 minutes").withSeed(5);
        Schedule started = Schedule.parse("every 5 to 10 minutes starting 2027-03-01T00:00:00Z")
                .withSeed(5);
        Instant start = Instant.parse("2027-03-01T00:00:00Z");

        assertThat(started.next(NEW_YEAR)).contains(start);
        assertThat(started.next(start)).isEqualTo(plain.next(start));
        assertThat(started.next(start.plusSeconds(77))).isEqualTo(plain.next(start.plusSeconds(77)));
        assertThat(started.missed(NEW_YEAR, start.plusSeconds(86_400), 5000))
                .isEqualTo(1 + plain.missed(start, start.plusSeconds(86_400), 5000));
        for (Instant asked : List.of(NEW_YEAR, start)) {
            assertThat(started.latest(asked, start.plusSeconds(86_400)))
                    .isEqualTo(plain.latest(start, start.plusSeconds(86_400)));
        }
        Instant later = start.plusSeconds(77);
        assertThat(started.latest(later, start.plusSeconds(86_400)))
                .isEqualTo(plain.latest(later, start.plusSeconds(86_400)));
    }

    @Test
    void whatCountsFromTheDefinitionIsBound() {
        Instant defined = Instant.parse("2027-03-01T10:00:00Z");
        assertThat(Schedule.parse("every 10 minutes until 2 hours from definition")
                        .bind(defined))
                .hasToString("every 10 minutes until 2027-03-01T12:00:00Z");
        assertThat(Schedule.parse("every day at 08:00 in Europe/Rome starting 18:30 until 18:30")
                        .bind(defined))
                .hasToString(
                        "every day at 08:00 in Europe/Rome starting 2027-03-01T17:30:00Z until 2027-03-01T17:30:00Z");
        assertThat(Schedule.parse("every hour until 11:00 in Europe/Rome").bind(defined))
                .hasToString("every hour until 2027-03-02T10:00:00Z");
        assertThat(Schedule.parse("once in 2 hours within 5 minutes nowake").bind(defined))
                .hasToString("once at 2027-03-01T12:00:00Z within 5 minutes nowake");
        assertThat(Schedule.parse("every hour starting 2027-01-01T00:00:00Z until 2 hours from definition")
                        .bind(defined))
                .hasToString("every hour starting 2027-01-01T00:00:00Z until 2027-03-01T12:00:00Z");
        assertThat(Schedule.parse("every hour starting 90s").bind(defined))
                .hasToString("every hour starting 2027-03-01T10:01:30Z");
    }

    @Test
    void bindingKeepsSeedAndSpread() {
        Schedule schedule = Schedule.parse("every 1 to 1000 seconds until 5 hours spread over 1 hour")
                .withSeed(77)
                .withSpread("a", "b");
        Schedule bound = schedule.bind(NEW_YEAR);

        assertThat(bound.spreadOffset()).isEqualTo(schedule.spreadOffset());
        assertThat(bound.next(NEW_YEAR))
                .isNotEqualTo(
                        Schedule.parse(bound.toString()).withSpread("a", "b").next(NEW_YEAR));
    }

    @Test
    void untilItIsBoundNothingCanBeAsked() {
        for (String text : List.of("every hour until 2 hours from definition", "every hour starting 18:30")) {
            Schedule schedule = Schedule.parse(text);
            assertThat(schedule.isRelative()).isTrue();
            assertThat(schedule.bind(NEW_YEAR).isRelative()).isFalse();
            for (ThrowingCallable question : List.<ThrowingCallable>of(
                    () -> schedule.next(NEW_YEAR),
                    () -> schedule.next(NEW_YEAR, NEW_YEAR),
                    () -> schedule.latest(NEW_YEAR, NEW_YEAR),
                    () -> schedule.missed(NEW_YEAR, NEW_YEAR, 1),
                    () -> schedule.admits(NEW_YEAR))) {
                assertThatIllegalStateException()
                        .isThrownBy(question)
                        .withMessageContaining("call bind(definedAt) first");
            }
        }
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Schedule.parse("every hour until 2 hours").bind(Instant.MAX));
    }

    @Test
    void whatTheEngineActsOnIsSaidByAccessors() {
        Schedule schedule = Schedule.parse("every hour times 12 within 90 min spread over 1h30m nowake");
        assertThat(schedule.times()).hasValue(12);
        assertThat(schedule.tolerance()).isEqualTo(Duration.ofMinutes(90));
        assertThat(schedule.spread()).isEqualTo(Duration.ofMinutes(90));
        assertThat(schedule.isNoWake()).isTrue();
        assertThat(schedule.after()).isEmpty();
        assertThat(schedule).hasToString("every hour times 12 within 90 minutes spread over 90 minutes nowake");

        Schedule plain = Schedule.parse("every hour");
        assertThat(plain.times()).isEmpty();
        assertThat(plain.tolerance()).isZero();
        assertThat(plain.spread()).isZero();
        assertThat(plain.isNoWake()).isFalse();
        assertThat(plain.isEvent()).isFalse();
        assertThat(plain.isReboot()).isFalse();
    }

    @Test
    void anIntervalFollowsElapsedTimeUnlessTheClockOpensOrStartsIt() {
        assertThat(Schedule.parse("every hour times 3 until 2027-01-01 within 5 min nowake")
                        .isElapsed())
                .isTrue();
        assertThat(Schedule.parse("every hour between 08:00 and 09:00").isElapsed())
                .isFalse();
        assertThat(Schedule.parse("every hour starting 2027-01-01").isElapsed()).isFalse();
        assertThat(Schedule.parse("cron * * * * *").isElapsed()).isFalse();
    }

    @Test
    void afterNamesAJobAndHowItEnds() {
        Schedule schedule = Schedule.parse("After \"down \\\"load\\\\\" FAILS within 5 minutes");
        assertThat(schedule.after()).contains(new Predecessor("down \"load\\", Predecessor.Ending.FAILS));
        assertThat(schedule).hasToString("after \"down \\\"load\\\\\" fails within 5 minutes");
        assertThat(schedule.isEvent()).isTrue();
        assertThat(schedule.recurrence().isEvent()).isTrue();
        assertThat(schedule.isReboot()).isFalse();
        assertThat(schedule.next(NEW_YEAR)).isEmpty();
        assertThat(schedule.preview(NEW_YEAR, 3)).isEmpty();
        assertThat(Schedule.parse("after \"a\"").after()).contains(new Predecessor("a", Predecessor.Ending.SUCCEEDS));
        assertThat(Schedule.parse("after \"a\" succeeds")).isEqualTo(Schedule.parse("after \"a\""));
        assertThat(Schedule.parse("after \"a\" ends").after()).contains(new Predecessor("a", Predecessor.Ending.ENDS));
        String longest = "x".repeat(63) + "\uD83D\uDE00";
        assertThat(Schedule.parse("after \"" + longest + "\"").after())
                .contains(new Predecessor(longest, Predecessor.Ending.SUCCEEDS));
        assertThat(Schedule.parse("after \"a\"")).isNotEqualTo(Schedule.parse("after \"A\""));
    }

    @Test
    void aFleetSpreadsEvenlyAndForEver() {
        Schedule schedule = Schedule.parse("every day at 03:00 spread over 30 minutes");
        int[] quarters = new int[4];
        Set<Duration> offsets = new HashSet<>();
        for (int i = 0; i < 4000; i++) {
            Duration offset = schedule.withSpread("gateway-" + i, "upload").spreadOffset();
            assertThat(offset).isBetween(Duration.ZERO, Duration.ofSeconds(1799));
            offsets.add(offset);
            quarters[(int) offset.toSeconds() / 450]++;
        }
        assertThat(offsets).hasSizeGreaterThan(1500);
        for (int count : quarters) {
            // 1000 expected, with a deviation of 27.
            assertThat(count).isBetween(860, 1140);
        }
        // Written down once: an update must not move a fleet.
        assertThat(schedule.withSpread("gateway-1", "upload").spreadOffset())
                .isEqualTo(schedule.withSpread("gateway-1", "upload").spreadOffset())
                .isEqualTo(Duration.ofSeconds(SPREAD_OF_GATEWAY_1));
        assertThat(schedule.withSpread("gateway-1", "upload"))
                .isEqualTo(schedule)
                .hasToString(schedule.toString());
        assertThat(schedule.withSpread("ab", "c").spreadOffset())
                .isNotEqualTo(schedule.withSpread("a", "bc").spreadOffset());
        assertThat(Schedule.parse("every day at 03:00").withSpread("a", "b").spreadOffset())
                .isZero();
    }

    private static final int SPREAD_OF_GATEWAY_1 = 969;
}
