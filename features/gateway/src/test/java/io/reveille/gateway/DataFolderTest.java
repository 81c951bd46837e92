package io.reveille.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** That two processes cannot share a folder takes two processes: the process tests look at that. */
class DataFolderTest {

    @TempDir
    Path temp;

    @Test
    void aMissingFolderIsMadeWithItsParents() throws Exception {
        DataFolder data = DataFolder.open(temp.resolve("a/b"));

        assertThat(temp.resolve("a/b")).isDirectory();
        assertThat(data.config()).isEqualTo(temp.resolve("a/b/config"));
        assertThat(data.cache()).isEqualTo(temp.resolve("a/b/cache"));
    }

    @Test
    void aFileIsNoFolderAndHasNone() throws Exception {
        Path file = Files.writeString(temp.resolve("file"), "");

        assertThatThrownBy(() -> DataFolder.open(file))
                .isInstanceOf(StartException.class)
                .hasMessageContainingAll(file.toString(), "a file of that name", "--data");
        assertThatThrownBy(() -> DataFolder.open(file.resolve("below")))
                .isInstanceOf(StartException.class)
                .hasMessageContainingAll(file.toString(), "--data");
    }
}
