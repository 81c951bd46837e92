package io.reveille.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Windows against a walk from second to second that opens and closes a gate. */
class WindowOracleTest {
    private static final int DAYS = 3;

    /** When the gate opens, or closes, in some days from one on: at the local time, as a job would run then. */
    private static SortedSet<Instant> moments(
            LocalDate from, LocalTime time, Set<DayOfWeek> days, int later, ZoneId zone) {
        SortedSet<Instant> moments = new TreeSet<>();
        for (LocalDate date = from.minusDays(3); date.isBefore(from.plusDays(DAYS + 3)); date = date.plusDays(1)) {
            if (days.contains(date.getDayOfWeek())) {
                LocalDateTime local = date.plusDays(later).atTime(time);
                // The library resolves a gap as DESIGN.md section 4 asks; CalendarOracleTest shows it.
                moments.add(local.atZone(zone).withEarlierOffsetAtOverlap().toInstant());
            }
        }
        return moments;
    }

    @Test
    void anIntervalStartsAnewWheneverTheWindowOpens() {
        Randomly.times(30, random -> {
            ZoneId zone = Randomly.zone(random);
            Instant start = Instant.ofEpochSecond(Randomly.instant(random, zone).getEpochSecond());
            LocalTime opens = LocalTime.of(random.nextInt(24), random.nextInt(60));
            LocalTime closes = LocalTime.of((opens.getHour() + 1 + random.nextInt(22)) % 24, random.nextInt(60));
            Set<DayOfWeek> days = EnumSet.allOf(DayOfWeek.class);
            String on = "";
            if (random.nextInt(3) == 0) {
                days = EnumSet.range(DayOfWeek.MONDAY, DayOfWeek.FRIDAY);
                on = " on mon-fri";
            }
            int minutes = 1 + random.nextInt(400);
            LocalDate date = LocalDate.ofInstant(start, zone);
            SortedSet<Instant> openings = moments(date, opens, days, 0, zone);
            SortedSet<Instant> closings = moments(date, closes, days, closes.isBefore(opens) ? 1 : 0, zone);

            List<Instant> expected = new ArrayList<>();
            Instant first = openings.first();
            boolean open = false;
            Instant due = null;
            for (Instant second = first;
                    second.isBefore(start.plusSeconds(DAYS * 86_400L));
                    second = second.plusSeconds(1)) {
                if (closings.contains(second)) {
                    open = false;
                }
                if (openings.contains(second)) {
                    open = true;
                    due = second;
                }
                if (second.equals(start)) {
                    due = start.plusSeconds(minutes * 60L);
                } else if (open && second.equals(due)) {
                    if (second.isAfter(start)) {
                        expected.add(second);
                    }
                    due = second.plusSeconds(minutes * 60L);
                }
            }
            Schedule schedule = Schedule.parse(
                    "every " + minutes + " minutes between " + opens + " and " + closes + on + " in " + zone.getId());
            assertThat(schedule.preview(start, expected.size()))
                    .as("%s from %s", schedule, start)
                    .isEqualTo(expected);
            if (!expected.isEmpty()) {
                Instant last = expected.get(expected.size() - 1);
                assertThat(schedule.missed(start, last, 100_000)).isEqualTo(expected.size());
                assertThat(schedule.latest(start, last)).contains(last);
            }
        });
    }

    @Test
    void ofACronPatternOnlyWhatLiesWithinCounts() {
        Randomly.times(30, random -> {
            ZoneId zone = Randomly.zone(random);
            Instant start = Instant.ofEpochSecond(Randomly.instant(random, zone).getEpochSecond());
            LocalTime opens = LocalTime.of(random.nextInt(24), random.nextInt(60));
            LocalTime closes = LocalTime.of((opens.getHour() + 1 + random.nextInt(22)) % 24, random.nextInt(60));
            Set<DayOfWeek> days = EnumSet.allOf(DayOfWeek.class);
            LocalDate date = LocalDate.ofInstant(start, zone);
            SortedSet<Instant> openings = moments(date, opens, days, 0, zone);
            SortedSet<Instant> closings = moments(date, closes, days, closes.isBefore(opens) ? 1 : 0, zone);
            Schedule cron = Schedule.parse("cron */7 * * * * in " + zone.getId());

            List<Instant> expected = new ArrayList<>();
            for (Instant next : cron.preview(start, 400)) {
                Instant opened = openings.headSet(next.plusNanos(1)).last();
                SortedSet<Instant> closed = closings.subSet(opened, next.plusNanos(1));
                if (closed.isEmpty()) {
                    expected.add(next);
                }
            }
            Schedule schedule =
                    Schedule.parse("cron */7 * * * * between " + opens + " and " + closes + " in " + zone.getId());
            assertThat(schedule.preview(start, expected.size()))
                    .as("%s from %s", schedule, start)
                    .isEqualTo(expected);
        });
    }

