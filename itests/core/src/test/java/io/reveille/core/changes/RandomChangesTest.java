package io.reveille.core.changes;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/**
 * Changes of definitions with failures of the stores and kills in the middle of them, in any order, beside a model of
 * what each job must be. {@code -Dreveille.seed=N} runs one script again, {@code -Dreveille.scripts=N} so many, and both
 * so many from that seed on.
 */
class RandomChangesTest {

    private static final int SCRIPTS = 1_000;

    @Test
    void noScriptOfChangesBreaksWhatJobsPromise() {
        Long one = Long.getLong("reveille.seed");
        int scripts = Integer.getInteger("reveille.scripts", one == null ? SCRIPTS : 1);
        long first = one == null ? 1 : one;
        long calls = 0;
        for (long seed = first; seed < first + scripts; seed++) {
            calls += run(seed);
        }
        if (one == null) {
            assertThat(calls).as("the scripts change something").isGreaterThan(2L * scripts);
        }
    }

    /** Runs a script; returns how many calls it made. */
    private static int run(long seed) {
        StepLog log = new StepLog();
        try {
            return new ChangesPlayer(seed, log).play();
        } catch (AssertionError | RuntimeException | ProcessKilled e) {
            throw new AssertionError("-Dreveille.seed=" + seed + ": " + e.getMessage() + "\n\n" + log, e);
        }
    }
}
