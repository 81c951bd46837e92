package io.reveille.itests.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Jobs in the files of Apache Felix FileInstall, named and written as the documents say, and as they say not to. */
class FileInstallIT {

    private static final Path INSTALLER = Path.of(Objects.requireNonNull(System.getProperty("torture.folder")))
            .resolve("installer/org.apache.felix.fileinstall.jar");
    private static final Duration SOON = Duration.ofSeconds(60);

    @TempDir
    Path temp;

    private final int port = GatewayProcess.freePort();

    @Test
    void aFileIsAJobIfItsNameSaysSoAndItsSecretsAreLeftAlone() throws Exception {
        Path etc = Files.createDirectory(temp.resolve("etc"));
        file(etc, "io.reveille.job-percent.config", "percent", "{\\\"message\\\":\\\"at %{secret:word}\\\"}");
        file(etc, "io.reveille.job-escaped.config", "escaped", "{\\\"message\\\":\\\"at $\\\\{secret:word}\\\"}");
        Files.writeString(
                etc.resolve("io.reveille.job-plain.cfg"),
                "name=plain\nschedule=every second\nhandler=log\nargs={\"message\": \"at %{secret:word}\"}\n");
        file(etc, "io.reveille.job~tilde.config", "tilde", "{}");
        Distribution distribution = Distribution.copyTo(temp.resolve("gateway"))
                .with(INSTALLER)
                .with("felix.fileinstall.dir", etc.toString())
                .with("felix.fileinstall.noInitialDelay", "true")
                .with("felix.fileinstall.poll", "500");
        Path data = temp.resolve("data");

        try (GatewayProcess gateway =
                distribution.start(data, port, temp.resolve("log")).awaitUp()) {
            ConsoleClient console = new ConsoleClient(port, "admin", gateway.password());
            gateway.await(SOON).until(() -> console.jobs().contains("plain"));

            Map<String, String> arguments = arguments(console);
            assertThat(arguments).doesNotContainKey("tilde");
            assertThat(arguments.get("percent")).contains("%{secret:word}");
            assertThat(arguments.get("plain")).contains("%{secret:word}");
            assertThat(arguments.get("escaped")).contains("${secret:word}");
            gateway.await(SOON)
                    .until(() -> console.page("/healthcheck?tags=reveille")
                            .contains("The configuration io.reveille.job~tilde is a singleton, and no job"));
        }
    }

    private static void file(Path folder, String name, String job, String args) throws IOException {
        Files.writeString(
                folder.resolve(name),
                "name=\"" + job + "\"\nschedule=\"every second\"\nhandler=\"log\"\nargs=\"" + args + "\"\n");
    }

    private static Map<String, String> arguments(ConsoleClient console) {
        Map<String, String> arguments = new HashMap<>();
        for (JsonElement each : console.json("/configMgr/*.json").getAsJsonArray()) {
            JsonObject job = each.getAsJsonObject();
            if (job.has("factoryPid") && job.get("factoryPid").getAsString().equals("io.reveille.job")) {
                JsonObject properties = job.getAsJsonObject("properties");
                arguments.put(
                        properties.getAsJsonObject("name").get("value").getAsString(),
                        properties.getAsJsonObject("args").get("value").getAsString());
            }
        }
        return arguments;
    }
}
