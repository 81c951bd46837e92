package io.reveille.power.cycle;

import java.time.Duration;

/**
 * Keeps a back end that fails from being tried again at once: at first soon, then twice as late each time, and after some
 * failures in a row no more. One thread.
 */
final class Breaker {

    /** The longest pause between two tries. */
    private static final Duration LONGEST = Duration.ofHours(1);

    /**
     * How patient it is.
     *
     * @param limit after how many failures in a row it is not tried any more
     * @param pause how long the first pause is
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

    /** How long to wait before the next try; zero if it may be tried. */
    Duration left(Duration sinceBoot) {
        Duration left = notBefore.minus(sinceBoot);
        return left.isNegative() ? Duration.ZERO : left;
    }
}
