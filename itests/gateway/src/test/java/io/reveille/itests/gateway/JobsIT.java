package io.reveille.itests.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JobsIT {

    private static final Duration TICK = Duration.ofSeconds(5);

    // The state is written at most 30 s after it changed, on a machine that may be busy with other things.
    private static final Duration SAVED = Duration.ofSeconds(60);

    @TempDir
    Path temp;

    private final int port = GatewayProcess.freePort();
    private Path data;

    @BeforeEach
    void folder() {
        data = temp.resolve("data");
    }

    @Test
    void jobsTheirCountsAndTheirRhythmOutliveAKill() {
        SavedState tick;
        SavedState telemetry;
        int ticksBefore;
        int linesBefore;
        try (GatewayProcess first = start()) {
            HttpResponse<String> added = new ConsoleClient(port, "admin", first.password())
                    .addJob("tick", "every 5 seconds", "host-telemetry", "{\"file\": \"tick.jsonl\"}");
            assertThat(added.statusCode()).as(added.body()).isEqualTo(302);

            // Made in the console, it runs without a restart, beside those that were there from the start.
            first.await(Duration.ofSeconds(30)).until(() -> !lines("tick.jsonl").isEmpty());
            first.await(SAVED)
                    .until(() -> SavedState.of("tick", data).isPresent()
                            && SavedState.of("host-telemetry", data).isPresent());
            first.kill();

            tick = saved("tick");
            telemetry = saved("host-telemetry");
            ticksBefore = lines("tick.jsonl").size();
            linesBefore = lines("telemetry.jsonl").size();
            // At most what had not been saved yet is missing.
            assertThat(tick.runs()).isBetween(1L, (long) ticksBefore);
            assertThat(telemetry.runs()).isBetween(1L, (long) linesBefore);
        }

        try (GatewayProcess second = start()) {
            second.await(Duration.ofSeconds(60))
                    .until(() -> lines("tick.jsonl").size() >= ticksBefore + 2
                            && lines("telemetry.jsonl").size() > linesBefore);
            assertThat(second.terminate()).isEqualTo(143);
        }

        // Each run since then appended one line, and was counted on top of those that were known.
        assertThat(saved("tick").runs())
                .isEqualTo(tick.runs() + lines("tick.jsonl").size() - ticksBefore);
        assertThat(saved("host-telemetry").runs())
                .isEqualTo(telemetry.runs() + lines("telemetry.jsonl").size() - linesBefore);
        assertThat(between(tick, saved("tick"))).isPositive();
        assertThat(between(tick, saved("tick")).toMillis() % TICK.toMillis()).isZero();
        assertThat(between(telemetry, saved("host-telemetry")).toMillis() % 10_000)
                .isZero();
        assertThat(lines("telemetry.jsonl")).allSatisfy(JobsIT::isWhole);
        assertThat(lines("tick.jsonl")).allSatisfy(JobsIT::isWhole);
    }

    @Test
    void theConsoleShowsHowReveilleIs() {
        try (GatewayProcess gateway = start()) {
            ConsoleClient console = new ConsoleClient(port, "admin", gateway.password());

            String page = console.page("/healthcheck?tags=reveille");

            assertThat(page).contains("3 jobs, ", "in the last 24 hours of 128 MB");
        }
    }

    @Test
    void theFormRefusesAScheduleThatNobodyCanRead() {
        try (GatewayProcess gateway = start()) {
            ConsoleClient console = new ConsoleClient(port, "admin", gateway.password());

            HttpResponse<String> refused = console.addJob("lunch", "every banana", "log", "{\"message\": \"now\"}");

            assertThat(refused.statusCode()).isEqualTo(400);
            assertThat(refused.body()).contains("every banana");
            assertThat(console.jobs()).isNotEmpty().doesNotContain("lunch");
        }
    }

    private GatewayProcess start() {
        return GatewayProcess.run(temp, "--data", data.toString(), "--port", String.valueOf(port))
                .awaitUp();
    }

    private SavedState saved(String job) {
        return SavedState.of(job, data).orElseThrow();
    }

    private static Duration between(SavedState earlier, SavedState later) {
        return Duration.between(earlier.lastNominal(), later.lastNominal());
    }

    private List<String> lines(String file) {
        try {
            Path path = data.resolve(file);
            return Files.exists(path) ? Files.readAllLines(path) : List.of();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void isWhole(String line) {
        assertThat(JsonParser.parseString(line).getAsJsonObject().get("time")).isNotNull();
    }
}