    private static List<String> local(String text, String start, int n) {
        Schedule schedule = Schedule.parse(text);
        return schedule.preview(Instant.parse(start), n).stream()
                .map(Instant::toString)
                .toList();
    }

    @Test
    void theOpeningCountsAndTheClosingDoesNot() {
        assertThat(local("every 5 hours between 08:00 and 18:00", "2027-01-01T07:59:59.999Z", 4))
                .containsExactly(
                        "2027-01-01T08:00:00Z", "2027-01-01T13:00:00Z", "2027-01-02T08:00:00Z", "2027-01-02T13:00:00Z");
        assertThat(local("cron 0 * * * * between 08:00 and 10:00", "2027-01-01T00:00:00Z", 3))
                .containsExactly("2027-01-01T08:00:00Z", "2027-01-01T09:00:00Z", "2027-01-02T08:00:00Z");
    }

    @Test
    void aWindowOverMidnightBelongsToTheDayOnWhichItOpens() {
        // 2027-01-01 is a Friday.
        assertThat(local("every 3 hours between 22:00 and 05:00 on friday", "2027-01-01T12:00:00Z", 4))
                .containsExactly(
                        "2027-01-01T22:00:00Z", "2027-01-02T01:00:00Z", "2027-01-02T04:00:00Z", "2027-01-08T22:00:00Z");
        assertThat(local("every 5 hours between 14:00 and 24:00", "2027-01-01T13:00:00Z", 3))
                .containsExactly("2027-01-01T14:00:00Z", "2027-01-01T19:00:00Z", "2027-01-02T14:00:00Z");
    }

    @Test
    void anIntervalAtASecondStartsAtTheFirstSuchSecond() {
        assertThat(local("every 2 hours at :30 between 08:00 and 13:00", "2027-01-01T00:00:00Z", 4))
                .containsExactly(
                        "2027-01-01T08:30:00Z", "2027-01-01T10:30:00Z", "2027-01-01T12:30:00Z", "2027-01-02T08:30:00Z");
    }

    @Test
    void withoutATimeADayOccursWhenTheWindowOpens() {
        assertThat(local("every day between 08:00 and 18:00", "2027-01-01T11:00:00Z", 2))
                .containsExactly("2027-01-02T08:00:00Z", "2027-01-03T08:00:00Z");
        assertThat(local("every monday between 22:00 and 05:00", "2027-01-01T11:00:00Z", 2))
                .containsExactly("2027-01-04T22:00:00Z", "2027-01-11T22:00:00Z");
        assertThat(local("every month on last day between 08:00 and 18:00", "2027-01-01T11:00:00Z", 2))
                .containsExactly("2027-01-31T08:00:00Z", "2027-02-28T08:00:00Z");
        assertThat(local(
                        "every 2 weeks on monday between 08:00 and 18:00 starting 2027-01-04",
                        "2027-01-01T00:00:00Z",
                        2))
                .containsExactly("2027-01-04T08:00:00Z", "2027-01-18T08:00:00Z");
    }

    @Test
    void anIntervalThatStartsWithinAWindowBeginsThere() {
        assertThat(local("every hour between 08:00 and 18:00 starting 2027-01-04 16:05", "2027-01-01T00:00:00Z", 3))
                .containsExactly("2027-01-04T16:05:00Z", "2027-01-04T17:05:00Z", "2027-01-05T08:00:00Z");
        assertThat(local("every hour between 08:00 and 18:00 starting 2027-01-04 18:00", "2027-01-01T00:00:00Z", 1))
                .containsExactly("2027-01-05T08:00:00Z");
        assertThat(local(
                        "every 2 hours at :30 between 08:00 and 13:00 starting 2027-01-04 12:45",
                        "2027-01-01T00:00:00Z",
                        2))
                .containsExactly("2027-01-05T08:30:00Z", "2027-01-05T10:30:00Z");
        assertThat(local("every 3 days between 08:00 and 18:00 starting 2027-01-04 20:00", "2027-01-01T00:00:00Z", 2))
                .containsExactly("2027-01-05T08:00:00Z", "2027-01-08T08:00:00Z");
    }

    @Test
    void aRandomIntervalStartsAnewWhenTheWindowOpens() {
        Schedule schedule =
                Schedule.parse("every 20 to 30 minutes between 08:00 and 09:00").withSeed(3);
        Instant opens = Instant.parse("2027-01-01T08:00:00Z");
        List<Instant> two = schedule.preview(opens.minusSeconds(60), 2);

        assertThat(two.get(0)).isEqualTo(opens);
        assertThat(two.get(1)).isBetween(opens.plusSeconds(1200), opens.plusSeconds(1800));
        assertThat(schedule.next(opens.plusSeconds(3599))).contains(opens.plusSeconds(86_400));
    }

