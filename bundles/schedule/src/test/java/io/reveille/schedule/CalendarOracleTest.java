package io.reveille.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.time.zone.ZoneOffsetTransition;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Day, weekday, hour and minute rules against a slow reading of the same rules that looks at every minute or second. */
@Tag("any-rules")
class CalendarOracleTest {
    /** Where a local time falls, found by watching a wall clock minute by minute. */
    private static Instant watch(LocalDateTime wanted, ZoneId zone) {
        Instant instant = wanted.toInstant(ZoneOffset.UTC).minusSeconds(19 * 3600);
        LocalDateTime shown = LocalDateTime.ofInstant(instant, zone);
        while (true) {
            Instant later = instant.plusSeconds(60);
            LocalDateTime shownLater = LocalDateTime.ofInstant(later, zone);
            if (shownLater.equals(wanted)) {
                return later;
            }
            if (shown.isBefore(wanted) && shownLater.isAfter(wanted)) {
                // The clock was put forward over it: it comes when the old clock would have shown it.
                return instant.plus(Duration.between(shown, wanted));
            }
            instant = later;
            shown = shownLater;
        }
    }

    private static LocalTime time(Random random) {
        int hour = random.nextBoolean() ? random.nextInt(24) : (22 + random.nextInt(7)) % 24;
        return LocalTime.of(hour, random.nextInt(60), random.nextInt(3) == 0 ? random.nextInt(60) : 0);
    }

    private static String text(LocalTime time) {
        return " at " + time;
    }

    private static LocalDate today(Instant instant, ZoneId zone) {
        return LocalDateTime.ofInstant(instant, zone).toLocalDate();
    }

    @Test
    void daysOfTheWeekAtATimeAreTheFirstSuchTimeThatComes() {
        Randomly.times(1500, random -> {
            ZoneId zone = Randomly.zone(random);
            Instant after = Randomly.instant(random, zone);
            LocalTime time = time(random);
            Set<DayOfWeek> days = EnumSet.allOf(DayOfWeek.class);
            Every<ScheduleBuilder> every = Schedule.every();
            ScheduleBuilder builder;
            if (random.nextBoolean()) {
                builder = every.day();
            } else {
                days = EnumSet.of(DayOfWeek.of(1 + random.nextInt(7)), DayOfWeek.of(1 + random.nextInt(7)));
                builder = every.on(days.iterator().next(), days.toArray(new DayOfWeek[0]));
            }
            LocalDate date = today(after, zone).minusDays(2);
            while (!days.contains(date.getDayOfWeek())
                    || !watch(date.atTime(time), zone).isAfter(after)) {
                date = date.plusDays(1);
            }
            Instant expected = watch(date.atTime(time), zone);

            Schedule schedule = builder.at(time.toString()).in(zone).build();
            assertThat(schedule.next(after)).as("%s after %s", schedule, after).contains(expected);
        });
    }

    @Test
    void aroundAChangeOfOffsetInEveryZoneATimeOfDayIsTheFirstSuchTimeThatComes() {
        List<String> zones = Randomly.ALL_ZONES;
        for (String id : zones.subList(0, Randomly.effort(zones.size()))) {
            ZoneId zone = ZoneId.of(id);
            Randomly.once(id.hashCode(), random -> {
                ZoneOffsetTransition change =
                        zone.getRules().nextTransition(Instant.ofEpochSecond(random.nextInt(2_000_000_000)));
                if (change == null) {
                    return;
                }
                LocalDateTime shown = random.nextBoolean() ? change.getDateTimeBefore() : change.getDateTimeAfter();
                LocalTime time =
                        shown.toLocalTime().plusMinutes(random.nextInt(90) - 45).withNano(0);
                LocalDate date = shown.toLocalDate().minusDays(1);
                Schedule schedule =
                        Schedule.every().day().at(time.toString()).in(zone).build();
                Instant after = watch(date.atTime(time), zone);
                for (int day = 1; day <= 3; day++) {
                    Instant expected = watch(date.plusDays(day).atTime(time), zone);
                    if (expected.isAfter(after)) {
                        assertThat(schedule.next(after))
                                .as("%s after %s", schedule, after)
                                .contains(expected);
                        after = expected;
                    }
                }
            });
        }
    }

