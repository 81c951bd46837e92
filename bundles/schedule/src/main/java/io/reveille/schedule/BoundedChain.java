package io.reveille.schedule;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A chain that starts at an instant, or ends at one, or both. The first occurrence is the first one from the start on, and
 * later questions are answered from the chain that begins there; a chain that must be stepped through goes on from the
 * instant that the question begins with instead.
 *
 * @param starting null: it has no beginning
 * @param until the last instant at which it may occur; null: it has no end
 */
record BoundedChain(
        Chain chain, @Nullable Instant starting, @Nullable Instant until) implements Chain {
    @Override
    public @Nullable Instant next(Instant after, long seed) {
        return next(after, after, seed);
    }

    @Override
    public @Nullable Instant next(Instant previous, Instant after, long seed) {
        Instant first = starting == null ? null : chain.first(starting, seed);
        if (starting == null) {
            return inTime(chain.next(previous, after, seed));
        }
        if (first == null || first.isAfter(after)) {
            return inTime(first);
        }
        if (previous.isBefore(first)) {
            return inTime(chain.next(first, after, seed));
        }
        Instant later = previous.isAfter(after) ? previous : after;
        return inTime(
                chain instanceof SteppedChain ? chain.next(previous, after, seed) : chain.next(first, later, seed));
    }

    private @Nullable Instant inTime(@Nullable Instant time) {
        return time != null && until != null && time.isAfter(until) ? null : time;
    }

    @Override
    public @Nullable Instant latest(Instant previous, Instant notAfter, long seed) {
        Instant end = end(notAfter);
        if (starting == null) {
            return chain.latest(previous, end, seed);
        }
        Instant first = chain.first(starting, seed);
        if (first == null || first.isAfter(end)) {
            return null;
        }
        boolean begins = previous.isBefore(first);
        Instant from = begins || !(chain instanceof SteppedChain) ? first : previous;
        Instant latest = chain.latest(from, end, seed);
        if (latest == null) {
            return begins ? first : null;
        }
        return latest.isAfter(previous) ? latest : null;
    }

    @Override
    public int missed(Instant previous, Instant notAfter, int limit, long seed) {
        Instant end = end(notAfter);
        if (starting == null || limit == 0) {
            return chain.missed(previous, end, limit, seed);
        }
        Instant first = chain.first(starting, seed);
        if (first == null || first.isAfter(end)) {
            return 0;
        }
        if (previous.isBefore(first)) {
            return 1 + chain.missed(first, end, limit - 1, seed);
        }
        Instant reached = chain instanceof SteppedChain ? previous : chain.latest(first, previous, seed);
        return chain.missed(reached == null ? first : reached, end, limit, seed);
    }

    private Instant end(Instant notAfter) {
        return until != null && until.isBefore(notAfter) ? until : notAfter;
    }
}