    @Test
    void aWindowThatAGapMakesLongerEndsWhereTheNextOneOpens() {
        // On 2027-03-28 there is no 02:30 in Rome: the window of the day before would end at 03:30.
        assertThat(local("every 25 minutes between 03:00 and 02:30 in Europe/Rome", "2027-03-28T00:45:00Z", 2))
                .containsExactly("2027-03-28T01:00:00Z", "2027-03-28T01:25:00Z");
    }

    @Test
    void theLatestOfARuleIsLookedForInEarlierWindows() {
        Schedule schedule = Schedule.parse("cron 0 * * * * between 08:00 and 10:00");
        Instant start = Instant.parse("2027-01-01T00:00:00Z");

        assertThat(schedule.latest(start, Instant.parse("2027-01-03T07:30:00Z")))
                .contains(Instant.parse("2027-01-02T09:00:00Z"));
        assertThat(schedule.latest(start, Instant.parse("2027-01-01T07:30:00Z")))
                .isEmpty();
    }

    @Test
    void aLongIntervalWaitsForTheNextOpening() {
        assertThat(local(
                        "every 3 days at 10:00 between 08:00 and 18:00 on monday to friday", "2027-01-01T12:00:00Z", 4))
                .containsExactly(
                        "2027-01-04T10:00:00Z", "2027-01-07T10:00:00Z", "2027-01-11T08:00:00Z", "2027-01-14T10:00:00Z");
        assertThat(local("every 25 hours between 08:00 and 10:00", "2027-01-01T09:30:00Z", 3))
                .containsExactly("2027-01-03T08:00:00Z", "2027-01-04T09:00:00Z", "2027-01-06T08:00:00Z");
        assertThat(local("every 2 months on day 15 at 20:00 between 08:00 and 18:00", "2027-01-01T12:00:00Z", 2))
                .containsExactly("2027-03-16T08:00:00Z", "2027-05-16T08:00:00Z");
        assertThat(local("every 24 hours between 08:00 and 10:00", "2027-01-01T09:30:00Z", 2))
                .as("no longer than a day: starts anew")
                .containsExactly("2027-01-02T08:00:00Z", "2027-01-03T08:00:00Z");
    }

    @Test
    void aTimeOutsideTheWindowNeverCounts() {
        for (String text : List.of(
                "every day at 20:00 between 08:00 and 18:00",
                "every month on day 15 at 20:00 between 08:00 and 18:00",
                "cron 0 20 * * * between 08:00 and 18:00",
                "every hour at :30 between 08:00 and 08:15",
                "once at 2027-03-01T20:00:00Z between 08:00 and 18:00")) {
            Schedule schedule = Schedule.parse(text);
            Instant start = Instant.parse("2027-01-01T00:00:00Z");
            assertThat(schedule.next(start)).as(text).isEmpty();
            assertThat(schedule.next(start, start.plusSeconds(1_000_000_000))).isEmpty();
            assertThat(schedule.latest(start, start.plusSeconds(1_000_000_000))).isEmpty();
            assertThat(schedule.missed(start, start.plusSeconds(1_000_000_000), 10))
                    .isZero();
        }
    }

    @Test
    void anEventIsAdmittedWithinTheWindowAndFromStartToEnd() {
        Schedule schedule = Schedule.parse(
                "after \"download\" between 08:00 and 18:00 on mon-fri in Europe/Rome starting 2027-01-04 until 2027-02-01");

        assertThat(schedule.admits(Instant.parse("2027-01-04T07:00:00Z"))).isTrue();
        assertThat(schedule.admits(Instant.parse("2027-01-04T06:59:59Z"))).isFalse();
        assertThat(schedule.admits(Instant.parse("2027-01-04T17:00:00Z"))).isFalse();
        assertThat(schedule.admits(Instant.parse("2027-01-09T10:00:00Z"))).isFalse();
        assertThat(schedule.admits(Instant.parse("2027-01-01T10:00:00Z"))).isFalse();
        assertThat(schedule.admits(Instant.parse("2027-02-01T10:00:00Z"))).isFalse();
        assertThat(Schedule.parse("@reboot").admits(Instant.MIN)).isTrue();
    }

    @Test
    void centuriesOfWindowsAreCountedAtOnce() {
        Schedule schedule = Schedule.parse("every second between 08:00 and 18:00 on monday to friday in Europe/Rome");
        Instant start = Instant.parse("1900-01-01T00:00:00Z");
        Instant end = Instant.parse("2300-01-01T00:00:00Z");

        // 20,871 weeks in 400 years; each window has 36,000 seconds whatever the offset.
        assertThat(schedule.missed(start, start.plusSeconds(7L * 86_400 * 10), Integer.MAX_VALUE))
                .isEqualTo(50 * 36_000);
        assertThat(schedule.missed(start, end, Integer.MAX_VALUE)).isEqualTo(Integer.MAX_VALUE);
        assertThat(Schedule.parse("every hour between 08:00 and 18:00 on monday to friday in Europe/Rome")
                        .missed(start, end, Integer.MAX_VALUE))
                .isEqualTo(20_871 * 50);
    }
}
