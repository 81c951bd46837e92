package io.reveille.itests.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.Gson;
import com.google.gson.JsonObject;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** The screen about the gateway's sleep, in a real browser, and what others may try with the console. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PowerScreenIT {

    private static final HttpClient STRANGER = HttpClient.newHttpClient();

    private static final String API = "/reveille/api/";
    private static final String REASON = "<b>meter</b> & ${appRoot}";

    private final int port = GatewayProcess.freePort();
    private GatewayProcess gateway;
    private ConsoleClient console;
    private ConsoleTab tab;

    @BeforeAll
    void start(@TempDir Path temp) throws Exception {
        gateway = GatewayProcess.run(temp, "--data", temp.resolve("data").toString(), "--port", String.valueOf(port))
                .awaitUp();
        console = new ConsoleClient(port, "admin", gateway.password());
        tab = new ConsoleTab(port, gateway.password());
    }

    @AfterAll
    void stop() {
        try {
            tab.close();
        } finally {
            gateway.close();
        }
    }

    @BeforeEach
    void openScreen() {
        tab.visit("about:blank");
        tab.open("power");
        tab.awaitText("Back end", "simulated", "with tolerance");
        tab.complaints(); // those of other tests
    }

    @AfterEach
    void release() {
        console.postJson(API + "release", "{}");
    }

    @Test
    void aButtonKeepsTheGatewayAwakeAndAnotherReleasesIt() {
        tab.type("Minutes", "120");
        tab.type("Reason", REASON);
        tab.click("Keep awake");

        tab.awaitText("Kept awake for 2 hours.", REASON);
        assertThat(holds()).singleElement().satisfies(hold -> {
            assertThat(hold.get("name").getAsString()).isEqualTo("operator");
            assertThat(hold.get("reason").getAsString()).isEqualTo(REASON);
        });

        tab.type("Minutes", "45");
        tab.click("Keep awake");
        tab.awaitText("Kept awake for 45 minutes.");
        assertThat(holds()).hasSize(2);
        tab.click("Let it sleep");
        tab.awaitText("Released.", "Nobody keeps it awake.");
        assertThat(holds()).isEmpty();
        assertThat(console.postJson(API + "try-again", "{}").get("done").getAsString())
                .isEqualTo("It is tried again.");
    }

    @Test
    void whatCannotBeDoneIsSaidAndNothingIsChanged() {
        tab.type("Minutes", "1441");
        tab.click("Keep awake");
        tab.awaitText("1441 minutes; expected 1 second to 1 day");
        assertThat(holds()).isEmpty();

        tab.type("Minutes", "soon");
        tab.click("Keep awake");
        tab.awaitText("\"soon\" is no number of minutes. Nothing was changed.");
        assertThat(holds()).isEmpty();
    }

    @Test
    void whoOpensThePageWorksAtTheGateway() {
        tab.awaitText("somebody works at it");
    }

    @Test
    void theForecastIsShownWithAndWithoutTolerance() {
        // Jobs that run every 10 s are more than can be looked at in a month.
        tab.awaitText("wake-ups", "with tolerance", "without", "There is more than can be reckoned");
        String aMonth = figures();
        tab.type("Days", "2");
        tab.await(() -> !figures().isEmpty() && !figures().equals(aMonth));
        tab.awaitNoText("There is more than can be reckoned");
        tab.type("Days", "400");
        tab.awaitText("1 to 366 days");

        HttpResponse<String> answer = console.get(API + "forecast?days=400");
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).contains("expected 1 to 366");
    }

    @Test
    void theForecastReckonsWithAnotherBattery() {
        tab.awaitText("with tolerance");
        assertThat(figures()).doesNotContain("battery lasts");
        tab.click("Another battery than the settings say");
        tab.type("mA awake", "150");
        tab.type("mA asleep", "1.5");
        tab.type("mAh in all", "12000");
        tab.await(() -> figures().contains("battery lasts"));
        tab.awaitText("150 mA awake and 1.5 mA asleep, from 12,000 mAh");
        tab.type("mAh in all", "much");
        tab.awaitText("\"much\"; expected a number of 0 to 1000000000");
    }

    @Test
    void theTimeLineShowsWhenTheGatewayIsAwake() {
        tab.open("ahead");
        tab.awaitText("Gateway awake", "Forecast", "wake-ups");
        tab.picture("ahead-with-sleep");
        assertThat(tab.run("return document.querySelector('.lanes .machine title').textContent"))
                .asString()
                .matches("Gateway: woken \\d+ times?( and more)?, first .*; asleep in between");
        assertThat(tab.complaints()).isEmpty();
    }

    private String figures() {
        return String.valueOf(
                tab.run("const table = document.querySelector('.figures'); return table ? table.innerText : ''"));
    }

    @Test
    void noScriptInThePageIsRunAndNothingElseIsFetched() {
        assertThat(tab.complaints()).isEmpty();
        tab.run("document.body.insertAdjacentHTML('beforeend',"
                + " '<img src=\"data:image/png;base64,x\" onerror=\"window.broken = 1\">')");
        tab.run(
                "const s = document.createElement('script'); s.textContent = 'window.broken = 1'; document.body.append(s)");
        assertThat(tab.run("return fetch('/system/console/reveille/api/power').then(r => r.ok)"))
                .isEqualTo(true);
        // Without the page's policy this one would be sent: its answer could not be read, and would be there.
        assertThat(tab.run("return fetch('http://localhost:" + port
                        + "/', {mode: 'no-cors'}).then(() => 'passed', () => 'refused')"))
                .isEqualTo("refused");
        List<String> complaints = new ArrayList<>();
        tab.await(() -> {
            complaints.addAll(tab.complaints());
            return complaints.stream().anyMatch(each -> each.contains("inline event handler"));
        });
        assertThat(tab.run("return typeof window.broken")).isEqualTo("undefined");
        assertThat(complaints)
                .anyMatch(each -> each.contains("inline script"))
                .anyMatch(each -> each.contains("localhost:" + port));
    }

    @Test
    void aPageOfAnotherSiteThatTheOperatorLooksAtChangesAndReadsNothing() throws Exception {
        String awake = url(API + "awake");
        try (Site evil = Site.of("""
                <iframe name="nowhere"></iframe>
                <form method="post" enctype="text/plain" target="nowhere" action="%s"><input name='{"minutes": 30, "x' value='": 1}'></form>
                <script>document.forms[0].submit()</script>
                """.formatted(awake))) {
            tab.visit(evil.url());
            gateway.await(Duration.ofSeconds(30))
                    .until(() -> gateway.output().contains("The request comes from " + evil.origin()));
            assertThat(tab.run(
                            "return fetch(arguments[0], {method: 'POST', body: '{\"minutes\": 30}', mode: 'no-cors',"
                                    + " credentials: 'include'}).then(r => r.type)",
                            awake))
                    .isEqualTo("opaque");
            String read = "return fetch(arguments[0], arguments[1]).then(() => 'read', () => 'refused')";
            for (String what : List.of("", "api/status", "api/power", "api/jobs", "api/export", "api/quarantined")) {
                assertThat(tab.run(read, url("/reveille/" + what), Map.of("credentials", "include")))
                        .as(what)
                        .isEqualTo("refused");
            }
            assertThat(tab.run(
                            read,
                            awake,
                            Map.of(
                                    "method", "POST",
                                    "credentials", "include",
                                    "body", "{\"minutes\": 30}",
                                    "headers", Map.of("Content-Type", "application/json"))))
                    .isEqualTo("refused");
            assertThat(holds()).isEmpty();

            // The same browser is logged in all the while: a link leads to the page without a question for a password.
            tab.run("location.href = arguments[0]", url("/reveille/#/power"));
            tab.awaitText("Back end", "simulated");
        }
    }

    @Test
    void aRequestWithoutTokenOrWithoutLoginIsRefused() throws Exception {
        String own = "http://127.0.0.1:" + port;
        String token =
                console.json(API + "status").getAsJsonObject().get("token").getAsString();
        for (String change : List.of("awake", "release", "try-again", "at-work", "run", "save", "delete", "import")) {
            assertThat(post(change)).as(change).isEqualTo(403);
            assertThat(post(change, "Origin", own)).as(change).isEqualTo(403);
            assertThat(post(change, "Origin", own, "X-Reveille-Token", "guessed"))
                    .as(change)
                    .isEqualTo(403);
            assertThat(post(change, "Origin", "http://evil.example", "X-Reveille-Token", token))
                    .as(change)
                    .isEqualTo(403);
            assertThat(post(change, "Origin", "http://evil.example", "Content-Type", "application/json"))
                    .as(change)
                    .isEqualTo(403);
            assertThat(withoutLogin(change, token)).as(change).isEqualTo(401);
        }
        for (String look : List.of("", "api/status", "api/power", "api/metrics", "ui/app.js")) {
            assertThat(new ConsoleClient(port, "", "").status("/reveille/" + look))
                    .as(look)
                    .isEqualTo(401);
        }
        assertThat(holds()).isEmpty();

        assertThat(post("awake", "Origin", own, "X-Reveille-Token", token)).isEqualTo(200);
        assertThat(holds()).hasSize(1);
        assertThat(post("awake", "X-Reveille-Token", token)).isEqualTo(200);
        HttpResponse<String> json =
                console.post(API + "awake", "{\"minutes\": 30}", "Content-Type", "application/json; charset=utf-8");
        assertThat(json.body()).contains("Kept awake for 30 minutes.");
        assertThat(holds()).hasSize(3);
    }

    @Test
    void aHeadHasTheHeadersAndNoBody() {
        for (String path : List.of("/reveille/", "/reveille/ui/app.js", API + "status", API + "metrics")) {
            HttpResponse<String> head = console.head(path);
            assertThat(head.statusCode()).as(path).isEqualTo(200);
            assertThat(head.body()).as(path).isEmpty();
            assertThat(head.headers().firstValue("Content-Security-Policy"))
                    .as(path)
                    .hasValueSatisfying(policy -> assertThat(policy).contains("default-src 'none'"));
        }
        assertThat(console.head(API + "awake").statusCode()).isEqualTo(405);
    }

    private int post(String change, String... headers) {
        return console.post(API + change, "{\"minutes\": 30}", headers).statusCode();
    }

    /** The door does not read such a body, and closes the connection, which the next request must not use. */
    private int withoutLogin(String change, String token) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(url(API + change)))
                .header("Content-Type", "application/json")
                .header("X-Reveille-Token", token)
                .POST(HttpRequest.BodyPublishers.ofString("{\"minutes\": 30}"))
                .build();
        return STRANGER.send(request, HttpResponse.BodyHandlers.ofString()).statusCode();
    }

    private List<JsonObject> holds() {
        JsonObject power = console.json(API + "power").getAsJsonObject();
        return List.of(new Gson().fromJson(power.get("inhibitors"), JsonObject[].class));
    }

    private String url(String path) {
        return "http://127.0.0.1:" + port + "/system/console" + path;
    }
}
