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
 * Days of every second, third, ... week. Which weeks these are is the same for everybody who asks: they are counted from
 * the first of the days after {@code starting}, and without that from the week of 1 January 1970.
 *
 * @param interval from 2; each week is a {@link WeekdayRule}
 * @param anchor a week that counts, as {@link Dates.Weeks} has it
 */
record WeekRule(int interval, Set<DayOfWeek> days, @Nullable LocalTime at, ZoneId zone, long anchor)
        implements CalendarRule {
    WeekRule {
        Interval.check(interval, Unit.WEEK);
        days = WeekDays.copy(days);
    }

    static Rule of(int interval, Set<DayOfWeek> days, @Nullable LocalTime at, ZoneId zone) {
        return interval == 1 ? new WeekdayRule(days, at, zone) : new WeekRule(interval, days, at, zone, 0);
    }

    @Override
    public DayChain chain() {
        return new DayChain(new Dates.Weeks(interval, days, anchor), at, Start.LAST_TIME, zone);
    }

    @Override
    public Rule orAt(LocalTime time) {
        return at == null ? new WeekRule(interval, days, time, zone, anchor) : this;
    }

    @Override
    public Rule startingAt(Instant start) {
        Instant first = new WeekdayRule(days, at, zone).chain().first(start);
        long week = Dates.Weeks.weekOf(LocalDate.ofInstant(first, zone));
        return new WeekRule(interval, days, at, zone, Math.floorMod(week, interval));
    }

    @Override
    public String sentence() {
        return "Every " + Unit.WEEK.each(interval) + " on " + WeekDays.describe(days) + describeTime();
    }

    @Override
    public String text() {
        return "every " + Unit.WEEK.each(interval) + " on " + WeekDays.text(days, "monday to friday") + time();
    }

    @Override
    public String toString() {
        return Rule.print(this);
    }
}
