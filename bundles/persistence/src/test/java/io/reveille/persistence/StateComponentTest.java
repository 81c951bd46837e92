package io.reveille.persistence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reveille.spi.Folders;
import io.reveille.spi.StateStore;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.ComponentContext;

class StateComponentTest {

    @TempDir
    Path temp;

    private final MemoryAdmin admin = new MemoryAdmin();
    private final List<String> restarts = new ArrayList<>();
    private Path property;
    private Path configured;

    @BeforeEach
    void folders() throws IOException {
        Files.createDirectory(temp.resolve("bundle"));
        property = temp.resolve("property");
        configured = temp.resolve("configured");
    }

    @Test
    void stateIsInConfigurationsUnlessAFolderIsNamed() throws IOException {
        assertThat(start(null, Map.of()).survives()).isEqualTo(StateStore.Durability.PROCESS_KILL);
        assertThat(start("", Map.of("folder", " ")).survives()).isEqualTo(StateStore.Durability.PROCESS_KILL);
    }

    @Test
    void theConfigurationCountsBeforeTheFrameworkProperty() throws IOException {
        StateComponent first = start(property.toString(), Map.of("folder", configured + " "));
        assertThat(first.survives()).isEqualTo(StateStore.Durability.POWER_CUT);
        assertThat(configured).exists();
        assertThat(property).doesNotExist();
        first.close();

        start(property.toString(), Map.of("folder", "")).close();
        assertThat(property).exists();
    }

    @Test
    void aFolderThatCannotBeHadMeansNoStoreRatherThanAnother() throws IOException {
        StateComponent first = start(null, Map.of("folder", temp.toString()));
        StateComponent second = start(null, Map.of("folder", temp.toString()));
        assertThatThrownBy(second::load).hasMessageContaining("used by another gateway");
        first.close();
        StateComponent third = start("state", Map.of());
        assertThatThrownBy(third::load).isInstanceOf(IOException.class).hasMessageContaining("absolute");
    }

    /** What is no folder, of whatever type. */
    static Stream<Arguments> whatIsNoFolder() {
        return Stream.of("state", "./x", "a\0b", 5, true, 1.5, new String[] {}, new String[] {"/a", "/b"}, List.of())
                .map(Arguments::of);
    }

    @ParameterizedTest
    @MethodSource("whatIsNoFolder")
    void whatIsNoFolderChangesNothing(Object folder) throws IOException {
        start(property.toString(), Map.of("folder", folder)).close();
        assertThat(property).exists();

        // Where state was kept last, it is: another place would have what has run run again.
        start(property.toString(), Map.of("folder", configured.toString())).close();
        Files.delete(configured.resolve("lock"));
        StateComponent wrong = start(property.toString(), Map.of("folder", folder));
        assertThat(configured.resolve("lock")).exists();
        wrong.modified(component(), Map.of("folder", folder));
        assertThat(restarts).isEmpty();
        assertThatThrownBy(() -> new StateSettingsCheck().check(Map.of("folder", folder)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("folder")
                .hasMessageContaining("expected");
        wrong.close();
    }

    @Test
    void onlyAnotherFolderTakesAnotherStore() throws IOException {
        StateComponent store = start(property.toString(), Map.of());
        store.modified(component(), Map.of("kura.service.pid", "io.reveille.persistence", "folder", ""));
        store.modified(component(), Map.of("folder", property + " ", "foldr", "x"));
        assertThat(restarts).isEmpty();

        store.modified(component(), Map.of("folder", configured.toString()));
        assertThat(restarts).containsExactly("disableComponent", "enableComponent");
        store.close();
    }

    @Test
    void theFormIsToldWhatCannotBeUsed() throws IOException {
        StateSettingsCheck check = new StateSettingsCheck();
        assertThatCode(() -> check.check(Map.of("service.pid", "x", "folder", configured.toString())))
                .doesNotThrowAnyException();
        assertThatCode(() -> check.check(Map.of())).doesNotThrowAnyException();
        assertThatThrownBy(() -> check.check(Map.of("foldr", "/x"))).hasMessageContaining("did you mean \"folder\"");
        Path file = Files.writeString(temp.resolve("file"), "");
        assertThatThrownBy(() -> check.check(Map.of("folder", file.toString()))).hasMessageContaining("folder");
        assertThatThrownBy(() -> check.check(Map.of("folder", file.resolve("x").toString())))
                .hasMessageContaining("folder");
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

    private StateComponent start(@Nullable String named, Map<String, Object> properties) throws IOException {
        BundleContext context = (BundleContext) Proxy.newProxyInstance(
                BundleContext.class.getClassLoader(), new Class<?>[] {BundleContext.class}, (proxy, method, args) -> {
                    return switch (method.getName()) {
                        case "getDataFile" ->
                            temp.resolve("bundle").resolve((String) args[0]).toFile();
                        default -> throw new UnsupportedOperationException(method.getName());
                    };
                });
        return new StateComponent(
                context,
                properties,
                admin,
                place -> place == Folders.Place.STATE ? Optional.ofNullable(named) : Optional.empty());
    }

    private ComponentContext component() {
        return (ComponentContext) Proxy.newProxyInstance(
                ComponentContext.class.getClassLoader(),
                new Class<?>[] {ComponentContext.class},
                (proxy, method, args) -> {
                    restarts.add(method.getName());
                    return null;
                });
    }

    private static String resource(String name) throws IOException {
        try (InputStream in = Objects.requireNonNull(StateComponentTest.class.getResourceAsStream(name), name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
