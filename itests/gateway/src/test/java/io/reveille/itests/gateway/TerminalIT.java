package io.reveille.itests.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Commands of the shell, typed where the gateway was started. */
class TerminalIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    Path temp;

    private Path terminal;
    private Process gateway;
    private Writer keyboard;

    @BeforeEach
    void start() throws IOException {
        terminal = temp.resolve("terminal.txt");
        ProcessBuilder builder = new ProcessBuilder(
                        GatewayProcess.HOME.resolve("bin/gateway").toString(),
                        "--shell",
                        "--data",
                        temp.resolve("data").toString(),
                        "--port",
                        String.valueOf(GatewayProcess.freePort()))
                .redirectErrorStream(true)
                .redirectOutput(terminal.toFile());
        builder.environment().put("JAVA_HOME", GatewayProcess.JAVA_HOME);
        gateway = builder.start();
        keyboard = gateway.outputWriter(StandardCharsets.UTF_8);
        awaitShown("Reveille gateway is up");
    }

    @AfterEach
    void kill() throws InterruptedException {
        gateway.destroyForcibly().waitFor();
    }

    @Test
    void commandsAreAnsweredAndTheirEndIsTheGateways() throws Exception {
        type("reveille:awake 30m \"a look at the meter\"");
        awaitShown("kept awake until 20");
        type("reveille:power");
        awaitShown("awake for operator (a look at the meter)");
        type("reveille:awake soon");
        awaitShown("Nothing was done.");
        type("help reveille:forecast");
        awaitShown("how often the coming days wake the gateway");

        keyboard.close();

        assertThat(gateway.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
        assertThat(gateway.exitValue()).isZero();
        assertThat(terminal)
                .content()
                .contains("Reveille gateway has stopped")
                .doesNotContain("ERROR")
                .doesNotContain("\tat ");
    }

    @Test
    void aSignalEndsItWhileItWaitsForACommand() throws Exception {
        gateway.destroy();

        assertThat(gateway.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
        assertThat(gateway.exitValue()).isEqualTo(143);
        assertThat(terminal)
                .content()
                .contains("Reveille gateway has stopped")
                .doesNotContain("FAILED")
                .doesNotContain("\tat ");
    }

    private void type(String command) throws IOException {
        keyboard.write(command + "\n");
        keyboard.flush();
    }

    private void awaitShown(String text) {
        Awaitility.await(text).atMost(PATIENCE).until(() -> shown().contains(text));
    }

    private String shown() {
        try {
            return Files.readString(terminal);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
