package io.reveille.schedule;

import java.time.Instant;

/** The bounds that keep every answer finite; {@link Schedule} documents them for its callers. */
final class Limits {
    /** An instant before this counts as this one: further back, local dates do not exist for every zone. */
    static final Instant EARLIEST = Instant.parse("-9999-01-01T00:00:00Z");

    /** Nothing occurs after this: four digits of year, so that every answer can be written and read back. */
    static final Instant LATEST = Instant.parse("9999-12-31T23:59:59.999999999Z");

    static final int TEXT_LENGTH = 1000;

    /** The largest number before a unit; it leaves a random interval's sums within an int. */
    static final int INTERVAL = 1_000_000_000;

    /** The longest interval, 100 years of 365.25 days: a longer one is a slip of the keyboard. */
    static final int SPAN_DAYS = 36_525;

    /** How far a chain of random intervals is followed, since no arithmetic jumps over draws. */
    static final int RANDOM_STEPS = 1000;

    private Limits() {}

    static Instant clamp(Instant instant) {
        if (instant.isBefore(EARLIEST)) {
            return EARLIEST;
        }
        return instant.isAfter(LATEST) ? LATEST : instant;
    }
}