    @Test
    void daysAndWeeksWithoutATimeKeepTheLocalTimeTheyComeFrom() {
        Randomly.times(1500, random -> {
            ZoneId zone = Randomly.zone(random);
            Instant after = Randomly.instant(random, zone);
            LocalDateTime local = LocalDateTime.ofInstant(after, zone);
            int number = 1 + random.nextInt(8);
            boolean weeks = random.nextBoolean();
            Instant expected = watch(local.plusDays((weeks ? 7L : 1L) * number), zone);

            Schedule schedule =
                    Schedule.parse("every " + number + (weeks ? " weeks" : " days") + " in " + zone.getId());
            assertThat(schedule.next(after)).as("%s after %s", schedule, after).contains(expected);
        });
    }

    @Test
    void weekdaysWithoutATimeComeOnALaterDateAtTheLocalTimeTheyComeFrom() {
        Randomly.times(1500, random -> {
            ZoneId zone = Randomly.zone(random);
            Instant after = Randomly.instant(random, zone);
            LocalDateTime local = LocalDateTime.ofInstant(after, zone);
            Set<DayOfWeek> days = EnumSet.of(DayOfWeek.of(1 + random.nextInt(7)), DayOfWeek.of(1 + random.nextInt(7)));
            LocalDateTime wanted = local.plusDays(1);
            while (!days.contains(wanted.getDayOfWeek())) {
                wanted = wanted.plusDays(1);
            }
            Instant expected = watch(wanted, zone);

            Schedule schedule = Schedule.every()
                    .on(days.iterator().next(), days.toArray(new DayOfWeek[0]))
                    .in(zone)
                    .build();
            assertThat(schedule.next(after)).as("%s after %s", schedule, after).contains(expected);
        });
    }

    @Test
    void severalDaysAtATimeStartThatManyDaysAhead() {
        Randomly.times(1500, random -> {
            ZoneId zone = Randomly.zone(random);
            Instant after = Randomly.instant(random, zone);
            LocalTime time = time(random);
            int number = 2 + random.nextInt(8);
            boolean weeks = random.nextBoolean();
            LocalDate date = today(after, zone).plusDays((weeks ? 7L : 1L) * number);

            Schedule schedule = Schedule.parse(
                    "every " + number + (weeks ? " weeks" : " days") + text(time) + " in " + zone.getId());
            assertThat(schedule.next(after))
                    .as("%s after %s", schedule, after)
                    .contains(watch(date.atTime(time), zone));
        });
    }

    @Test
    void monthsAreFoundDayByDay() {
        Randomly.times(1000, random -> {
            ZoneId zone = Randomly.zone(random);
            Instant after = Randomly.instant(random, zone);
            LocalTime time = time(random);
            int number = random.nextBoolean() ? 1 : 2 + random.nextInt(20);
            int nth = random.nextInt(6);
            int day = 1 + random.nextInt(31);
            int kind = random.nextInt(3);
            DayOfWeek weekday = DayOfWeek.of(1 + random.nextInt(7));
            LocalDate today = today(after, zone);
            LocalDate date =
                    number == 1 ? today.minusDays(2) : today.withDayOfMonth(1).plusMonths(number);
            while (!isTheDay(date, kind, nth, day, weekday)
                    || (number > 1 && monthsBetween(today, date) % number != 0)
                    || !watch(date.atTime(time), zone).isAfter(after)) {
                date = date.plusDays(1);
            }
            String on =
                    kind == 0 ? "day " + day : kind == 1 ? "last day" : DayOfMonth.ORDINALS.get(nth) + " " + weekday;
            Schedule schedule =
                    Schedule.parse("every " + number + " months on " + on + text(time) + " in " + zone.getId());
            assertThat(schedule.next(after))
                    .as("%s after %s", schedule, after)
                    .contains(watch(date.atTime(time), zone));
        });
    }

    private static int monthsBetween(LocalDate from, LocalDate to) {
        return (to.getYear() - from.getYear()) * 12 + to.getMonthValue() - from.getMonthValue();
    }

