package io.reveille.itests.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The screen System: health, settings and what is written, at a whole gateway; and at one that has less. */
class SystemScreenIT {

    @TempDir
    Path temp;

    private final int port = GatewayProcess.freePort();

    @Test
    void settingsAreCheckedAndNobodyUndoesAnothersUnseen() throws Exception {
        try (GatewayProcess gateway = start(GatewayProcess.HOME)) {
            ConsoleClient console = new ConsoleClient(port, "admin", gateway.password());
            try (ConsoleTab tab = new ConsoleTab(port, gateway.password())) {
                tab.open("system");
                tab.awaitText("Reveille is there", "All 1 required services", "Back end simulated", "Log’s files");
                tab.picture("system");
                tab.click("Reveille: engine");
                assertThat(tab.value("Workers")).isEmpty();
                assertThat(tab.field("Workers").getDomAttribute("placeholder")).isEqualTo("4");
                tab.type("Workers", "0");
                tab.type("History", "30");
                tab.click("Save Reveille: engine");
                tab.awaitText(
                        "The setting workers is \"0\"; expected a whole number from 1 to 64. Nothing was changed.");
                assertThat(tab.value("Workers")).isEqualTo("0");
                assertThat(tab.value("History")).isEqualTo("30");
                tab.picture("settings-refused");
                tab.assertAccessible();

                // Looked away from and back, nothing is lost; meanwhile somebody else has changed another one.
                tab.open("jobs");
                tab.awaitText("host-telemetry");
                console.postJson(
                        "/reveille/api/save-settings", "{\"pid\": \"io.reveille\", \"settings\": {\"stop.wait\": 5}}");
                tab.open("system");
                tab.awaitText("not saved: workers, history");
                tab.type("Workers", "6");
                tab.click("Save Reveille: engine");
                tab.awaitText("were changed meanwhile by somebody else");
                tab.picture("settings-conflict");
                tab.click("Save all the same");
                tab.awaitText("Reveille: engine: workers, history are changed.");
                assertThat(stored(console, "workers")).isEqualTo("6");
                assertThat(stored(console, "stop.wait")).isEqualTo("5");

                tab.type("History", "");
                tab.click("Save Reveille: engine");
                tab.awaitText("Reveille: engine: history is changed.");
                assertThat(stored(console, "history")).isEmpty();
                assertThat(Files.readString(temp.resolve("data/config/io/reveille.config")))
                        .contains("workers=I\"6\"")
                        .doesNotContain("history");
                assertThat(Files.readString(temp.resolve("data/log/gateway.log")))
                        .contains("Settings of io.reveille were changed by admin from 127.0.0.1:"
                                + " workers from the default to \"6\", history from the default to \"30\".");
                assertThat(tab.complaints()).allMatch(each -> each.contains("400 (") || each.contains("409 ("));
            }
        }
    }

    private static String stored(ConsoleClient console, String setting) {
        JsonObject all = console.json("/reveille/api/settings").getAsJsonObject();
        JsonObject engine = all.getAsJsonArray("forms").get(0).getAsJsonObject();
        for (JsonElement each : engine.getAsJsonArray("settings")) {
            JsonObject found = each.getAsJsonObject();
            if (found.get("name").getAsString().equals(setting)) {
                return found.has("value") ? found.get("value").getAsString() : "";
            }
        }
        throw new AssertionError("no " + setting + " in " + engine);
    }

    @Test
    void withoutHealthChecksAndMetatypeThePageSaysThatThereAreNone() throws Exception {
        Path home = temp.resolve("home");
        try (Stream<Path> files = Files.walk(GatewayProcess.HOME)) {
            for (Path file : (Iterable<Path>) files::iterator) {
                String name = file.getFileName().toString();
                if (!name.contains(".healthcheck.") && !name.equals("org.apache.felix.metatype.jar")) {
                    Files.copy(
                            file,
                            home.resolve(GatewayProcess.HOME.relativize(file).toString()));
                }
            }
        }
        try (GatewayProcess gateway = start(home);
                ConsoleTab tab = new ConsoleTab(port, gateway.password())) {
            tab.open("system");
            tab.awaitText(
                    "Health checks (Apache Felix Health Checks) are not installed here.",
                    "the metatype service is not installed",
                    "None: every job does its work.");
            tab.picture("system-bare");
            assertThat(tab.complaints()).isEmpty();
            assertThat(gateway.errors()).doesNotContain("io.reveille.console");
        }
    }

    private GatewayProcess start(Path home) throws IOException {
        return GatewayProcess.run(
                        List.of(
                                home.resolve("bin/gateway").toString(),
                                "--data",
                                temp.resolve("data").toString(),
                                "--port",
                                String.valueOf(port)),
                        GatewayProcess.JAVA_HOME,
                        "",
                        temp)
                .awaitUp();
    }
}
