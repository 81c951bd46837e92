package io.reveille.core.model;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/**
 * Anything that may happen to a gateway, in any order, beside a simple model. {@code -Dreveille.seed=N} runs one script
 * again, {@code -Dreveille.scripts=N} so many, and both so many from that seed on. One that fails is cut down, and told as
 * a text that {@link PinnedScriptTest} can run for ever.
 */
class RandomScriptTest {

    private static final int SHRINKS = 3_000;

    @Test
    void noScriptBreaksWhatJobsPromise() {
        Long one = Long.getLong("reveille.seed");
        int scripts = Integer.getInteger("reveille.scripts", one == null ? 2_000 : 1);
        long first = one == null ? 1 : one;
        long calls = 0;
        for (long seed = first; seed < first + scripts; seed++) {
            calls += run(seed);
        }
        if (one == null) {
            assertThat(calls).as("the scripts make something happen").isGreaterThan(20L * scripts);
        }
    }

    /** Runs a script; returns how often it called handlers. */
    private static long run(long seed) {
        Script script = new Draft(seed).script();
        try {
            return Player.play(Script.parse(script.toString()));
        } catch (AssertionError | RuntimeException e) {
            Script shrunk = new Shrinker(RandomScriptTest::fails, SHRINKS).shrink(script);
            throw new AssertionError("-Dreveille.seed=" + seed + ": " + e.getMessage() + "\n\n" + reason(shrunk), e);
        }
    }

    private static boolean fails(Script script) {
        try {
            Player.play(script);
            return false;
        } catch (AssertionError e) {
            return true;
        } catch (RuntimeException e) {
            return !(e instanceof IllegalArgumentException); // a script that says nothing
        }
    }

    private static String reason(Script shrunk) {
        try {
            Player.play(shrunk);
            return "";
        } catch (AssertionError | RuntimeException e) {
            return "shrunk:\n" + shrunk + "\n" + e.getMessage();
        }
    }
}
