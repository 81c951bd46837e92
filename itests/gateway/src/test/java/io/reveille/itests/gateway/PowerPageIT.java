package io.reveille.itests.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.Gson;
import com.google.gson.JsonObject;
import com.sun.net.httpserver.HttpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** The page about the gateway's sleep, in a real browser, and what others may try with it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PowerPageIT {

    private static final String PAGE = "/reveille-power";

    private final int port = GatewayProcess.freePort();
    private GatewayProcess gateway;
    private ConsoleClient console;
    private Browser browser;

    @BeforeAll
    void start(@TempDir Path temp) throws Exception {
        gateway = GatewayProcess.run(temp, "--data", temp.resolve("data").toString(), "--port", String.valueOf(port))
                .awaitUp();
        console = new ConsoleClient(port, "admin", gateway.password());
        browser = new Browser(temp.resolve("browser"), "admin", gateway.password());
    }

    @AfterAll
    void stop() {
        browser.close();
        gateway.close();
    }

    @BeforeEach
    void openPage() {
        browser.open(url(PAGE));
        browser.awaitText("#backend", "simulated");
    }

    @AfterEach
    void release() {
        String token = status().get("token").getAsString();
        console.post(PAGE + "/release", "", "Origin", "http://127.0.0.1:" + port, "X-Reveille-Token", token);
    }

    @Test
    void aButtonKeepsTheGatewayAwakeAndAnotherReleasesIt() {
        browser.enter("#reason", "<b>meter</b> & ${appRoot}");
        browser.click("button.awake[data-minutes=\"120\"]");

        browser.awaitText("#said", "Kept awake for 2 hours.");
        browser.awaitText("#inhibitors", "<b>meter</b> & ${appRoot}");
        assertThat(holds()).singleElement().asString().contains("operator", "<b>meter</b> & ${appRoot}");

        browser.enter("#minutes", "45");
        browser.click("#awake");
        browser.awaitText("#said", "Kept awake for 45 minutes.");
        assertThat(holds()).hasSize(2);
        browser.click("#release");
        browser.awaitText("#said", "Released.");
        assertThat(holds()).isEmpty();
        browser.click("#try-again");
        browser.awaitText("#said", "It is tried again.");
    }

    @Test
    void whatCannotBeDoneIsSaidAndNothingIsChanged() {
        browser.enter("#minutes", "1441");
        browser.click("#awake");

        browser.awaitText("#said", "1441 minutes; expected 1 second to 1 day");
        assertThat(holds()).isEmpty();
    }

    @Test
    void whoOpensThePageWorksAtTheGateway() {
        browser.awaitText("#doing", "somebody works at it");
    }

    @Test
    void theForecastIsShownWithAndWithoutTolerance() {
        browser.awaitText("#forecast", "with tolerance");
        browser.enter("#days", "2");
        browser.click("#look-ahead");
        browser.awaitText("#forecast", "without");
        browser.enter("#days", "400");
        browser.click("#look-ahead");
        browser.awaitText("#said", "400 days; expected 1 to 366");
    }

    @Test
    void theConsolesMenuWorksAndNoScriptInThePageIsRun() {
        browser.awaitText("#navmenu", "Reveille");
        assertThat(browser.value("document.querySelector('#navmenu').classList.contains('ui-menu')")
                        .getAsBoolean())
                .isTrue();
        assertThat(browser.complaints())
                .as("but for the two scripts of the console's frame, and requests that other tests had refused")
                .allMatch(each -> each.startsWith("Executing inline script") || each.startsWith("Failed to load"));
        browser.value("document.body.insertAdjacentHTML('beforeend', '<img src=\"x\" onerror=\"window.run = 1\">')");
        browser.value("(s => { s.textContent = 'window.run = 1'; document.body.append(s) })"
                + "(document.createElement('script'))");
        assertThat(browser.value("typeof window.run").getAsString()).isEqualTo("undefined");
        assertThat(browser.value("fetch('http://localhost:" + port + "/').then(() => 'passed', () => 'refused')")
                        .getAsString())
                .isEqualTo("refused");
    }

    @Test
    void aPageOfAnotherSiteThatTheOperatorLooksAtChangesNothing() throws Exception {
        try (Site evil = new Site("""
                <iframe name="nowhere"></iframe>
                <form method="post" target="nowhere" action="%s"><input name="minutes" value="30"></form>
                <script>document.forms[0].submit()</script>
                """.formatted(url(PAGE + "/awake")))) {
            browser.open(evil.url());
            gateway.await(Duration.ofSeconds(30))
                    .until(() -> gateway.output().contains("The request comes from " + evil.origin()));
            String tried = browser.value("fetch('" + url(PAGE + "/awake") + "', {method: 'POST', body: 'minutes=30',"
                            + " mode: 'no-cors', credentials: 'include'}).then(r => r.type)")
                    .getAsString();
            assertThat(tried).isEqualTo("opaque");
            assertThat(browser.value("fetch('" + url(PAGE + "/status.json")
                                    + "', {credentials: 'include'}).then(() => 'read', () => 'refused')")
                            .getAsString())
                    .isEqualTo("refused");
        }
        assertThat(holds()).isEmpty();
    }

    @Test
    void aRequestWithoutTokenOrWithoutLoginIsRefused() {
        String own = "http://127.0.0.1:" + port;
        String token = status().get("token").getAsString();

        assertThat(post(List.of())).isEqualTo(403);
        assertThat(post(List.of("Origin", own))).isEqualTo(403);
        assertThat(post(List.of("Origin", own, "X-Reveille-Token", "guessed"))).isEqualTo(403);
        assertThat(post(List.of("Origin", "http://evil.example", "X-Reveille-Token", token)))
                .isEqualTo(403);
        assertThat(new ConsoleClient(port, "", "").status(PAGE + "/status.json"))
                .isEqualTo(401);
        assertThat(holds()).isEmpty();

        assertThat(post(List.of("Origin", own, "X-Reveille-Token", token))).isEqualTo(200);
        assertThat(holds()).hasSize(1);
        assertThat(post(List.of("X-Reveille-Token", token))).isEqualTo(200);
        HttpResponse<String> json =
                console.post(PAGE + "/awake", "{\"minutes\": 30}", "Content-Type", "application/json; charset=utf-8");
        assertThat(json.body()).contains("Kept awake for 30 minutes.");
        assertThat(holds()).hasSize(3);
    }

    private int post(List<String> headers) {
        HttpResponse<String> answer = console.post(PAGE + "/awake", "minutes=30", headers.toArray(String[]::new));
        return answer.statusCode();
    }

    private List<JsonObject> holds() {
        return List.of(new Gson().fromJson(status().get("inhibitors"), JsonObject[].class));
    }

    private JsonObject status() {
        return console.json(PAGE + "/status.json").getAsJsonObject();
    }

    private String url(String path) {
        return "http://127.0.0.1:" + port + "/system/console" + path;
    }

    /** One page at another origin. */
    private static final class Site implements AutoCloseable {

        private final HttpServer server;

        Site(String html) throws Exception {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            byte[] page = ("<!DOCTYPE html>" + html).getBytes(StandardCharsets.UTF_8);
            server.createContext("/", exchange -> {
                exchange.getResponseHeaders().set("Content-Type", "text/html");
                exchange.sendResponseHeaders(200, page.length);
                exchange.getResponseBody().write(page);
                exchange.close();
            });
            server.start();
        }

        String origin() {
            return "http://127.0.0.1:" + server.getAddress().getPort();
        }

        String url() {
            return origin() + "/";
        }

        @Override
        public void close() {
            server.stop(0);
        }
    }
}
