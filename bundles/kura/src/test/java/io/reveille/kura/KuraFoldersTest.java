package io.reveille.kura;

import static org.assertj.core.api.Assertions.assertThat;

import io.reveille.spi.Folders;
import io.reveille.spi.Folders.Place;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.osgi.framework.BundleContext;

class KuraFoldersTest {

    @TempDir
    Path data;

    @Test
    void allPlacesAreInOneFolderThatIsMadeForKurasUserAlone() throws Exception {
        Folders folders = folders(data.toString(), Map.of());

        Path ours = data.resolve("reveille");
        assertThat(folders.path(Place.STATE)).contains(ours + "/state");
        assertThat(folders.path(Place.DATA)).contains(ours + "/data");
        assertThat(folders.path(Place.SECRETS)).contains(ours + "/secrets.properties");
        assertThat(folders.path(Place.COMMANDS)).contains(ours + "/commands.txt");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(ours)))
                .isEqualTo("rwx------");
    }

    @Test
    void aFolderThatIsThereKeepsItsMode() throws Exception {
        Path ours = Files.createDirectory(data.resolve("reveille"));
        Files.setPosixFilePermissions(ours, PosixFilePermissions.fromString("rwxr-x---"));

        folders(data.toString(), Map.of());

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(ours)))
                .isEqualTo("rwxr-x---");
    }

    @Test
    void aFrameworkPropertyCountsForItsPlace() {
        Folders folders = folders(data.toString(), Map.of("reveille.state", "/var/lib/reveille", "reveille.data", " "));

        assertThat(folders.path(Place.STATE)).contains("/var/lib/reveille");
        assertThat(folders.path(Place.DATA)).contains(data + "/reveille/data");
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", "data", "/a\0b"})
    void withoutADataFolderOnlyPropertiesNameAPlace(@Nullable String none) {
        Folders folders = folders(none, Map.of("reveille.data", "/srv"));

        assertThat(folders.path(Place.STATE)).isEmpty();
        assertThat(folders.path(Place.DATA)).contains("/srv");
    }

    @Test
    void placesAreNamedAlthoughTheFolderCannotBeMade() throws Exception {
        Files.createFile(data.resolve("reveille"));

        assertThat(folders(data.toString(), Map.of()).path(Place.STATE)).isPresent();
    }

    @SuppressWarnings("NullAway") // Kura's API says nothing of null
    private static Folders folders(@Nullable String dataFolder, Map<String, String> properties) {
        BundleContext context = (BundleContext) Proxy.newProxyInstance(
                BundleContext.class.getClassLoader(), new Class<?>[] {BundleContext.class}, (proxy, method, args) -> {
                    if (method.getName().equals("getProperty")) {
                        return properties.get((String) args[0]);
                    }
                    throw new UnsupportedOperationException(method.getName());
                });
        return new KuraFolders(context, () -> dataFolder);
    }
}
