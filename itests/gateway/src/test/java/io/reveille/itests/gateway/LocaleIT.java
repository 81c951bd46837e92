package io.reveille.itests.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Machines whose language has digits of its own, another calendar, or letters that have other capitals. */
class LocaleIT {

    private static final Pattern OTHER_DIGITS = Pattern.compile("[\\p{Nd}&&[^0-9]]");

    @TempDir
    Path temp;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "-Duser.language=fa -Duser.country=IR",
                "-Duser.language=ar -Duser.country=EG",
                "-Duser.language=bn -Duser.country=BD",
                "-Duser.language=ne -Duser.country=NP",
                "-Duser.language=hi -Duser.country=IN -Duser.extensions=u-nu-deva",
                "-Duser.language=th -Duser.country=TH -Duser.variant=TH",
                "-Duser.language=tr -Duser.country=TR",
                "-Duser.language.format=fa -Duser.country.format=IR",
            })
    void itStartsWhateverTheLanguage(String options) throws IOException {
        int port = GatewayProcess.freePort();
        Path data = temp.resolve("data");
        try (GatewayProcess gateway = GatewayProcess.withJava(
                        options, temp, "--data", data.toString(), "--port", String.valueOf(port))
                .awaitUp()) {
            ConsoleClient console = new ConsoleClient(port, "admin", gateway.password());
            assertThat(console.addJob("tick", "every 1 second", "log", "{\"message\": \"it ticks\"}")
                            .statusCode())
                    .isEqualTo(302);
            Path log = data.resolve("log/gateway.log");
            gateway.await(Duration.ofSeconds(30))
                    .until(() -> Files.readString(log).contains("it ticks"));
            gateway.terminate();
            assertThat(pages(data)).contains("\"tick\"");
            assertThat(gateway.output() + pages(data) + Files.readString(log))
                    .doesNotContainPattern(OTHER_DIGITS)
                    .doesNotContain("ERROR");
        }
    }

    @Test
    void aServiceWithoutALocaleKnowsFilesInAnyScript() throws IOException {
        int port = GatewayProcess.freePort();
        Path data = temp.resolve("data");
        List<String> command = List.of(
                "env",
                "LC_ALL=C",
                GatewayProcess.HOME.resolve("bin/gateway").toString(),
                "--data",
                data.toString(),
                "--port",
                String.valueOf(port));
        try (GatewayProcess gateway =
                GatewayProcess.run(command, GatewayProcess.JAVA_HOME, "", temp).awaitUp()) {
            ConsoleClient console = new ConsoleClient(port, "admin", gateway.password());
            assertThat(console.addJob(
                                    "\u0436\u0443\u043a",
                                    "every 1 second",
                                    "host-telemetry",
                                    "{\"file\": \"\u0436.jsonl\"}")
                            .statusCode())
                    .isEqualTo(302);
            gateway.await(Duration.ofSeconds(60))
                    .until(() -> SavedState.of("\u0436\u0443\u043a", data).isPresent());
            gateway.terminate();
            assertThat(pages(data)).doesNotContain("FAILED");
            assertThat(Files.readString(data.resolve("log/gateway.log"))).doesNotContain("ERROR", "WARN");
        }
    }

    private static String pages(Path data) throws IOException {
        StringBuilder text = new StringBuilder();
        try (Stream<Path> files = Files.list(data.resolve("state"))) {
            for (Path file : (Iterable<Path>) files.filter(Files::isRegularFile)::iterator) {
                text.append(Files.readString(file, StandardCharsets.UTF_8));
            }
        }
        return text.toString();
    }
}
