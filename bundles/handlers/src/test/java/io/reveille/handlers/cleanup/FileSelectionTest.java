package io.reveille.handlers.cleanup;

import static org.assertj.core.api.Assertions.assertThat;

import io.reveille.handlers.cleanup.FileSelection.Found;
import io.reveille.handlers.cleanup.FileSelection.Rules;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class FileSelectionTest {

    private static final Instant NOW = Instant.parse("2027-01-10T00:00:00Z");

    @Test
    void ofMoreFilesThanOneRunDeletesTheOldestAreRemembered() {
        FileSelection selection =
                new FileSelection(new Rules("*", Optional.empty(), OptionalLong.empty(), OptionalLong.of(10)), NOW);
        int files = FileSelection.MOST + 500;
        for (int i = 0; i < files; i++) {
            int age = (i * 7919) % files; // in no order
            selection.add(new Found(Path.of("f" + age), NOW.minusSeconds(age), 2, age));
        }

        assertThat(selection.count()).isEqualTo(files);
        assertThat(selection.bytes()).isEqualTo(2L * files);
        assertThat(selection.toDelete()).hasSize(FileSelection.MOST);
        assertThat(selection.toDelete().get(0).key()).isEqualTo(files - 1);
        assertThat(selection.toDelete().get(FileSelection.MOST - 1).key()).isEqualTo(500);
    }

    @Test
    void nothingIsLookedAtDeeperThanTheGlobGoes() {
        assertThat(rules("*.log").depth()).isEqualTo(1);
        assertThat(rules("*/*.log").depth()).isEqualTo(2);
        assertThat(rules("**.log").depth()).isEqualTo(FileSelection.DEEPEST);
    }

    private static Rules rules(String glob) {
        return new Rules(glob, Optional.empty(), OptionalLong.empty(), OptionalLong.empty());
    }
}
