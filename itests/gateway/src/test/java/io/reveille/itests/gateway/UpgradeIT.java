package io.reveille.itests.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A data folder that an older gateway has left when it was killed, and that others could read. */
class UpgradeIT {

    private static final Path OLD =
            Path.of(Objects.requireNonNull(System.getProperty("stored.folder"))).resolve("70d5887-files-cancel");

    @TempDir
    Path temp;

    private final int port = GatewayProcess.freePort();

    @Test
    void anOldFolderIsTakenOverAndBecomesTheGatewaysAlone() throws Exception {
        Path data = temp.resolve("data");
        Folders.copy(OLD.resolve("config"), data.resolve("config"));
        Folders.copy(OLD.resolve("state"), data.resolve("state"));
        for (String folder : new String[] {"", "config", "state"}) {
            Files.setPosixFilePermissions(data.resolve(folder), PosixFilePermissions.fromString("rwxr-xr-x"));
        }

        try (GatewayProcess gateway = GatewayProcess.run(
                        temp, "--data", data.toString(), "--port", String.valueOf(port))
                .awaitUp()) {
            ConsoleClient console = new ConsoleClient(port, "admin", gateway.password());
            assertThat(console.jobs()).contains("remembers", "dose", "paused", "nightly", "by-form");
            for (String folder : new String[] {"", "config", "state"}) {
                assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(data.resolve(folder))))
                        .as(folder)
                        .isEqualTo("rwx------");
            }
            gateway.await(Duration.ofSeconds(60))
                    .until(() -> SavedState.of("paused", data).isPresent());
            assertThat(Files.readString(data.resolve("log/gateway.log"))).doesNotContain("cannot be read");
        }
    }
}
