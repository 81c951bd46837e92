package io.reveille.core.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * Anything that may happen to a gateway, in any order, beside a simple model. {@code -Dreveille.seed=N} runs one script
 * again, {@code -Dreveille.scripts=N} so many, and both so many from that seed on.
 */
class RandomScriptTest {

    private static final int ACTIONS = 40;

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
    static long run(long seed) {
        Script script = new Script(new Random(seed * 0x9E3779B97F4A7C15L), new Random(~seed * 0x9E3779B97F4A7C15L));
        List<String> actions = new ArrayList<>();
        try {
            for (int i = 0; i < ACTIONS; i++) {
                actions.add(script.act());
                script.check();
            }
            actions.add("the end");
            script.end();
        } catch (AssertionError | RuntimeException e) {
            throw new AssertionError(
                    "with -Dreveille.seed=" + seed + " after " + String.join("\n  ", actions) + "\n" + e.getMessage(),
                    e);
        }
        return script.calls();
    }
}
