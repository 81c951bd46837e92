package io.reveille.core.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LiveSettingsTest {

    private final List<String> log = new ArrayList<>();

    @Test
    void aFaultIsLoggedOnceHoweverOftenTheConfigurationComes() {
        LiveSettings settings = new LiveSettings(Map.of("workers", "many", "wrokers", 1), log::add);
        assertThat(log).hasSize(2);
        // The same again, with what a gateway's own configuration service puts beside it: now the value in use counts.
        Map<String, Object> again = Map.of("workers", "many", "wrokers", 1, "kura.service.pid", "io.reveille");
        settings.use(settings.read(again));
        settings.use(settings.read(again));
        assertThat(log).hasSize(2);
        assertThat(settings.now().workers()).isEqualTo(4);
    }

    @Test
    void aFaultThatComesBackIsLoggedAgain() {
        LiveSettings settings = new LiveSettings(Map.of("workers", 8), log::add);
        settings.use(settings.read(Map.of("workers", 0)));
        assertThat(settings.now().workers()).isEqualTo(8);
        settings.use(settings.read(Map.of("workers", 2)));
        settings.use(settings.read(Map.of("workers", 0)));
        assertThat(log)
                .containsExactly(
                        "The setting workers is \"0\"; expected a whole number from 1 to 64. What was before, 8, stays.",
                        "The setting workers is \"0\"; expected a whole number from 1 to 64. What was before, 2, stays.");
    }
}
