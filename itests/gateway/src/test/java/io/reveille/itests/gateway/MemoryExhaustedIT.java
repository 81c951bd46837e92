package io.reveille.itests.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A handler that takes all memory and keeps it: only another process helps. */
class MemoryExhaustedIT {

    private static final Path BUNDLE = Path.of(Objects.requireNonNull(System.getProperty("torture.folder")))
            .resolve("bundle/io.reveille.itests.torture.jar");

    @TempDir
    Path temp;

    private final int port = GatewayProcess.freePort();

    @Test
    void theProcessEndsWithAStatusOfItsOwnAndTheNextOneGoesOn() throws Exception {
        Distribution distribution = Distribution.copyTo(temp.resolve("gateway")).with(BUNDLE);
        Path data = temp.resolve("data");
        ConsoleClient console;
        try (GatewayProcess gateway =
                distribution.start(data, port, temp.resolve("first")).awaitUp()) {
            console = new ConsoleClient(port, "admin", gateway.password());
            assertThat(console.addJob("hog", "once in 5 seconds", "hog", "{}").statusCode())
                    .isEqualTo(302);

            int status = gateway.awaitEnd(Duration.ofMinutes(5));
            assertThat(status).as(gateway.errors()).isEqualTo(71);
            assertThat(gateway.errors().lines().reduce("", (before, line) -> line))
                    .contains("hardly any memory was left", "status 71", "jobs and their state are kept");
        }
        // Without the handler, whose run would be made up for at once, and take all memory before the console is asked.
        Distribution without = Distribution.copyTo(temp.resolve("without"));
        try (GatewayProcess gateway =
                without.start(data, port, temp.resolve("second")).awaitUp()) {
            assertThat(gateway.output()).contains("is up");
            assertThat(console.jobs()).contains("hog", "log");
        }
    }
}
