package io.reveille.power.cycle;

import java.time.Duration;

/**
 * The delay after a try to sleep that was called off without a failure: twice as long each time, up to a limit. For one
 * thread.
 */
final class Pause {

    private static final Duration FIRST = Duration.ofSeconds(1);
    private static final Duration LONGEST = Duration.ofMinutes(5);

    private Duration next = FIRST;
    private Duration notBefore = Duration.ZERO;

    void begin(Duration sinceBoot) {
        notBefore = sinceBoot.plus(next);
        Duration doubled = next.multipliedBy(2);
        next = doubled.compareTo(LONGEST) < 0 ? doubled : LONGEST;
    }

    void reset() {
        next = FIRST;
        notBefore = Duration.ZERO;
    }

    /** Returns the time left; zero if the pause is over. */
    Duration left(Duration sinceBoot) {
        Duration left = notBefore.minus(sinceBoot);
        return left.isNegative() ? Duration.ZERO : left;
    }
}
