package io.reveille.spi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reveille.spi.TrustedFile.Entry;
import io.reveille.spi.TrustedFile.User;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TrustedFileTest {

    private static final int FILE = 0100000;
    private static final int FOLDER = 0040000;
    private static final int LINK = 0120000;
    private static final User GATEWAY = new User(1000, "gateway");

    @TempDir
    Path temp;

    private Path file = Path.of("");

    @BeforeEach
    void write() throws IOException {
        temp = temp.toRealPath();
        Path folder = Files.createDirectory(temp.resolve("of ours"));
        file = Files.writeString(folder.resolve("commands.txt"), "/opt/arm");
        mode(folder, "rwxr-xr-x");
        mode(file, "rw-r--r--");
    }

    @Test
    void aFileThatOnlyItsOwnerMayWriteIsRead() throws IOException {
        assertThat(TrustedFile.read(file, 100)).asString().isEqualTo("/opt/arm");
    }

    @ParameterizedTest
    @ValueSource(strings = {"rw-rw-r--", "rw-r--rw-", "-w--w--w-"})
    void oneThatOthersMayWriteIsRefusedWithTheCommandThatHelps(String mode) throws IOException {
        mode(file, mode);

        assertUntrusted(file, "chmod go-w '" + file + "'");
    }

    @ParameterizedTest
    @ValueSource(strings = {"rwxrwxr-x", "rwxrwxrwx", "rwx----w-"})
    void soIsOneInAFolderThatOthersMayWrite(String mode) throws IOException {
        mode(folder(), mode);

        assertUntrusted(file, "chmod go-w '" + folder() + "'");
    }

    @Test
    void theFoldersAboveCountToo() throws IOException {
        Path below = Files.createDirectory(folder().resolve("below"));
        Path deep = Files.writeString(below.resolve("file"), "x");
        mode(below, "rwx------");
        mode(folder(), "rwxrwx---");

        assertUntrusted(deep, "chmod go-w '" + folder() + "'");
    }

    @Test
    void aLinkIsFollowedIfAllOnItsWayPasses() throws IOException {
        // As Kubernetes mounts secrets: a link by way of a link to a folder.
        Path version = Files.createDirectory(temp.resolve("..2027_01_01"));
        mode(version, "rwxr-xr-x");
        mode(Files.writeString(version.resolve("ftp"), "s3cret"), "rw-r--r--");
        Files.createSymbolicLink(temp.resolve("..data"), Path.of("..2027_01_01"));
        Path link = Files.createSymbolicLink(temp.resolve("ftp"), Path.of("..data/ftp"));
        assertThat(TrustedFile.read(link, 100)).asString().isEqualTo("s3cret");
        Path absolute = Files.createSymbolicLink(folder().resolve("ftp"), link);
        assertThat(TrustedFile.read(absolute, 100)).asString().isEqualTo("s3cret");
        Path up = Files.createSymbolicLink(folder().resolve("up"), Path.of(".././..data/../ftp"));
        assertThat(TrustedFile.read(up, 100)).asString().isEqualTo("s3cret");

        mode(version, "rwxrwxr-x");
        assertUntrusted(link, "chmod go-w " + version);
        assertUntrusted(absolute, "chmod go-w " + version);
        assertUntrusted(up, "chmod go-w " + version);
    }

    @Test
    void theFolderThatALinkLiesInCountsToo() throws IOException {
        Path open = Files.createDirectory(temp.resolve("open"));
        Path link = Files.createSymbolicLink(open.resolve("link"), file);
        mode(open, "rwxrwxrwx");

        assertUntrusted(link, "chmod go-w " + open);
    }

    @Test
    void linksInACircleEnd() throws IOException {
        Path link = temp.resolve("link");
        Files.createSymbolicLink(link, Path.of("link"));

        assertUntrusted(link, "more than 40 links");
    }

    @Test
    void whatIsNoFileOrTooLargeIsRefused() throws IOException {
        Path gone = temp.resolve("gone");
        assertThatThrownBy(() -> TrustedFile.read(gone, 1)).hasMessage("there is no file " + gone);
        assertThatThrownBy(() -> TrustedFile.read(folder(), 1)).hasMessageContaining("no ordinary file");
        assertThatThrownBy(() -> TrustedFile.read(Path.of("/dev/zero"), 1)).isInstanceOf(IOException.class);
        assertThatThrownBy(() -> TrustedFile.read(file, 7)).hasMessageContaining("larger than 7 bytes");
        assertThat(TrustedFile.read(file, 8)).hasSize(8);
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0644, true",
        "1000, 0600, true",
        "1001, 0600, false",
        "65534, 0644, false",
        "0, 0664, false",
        "1000, 0602, false",
        "1000, 01666, false"
    })
    void aFileBelongsToRootOrToTheGateway(int uid, String mode, boolean trusted) {
        assertThat(TrustedFile.fault(Path.of("/x"), new Entry(uid, FILE | Integer.parseInt(mode, 8)), GATEWAY))
                .matches(fault -> fault.isEmpty() == trusted);
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0755, true",
        "0, 01777, true",
        "1000, 03775, true",
        "1001, 0700, false",
        "1001, 01777, false",
        "0, 0777, false",
        "1000, 0770, false",
        "1000, 02770, false"
    })
    void aFolderThatIsWritableToOthersIsSticky(int uid, String mode, boolean trusted) {
        assertThat(TrustedFile.fault(Path.of("/x"), new Entry(uid, FOLDER | Integer.parseInt(mode, 8)), GATEWAY))
                .matches(fault -> fault.isEmpty() == trusted);
    }

    @Test
    void aLinkHasNoModeAndAnOwner() {
        assertThat(TrustedFile.fault(Path.of("/x"), new Entry(1000, LINK | 0777), GATEWAY))
                .isEmpty();
        assertThat(TrustedFile.fault(Path.of("/x"), new Entry(7, LINK | 0777), GATEWAY))
                .get()
                .asString()
                .contains("chown -h gateway /x");
    }

    @Test
    void theOwnerAndTheCommandAreNamed() throws IOException {
        Optional<String> fault = TrustedFile.fault(file, new User(-1, "somebody"));
        int uid = (Integer) Files.getAttribute(file, "unix:uid");
        // Whoever runs the tests owns the file, or a folder above it.
        if (uid != 0) {
            assertThat(fault).get().asString().contains("belongs to user " + uid, "chown somebody ");
        }
        assertThat(User.OF_THIS_PROCESS.id()).isEqualTo(uid);
    }

    private Path folder() {
        return temp.resolve("of ours");
    }

    private static void mode(Path path, String mode) throws IOException {
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(mode));
    }

    private static void assertUntrusted(Path path, String said) {
        assertThatThrownBy(() -> TrustedFile.read(path, 100))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith("the file " + path + " is not trusted: ")
                .hasMessageContaining(said);
    }
}
