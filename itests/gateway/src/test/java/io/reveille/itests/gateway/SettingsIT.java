package io.reveille.itests.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Settings that are no settings, and a launcher that says "is up" of nothing else than a scheduler that is. */
class SettingsIT {

    @TempDir
    Path temp;

    private final int port = GatewayProcess.freePort();

    @Test
    void theSchedulerIsUpWhateverItsSettingsSay() throws IOException {
        String password;
        try (GatewayProcess first = start(GatewayProcess.HOME)) {
            password = first.password();
            first.terminate();
        }
        // As a file or a program stores it, while nobody checks.
        Files.writeString(temp.resolve("data/config/io/reveille.config"), """
                service.pid="io.reveille"
                workers="8 x"
                misfire.grace="5s"
                history=B"true"
                stop.wait=D"4616189618054758400"
                catchup.rate=[ "1", "2", ]
                zone="Europe/Rom"
                wrokers=I"4"
                """);
        try (GatewayProcess second = start(GatewayProcess.HOME)) {
            assertThat(second.output()).contains("is up");
            String log = Files.readString(temp.resolve("data/log/gateway.log"));
            assertThat(log.lines().filter(line -> line.contains("ERROR")))
                    .hasSize(7)
                    .anyMatch(line -> line.contains("workers is \"8 x\"; expected a whole number from 1 to 64"))
                    .anyMatch(line -> line.contains("misfire.grace is \"5s\""))
                    .anyMatch(line -> line.contains("history is \"true\""))
                    .anyMatch(line -> line.contains("stop.wait is \"4.0\""))
                    .anyMatch(line -> line.contains("catchup.rate is \"[1, 2]\""))
                    .anyMatch(line -> line.contains("did you mean \"Europe/Rome\"?"))
                    .anyMatch(line -> line.contains("There is no setting \"wrokers\" (did you mean \"workers\"?)"));
            assertThat(log).doesNotContain("Exception");
            theFormChecksThem(new ConsoleClient(port, "admin", password));
        }
    }

    private static void theFormChecksThem(ConsoleClient console) {
        assertThat(save(console, "io.reveille", "zone", "Europe/Rom")).contains("Europe/Rome");
        assertThat(save(console, "io.reveille", "workers", "0")).contains("1 to 64");
        assertThat(save(console, "io.reveille", "wrokers", "4")).contains("workers");
        assertThat(save(console, "io.reveille.persistence", "folder", "state")).contains("absolute");
        assertThat(save(console, "io.reveille.power", "depht", "suspend")).contains("depth");
        assertThat(save(console, "io.reveille.job", "name", "upload")).contains("factory io.reveille.job");
        assertThat(save(console, "io.reveille", "workers", "6")).doesNotContain("expected");
    }

    private static String save(ConsoleClient console, String pid, String setting, String value) {
        return console.post(
                        "/configMgr/" + pid,
                        "apply=true&action=ajaxConfigManager&propertylist=" + setting + "&" + setting + "=" + value)
                .body();
    }

    @Test
    void withoutItsSchedulerItSaysWhyAndNotThatItIsUp() throws IOException {
        Path home = copyOf(GatewayProcess.HOME);
        Files.writeString(
                home.resolve("conf/config.properties"),
                Files.readString(home.resolve("conf/config.properties")) + "\nreveille.state=no/absolute/path\n");
        try (GatewayProcess gateway = run(home)) {
            gateway.await(Duration.ofSeconds(60)).until(() -> gateway.errors().contains("no job runs"));
            assertThat(gateway.output())
                    .doesNotContain("is up")
                    .contains("WITHOUT its scheduler", "console ", "password ");
            assertThat(gateway.errors()).contains("no/absolute/path", "absolute", "gateway.log");
        }
    }

    @Test
    void aFrameworkThatCannotResolveItsBundlesEndsWithAMessage() throws IOException {
        Path home = copyOf(GatewayProcess.HOME);
        Files.writeString(
                home.resolve("conf/config.properties"),
                Files.readString(home.resolve("conf/config.properties"))
                        + "\norg.osgi.framework.system.capabilities=none;none=none\n"
                        + "org.osgi.framework.executionenvironment=none\n");
        try (GatewayProcess gateway = run(home)) {
            assertThat(gateway.awaitEnd()).isEqualTo(1);
            assertThat(gateway.errors()).contains("gateway: the framework cannot resolve", "osgi.ee");
            assertThat(gateway.output()).doesNotContain("is up");
        }
    }

    private GatewayProcess start(Path home) {
        return run(home).awaitUp();
    }

    private GatewayProcess run(Path home) {
        return GatewayProcess.run(
                List.of(
                        home.resolve("bin/gateway").toString(),
                        "--data",
                        temp.resolve("data").toString(),
                        "--port",
                        String.valueOf(port)),
                GatewayProcess.JAVA_HOME,
                "",
                temp);
    }

    private Path copyOf(Path folder) throws IOException {
        Path copy = temp.resolve("home");
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : (Iterable<Path>) files::iterator) {
                Files.copy(file, copy.resolve(folder.relativize(file).toString()));
            }
        }
        return copy;
    }
}
