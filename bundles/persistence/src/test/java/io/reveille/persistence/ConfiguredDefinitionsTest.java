package io.reveille.persistence;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ConfiguredDefinitionsTest {

    @Test
    void aConfigurationByItselfWhosePidSaysJobIsMisplaced() {
        for (String pid :
                List.of("io.reveille.job", "io.reveille.job~upload", "io.reveille.job-upload", "io.reveille.job.x")) {
            assertThat(ConfiguredDefinitions.isMisplaced(null, pid)).as(pid).isTrue();
            assertThat(ConfiguredDefinitions.isMisplaced("io.reveille.job", pid))
                    .as(pid)
                    .isFalse();
        }
        for (String pid :
                List.of("io.reveille", "io.reveille.jobs", "io.reveille.state~1A", "org.example.job~upload")) {
            assertThat(ConfiguredDefinitions.isMisplaced(null, pid)).as(pid).isFalse();
        }
    }

    @Test
    void aDefinitionReplacesTheOneBeforeAndKeepsWhatIsNotADefinitions() {
        Map<String, Object> before =
                Map.of("name", "poll", "timeout", "9 minutes", "priority", 3, "service.note", "mine");

        assertThat(ConfiguredDefinitions.merged(before, Map.of("name", "poll", "priority", 4)))
                .isEqualTo(Map.of("name", "poll", "priority", 4, "service.note", "mine"));
    }
}
