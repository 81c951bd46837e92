package io.reveille.persistence.pages;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Folders of files that are nobody else's business. */
class SafeFilesTest {

    @TempDir
    Path folder;

    @Test
    void eachFolderThatIsMadeIsItsOwnersAloneFromTheBeginning() throws Exception {
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
        Path deep = folder.resolve("a/b/c");

        SafeFiles.createFolder(deep);
        SafeFiles.createFolder(deep);

        for (Path each : new Path[] {folder.resolve("a"), folder.resolve("a/b"), deep}) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(each)))
                    .isEqualTo("rwx------");
        }
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder)))
                .isEqualTo("rwxr-xr-x");
    }
}
