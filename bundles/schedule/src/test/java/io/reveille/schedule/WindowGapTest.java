package io.reveille.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Windows around changes of offset that are history, against a walk from minute to minute along the wall clock. */
class WindowGapTest {

    /** A change before 2024, which no update of the time zones alters. */
    private record Change(String zone, String instant) {}

    private static final List<Change> CHANGES = List.of(
            new Change("Europe/Berlin", "2020-03-29T01:00:00Z"),
            new Change("Europe/Berlin", "2020-10-25T01:00:00Z"),
            new Change("America/New_York", "2019-03-10T07:00:00Z"),
            new Change("Australia/Lord_Howe", "2019-10-05T15:30:00Z"), // half an hour
            new Change("Australia/Lord_Howe", "2019-04-06T15:00:00Z"),
            new Change("America/Sao_Paulo", "2018-11-04T03:00:00Z"), // at midnight
            new Change("America/Sao_Paulo", "2018-02-18T02:00:00Z"),
            new Change("Asia/Beirut", "2020-03-28T22:00:00Z"), // at midnight
            new Change("Pacific/Apia", "2011-12-30T10:00:00Z"), // skips 30 December
            new Change("Pacific/Kwajalein", "1993-08-21T12:00:00Z"), // skips 21 August
            new Change("America/St_Johns", "1988-04-03T03:31:00Z"), // two hours, at 00:01
            new Change("Antarctica/Troll", "2019-03-31T01:00:00Z"), // two hours
            new Change("Pacific/Pitcairn", "1998-04-27T08:30:00Z")); // half an hour, at midnight

    /** A wall clock that is read once a minute, and a window that opens and closes by it. */
    private record Walk(ZoneRules rules, LocalTime from, LocalTime to, Set<DayOfWeek> days) {

        /** What the clock has reached: in the second pass of an hour that is the end of the first. */
        private LocalDateTime reached(Instant time) {
            ZoneOffsetTransition change = rules.previousTransition(time.plusNanos(1));
            boolean again = change != null
                    && change.isOverlap()
                    && time.isBefore(change.getInstant().minus(change.getDuration()));
            return again
                    ? change.getDateTimeBefore().minusNanos(1)
                    : LocalDateTime.ofInstant(time, rules.getOffset(time));
        }

        /** The date whose window is open; the later one of two. */
        @Nullable
        LocalDate open(Instant time) {
            LocalDateTime reached = reached(time);
            for (LocalDate date : List.of(
                    reached.toLocalDate(),
                    reached.toLocalDate().minusDays(1),
                    reached.toLocalDate().minusDays(2))) {
                LocalDate last = to.isAfter(from) ? date : date.plusDays(1);
                if (days.contains(date.getDayOfWeek())
                        && !reached.isBefore(date.atTime(from))
                        && reached.isBefore(last.atTime(to))) {
                    return date;
                }
            }
            return null;
        }

        boolean opens(Instant time) {
            LocalDate date = open(time);
            return date != null && reached(time.minusSeconds(60)).isBefore(date.atTime(from));
        }

        /** A date that is skipped as a whole is no day, though a window over its midnights may open. */
        boolean opensOnADay(Instant time) {
            LocalDate date = open(time);
            return opens(time) && date != null && rules.getTransition(date.atTime(LocalTime.NOON)) == null;
        }
    }

    private record Case(ZoneId zone, Walk walk, String window, Instant start, Instant end) {

        Schedule schedule(String rule) {
            return Schedule.parse(rule + window + " in " + zone);
        }

        List<Instant> minutes() {
            List<Instant> minutes = new ArrayList<>();
            for (Instant time = start.plusSeconds(60); time.isBefore(end); time = time.plusSeconds(60)) {
                minutes.add(time);
            }
            return minutes;
        }

        void check(String rule, List<Instant> expected) {
            Schedule schedule = schedule(rule);
            assertThat(schedule.preview(start, expected.size()))
                    .as("%s from %s", schedule, start)
                    .isEqualTo(expected);
            Instant last = end.minusNanos(1);
            assertThat(schedule.missed(start, last, 10_000)).as("%s", schedule).isEqualTo(expected.size());
            Instant middle = start.plus(36, ChronoUnit.HOURS);
            List<Instant> before =
                    expected.stream().filter(time -> !time.isAfter(middle)).toList();
            assertThat(schedule.missed(start, middle, 10_000)).isEqualTo(before.size());
            assertThat(schedule.latest(start, middle).stream().toList())
                    .as("%s, the latest", schedule)
                    .isEqualTo(before.isEmpty() ? List.of() : before.subList(before.size() - 1, before.size()));
            for (Instant time : expected) { // from right before each, as a restart asks
                assertThat(schedule.next(start, time.minusNanos(1))).contains(time);
            }
        }
    }

