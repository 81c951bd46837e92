package io.reveille.itests.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.google.gson.JsonArray;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StartIT {

    @TempDir
    Path temp;

    private final int port = GatewayProcess.freePort();
    private Path data;

    @BeforeEach
    void folder() {
        data = temp.resolve("data of Gerät 1");
    }

    @Test
    void theFirstStartPrintsThePasswordThatTheConsoleWants() throws IOException {
        try (GatewayProcess gateway = start()) {
            String password = gateway.password();

            assertThat(gateway.output())
                    .contains("http://127.0.0.1:" + port + "/system/console", "admin", data.toString());
            assertThat(new ConsoleClient(port, "", "").status("/bundles")).isEqualTo(401);
            assertThat(new ConsoleClient(port, "admin", "admin").status("/bundles"))
                    .isEqualTo(401);
            assertThat(new ConsoleClient(port, "admin", password).status("/bundles"))
                    .isEqualTo(200);
            assertThat(filesThatContain(password)).isEmpty();
        }
    }

    @Test
    void everyBundleIsActiveAndNothingIsAmiss() throws IOException {
        try (GatewayProcess gateway = start()) {
            // How many there are, and how many of them are active, fragments, resolved, installed.
            JsonArray count =
                    console(gateway).json("/bundles.json").getAsJsonObject().getAsJsonArray("s");
            assertThat(count.get(0).getAsInt())
                    .isGreaterThan(15)
                    .isEqualTo(count.get(1).getAsInt());

            assertThat(gateway.terminate()).isEqualTo(143);
            assertThat(gateway.output()).endsWith("Reveille gateway has stopped\n");
            assertThat(gateway.output() + gateway.errors() + log()).doesNotContain("WARN", "ERROR", "Exception");
        }
    }

    @Test
    void theNextStartKeepsThePassword() throws IOException {
        String password;
        try (GatewayProcess first = start()) {
            password = first.password();
            first.terminate();
        }
        try (GatewayProcess second = start()) {
            assertThat(second.output())
                    .contains("password  as before", "--set-password")
                    .doesNotContain(password);
            assertThat(new ConsoleClient(port, "admin", password).status("/bundles"))
                    .isEqualTo(200);
        }
    }

    @Test
    void itComesBackAfterAKill() throws IOException {
        String password;
        try (GatewayProcess first = start()) {
            password = first.password();
            first.kill();
        }
        try (GatewayProcess second = start()) {
            assertThat(second.output()).contains("password  as before");
            assertThat(second.errors()).isEmpty();
            assertThat(new ConsoleClient(port, "admin", password).status("/bundles"))
                    .isEqualTo(200);
        }
    }

    @Test
    void theExampleJobsAreThereOnceAndNotAgainAfterTheyWereDeleted() {
        ConsoleClient console;
        try (GatewayProcess first = start()) {
            console = console(first);
            assertThat(console.jobs()).containsExactlyInAnyOrder("log", "host-telemetry", "telemetry-report");
            assertThat(console.post("/configMgr/io.reveille.job~log", "apply=1&delete=1")
                            .statusCode())
                    .isEqualTo(200);
            assertThat(console.jobs()).containsExactlyInAnyOrder("host-telemetry", "telemetry-report");
            first.terminate();
        }
        try (GatewayProcess second = start()) {
            assertThat(second.output()).contains("is up");
            assertThat(console.jobs()).containsExactlyInAnyOrder("host-telemetry", "telemetry-report");
        }
    }

    @Test
    void theConsolesWellKnownDefaultPasswordNeverApplies() throws IOException {
        try (GatewayProcess first = start()) {
            first.terminate();
        }
        Files.delete(data.resolve("login"));

        try (GatewayProcess second = start()) {
            ConsoleClient byDefault = new ConsoleClient(port, "admin", "admin");
            assertThat(byDefault.status("/bundles")).isEqualTo(401);
            assertThat(console(second).status("/bundles")).isEqualTo(200);

            // Nor while it runs, when the console's settings are changed, or deleted, in the console itself.
            String settings = "/configMgr/org.apache.felix.webconsole.internal.servlet.OsgiManager";
            console(second)
                    .post(
                            settings,
                            "apply=true&action=ajaxConfigManager&propertylist=username,password,locale"
                                    + "&username=admin&password=unmodified&locale=en");
            Path stored = data.resolve("config/org/apache/felix/webconsole/internal/servlet/OsgiManager.config");
            await().until(() -> Files.exists(stored));
            assertThat(console(second)
                            .post(
                                    settings,
                                    "apply=true&action=ajaxConfigManager&propertylist=password&password=another")
                            .body())
                    .contains("--set-password");
            await().during(Duration.ofSeconds(1)).until(() -> byDefault.status("/bundles") != 200);
            await().until(() -> console(second).status("/bundles") == 200);
            console(second).post(settings, "apply=1&delete=1");
            await().until(() -> Files.notExists(stored));
            await().during(Duration.ofSeconds(1)).until(() -> byDefault.status("/bundles") != 200);
            assertThat(console(second).status("/bundles")).isEqualTo(200);
        }
    }

    @Test
    void itListensOnNoOtherAddressThanLoopback() throws IOException {
        List<InetAddress> others = NetworkInterface.networkInterfaces()
                .flatMap(NetworkInterface::inetAddresses)
                .filter(address -> !address.isLoopbackAddress() && !address.isLinkLocalAddress())
                .toList();
        try (GatewayProcess gateway = start()) {
            assertThat(gateway.output()).contains("is up");
            for (InetAddress address : others) {
                assertThatThrownBy(() -> new Socket(address, port).close())
                        .as("%s", address)
                        .isInstanceOf(ConnectException.class);
            }
        }
    }

    private GatewayProcess start() {
        return GatewayProcess.run(temp, "--data", data.toString(), "--port", String.valueOf(port))
                .awaitUp();
    }

    private ConsoleClient console(GatewayProcess gateway) {
        return new ConsoleClient(port, "admin", gateway.password());
    }

    private String log() throws IOException {
        Path log = data.resolve("log/gateway.log");
        return Files.readString(log);
    }

    private List<Path> filesThatContain(String text) throws IOException {
        try (Stream<Path> files = Files.walk(data)) {
            return files.filter(Files::isRegularFile)
                    .filter(file -> !file.toString().endsWith(".jar"))
                    .filter(file -> {
                        try {
                            return new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1).contains(text);
                        } catch (IOException e) {
                            throw new UncheckedIOException(e);
                        }
                    })
                    .toList();
        }
    }
}
