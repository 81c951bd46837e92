package io.reveille.itests.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The figures of the gateway, as a scraper fetches them. */
class MetricsIT {

    private static final HttpClient HTTP = HttpClient.newHttpClient();

    @TempDir
    Path temp;

    private final int port = GatewayProcess.freePort();

    @Test
    void aScraperLogsInAndNobodyElseHasFigures() throws Exception {
        try (GatewayProcess gateway = GatewayProcess.run(
                        temp, "--data", temp.resolve("data").toString(), "--port", String.valueOf(port))
                .awaitUp()) {
            assertThat(metrics("").statusCode()).isEqualTo(401);
            assertThat(metrics("").body()).isEmpty();
            assertThat(metrics("admin:wrong").statusCode()).isEqualTo(401);

            assertThatAllIsThere(metrics("admin:" + gateway.password()));
        }
    }

    @Test
    void countsMayBeOpenToAnybodyAndNameNoJob() throws Exception {
        Distribution distribution =
                Distribution.copyTo(temp.resolve("gateway")).with("reveille.metrics.open", "counts");
        try (GatewayProcess gateway = distribution.start(temp.resolve("data"), port, temp)) {
            gateway.awaitUp();
            HttpResponse<String> counts = metrics("");
            assertThat(counts.statusCode()).isEqualTo(200);
            assertThatItIsOpenMetrics(counts);
            assertThat(counts.body())
                    .contains("reveille_jobs{state=", "reveille_runs ", "reveille_clock_trusted ")
                    .doesNotContain("job=", "host-telemetry", "log\"");

            // A login is taken for what it is all the same.
            assertThat(metrics("admin:wrong").statusCode()).isEqualTo(401);
            assertThatAllIsThere(metrics("admin:" + gateway.password()));
            // Nothing else is open.
            assertThat(get("/system/console/reveille/api/metrics/counts", "").statusCode())
                    .isEqualTo(401);
            assertThat(get("/system/health", "").statusCode()).isEqualTo(401);
        }
    }

    private static void assertThatAllIsThere(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThatItIsOpenMetrics(answer);
        assertThat(answer.body())
                .contains(
                        "reveille_jobs{state=\"fine\"} ",
                        "reveille_job_runs_total{job=\"host-telemetry\"} ",
                        "reveille_job_next_run_timestamp_seconds{job=\"log\"} ");
    }

    private static void assertThatItIsOpenMetrics(HttpResponse<String> answer) {
        assertThat(answer.headers().firstValue("Content-Type"))
                .hasValueSatisfying(type -> assertThat(type.replace(" ", ""))
                        .isEqualToIgnoringCase("application/openmetrics-text;version=1.0.0;charset=utf-8"));
        assertThat(answer.body()).endsWith("# EOF\n");
    }

    private HttpResponse<String> metrics(String login) throws Exception {
        return get("/metrics", login);
    }

    private HttpResponse<String> get(String path, String login) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path));
        if (!login.isEmpty()) {
            String encoded = Base64.getEncoder().encodeToString(login.getBytes(StandardCharsets.UTF_8));
            request.header("Authorization", "Basic " + encoded);
        }
        return HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }
}
