package io.reveille.persistence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reveille.spi.DefinitionStore;
import io.reveille.spi.StoredDefinition;
import java.io.IOException;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
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
    @SuppressWarnings("JdkObsolete") // ConfigurationAdmin has a Dictionary
    void oneWhoseOpeningFailedTellsNobody() throws Exception {
        MemoryAdmin admin = new MemoryAdmin();
        admin.configurations.put("io.reveille.job~a", new Hashtable<>(Map.of("name", "a")));
        ConfiguredDefinitions definitions = new ConfiguredDefinitions(admin);
        AtomicInteger told = new AtomicInteger();
        DefinitionStore.Listener full = new DefinitionStore.Listener() {
            @Override
            public void stored(StoredDefinition definition) {
                told.incrementAndGet();
                throw new OutOfMemoryError("no memory for a definition");
            }

            @Override
            public void deleted(String id) {
                told.incrementAndGet();
            }
        };

        assertThatThrownBy(() -> definitions.open(full)).isInstanceOf(OutOfMemoryError.class);
        definitions.tellAgain("io.reveille.job~a");

        assertThat(told).hasValue(1);
    }

    @Test
    @SuppressWarnings("JdkObsolete") // ConfigurationAdmin has a Dictionary
    void whatWouldBeBackAtTheNextStartIsNotDeleted() throws Exception {
        MemoryAdmin admin = new MemoryAdmin();
        admin.configurations.put("io.reveille.job~a", new Hashtable<>(Map.of("name", "a")));
        ConfiguredDefinitions definitions = new ConfiguredDefinitions(admin);
        admin.readOnly = true;

        assertThatThrownBy(() -> definitions.checkDelete("io.reveille.job~a")).isInstanceOf(IOException.class);
        assertThatThrownBy(() -> definitions.delete("io.reveille.job~a")).isInstanceOf(IOException.class);
        assertThat(admin.configurations).containsOnlyKeys("io.reveille.job~a");

        admin.readOnly = false;
        definitions.checkDelete("io.reveille.job~a");
        assertThat(admin.configurations.get("io.reveille.job~a")).isEqualTo(new Hashtable<>(Map.of("name", "a")));
        definitions.delete("io.reveille.job~a");
        assertThat(admin.configurations).isEmpty();
    }
}
