package io.reveille.power.cycle;

import static org.assertj.core.api.Assertions.assertThat;

import io.reveille.PowerStatus.Totals;
import io.reveille.power.cycle.AwakeTime.Sum;
import io.reveille.power.cycle.Memory.Kept;
import io.reveille.power.cycle.Memory.PowerOff;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MemoryTest {

    private static final Instant NOW = Instant.parse("2027-05-01T12:00:00Z");
    private static final Kept KEPT = new Kept(
            new Totals(7, 2, 1, 3, Duration.ofHours(9)),
            List.of(Duration.ofMillis(300), Duration.ofMillis(-400)),
            new Sum(3, Duration.ofMillis(5500)),
            Optional.of(new PowerOff(NOW, Optional.of(NOW.plusSeconds(3600)), Optional.of(NOW.plusSeconds(3610)))));

    @TempDir
    Path folder;

    @Test
    void whatIsSavedIsLoaded() throws Exception {
        Path file = folder.resolve("made/for/it/memory");
        new Memory(file).save(KEPT);
        assertThat(new Memory(file).load()).isEqualTo(KEPT);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("made"))))
                .isEqualTo("rwx------");
    }

    @Test
    void anInterruptCutsOffNoSave() throws Exception {
        Memory memory = new Memory(folder.resolve("memory"));
        Thread.currentThread().interrupt();
        try {
            memory.save(KEPT);
        } finally {
            assertThat(Thread.interrupted()).isTrue();
        }
        assertThat(memory.load()).isEqualTo(KEPT);
    }
}
