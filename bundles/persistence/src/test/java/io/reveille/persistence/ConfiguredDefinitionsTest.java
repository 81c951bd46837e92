package io.reveille.persistence;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class ConfiguredDefinitionsTest {

    @Test
    void aDefinitionReplacesTheOneBeforeAndKeepsWhatIsNotADefinitions() {
        Map<String, Object> before =
                Map.of("name", "poll", "timeout", "9 minutes", "priority", 3, "service.note", "mine");

        assertThat(ConfiguredDefinitions.merged(before, Map.of("name", "poll", "priority", 4)))
                .isEqualTo(Map.of("name", "poll", "priority", 4, "service.note", "mine"));
    }
}
