package io.reveille.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NearestTest {

    private static final List<String> WORDS = List.of("skip", "queue", "parallel", "misfire.limit");

    @ParameterizedTest
    @CsvSource({
        "SKIP,skip",
        "skpi,skip",
        "quue,queue",
        "parrallell,parallel",
        "misfireLimit,misfire.limit",
    })
    void guessesTheWordThatWasMeant(String typed, String meant) {
        assertThat(Nearest.of(typed, WORDS)).contains(meant);
    }

    @Test
    void doesNotGuessWhatIsFar() {
        for (String typed : List.of("", "s", "kp", "halt", "paranoid", "skip".repeat(20))) {
            assertThat(Nearest.of(typed, WORDS)).as(typed).isEmpty();
        }
        assertThat(Nearest.of("skip", List.of())).isEmpty();
    }
}
