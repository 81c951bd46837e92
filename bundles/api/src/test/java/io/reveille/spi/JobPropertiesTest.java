package io.reveille.spi;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class JobPropertiesTest {

    private static final Map<String, Object> THERE =
            Map.of("name", "poll", "timeout", "9 minutes", "priority", 3, "service.note", "mine");

    @Test
    void aDefinitionReplacesTheOneBeforeAndKeepsPropertiesThatAreNotADefinitions() {
        assertThat(JobProperties.replace(THERE, Map.of("name", "poll", "priority", 4)))
                .isEqualTo(Map.of("name", "poll", "priority", 4, "service.note", "mine"));
    }

    @Test
    void theDefinitionAloneHasNoOtherProperties() {
        assertThat(JobProperties.definition(THERE))
                .isEqualTo(Map.of("name", "poll", "timeout", "9 minutes", "priority", 3));
    }
}
