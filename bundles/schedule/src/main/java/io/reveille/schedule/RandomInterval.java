package io.reveille.schedule;

import java.time.Instant;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/**
 * An interval whose number is drawn anew for each step, between that of the shortest and {@code max}, both included. The
 * draw is a hash of the seed and of the instant asked about, so the same question has the same answer for ever.
 */
record RandomInterval(Interval shortest, int max) implements Rule, SteppedChain {
    RandomInterval {
        Interval.check(max, shortest.unit());
        if (max <= shortest.interval()) {
            throw new IllegalArgumentException("cannot schedule every " + shortest.interval() + " to " + max + " "
                    + shortest.unit().plural() + ": expected the smaller number first");
        }
    }

    @Override
    public boolean isRandom() {
        return true;
    }

    @Override
    public @Nullable Instant first(Instant from, long seed) {
        return shortest.first(from, seed);
    }

    @Override
    public @Nullable Instant next(Instant after, long seed) {
        long hash = Hash.mix(seed);
        hash = Hash.mix(hash ^ after.getEpochSecond());
        hash = Hash.mix(hash ^ after.getNano());
        int choices = max - shortest.interval() + 1;
        int drawn = shortest.interval() + (int) Long.remainderUnsigned(hash, choices);
        return shortest.withInterval(drawn).next(after, seed);
    }

    private String numbers() {
        return shortest.interval() + " to " + max + " " + shortest.unit().plural();
    }

    @Override
    public boolean isElapsed() {
        return shortest.isElapsed();
    }

    @Override
    public @Nullable ZoneId zone() {
        return shortest.zone();
    }

    @Override
    public InWindow inWindow() {
        return shortest.unit() == Unit.DAY
                ? InWindow.WAITS
                : shortest.withInterval(max).inWindow();
    }

    @Override
    public String sentence() {
        return "Every " + numbers() + " (at random)" + shortest.describeClauses();
    }

    @Override
    public String text() {
        return "every " + numbers() + shortest.clauses();
    }

    @Override
    public String toString() {
        return Rule.print(this);
    }
}
