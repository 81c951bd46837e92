package io.reveille.schedule;

import io.reveille.schedule.DayChain.Start;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/**
 * Days or weeks, counted on the local calendar.
 *
 * @param at null: the local time that the chain comes from
 */
record DayInterval(int interval, Unit unit, @Nullable LocalTime at, ZoneId zone) implements Interval {
    DayInterval {
        Interval.check(interval, unit);
    }

    @Override
    public Interval withInterval(int number) {
        return new DayInterval(number, unit, at, zone);
    }

    @Override
    public InWindow inWindow() {
        return isDaily() ? InWindow.IS_FILTERED : InWindow.WAITS;
    }

    private boolean isDaily() {
        return interval == 1 && unit == Unit.DAY;
    }

    @Override
    public Interval orAt(LocalTime time) {
        return at == null && isDaily() ? new DayInterval(interval, unit, time, zone) : this;
    }

    private DayChain chain() {
        Start start = Start.TODAY;
        if (interval == 1) {
            start = unit == Unit.DAY ? Start.LAST_TIME : Start.TODAY_OR_WEEK_AGO;
        }
        return new DayChain(new ChainDates.Step(interval * (unit == Unit.DAY ? 1 : 7)), at, start, zone);
    }

    /** The begin itself, or with a time of day the first such time from there on. */
    @Override
    public Instant first(Instant from, long seed) {
        return at == null ? from : new DayInterval(1, Unit.DAY, at, zone).next(from.minusNanos(1), seed);
    }

    @Override
    public Instant next(Instant after, long seed) {
        return chain().next(after);
    }

    @Override
    public @Nullable Instant latest(Instant previous, Instant notAfter, long seed) {
        return chain().reach(previous, notAfter).last();
    }

    @Override
    public int missed(Instant previous, Instant notAfter, int limit, long seed) {
        return chain().reach(previous, notAfter).upTo(limit);
    }

    @Override
    public String clauses() {
        return at == null ? "" : " at " + AtTime.print(at, unit);
    }

    @Override
    public String describeClauses() {
        return " " + (at == null ? "at the same time of day" : AtTime.describe(at, unit));
    }

    @Override
    public String toString() {
        return Rule.print(this);
    }
}
