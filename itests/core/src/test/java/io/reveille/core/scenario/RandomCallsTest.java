package io.reveille.core.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/**
 * Calls without a name, and anything that may happen to them, in any order, beside a model of when each is called.
 * {@code -Dreveille.seed=N} runs one script again, {@code -Dreveille.scripts=N} so many, and both so many from that seed
 * on.
 */
class RandomCallsTest {

    private static final int SCRIPTS = 400;

    @Test
    void noScriptBreaksWhatCallsPromise() {
        Long one = Long.getLong("reveille.seed");
        int scripts = Integer.getInteger("reveille.scripts", one == null ? SCRIPTS : 1);
        long first = one == null ? 1 : one;
        long runs = 0;
        for (long seed = first; seed < first + scripts; seed++) {
            runs += run(seed);
        }
        if (one == null) {
            assertThat(runs).as("the scripts make something happen").isGreaterThan(20L * scripts);
        }
    }

    /** Runs a script; returns how often code was called. */
    private static long run(long seed) {
        CallsPlayer player = new CallsPlayer(seed);
        try {
            return player.play();
        } catch (AssertionError | RuntimeException e) {
            throw new AssertionError("-Dreveille.seed=" + seed + ": " + e.getMessage() + "\n\n" + player, e);
        }
    }
}
