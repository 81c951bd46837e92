package io.reveille.power.cycle;

import java.time.Duration;

/**
 * A circuit breaker for the back end: after a failure the next try is delayed, each time twice as long, and after some
 * failures in a row the back end is given up. For one thread.
 */
final class Breaker {

    /** The longest delay between two tries. */
    private static final Duration LONGEST = Duration.ofHours(1);

    /**
     * The rules of the breaker.
     *
     * @param limit the number of failures in a row after which the back end is given up
     * @param pause the delay after the first failure
     */
    record Rules(int limit, Duration pause) {}

    private final Rules rules;
    private int failures;
    private Duration notBefore = Duration.ZERO;

    Breaker(Rules rules) {
        this.rules = rules;
    }

    void failed(Duration sinceBoot) {
        failures++;
        Duration pause = rules.pause();
        for (int i = 1; i < failures && pause.compareTo(LONGEST) < 0; i++) {
            pause = pause.multipliedBy(2);
        }
        notBefore = sinceBoot.plus(pause.compareTo(LONGEST) < 0 ? pause : LONGEST);
    }

    void succeeded() {
        failures = 0;
        notBefore = Duration.ZERO;
    }

    int failures() {
        return failures;
    }

    boolean isGivenUp() {
        return failures >= rules.limit();
    }

    /** Returns the time left until the next try; zero if the back end may be tried now. */
    Duration left(Duration sinceBoot) {
        Duration left = notBefore.minus(sinceBoot);
        return left.isNegative() ? Duration.ZERO : left;
    }
}
