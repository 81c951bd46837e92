package io.reveille.itests.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A gateway that is to sleep, on a machine that cannot: nothing is in the folder that it takes for {@code /}. */
class PowerIT {

    @TempDir
    Path temp;

    private final int port = GatewayProcess.freePort();
    private Path data;

    @BeforeEach
    void folder() {
        data = temp.resolve("data");
    }

    @Test
    void aMachineWithoutARealTimeClockSaysSoAndItsJobsRunOn() throws IOException {
        Path root = Files.createDirectories(temp.resolve("machine"));
        Distribution distribution =
                Distribution.copyTo(temp.resolve("gateway")).with("reveille.power.root", root.toString());
        String password;
        try (GatewayProcess gateway = distribution.start(data, port, temp)) {
            gateway.awaitUp();
            password = gateway.password();
            ConsoleClient console = new ConsoleClient(port, "admin", password);
            assertThat(health(console)).contains("Reveille power", "simulated");

            HttpResponse<String> answer = console.post(
                    "/configMgr/io.reveille.power",
                    "apply=true&action=ajaxConfigManager&propertylist=backend,strategy"
                            + "&backend=linux&strategy=sysfs");

            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(302);
            saysSo(gateway, console);
            runsOn(gateway);
            gateway.kill();
        }
        // What a start finds is told as well.
        try (GatewayProcess gateway = distribution.start(data, port, temp)) {
            gateway.awaitUp();
            saysSo(gateway, new ConsoleClient(port, "admin", password));
            runsOn(gateway);
            assertThat(gateway.terminate()).isEqualTo(143);
        }
    }

    private static void saysSo(GatewayProcess gateway, ConsoleClient console) {
        gateway.await(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(health(console))
                        .contains(
                                "this machine has no real-time clock (nothing in /sys/class/rtc), so nothing could wake it",
                                "the kernel cannot suspend to memory: there is nothing in /sys/power/state",
                                "0 sleeps, ",
                                "0 failures"));
    }

    /** The job that a new gateway has, which writes a line every 10 s. */
    private void runsOn(GatewayProcess gateway) {
        Instant before = Instant.now();
        gateway.await(Duration.ofSeconds(60))
                .until(() -> lines().stream()
                                .filter(line -> time(line).isAfter(before))
                                .count()
                        >= 2);
    }

    private static String health(ConsoleClient console) {
        return console.page("/healthcheck?tags=power").replace("&quot;", "\"");
    }

    private static Instant time(String line) {
        return Instant.parse(
                JsonParser.parseString(line).getAsJsonObject().get("time").getAsString());
    }

    private List<String> lines() {
        try {
            Path path = data.resolve("telemetry.jsonl");
            return Files.exists(path) ? Files.readAllLines(path) : List.of();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
