package io.reveille.itests.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The health of the gateway, as a monitor asks for it. */
class HealthIT {

    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final Duration SOON = Duration.ofSeconds(60);

    @TempDir
    Path temp;

    private final int port = GatewayProcess.freePort();

    @Test
    void aMonitorSeesWhetherTheSchedulerWorks() throws Exception {
        try (GatewayProcess gateway = GatewayProcess.run(
                        temp, "--data", temp.resolve("data").toString(), "--port", String.valueOf(port))
                .awaitUp()) {
            ConsoleClient console = new ConsoleClient(port, "admin", gateway.password());
            assertThat(health("").statusCode()).isEqualTo(401);
            assertThat(health("admin:wrong").statusCode()).isEqualTo(401);

            String login = "admin:" + gateway.password();
            gateway.await(SOON).until(() -> health(login).statusCode() == 200);
            HttpResponse<String> well = health(login);
            assertThat(well.body()).contains("Reveille is there", "jobs, ");
            assertThat(well.headers().firstValue("Access-Control-Allow-Origin")).isEmpty();

            console.post("/bundles/io.reveille.core", "action=stop");
            gateway.await(SOON).until(() -> health(login).statusCode() == 503);
            assertThat(health(login).body()).contains("CRITICAL", "io.reveille.ScheduleService");

            console.post("/bundles/io.reveille.core", "action=start");
            gateway.await(SOON).until(() -> health(login).statusCode() == 200);
        }
    }

    private HttpResponse<String> health(String login) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(
                URI.create("http://127.0.0.1:" + port + "/system/health.verbose.txt?tags=reveille"));
        if (!login.isEmpty()) {
            String encoded = Base64.getEncoder().encodeToString(login.getBytes(StandardCharsets.UTF_8));
            request.header("Authorization", "Basic " + encoded);
        }
        return HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }
}
