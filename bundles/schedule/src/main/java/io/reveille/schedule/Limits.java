package io.reveille.schedule;

import java.time.Instant;
import java.time.LocalDate;

/** The bounds that keep every answer finite; {@link Schedule} documents them for its callers. */
final class Limits {
    /** An instant before this counts as this one: further back, local dates do not exist for every zone. */
    static final Instant EARLIEST = Instant.parse("-9999-01-01T00:00:00Z");

    /** Nothing occurs after this: four digits of year, so that every answer can be written and read back. */
    static final Instant LATEST = Instant.parse("9999-12-31T23:59:59.999999999Z");

    /** The last month searched, counted from the year 0: one later than any answer, so that all zones are past the end. */
    static final long LAST_MONTH = 10_000 * 12L;

    /** The date of what never comes: later than {@link #LATEST} in every zone. */
    static final LocalDate NO_DATE = LocalDate.of(10_001, 1, 1);

    static final int TEXT_LENGTH = 1000;

    /** The largest number before a unit; it leaves a random interval's sums within an int. */
    static final int INTERVAL = 1_000_000_000;

    /** The longest interval, 100 years of 365.25 days: a longer one is a slip of the keyboard. */
    static final int SPAN_DAYS = 36_525;

    /** The most occurrences that a chain without arithmetic, such as one of random intervals, is followed for. */
    static final int STEPS = 1000;

    /** The most occurrences or windows in a row that are tried before a window counts as never matching. */
    static final int WINDOWS = 1000;

    /** The most characters of a cron pattern: more than any of use has, and the rest of a schedule's text still fits. */
    static final int CRON_LENGTH = 600;

    private Limits() {}

    static Instant clamp(Instant instant) {
        long second = instant.getEpochSecond();
        if (second < EARLIEST.getEpochSecond()) {
            return EARLIEST;
        }
        return second > LATEST.getEpochSecond() ? LATEST : instant;
    }
}