    private static boolean isTheDay(LocalDate date, int kind, int nth, int day, DayOfWeek weekday) {
        boolean last = date.plusDays(1).getDayOfMonth() == 1;
        return switch (kind) {
            case 0 -> date.getDayOfMonth() == day || (last && date.getDayOfMonth() < day);
            case 1 -> last;
            default -> {
                boolean lastOfItsKind = date.plusDays(7).getMonth() != date.getMonth();
                int which = (date.getDayOfMonth() + 6) / 7;
                yield date.getDayOfWeek() == weekday && (nth == 0 ? lastOfItsKind : which == nth);
            }
        };
    }

    @Test
    void daysOfSomeWeeksAreFoundDayByDay() {
        Randomly.times(1000, random -> {
            ZoneId zone = Randomly.zone(random);
            Instant after = Randomly.instant(random, zone);
            LocalTime time = time(random);
            int number = 2 + random.nextInt(5);
            Set<DayOfWeek> days = EnumSet.of(DayOfWeek.of(1 + random.nextInt(7)), DayOfWeek.of(1 + random.nextInt(7)));
            LocalDate date = today(after, zone).minusDays(2);
            while (!days.contains(date.getDayOfWeek())
                    || mondaysSince1970(date) % number != 0
                    || !watch(date.atTime(time), zone).isAfter(after)) {
                date = date.plusDays(1);
            }
            Schedule schedule = Schedule.every(number)
                    .weeks()
                    .on(days.iterator().next(), days.toArray(new DayOfWeek[0]))
                    .at(time.toString())
                    .in(zone)
                    .build();
            assertThat(schedule.next(after))
                    .as("%s after %s", schedule, after)
                    .contains(watch(date.atTime(time), zone));
        });
    }

    /** Counted from Monday 29 December 1969, with which the week of 1 January 1970 begins. */
    private static long mondaysSince1970(LocalDate date) {
        return ChronoUnit.WEEKS.between(LocalDate.of(1969, 12, 29), date);
    }

    @Test
    void hoursAtAMinuteAreAlignedByTheOffsetInForce() {
        Randomly.times(1500, random -> {
            ZoneId zone = Randomly.zone(random);
            Instant after = Randomly.instant(random, zone);
            LocalTime at = LocalTime.of(0, random.nextInt(60), random.nextInt(60));
            int number = random.nextBoolean() ? 1 : 2 + random.nextInt(6);
            Instant start = Instant.ofEpochSecond(after.getEpochSecond());
            Instant expected = start;
            if (number == 1) {
                do {
                    expected = expected.plusSeconds(1);
                } while (shownWithOldOffset(expected, after, zone) != at.toSecondOfDay());
            } else {
                while (shownWithOldOffset(expected, after, zone) != 0) {
                    expected = expected.minusSeconds(1);
                }
                expected = expected.plusSeconds(at.toSecondOfDay() + number * 3600L);
            }

            Schedule schedule = Schedule.parse(
                    "every " + number + " hours at :" + at.toString().substring(3) + " in " + zone.getId());
            assertThat(schedule.next(after)).as("%s after %s", schedule, after).contains(expected);
        });
    }

    private static int shownWithOldOffset(Instant instant, Instant after, ZoneId zone) {
        LocalTime shown = LocalDateTime.ofInstant(instant, zone.getRules().getOffset(after))
                .toLocalTime();
        return shown.getMinute() * 60 + shown.getSecond();
    }

    @Test
    void minutesAtASecond() {
        for (String zone : List.of("UTC", "Asia/Kathmandu")) {
            Schedule each = Schedule.parse("every minute at :05 in " + zone);
            Schedule second = Schedule.parse("every 2 minutes at :05 in " + zone);

            assertThat(each.next(Instant.parse("2027-01-01T10:00:04.9Z")))
                    .contains(Instant.parse("2027-01-01T10:00:05Z"));
            assertThat(each.next(Instant.parse("2027-01-01T10:00:05Z")))
                    .contains(Instant.parse("2027-01-01T10:01:05Z"));
            assertThat(second.next(Instant.parse("2027-01-01T10:00:04Z")))
                    .contains(Instant.parse("2027-01-01T10:02:05Z"));
            assertThat(second.next(Instant.parse("2027-01-01T10:02:05Z")))
                    .contains(Instant.parse("2027-01-01T10:04:05Z"));
        }
    }
}
