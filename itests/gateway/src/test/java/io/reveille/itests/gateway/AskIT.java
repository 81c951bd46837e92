package io.reveille.itests.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A gateway that runs on its own is asked from another process, and only where it runs. */
class AskIT {

    @TempDir
    Path temp;

    /** What a question came to. */
    private record Answer(int status, String output, String errors) {}

    private Answer ask(String commands) throws IOException, InterruptedException {
        Path out = temp.resolve("asked.txt");
        Path err = temp.resolve("errors.txt");
        ProcessBuilder builder = new ProcessBuilder(
                        GatewayProcess.HOME.resolve("bin/gateway").toString(),
                        "--ask",
                        commands,
                        "--data",
                        temp.resolve("data").toString())
                .redirectOutput(out.toFile())
                .redirectError(err.toFile());
        builder.environment().put("JAVA_HOME", GatewayProcess.JAVA_HOME);
        Process process = builder.start();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        return new Answer(
                process.exitValue(),
                Files.readString(out, StandardCharsets.UTF_8),
                Files.readString(err, StandardCharsets.UTF_8));
    }

    @Test
    void aGatewayThatRunsIsAskedAndNoOther() throws Exception {
        try (GatewayProcess gateway = GatewayProcess.run(
                temp, "--data", temp.resolve("data").toString(), "--port", String.valueOf(GatewayProcess.freePort()))) {
            gateway.awaitUp();
            Path socket = temp.resolve("data/ask");
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(socket)))
                    .isEqualTo("rw-------");
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(socket.getParent())))
                    .isEqualTo("rwx------");

            assertThat(ask("reveille:add \"every 6 hours\" log name=asked message=hello"))
                    .satisfies(answer -> assertThat(answer.output()).startsWith("asked is stored."))
                    .satisfies(answer -> assertThat(answer.status()).isZero());
            assertThat(ask("reveille:jobs | grep asked").output()).contains("READY", "every 6 hours");
            assertThat(ask("reveille:run asked --wait").output()).startsWith("asked: SUCCEEDED: hello");
            Answer refused = ask("reveille:pause none");
            assertThat(refused.status()).isEqualTo(1);
            assertThat(refused.errors()).contains("no job named \"none\"", "Nothing was done");
            assertThat(refused.output()).isEmpty();
        }
        Answer nobody = ask("reveille:jobs");
        assertThat(nobody.status()).isEqualTo(3);
        assertThat(nobody.errors()).contains("no gateway runs with the data folder");
    }
}
