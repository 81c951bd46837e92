package io.reveille.spi;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AllowedCommandsTest {

    @TempDir
    private Path folder;

    private AllowedCommands allow(String... lines) throws IOException {
        Path file = Files.write(folder.resolve("commands.txt"), List.of(lines));
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
        return new AllowedCommands(Optional.of(file));
    }

    @Test
    void whatTheFileSaysWordByWordIsAllowed() throws IOException {
        AllowedCommands allowed = allow("# backup", "", "/opt/backup --to \"a disk\"");

        assertThat(allowed.whyNot(List.of("/opt/backup", "--to", "a disk"))).isEmpty();
        assertThat(allowed.whyNot(List.of("/opt/backup", "--to", "a", "disk")))
                .hasValueSatisfying(why -> assertThat(why)
                        .isEqualTo(folder.resolve("commands.txt") + " has no line with exactly these words"));
        assertThat(allowed.whyNot(List.of("/opt/backup"))).isPresent();
        assertThat(allowed.whyNot(List.of("/opt/backup", "--to", "a disk", "-v")))
                .isPresent();
        assertThat(allowed.whyNot(List.of())).isPresent();
    }

    @Test
    void withoutAFileNothingIs() {
        assertThat(AllowedCommands.of(null).whyNot(List.of("/bin/true")))
                .contains("the framework property reveille.commands names no file of allowed commands");
        assertThat(AllowedCommands.of("a\0b").whyNot(List.of("/bin/true")).orElseThrow())
                .startsWith("the framework property reveille.commands is \"a\0b\"; expected the path of a file");
        assertThat(AllowedCommands.of(folder + "/none").whyNot(List.of("/bin/true")))
                .contains("there is no file " + folder + "/none");
    }

    @Test
    void aFileThatOthersMayWriteAllowsNothing() throws IOException {
        AllowedCommands allowed = allow("/bin/true");
        Files.setPosixFilePermissions(folder.resolve("commands.txt"), PosixFilePermissions.fromString("rw-rw-rw-"));

        assertThat(allowed.whyNot(List.of("/bin/true")).orElseThrow()).contains("is not trusted", "chmod go-w");
    }

    @Test
    void aLineThatCannotBeReadIsNamed() throws IOException {
        assertThat(allow("/bin/echo \"a").whyNot(List.of("/bin/true")).orElseThrow())
                .contains("in the line /bin/echo \"a, a double quote stands alone");
    }
}
