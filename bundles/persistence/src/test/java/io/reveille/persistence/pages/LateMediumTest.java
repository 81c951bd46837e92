package io.reveille.persistence.pages;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reveille.spi.Quarantined;
import io.reveille.spi.StateRecord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LateMediumTest {

    private static final Address SLOT = new Address(1, Address.Slot.A);

    private final Path inTheWay;
    private final Path folder;
    private final LateMedium medium;

    LateMediumTest(@TempDir Path temp) {
        this.inTheWay = temp.resolve("disk");
        this.folder = inTheWay.resolve("state");
        this.medium = new LateMedium(folder);
    }

    @BeforeEach
    void block() throws IOException {
        Files.createFile(inTheWay);
    }

    @Test
    void isEmptyAndFailsEachWriteUntilTheFolderCanBeMade() throws IOException {
        assertThat(medium.slots()).isEmpty();
        assertThat(medium.kept()).isEmpty();
        assertThatThrownBy(() -> medium.read(SLOT)).hasMessageContaining(folder.toString());
        assertThatThrownBy(() -> medium.write(SLOT, "1")).isInstanceOf(IOException.class);

        Files.delete(inTheWay);
        medium.write(SLOT, "1");
        medium.keep("1A-00c0ffee", new Quarantined("1A", "wrong", "x"));

        assertThat(medium.read(SLOT)).isEqualTo("1");
        assertThat(medium.slots()).containsExactly(SLOT);
        assertThat(medium.kept()).hasSize(1);
        medium.close();
        assertThatThrownBy(() -> medium.write(SLOT, "2")).hasMessageContaining("closed");
        FileMedium.open(folder).close();
    }

    @Test
    void doesNotWriteOverStateThatTurnsUp() throws IOException {
        Files.delete(inTheWay);
        PageStore other = PageStore.open(folder);
        other.save(List.of(new StateRecord("poll", "{\"v\":1}")), List.of());
        other.close();

        for (int i = 0; i < 2; i++) { // and lets the folder go, for the next start
            assertThatThrownBy(() -> medium.write(SLOT, "new")).hasMessageContaining("counts at the next start");
        }
        PageStore next = PageStore.open(folder);
        assertThat(next.load()).hasSize(1);
        next.close();
    }

    @Test
    void writesNothingOnceClosed() throws IOException {
        Files.delete(inTheWay);
        medium.close();

        assertThatThrownBy(() -> medium.write(SLOT, "late")).hasMessageContaining("closed");
        assertThat(folder).doesNotExist();
    }
}
