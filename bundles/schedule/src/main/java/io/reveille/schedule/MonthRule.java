package io.reveille.schedule;

import io.reveille.schedule.DayChain.Start;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/**
 * A day of every month, or of every so many months: these are counted on from the month that the chain has reached, as
 * days and weeks are.
 *
 * @param at null: the local time that the chain comes from
 */
record MonthRule(int interval, DayOfMonth day, @Nullable LocalTime at, ZoneId zone) implements CalendarRule {
    MonthRule {
        Interval.check(interval, Unit.MONTH);
    }

    @Override
    public DayChain chain() {
        Start start = interval == 1 ? Start.LAST_TIME : Start.TODAY;
        return new DayChain(new ChainDates.Months(interval, day), at, start, zone);
    }

    @Override
    public InWindow inWindow() {
        return interval == 1 ? InWindow.IS_FILTERED : InWindow.WAITS;
    }

    @Override
    public Rule orAt(LocalTime time) {
        return at == null && interval == 1 ? new MonthRule(1, day, time, zone) : this;
    }

    /** The first such day from there on, in the same month if still ahead, even where the interval is of several months. */
    @Override
    public @Nullable Instant first(Instant from, long seed) {
        return new MonthRule(1, day, at, zone).chain().first(from);
    }

    @Override
    public String sentence() {
        return "Every " + Unit.MONTH.each(interval) + " on " + day.describe() + describeTime();
    }

    @Override
    public String text() {
        return "every " + Unit.MONTH.each(interval) + " on " + day.text() + time();
    }

    @Override
    public String toString() {
        return Rule.print(this);
    }
}
