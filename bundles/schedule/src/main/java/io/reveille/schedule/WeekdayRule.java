package io.reveille.schedule;

import io.reveille.schedule.DayChain.Start;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Days of the week: of each, or of every second, third, ... week. The weeks do not depend on the instant asked
 * about: they are counted from the first of the days after {@code starting}, and without that from the week of 1 January
 * 1970.
 *
 * @param interval how many weeks
 * @param days not empty; kept in the order of the week
 * @param at null: the local time that the chain comes from
 * @param anchor a week that counts, as {@link ChainDates.Weeks} has it
 */
record WeekdayRule(
        int interval, Set<DayOfWeek> days, @Nullable LocalTime at, ZoneId zone, long anchor) implements CalendarRule {
    WeekdayRule {
        Interval.check(interval, Unit.WEEK);
        days = WeekDays.copy(days);
    }

    @Override
    public DayChain chain() {
        return new DayChain(new ChainDates.Weeks(interval, days, anchor), at, Start.LAST_TIME, zone);
    }

    @Override
    public Rule orAt(LocalTime time) {
        return at == null ? new WeekdayRule(interval, days, time, zone, anchor) : this;
    }

    @Override
    public Rule startingAt(Instant start) {
        Instant first = new WeekdayRule(1, days, at, zone, 0).chain().first(start);
        long week = ChainDates.Weeks.weekOf(LocalDate.ofInstant(first, zone));
        return new WeekdayRule(interval, days, at, zone, Math.floorMod(week, interval));
    }

    @Override
    public String sentence() {
        if (interval > 1) {
            return "Every " + Unit.WEEK.each(interval) + " on " + WeekDays.describe(days) + describeTime();
        }
        boolean mondayToFriday = days.equals(WeekDays.MONDAY_TO_FRIDAY);
        return "Every " + (mondayToFriday ? WeekDays.describeOne(days) : WeekDays.describe(days)) + describeTime();
    }

    @Override
    public String text() {
        return interval > 1
                ? "every " + Unit.WEEK.each(interval) + " on " + WeekDays.text(days, "monday to friday") + time()
                : "every " + WeekDays.text(days, "") + time();
    }

    @Override
    public String toString() {
        return Rule.print(this);
    }
}
