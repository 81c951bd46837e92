package io.reveille.kura;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class KuraPidsTest {

    /** What Kura's console takes for a new component. */
    private static final String KURAS = "^[\\w\\-]+([\\.][\\w\\-]+)*$";

    @Test
    void aPlainNameStandsInThePid() {
        assertThat(KuraPids.canonical("poll-2_x")).isEqualTo("io.reveille.job.poll-2_x");
    }

    @Test
    void anyOtherIsHashed() {
        for (String name : List.of("Büro 1", "a.b", "a*", "(", "\\", "poll ", "x".repeat(65))) {
            assertThat(KuraPids.canonical(name)).as(name).matches(KURAS).matches("io\\.reveille\\.job\\.x[0-9a-f]{32}");
        }
        assertThat(KuraPids.canonical("a b")).isNotEqualTo(KuraPids.canonical("a  b"));
    }

    @Test
    void whereThePidIsTakenThereAreOthers() {
        assertThat(KuraPids.candidates("poll").limit(3))
                .containsExactly("io.reveille.job.poll", "io.reveille.job.poll-2", "io.reveille.job.poll-3")
                .allMatch(pid -> pid.matches(KURAS));
    }

    @Test
    void theNameIsThePropertyOrElseThePid() {
        assertThat(KuraPids.name("io.reveille.job.x1", Map.of("name", "Büro 1")))
                .isEqualTo("Büro 1");
        assertThat(KuraPids.name("io.reveille.job.poll", Map.of())).isEqualTo("poll");
        assertThat(KuraPids.name("night.backup", Map.of("name", " "))).isEqualTo("night.backup");
        assertThat(KuraPids.name("io.reveille.job.poll", Map.of("name", 7))).isEqualTo(7); // broken, and said so
    }
}
