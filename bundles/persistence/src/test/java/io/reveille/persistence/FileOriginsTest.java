package io.reveille.persistence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reveille.spi.DefinitionStore;
import io.reveille.spi.StoredDefinition;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Dictionary;
import java.util.Hashtable;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.ServiceReference;
import org.osgi.service.cm.ConfigurationAdmin;
import org.osgi.service.cm.ConfigurationEvent;

@SuppressWarnings("JdkObsolete") // ConfigurationAdmin has a Dictionary
class FileOriginsTest {

    private static final String PID = "io.reveille.job~hello";

    @TempDir
    Path etc;

    private final MemoryAdmin admin = new MemoryAdmin();
    private final ConfiguredDefinitions definitions = new ConfiguredDefinitions(admin);
    private String file;

    @BeforeEach
    void aJobThatCameByAFile() throws Exception {
        Path there = Files.createFile(etc.resolve("io.reveille.job-hello.cfg"));
        file = there.toUri().toString();
        store("every hour", file);
        definitions.open(new DefinitionStore.Listener() {
            @Override
            public void stored(StoredDefinition definition) {
                // The store alone is looked at.
            }

            @Override
            public void deleted(String id) {
                // The same.
            }
        });
    }

    private void store(String schedule, String origin) {
        Map<String, Object> all = origin.isEmpty()
                ? Map.of("name", "hello", "schedule", schedule)
                : Map.of("name", "hello", "schedule", schedule, FileOrigins.ORIGIN, origin);
        admin.configurations.put(PID, new Hashtable<>(all));
    }

    @SuppressWarnings("unchecked")
    private void told(int type) {
        ServiceReference<ConfigurationAdmin> reference = (ServiceReference<ConfigurationAdmin>) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {ServiceReference.class}, (proxy, method, args) -> null);
        definitions.configurationEvent(new ConfigurationEvent(reference, type, "io.reveille.job", PID));
    }

    private Dictionary<String, Object> stored() {
        return Objects.requireNonNull(admin.configurations.get(PID));
    }

    @Test
    void anEditThatHasLostTheFileGetsItBack() {
        store("every minute", "");
        told(ConfigurationEvent.CM_UPDATED);

        assertThat(stored().get(FileOrigins.ORIGIN)).isEqualTo(file);
        assertThat(stored().get("schedule")).isEqualTo("every minute");
    }

    @Test
    void aFileThatIsGoneIsNotNamed() throws Exception {
        Files.delete(Path.of(URI.create(file)));
        store("every minute", "");
        told(ConfigurationEvent.CM_UPDATED);

        assertThat(stored().get(FileOrigins.ORIGIN)).isNull();
    }

    @Test
    void aJobThatIsMadeAnewHasNoFile() {
        admin.configurations.remove(PID);
        told(ConfigurationEvent.CM_DELETED);
        store("every minute", "");
        told(ConfigurationEvent.CM_UPDATED);

        assertThat(stored().get(FileOrigins.ORIGIN)).isNull();
    }

    @Test
    void onADiskThatTakesNothingTheEditCountsAllTheSame() {
        admin.readOnly = true;
        store("every minute", "");
        told(ConfigurationEvent.CM_UPDATED);

        assertThat(stored().get(FileOrigins.ORIGIN)).isNull();
        assertThat(stored().get("schedule")).isEqualTo("every minute");
    }

    @Test
    void anEditThatHasLostTheFileGetsIntoItAsTexts() {
        admin.configurations.put(
                PID,
                new Hashtable<>(Map.of(
                        "name", "hello", "schedule", "every hour", "tags", new String[] {"a", "b"}, "priority", 5)));
        told(ConfigurationEvent.CM_UPDATED);

        assertThat(stored().get("tags")).isEqualTo("a, b");
        assertThat(stored().get("priority")).isEqualTo("5");
    }

    @Test
    void anEditOfCodeGetsIntoACfgFileAsTexts() throws Exception {
        definitions.save(
                Optional.of(PID),
                Map.of(
                        "name",
                        "hello",
                        "schedule",
                        "every hour",
                        "tags",
                        new String[0],
                        "retry",
                        3,
                        "gates",
                        new String[] {"network eth0", "mains"}));

        assertThat(stored().get("tags")).isNull();
        assertThat(stored().get("gates")).isEqualTo("network eth0, mains");
        assertThat(stored().get("retry")).isEqualTo("3");
    }

    @Test
    void aFileWithTypesGetsTypes() throws Exception {
        store("every hour", file.replace(".cfg", ".config"));
        definitions.save(
                Optional.of(PID),
                Map.of("name", "hello", "schedule", "every hour", "tags", new String[] {"a"}, "retry", 3));

        assertThat(stored().get("tags")).isEqualTo(new String[] {"a"});
        assertThat(stored().get("retry")).isEqualTo(3);
    }

    @Test
    void aBackslashIsRefusedWhereTheFileWouldLoseIt() throws Exception {
        store("every hour", file.replace(".cfg", ".config"));
        Map<String, Object> quoted =
                Map.of("name", "hello", "schedule", "every hour", "args", "{\"message\":\"say \\\"hi\\\"\"}");

        assertThatThrownBy(() -> definitions.save(Optional.of(PID), quoted))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("args")
                .hasMessageContaining("io.reveille.job-hello.config");
        store("every hour", file);
        definitions.save(Optional.of(PID), quoted);

        assertThat(stored().get("args")).isEqualTo(quoted.get("args"));
    }
}
