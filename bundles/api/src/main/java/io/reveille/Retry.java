package io.reveille;

import io.reveille.schedule.Durations;
import java.time.Duration;

/**
 * The policy by which a failed occurrence is tried again: after {@code first}, then each time after twice the delay
 * before, up to {@code longest}. Each delay is prolonged by a random part of up to a fifth, so that gateways do not
 * come back together. The next occurrence ends the retries.
 *
 * @param attempts the number of retries, 0 to 100
 * @param first the delay before the first retry, 1 second to 366 days
 * @param longest the longest delay, at least {@code first}, at most 366 days
 */
public record Retry(int attempts, Duration first, Duration longest) {

    /** The greatest number of retries. */
    public static final int MOST = 100;

    /** The default of {@link #first()}. */
    public static final Duration FIRST = Duration.ofSeconds(30);

    /** The default of {@link #longest()}. */
    public static final Duration LONGEST = Duration.ofHours(1);

    // Initialized before NONE, whose constructor checks against it.
    private static final Duration LIMIT = Duration.ofDays(366);

    /** No retries. */
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

    /** Returns a policy with this number of retries and the default delays: from 30 seconds up to an hour. */
    public static Retry of(int attempts) {
        return new Retry(attempts, FIRST, LONGEST);
    }

    /** Returns the text that a definition contains: {@code 0}, {@code 3}, {@code 3 from 10 seconds to 10 minutes}. */
    @Override
    public String toString() {
        boolean usual = first.equals(FIRST) && longest.equals(LONGEST);
        return attempts == 0 || usual
                ? String.valueOf(attempts)
                : attempts + " from " + Durations.print(first) + " to " + Durations.print(longest);
    }
}
