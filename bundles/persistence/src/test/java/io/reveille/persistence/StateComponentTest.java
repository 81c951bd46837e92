package io.reveille.persistence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reveille.spi.StateStore;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StateComponentTest {

    @TempDir
    Path temp;

    private final MemoryAdmin admin = new MemoryAdmin();

    @Test
    void stateIsInConfigurationsUnlessAFolderIsNamed() throws IOException {
        assertThat(StateComponent.choose("", null, admin)).isInstanceOf(ConfigurationMedium.class);
        assertThat(StateComponent.choose(" ", "", admin).survives()).isEqualTo(StateStore.Durability.PROCESS_KILL);
    }

    @Test
    void theConfigurationCountsBeforeTheFrameworkProperty() throws IOException {
        Path configured = temp.resolve("configured");
        Path property = temp.resolve("property");
        PageMedium first = StateComponent.choose(configured.toString(), property.toString(), admin);
        assertThat(first.survives()).isEqualTo(StateStore.Durability.POWER_CUT);
        assertThat(configured).exists();
        assertThat(property).doesNotExist();
        first.close();

        StateComponent.choose("", property.toString(), admin).close();
        assertThat(property).exists();
    }

    @Test
    void aFolderThatCannotBeHadMeansNoStoreRatherThanAnother() throws IOException {
        assertThatThrownBy(() -> StateComponent.choose("state", null, admin)).hasMessageContaining("absolute");
        PageMedium first = StateComponent.choose(temp.toString(), null, admin);
        assertThatThrownBy(() -> StateComponent.choose(temp.toString(), null, admin))
                .isInstanceOf(FolderLock.TakenException.class);
        first.close();
    }

    @Test
    void oneComponentIsTheOnlyStoreAndNeedsNoConfiguration() throws IOException {
        String manifest = resource("/OSGI-INF/io.reveille.persistence.xml");
        assertThat(manifest)
                .contains("interface=\"" + StateStore.class.getName() + "\"")
                .doesNotContain("configuration-policy=\"require\"");
        assertThat(resource("/OSGI-INF/io.reveille.persistence.ConfiguredDefinitions.xml"))
                .doesNotContain(StateStore.class.getName());
    }

    private static String resource(String name) throws IOException {
        try (InputStream in = Objects.requireNonNull(StateComponentTest.class.getResourceAsStream(name), name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
