package io.reveille.schedule;

import io.reveille.schedule.DayChain.Start;
import java.time.DayOfWeek;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One or more days of the week.
 *
 * @param days not empty; kept in the order of the week
 * @param at null: the local time that the chain comes from
 */
record WeekdayRule(Set<DayOfWeek> days, @Nullable LocalTime at, ZoneId zone) implements CalendarRule {
    WeekdayRule {
        days = WeekDays.copy(days);
    }

    @Override
    public DayChain chain() {
        return new DayChain(new Dates.Weekdays(days), at, Start.LAST_TIME, zone);
    }

    @Override
    public Rule orAt(LocalTime time) {
        return at == null ? new WeekdayRule(days, time, zone) : this;
    }

    @Override
    public String sentence() {
        String names = days.equals(WeekDays.MONDAY_TO_FRIDAY) ? WeekDays.describeOne(days) : WeekDays.describe(days);
        return "Every " + names + describeTime();
    }

    @Override
    public String text() {
        return "every " + WeekDays.text(days, "") + time();
    }

    @Override
    public String toString() {
        return Rule.print(this);
    }
}
