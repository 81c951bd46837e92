package io.reveille.persistence.pages;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.reveille.spi.Quarantined;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileMediumTest {

    private static final Address SLOT = new Address(1, Address.Slot.A);

    @TempDir
    Path temp;

    @Test
    void itsFolderIsItsOwnersAlone() throws IOException {
        Path old = Files.createDirectory(temp.resolve("old"));
        Files.setPosixFilePermissions(old, PosixFilePermissions.fromString("rwxr-xr-x"));

        for (Path folder : List.of(old, temp.resolve("new"))) {
            FileMedium.open(folder).close();

            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder)))
                    .isEqualTo("rwx------");
        }
    }

    @Test
    void makesItsFolderAndWritesPlainFiles() throws IOException {
        Path folder = temp.resolve("a/b/state");
        FileMedium medium = FileMedium.open(folder);
        medium.write(SLOT, "ж\n");

        assertThat(folder.resolve("1A.page"))
                .usingCharset(StandardCharsets.UTF_8)
                .hasContent("ж\n");
        assertThat(medium.slots()).containsExactly(SLOT);
        assertThat(medium.read(SLOT)).isEqualTo("ж\n");
        medium.close();
    }

    @Test
    void oneGatewayAFolder() throws IOException {
        FileMedium first = FileMedium.open(temp);
        assertThatThrownBy(() -> FileMedium.open(temp))
                .isInstanceOf(FolderLock.TakenException.class)
                .hasMessageContaining(temp.toString());
        first.write(SLOT, "still ours");

        first.close();
        assertThatThrownBy(() -> first.write(SLOT, "late")).hasMessageContaining("closed");
        FileMedium.open(temp).close();
    }

    @Test
    void leftoversOfAWriteThatWasCutGoAtOpen() throws IOException {
        Files.writeString(temp.resolve("1A.page.tmp"), "half");
        Files.createDirectories(temp.resolve("quarantine"));
        Files.writeString(temp.resolve("quarantine/1A-00000000.txt.tmp"), "half");
        FileMedium medium = FileMedium.open(temp);

        assertThat(medium.slots()).isEmpty();
        assertThat(medium.kept()).isEmpty();
        assertThat(temp.resolve("1A.page.tmp")).doesNotExist();
        assertThat(temp.resolve("quarantine")).isEmptyDirectory();
        medium.close();
    }

    @Test
    void aFullDiskLeavesTheSlotAsItWas() throws IOException {
        Path full = Path.of("/dev/full");
        assumeTrue(Files.exists(full));
        FileMedium medium = FileMedium.open(temp);
        medium.write(SLOT, "before");
        Path aside = Files.createSymbolicLink(temp.resolve("1A.page.tmp"), full);

        assertThatThrownBy(() -> medium.write(SLOT, "after")).hasMessageContaining("No space left");
        assertThat(medium.read(SLOT)).isEqualTo("before");

        Files.delete(aside);
        medium.write(SLOT, "after");
        assertThat(medium.read(SLOT)).isEqualTo("after");
        medium.close();
    }

    @Test
    void aFolderThatCannotBeWrittenToIsReadAndTriedAgain() throws IOException {
        Files.writeString(temp.resolve("1A.page"), "there");
        Path inTheWay = Files.createDirectory(temp.resolve("lock"));
        FileMedium medium = FileMedium.open(temp);
        assertThat(medium.read(SLOT)).isEqualTo("there");
        assertThatThrownBy(() -> medium.write(SLOT, "new")).isInstanceOf(IOException.class);

        Files.delete(inTheWay);
        medium.write(SLOT, "new");
        assertThat(medium.read(SLOT)).isEqualTo("new");
        medium.close();
    }

    @Test
    void filesOfOthersAreLeftAlone() throws IOException {
        Files.writeString(temp.resolve("notes.txt"), "mine");
        Files.writeString(temp.resolve("0A.page"), "?");
        Files.writeString(temp.resolve("x.page"), "?");
        FileMedium medium = FileMedium.open(temp);

        assertThat(medium.slots()).isEmpty();
        assertThat(temp.resolve("notes.txt")).exists();
        medium.close();
    }

    @Test
    void noMoreThanAPageComesIntoMemory() throws IOException {
        Files.write(temp.resolve("1A.page"), new byte[PageText.LIMIT * 4]);
        FileMedium medium = FileMedium.open(temp);
        assertThat(medium.read(SLOT)).hasSizeBetween(PageText.LIMIT + 1, PageText.LIMIT + 2048);
        medium.close();
    }

    @Test
    void aKeptTextIsAFileWithItsReason() throws IOException {
        FileMedium medium = FileMedium.open(temp);
        Quarantined text = new Quarantined("1A", "its checksum is wrong", "line 1\nline 2\n");
        medium.keep("1A-00c0ffee", text);

        assertThat(temp.resolve("quarantine/1A-00c0ffee.txt")).hasContent("its checksum is wrong\nline 1\nline 2\n");
        assertThat(medium.kept()).containsEntry("1A-00c0ffee", text);
        medium.close();
    }
}
