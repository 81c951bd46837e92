package io.reveille.schedule;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A chain that can only be stepped through, since no arithmetic jumps over its occurrences. At most
 * {@link Limits#STEPS} of them are followed; a longer gap starts the chain anew.
 */
interface SteppedChain extends Chain {
    @Override
    default @Nullable Instant next(Instant previous, Instant after, long seed) {
        Instant next = next(previous, seed);
        for (int i = 0; i < Limits.STEPS && next != null && !next.isAfter(after); i++) {
            next = next(next, seed);
        }
        return next != null && !next.isAfter(after) ? next(after, seed) : next;
    }

    @Override
    default @Nullable Instant latest(Instant previous, Instant notAfter, long seed) {
        return reach(previous, notAfter, Limits.STEPS, seed).last();
    }

    @Override
    default int missed(Instant previous, Instant notAfter, int limit, long seed) {
        return reach(previous, notAfter, Math.min(limit, Limits.STEPS), seed).upTo(limit);
    }

    private ChainReach reach(Instant previous, Instant notAfter, int limit, long seed) {
        Instant last = null;
        int count = 0;
        Instant next = next(previous, seed);
        while (count < limit && next != null && !next.isAfter(notAfter)) {
            last = next;
            count++;
            next = next(next, seed);
        }
        return new ChainReach(count, last);
    }
}
