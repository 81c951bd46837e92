package io.reveille.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** That two processes cannot share a folder takes two processes: the process tests look at that. */
class GatewayFolderTest {

    @TempDir
    Path temp;

    @Test
    void aMissingFolderIsMadeWithItsParents() throws Exception {
        GatewayFolder data = GatewayFolder.open(temp.resolve("a/b"));

        assertThat(temp.resolve("a/b")).isDirectory();
        assertThat(data.config()).isEqualTo(temp.resolve("a/b/config"));
        assertThat(data.cache()).isEqualTo(temp.resolve("a/b/cache"));
    }

    @Test
    void aFileIsNoFolderAndHasNone() throws Exception {
        Path file = Files.writeString(temp.resolve("file"), "");

        assertThatThrownBy(() -> GatewayFolder.open(file))
                .isInstanceOf(StartException.class)
                .hasMessageContainingAll(file.toString(), "a file of that name", "--data");
        assertThatThrownBy(() -> GatewayFolder.open(file.resolve("below")))
                .isInstanceOf(StartException.class)
                .hasMessageContainingAll(file.toString(), "--data");
    }

    @Test
    void allInItIsTakenFromOtherUsers() throws Exception {
        Path data = temp.resolve("data");
        Files.createDirectories(data.resolve("state/deep"));
        Files.createFile(data.resolve("lock"));
        Path page = Files.writeString(data.resolve("state/deep/1A.page"), "");
        Path tool = Files.writeString(data.resolve("tool"), "");
        Path outside = Files.writeString(temp.resolve("outside"), "");
        Files.createSymbolicLink(data.resolve("link"), outside);
        mode(page, "rw-r--r--");
        mode(tool, "rwxrwxr-x");
        mode(outside, "rw-r--r--");
        mode(data.resolve("state"), "rwxr-xr-x");
        mode(data, "rwxrwxrwx");

        GatewayFolder.open(data);

        assertThat(mode(data)).isEqualTo("rwx------");
        assertThat(mode(data.resolve("state"))).isEqualTo("rwx------");
        assertThat(mode(page)).isEqualTo("rw-------");
        assertThat(mode(tool)).isEqualTo("rwx------");
        assertThat(mode(outside)).isEqualTo("rw-r--r--");
        assertThat(OwnerOnly.make(data).changed()).isEmpty();
    }

    @Test
    void aFolderThatOthersNeedIsRefusedAndLeftAlone() throws Exception {
        Path shared = temp.resolve("shared");
        Files.createDirectories(shared.resolve("project"));
        mode(shared, "rwxr-xr-x");

        assertThatThrownBy(() -> GatewayFolder.open(shared))
                .isInstanceOf(StartException.class)
                .hasMessageContainingAll(shared.toString(), "project", "--data");
        assertThatThrownBy(() -> GatewayFolder.open(Path.of("/")))
                .isInstanceOf(StartException.class)
                .hasMessageContaining("--data");
        assertThatThrownBy(() -> GatewayFolder.open(Path.of("/tmp")))
                .isInstanceOf(StartException.class)
                .hasMessageContaining("everybody");
        assertThat(mode(shared)).isEqualTo("rwxr-xr-x");
        assertThat(shared.resolve("lock")).doesNotExist();
    }

    @Test
    void whatAnOperatorPutThereBeforeTheFirstStartIsNoObstacle() throws Exception {
        Path data = Files.createDirectory(temp.resolve("data"));
        mode(data, "rwxr-xr-x");
        Path secrets = Files.writeString(data.resolve("secrets.properties"), "");
        mode(secrets, "rw-r--r--");

        GatewayFolder.open(data);

        assertThat(mode(secrets)).isEqualTo("rw-------");
    }

    private static void mode(Path path, String mode) throws IOException {
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(mode));
    }

    private static String mode(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }
}
