package io.reveille.itests.kura;

import io.reveille.itests.torture.Trial;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** Kura that is killed at any moment: see {@link Trial}. */
class KuraTortureIT {

    @Test
    void definitionsInSnapshotsAndStateInFiles() throws Exception {
        Path folder = Trial.folder("kura");
        new Trial("Kura's store", "files").run(folder, 12, new TorturedKura(folder));
    }
}
