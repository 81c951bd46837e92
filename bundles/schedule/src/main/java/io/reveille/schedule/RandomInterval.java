package io.reveille.schedule;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An interval whose number is drawn anew for each step, between that of the shortest and {@code max}, both included. The
 * draw is a hash of the seed and of the instant asked about, so the same question has the same answer for ever.
 */
record RandomInterval(Interval shortest, int max) implements Chain {
    RandomInterval {
        Interval.check(max, shortest.unit());
        if (max <= shortest.interval()) {
            throw new IllegalArgumentException("cannot schedule every " + shortest.interval() + " to " + max + " "
                    + shortest.unit().plural() + ": expected the smaller number first");
        }
    }

    @Override
    public @Nullable Instant next(Instant after, long seed) {
        long hash = mix(seed);
        hash = mix(hash ^ after.getEpochSecond());
        hash = mix(hash ^ after.getNano());
        int choices = max - shortest.interval() + 1;
        int drawn = shortest.interval() + (int) Long.remainderUnsigned(hash, choices);
        return shortest.withInterval(drawn).next(after, seed);
    }

    /** The output function of SplitMix64 (Steele, Lea, Flood 2014) after one step of its counter. */
    private static long mix(long value) {
        long z = value + 0x9E3779B97F4A7C15L;
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }

    /** A chain too long to follow starts again at {@code after}: no arithmetic jumps over draws. */
    @Override
    public @Nullable Instant next(Instant previous, Instant after, long seed) {
        Instant next = next(previous, seed);
        for (int i = 0; i < Limits.RANDOM_STEPS && next != null && !next.isAfter(after); i++) {
            next = next(next, seed);
        }
        return next != null && !next.isAfter(after) ? next(after, seed) : next;
    }

    @Override
    public @Nullable Instant latest(Instant previous, Instant notAfter, long seed) {
        return reach(previous, notAfter, Limits.RANDOM_STEPS, seed).last();
    }

    @Override
    public int missed(Instant previous, Instant notAfter, int limit, long seed) {
        return reach(previous, notAfter, Math.min(limit, Limits.RANDOM_STEPS), seed)
                .upTo(limit);
    }

    private Reach reach(Instant previous, Instant notAfter, int limit, long seed) {
        Instant last = null;
        int count = 0;
        Instant next = next(previous, seed);
        while (count < limit && next != null && !next.isAfter(notAfter)) {
            last = next;
            count++;
            next = next(next, seed);
        }
        return new Reach(count, last);
    }

    private String numbers() {
        return shortest.interval() + " to " + max + " " + shortest.unit().plural();
    }

    @Override
    public boolean isElapsed() {
        return shortest.isElapsed();
    }

    @Override
    public String describe() {
        return "Every " + numbers() + " (at random)" + shortest.describeClauses();
    }

    @Override
    public String toString() {
        return "every " + numbers() + shortest.clauses();
    }
}
