package io.reveille.schedule;

import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;
import org.jspecify.annotations.Nullable;

/**
 * Minutes or hours that start at a given second of the local minute or hour. The local time is taken with the offset in
 * force at the instant asked about, and the units are then counted in elapsed time: so an hour that happens twice runs
 * in both passes, and a change of half an hour (Lord Howe) moves the minute back to where it was asked for.
 *
 * @param at its minutes and seconds count for hours, its seconds for minutes; the rest is zero
 */
record ClockInterval(int interval, Unit unit, LocalTime at, ZoneId zone) implements Interval {
    ClockInterval {
        Interval.check(interval, unit);
    }

    @Override
    public Interval withInterval(int number) {
        return new ClockInterval(number, unit, at, zone);
    }

    /** The first such second of a minute or hour, even where the interval is of several of them. */
    @Override
    public Instant first(Instant from, long seed) {
        return new ClockInterval(1, unit, at, zone).next(from.minusNanos(1), seed);
    }

    @Override
    public Instant next(Instant after, long seed) {
        return Instant.ofEpochSecond(next(zone.getRules(), after));
    }

    private long next(ZoneRules rules, Instant after) {
        long offset = rules.getOffset(after).getTotalSeconds();
        long local = after.getEpochSecond() + offset;
        long inUnit = local - Math.floorMod(local, unit.seconds()) + at.toSecondOfDay() - offset;
        if (interval > 1) {
            return inUnit + period();
        }
        return inUnit > after.getEpochSecond() ? inUnit : inUnit + period();
    }

    private long period() {
        return (long) interval * unit.seconds();
    }

    @Override
    public @Nullable Instant latest(Instant previous, Instant notAfter, long seed) {
        return reach(previous, notAfter).last();
    }

    @Override
    public int missed(Instant previous, Instant notAfter, int limit, long seed) {
        return reach(previous, notAfter).upTo(limit);
    }

    private ChainReach reach(Instant previous, Instant notAfter) {
        ZoneRules rules = zone.getRules();
        long current = next(rules, previous);
        if (current > notAfter.getEpochSecond()) {
            return ChainReach.NONE;
        }
        long count = 1;
        while (true) {
            Instant from = Instant.ofEpochSecond(current);
            long step = next(rules, from);
            if (step > notAfter.getEpochSecond()) {
                return new ChainReach(count, from);
            }
            long steps = 1;
            if (step - current == period()) {
                // This occurrence is aligned with its own offset, and so are all that start before the offset changes.
                ZoneOffsetTransition change = rules.nextTransition(from);
                steps = (notAfter.getEpochSecond() - current) / period();
                if (change != null) {
                    long untilChange = change.toEpochSecond() - current;
                    steps = Math.min(steps, (untilChange + period() - 1) / period());
                }
                step = current + steps * period();
            }
            current = step;
            count += steps;
        }
    }

    @Override
    public String clauses() {
        return " at " + AtTime.print(at, unit);
    }

    @Override
    public String describeClauses() {
        return " " + AtTime.describe(at, unit);
    }

    @Override
    public String toString() {
        return Rule.print(this);
    }
}
