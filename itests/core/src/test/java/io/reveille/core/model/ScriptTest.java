package io.reveille.core.model;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ScriptTest {

    private static final String TEXT = """
            start 2026-03-04T10:00:00Z zone=Europe/Rome
            define job-0 schedule="every 2 seconds times 2" misfire=all
            define job-1 schedule='after "job-0" fails' gates="door front"
            advance 1m30s
            crash 20s torn=2 within=1h
            step -3h
            """;

    @Test
    void whatIsReadIsPrintedAgain() {
        assertThat(Script.parse(TEXT)).hasToString(TEXT);
    }

    @Test
    void remarksAreNoActions() {
        assertThat(Script.parse("# why\n\n" + TEXT)).isEqualTo(Script.parse(TEXT));
    }

    @Test
    void whatIsDrawnCanBeRead() {
        for (int seed = 1; seed < 200; seed++) {
            Script drawn = new Draft(seed).script();
            assertThat(Script.parse(drawn.toString())).isEqualTo(drawn);
        }
    }

    @Test
    void onlyWhatMattersIsLeft() {
        Script shrunk = new Shrinker(
                        script -> script.body().stream()
                                .anyMatch(action -> action.verb().equals("advance")
                                        && action.span(0).toSeconds() >= 45),
                        1000)
                .shrink(Script.parse(TEXT));

        assertThat(shrunk).hasToString("start 2026-03-04T10:00:00Z\nadvance 1m\n");
    }
}