    private static Case draw(Random random) {
        Change drawn = CHANGES.get(random.nextInt(CHANGES.size()));
        ZoneId zone = ZoneId.of(drawn.zone);
        Instant change = Instant.parse(drawn.instant);
        assertThat(zone.getRules().getOffset(change))
                .as("%s", drawn)
                .isNotEqualTo(zone.getRules().getOffset(change.minusNanos(1)));
        LocalTime around = LocalDateTime.ofInstant(change, zone).toLocalTime();
        LocalTime from = edge(random, around);
        LocalTime to = edge(random, around);
        while (to.equals(from)) {
            to = edge(random, around);
        }
        boolean some = random.nextInt(3) == 0;
        Set<DayOfWeek> days =
                some ? EnumSet.range(DayOfWeek.THURSDAY, DayOfWeek.SUNDAY) : EnumSet.allOf(DayOfWeek.class);
        String window = " between " + from + " and " + to + (some ? " on thursday, friday, saturday, sunday" : "");
        Instant start = change.minus(36 * 60 + random.nextInt(600) - 300, ChronoUnit.MINUTES)
                .truncatedTo(ChronoUnit.MINUTES);
        return new Case(
                zone, new Walk(zone.getRules(), from, to, days), window, start, start.plus(96, ChronoUnit.HOURS));
    }

    /** Near the change, as likely as not within what it skips. */
    private static LocalTime edge(Random random, LocalTime around) {
        return around.plusMinutes(random.nextInt(3) == 0 ? random.nextInt(1440) : random.nextInt(300) - 180);
    }

    @Test
    void cronCountsWithinTheWindow() {
        Randomly.times(120, random -> {
            Case one = draw(random);
            Schedule bare = Schedule.parse("cron */7 * * * * in " + one.zone);
            List<Instant> expected = bare.preview(one.start, 2000).stream()
                    .filter(time -> time.isBefore(one.end) && one.walk.open(time) != null)
                    .toList();
            one.check("cron */7 * * * *", expected);
        });
    }

    @Test
    void anIntervalStartsAnewWhenTheWindowOpens() {
        Randomly.times(120, random -> {
            Case one = draw(random);
            int minutes = 1 + random.nextInt(200);
            List<Instant> expected = new ArrayList<>();
            LocalDate began = one.walk.open(one.start);
            Instant due = one.start.plusSeconds(minutes * 60L);
            for (Instant time : one.minutes()) {
                LocalDate date = one.walk.open(time);
                if (one.walk.opens(time)) {
                    due = time;
                    began = date;
                }
                if (date != null && date.equals(began) && time.equals(due)) {
                    expected.add(time);
                    due = time.plusSeconds(minutes * 60L);
                }
            }
            one.check("every " + minutes + " minutes", expected);
        });
    }

    @Test
    void aDayWithoutATimeOccursWhenTheWindowOpens() {
        Randomly.times(120, random -> {
            Case one = draw(random);
            one.check(
                    "every day",
                    one.minutes().stream().filter(one.walk::opensOnADay).toList());
        });
    }

    @Test
    void aRandomIntervalAndAnEventKeepToTheWindow() {
        Randomly.times(60, random -> {
            Case one = draw(random);
            Schedule event = one.schedule("after \"download\"");
            for (Instant time : one.minutes()) {
                assertThat(event.admits(time)).as("%s at %s", event, time).isEqualTo(one.walk.open(time) != null);
            }
            Schedule drawn = one.schedule("every 7 to 11 minutes").withSeed(random.nextLong());
            assertThat(drawn.preview(one.start, 50))
                    .allMatch(time -> one.walk.open(time.truncatedTo(ChronoUnit.MINUTES)) != null);
        });
    }

    @Test
    void anEdgeThatIsSkippedLiesAtTheChange() {
        Instant night = Instant.parse("2020-03-28T23:00:00Z");
        assertThat(Schedule.parse("cron 10 3 * * * between 02:30 and 03:30 in Europe/Berlin")
                        .next(night))
                .contains(Instant.parse("2020-03-29T01:10:00Z"));
        assertThat(Schedule.parse("cron */20 * * * * between 01:30 and 02:30 in Europe/Berlin")
                        .preview(night, 3))
                .containsExactly(
                        Instant.parse("2020-03-29T00:40:00Z"),
                        Instant.parse("2020-03-29T23:40:00Z"),
                        Instant.parse("2020-03-30T00:00:00Z"));
        assertThat(Schedule.parse("every day between 02:30 and 03:15 in Europe/Berlin")
                        .next(night))
                .contains(Instant.parse("2020-03-29T01:00:00Z"));
        assertThat(Schedule.parse("every day between 02:15 and 02:45 in Europe/Berlin")
                        .next(night))
                .as("no such time that day")
                .contains(Instant.parse("2020-03-30T00:15:00Z"));
    }
}
