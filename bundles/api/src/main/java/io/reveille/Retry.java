package io.reveille;

import io.reveille.schedule.Durations;
import java.time.Duration;

/**
 * How an occurrence that failed is tried again: after {@code first}, then after twice as long each time, never longer
 * than {@code longest}, each time up to a fifth longer by chance, so that gateways do not come back together. The next
 * occurrence ends it.
 *
 * @param attempts how often it is tried again, 0 to 100
 * @param first the delay before the first of them, 1 second to 366 days
 * @param longest the longest delay, at least {@code first}, at most 366 days
 */
public record Retry(int attempts, Duration first, Duration longest) {

    /** How many attempts there may be. */
    public static final int MOST = 100;

    /** The first delay where none is given. */
    public static final Duration FIRST = Duration.ofSeconds(30);

    /** The longest delay where none is given. */
    public static final Duration LONGEST = Duration.ofHours(1);

    // Before the first value is made, which is checked against it.
    private static final Duration LIMIT = Duration.ofDays(366);

    /** No attempt beyond the first. */
    public static final Retry NONE = new Retry(0, FIRST, LONGEST);

    /** @throws IllegalArgumentException if a value is out of its range */
    public Retry {
        if (attempts < 0 || attempts > MOST) {
            throw new IllegalArgumentException(attempts + " attempts; expected 0 to " + MOST);
        }
        if (first.compareTo(Duration.ofSeconds(1)) < 0
                || longest.compareTo(first) < 0
                || longest.compareTo(LIMIT) > 0) {
            throw new IllegalArgumentException("delays from " + Durations.print(first) + " to "
                    + Durations.print(longest) + "; expected 1 second or more, the second no shorter than the first, at"
                    + " most 366 days");
        }
    }

    /** So many attempts, with the usual delays: from 30 seconds up to an hour. */
    public static Retry of(int attempts) {
        return new Retry(attempts, FIRST, LONGEST);
    }

    /** As it stands in a definition: {@code 0}, {@code 3}, {@code 3 from 10 seconds to 10 minutes}. */
    @Override
    public String toString() {
        boolean usual = first.equals(FIRST) && longest.equals(LONGEST);
        return attempts == 0 || usual
                ? String.valueOf(attempts)
                : attempts + " from " + Durations.print(first) + " to " + Durations.print(longest);
    }
}
