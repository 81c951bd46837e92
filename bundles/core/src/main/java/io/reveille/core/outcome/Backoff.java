package io.reveille.core.outcome;

import io.reveille.Retry;
import java.time.Duration;
import java.util.SplittableRandom;

/** When a failed occurrence is tried again: pure. */
public final class Backoff {

    private Backoff() {}

    /**
     * The delay after an attempt: twice as long each time, up to the longest, and up to a fifth longer by chance.
     *
     * @param attempt the one that failed, from 1
     * @param seed what the chance is drawn from, so that the same question has the same answer
     */
    public static Duration delay(Retry retry, int attempt, long seed) {
        long first = retry.first().toMillis();
        long longest = retry.longest().toMillis();
        long delay = first;
        for (int i = 1; i < attempt && delay < longest; i++) {
            delay *= 2; // the longest is 366 days: far from an overflow
        }
        delay = Math.min(delay, longest);
        return Duration.ofMillis(delay + new SplittableRandom(seed + attempt).nextLong(delay / 5 + 1));
    }
}
