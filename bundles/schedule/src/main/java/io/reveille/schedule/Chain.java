package io.reveille.schedule;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The arithmetic of a schedule: a chain of instants, each found from the one before. All instants given lie within
 * {@link Limits}; an answer may lie beyond, and {@link Schedule} drops it then. The seed matters to random intervals
 * only.
 */
interface Chain {
    /** The first occurrence strictly after; null: never again. */
    @Nullable
    Instant next(Instant after, long seed);

    /** The first occurrence, of the chain that starts at {@code previous}, strictly after {@code after}. */
    default @Nullable Instant next(Instant previous, Instant after, long seed) {
        Instant first = next(previous, seed);
        if (first == null || first.isAfter(after)) {
            return first;
        }
        Instant last = latest(previous, after, seed);
        return next(last == null ? previous : last, seed);
    }

    /** The first occurrence of a chain that begins at an instant; that of an interval is the instant itself. */
    default @Nullable Instant first(Instant from, long seed) {
        return next(from.minusNanos(1), seed);
    }

    /** The last occurrence of the chain in (previous, notAfter]; null when there is none. */
    @Nullable
    Instant latest(Instant previous, Instant notAfter, long seed);

    /** How many occurrences of the chain lie in (previous, notAfter], counted up to the limit. */
    int missed(Instant previous, Instant notAfter, int limit, long seed);
}
