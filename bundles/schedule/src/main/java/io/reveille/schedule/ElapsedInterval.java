package io.reveille.schedule;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Seconds, minutes or hours of elapsed time: no wall clock, so no zone. */
record ElapsedInterval(int interval, Unit unit) implements Interval {
    ElapsedInterval {
        Interval.check(interval, unit);
    }

    @Override
    public Interval withInterval(int number) {
        return new ElapsedInterval(number, unit);
    }

    private long period() {
        return (long) interval * unit.seconds();
    }

    @Override
    public Instant first(Instant from, long seed) {
        return from;
    }

    @Override
    public Instant next(Instant after, long seed) {
        return after.plusSeconds(period());
    }

    @Override
    public @Nullable Instant latest(Instant previous, Instant notAfter, long seed) {
        long count = count(previous, notAfter);
        return count == 0 ? null : previous.plusSeconds(count * period());
    }

    @Override
    public int missed(Instant previous, Instant notAfter, int limit, long seed) {
        return (int) Math.min(limit, count(previous, notAfter));
    }

    private long count(Instant previous, Instant notAfter) {
        long seconds = notAfter.getEpochSecond() - previous.getEpochSecond();
        if (notAfter.getNano() < previous.getNano()) {
            seconds--;
        }
        return Math.max(0, Math.floorDiv(seconds, period()));
    }

    @Override
    public boolean isElapsed() {
        return true;
    }

    @Override
    public String clauses() {
        return "";
    }

    @Override
    public String describeClauses() {
        return "";
    }

    @Override
    public String toString() {
        return Rule.print(this);
    }
}
