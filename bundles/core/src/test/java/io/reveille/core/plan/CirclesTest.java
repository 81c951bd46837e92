package io.reveille.core.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CirclesTest {

    @Test
    void aJobThatFollowsItself() {
        assertThat(Circles.of("a", Map.of("a", "a"))).containsExactly("a", "a");
    }

    @Test
    void theWayIsToldFromTheJobAskedFor() {
        Map<String, String> before = Map.of("a", "b", "b", "c", "c", "a");

        assertThat(Circles.of("a", before)).containsExactly("a", "b", "c", "a");
        assertThat(Circles.of("b", before)).containsExactly("b", "c", "a", "b");
    }

    @Test
    void aChainWithAnEndIsNoCircle() {
        Map<String, String> before = Map.of("a", "b", "b", "c");

        assertThat(Circles.of("a", before)).isEmpty();
        assertThat(Circles.of("c", before)).isEmpty();
        assertThat(Circles.of("a", Map.of())).isEmpty();
    }

    @Test
    void whoFollowsACircleIsNotOnIt() {
        Map<String, String> before = Map.of("a", "b", "b", "c", "c", "b");

        assertThat(Circles.of("a", before)).isEmpty();
        assertThat(Circles.of("b", before)).containsExactly("b", "c", "b");
    }

    @Test
    void aCircleOfAllJobs() {
        Map<String, String> before = new HashMap<>();
        for (int i = 0; i < 1000; i++) {
            before.put("job " + i, "job " + (i + 1) % 1000);
        }

        assertThat(Circles.of("job 500", before))
                .hasSize(1001)
                .startsWith("job 500")
                .endsWith("job 499", "job 500");
    }
}
