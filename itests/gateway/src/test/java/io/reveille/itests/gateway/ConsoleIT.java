package io.reveille.itests.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.Keys;

/** An operator's day at the console, in a real browser at a real gateway. */
class ConsoleIT {

    @TempDir
    Path temp;

    private GatewayProcess gateway;
    private ConsoleTab tab;
    private ConsoleClient console;

    @BeforeEach
    void open() throws Exception {
        int port = GatewayProcess.freePort();
        gateway = GatewayProcess.run(temp, "--data", temp.resolve("data").toString(), "--port", String.valueOf(port))
                .awaitUp();
        console = new ConsoleClient(port, "admin", gateway.password());
        tab = new ConsoleTab(port, gateway.password());
    }

    @AfterEach
    void close() throws Exception {
        try {
            if (tab != null) {
                tab.close();
            }
        } finally {
            gateway.close();
        }
    }

    @Test
    void aJobFromItsFirstMistakeToItsEnd() throws Exception {
        tab.awaitText("host-telemetry", "every 10 seconds", "clock trusted");
        tab.picture("jobs");

        // A wrong schedule is told at its place, and a right one shows when it runs.
        tab.click("New job");
        tab.type("Name", "greet");
        tab.type("Schedule", "every blue moon");
        tab.awaitText("expected a unit", "at column 7", "The schedule cannot be read yet.");
        tab.picture("edit-wrong");
        tab.type("Schedule", "every second");
        tab.awaitText("Next runs");
        tab.type("Handler", "log");
        tab.type("message", "good morning <b>all</b>");

        // Two mistakes are told side by side.
        tab.type("Name", "gr/eet");
        tab.type("Tags", "a/b");
        tab.awaitText("\"gr/eet\"", "\"a/b\"");
        tab.type("Name", "greet");
        tab.type("Tags", "");
        tab.picture("edit");
        tab.assertAccessible();
        tab.click("Save as a new job");

        // Runs, live.
        tab.open("job/greet");
        tab.awaitText("It runs next", "good morning <b>all</b>");
        tab.picture("job");
        tab.assertAccessible();

        tab.click("Pause");
        tab.awaitText("It is held");
        tab.click("Resume");
        tab.awaitText("It runs next");
        tab.click("Edit");
        tab.awaitText("Edit greet");
        tab.type("Schedule", "every day at 10:30 in Asia/Kathmandu");
        tab.awaitText("Asia/Kathmandu, and");
        tab.click("Save");
        tab.awaitText("greet is changed.");
        assertThat(console.json("/reveille/api/job?name=greet")
                        .getAsJsonObject()
                        .get("schedule")
                        .getAsString())
                .isEqualTo("every day at 10:30 in Asia/Kathmandu");

        // Deleted, and brought back.
        tab.open("jobs");
        tab.click("more for greet");
        tab.click("Delete");
        tab.awaitText("Delete greet?", "7 days");
        tab.click("Delete");
        tab.awaitText("greet is deleted");
        tab.open("recovery");
        tab.awaitText("greet");
        tab.picture("recovery");
        tab.assertAccessible();
        tab.click("Bring back");
        tab.awaitText("greet is back.");
        tab.open("job/greet");
        tab.awaitText("10:30");
        tab.click("Run now");
        tab.awaitText("good morning <b>all</b>");
        assertThat(tab.complaints()).allMatch(each -> each.contains("400 (Bad Request)"));
    }

    @Test
    void aFailingJobIsHeldAndReleasedAndALongRunIsEnded() throws Exception {
        try (Slow slow = new Slow()) {
            save("meter", "every second", "http", "{\"url\": \"http://127.0.0.1:1/\"}");
            save(
                    "upload",
                    "every day at 03:00",
                    "http",
                    "{\"url\": \"" + slow.url() + "\", \"timeout\": \"10 minutes\"}");
            tab.open("jobs");
            tab.awaitText("quarantined after 5 failures in a row");
            tab.picture("jobs-held");
            tab.open("job/meter");
            tab.awaitText("It is held", "no answer from http://127.0.0.1:1");
            tab.picture("job-failing");
            tab.assertAccessible();
            tab.click("Resume");
            tab.awaitText("meter goes on.");
            tab.click("Pause");
            tab.awaitText("meter is paused.");

            // One that cannot start says why, and its job remembers.
            console.postJson("/reveille/api/save", """
                    {"definition": {"name": "gated", "schedule": "every day at 03:00", "handler": "log", "args": {"message": "hi"},
                     "gates": ["network nowhere0"]}, "new": true}""");
            tab.open("job/gated");
            tab.click("Run now");
            tab.awaitText("gated does not run: ", "asked for a run", "did not run: ");

            tab.open("job/upload");
            tab.click("Run now");
            tab.awaitText("upload runs.");
            slow.awaitRequest();
            tab.click("Interrupt");
            tab.awaitText("Interrupt the run of upload?");
            tab.click("Interrupt");
            tab.awaitText("is told to end", "interrupted");
        }
    }

    @Test
    void aThousandJobsComeInByADocumentAndAreFoundAndHeldTogether() throws Exception {
        StringBuilder jobs = new StringBuilder();
        for (int i = 0; i < 1000; i++) {
            jobs.append(i == 0 ? "" : ",").append("""
                    {"name":"meter-%03d","schedule":"every %d minutes","handler":"log","tags":["hall-%d"],
                     "args":{"message":"%s"}}""".formatted(i, 1 + i % 50, i % 7, "x".repeat(1200)));
        }
        Path document = temp.resolve("jobs.json");
        Files.writeString(document, exportWith(jobs.toString()));
        assertThat(Files.size(document)).as("more than any other body may have").isGreaterThan(1 << 20);

        tab.open("system");
        tab.choose("Import a document", document);
        tab.awaitText("1000 new");
        tab.picture("import");
        assertThat(console.json("/reveille/api/status")
                        .getAsJsonObject()
                        .getAsJsonObject("counts")
                        .get("jobs")
                        .getAsInt())
                .as("nothing is changed before it is applied")
                .isEqualTo(3);
        tab.click("Apply");
        tab.awaitText("jobs of the document are there.");

        tab.open("jobs");
        tab.awaitText("1,003 jobs");
        assertThat((Long) tab.run("return document.querySelectorAll('tbody tr').length"))
                .isLessThan(100);
        tab.picture("jobs-thousand");
        tab.type("Filter by name, tag, handler, schedule or reason", "meter-99");
        tab.awaitText("10 jobs of 1003");
        tab.click("select all that are shown");
        tab.click("Pause");
        tab.await(() -> console.json("/reveille/api/status")
                        .getAsJsonObject()
                        .getAsJsonObject("counts")
                        .get("held")
                        .getAsInt()
                == 10);
        tab.open("jobs?state=held");
        tab.awaitText("10 jobs of 1003", "paused");
        tab.picture("jobs-paused");
        assertThat(tab.complaints()).isEmpty();
    }

    private String exportWith(String jobs) {
        JsonObject document = console.json("/reveille/api/export").getAsJsonObject();
        document.add("jobs", JsonParser.parseString("[" + jobs + "]"));
        return document.toString();
    }

    private void save(String name, String schedule, String handler, String args) {
        console.postJson(
                "/reveille/api/save",
                "{\"definition\": {\"name\": " + json(name) + ", \"schedule\": " + json(schedule) + ", \"handler\": "
                        + json(handler) + ", \"args\": " + args + "}}");
    }

    /** A server that takes a request and does not answer. */
    private static final class Slow implements AutoCloseable {

        private final ServerSocket server;
        private final CountDownLatch asked = new CountDownLatch(1);

        Slow() throws IOException {
            server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
            Thread thread = new Thread(() -> {
                try (Socket request = server.accept()) {
                    asked.countDown();
                    request.getInputStream().readAllBytes();
                } catch (IOException e) {
                    // closed
                }
            });
            thread.setDaemon(true);
            thread.start();
        }

        String url() {
            return "http://127.0.0.1:" + server.getLocalPort() + "/";
        }

        void awaitRequest() throws InterruptedException {
            assertThat(asked.await(30, TimeUnit.SECONDS)).isTrue();
        }

        @Override
        public void close() throws IOException {
            server.close();
        }
    }

    @Test
    void everyScreenInLightAndDarkOnADeskAndAPhone() {
        for (String screen :
                List.of("jobs", "job/log", "new", "edit/log", "ahead", "runs", "power", "recovery", "system")) {
            for (String scheme : List.of("light", "dark")) {
                for (int width : new int[] {1280, 768, 390}) {
                    tab.screen(width, width == 390 ? 844 : 800, width == 390, scheme);
                    tab.open(screen);
                    tab.reload();
                    tab.await(() -> tab.text().length() > 200 && !tab.text().contains("is loading"));
                    tab.picture("all-" + screen.replace('/', '-') + "-" + width + "-" + scheme);
                    assertThat(tab.run("return document.documentElement.scrollWidth <= window.innerWidth"))
                            .as("%s is no wider than %d", screen, width)
                            .isEqualTo(true);
                    tab.assertAccessible();
                }
            }
        }
        assertThat(tab.complaints()).isEmpty();
    }

    @Test
    void namesAndTextsAreShownAndNeverRun() {
        String evil = "\"><img src=x onerror=\"window.brokenIn='yes'\">{{x}}${y}&lt;";
        console.postJson(
                "/reveille/api/save",
                "{\"definition\": {\"name\": " + json(evil) + ", \"schedule\": \"every second\", \"handler\": \"log\","
                        + " \"tags\": [" + json(evil) + "], \"args\": {\"message\": " + json(evil) + "}}}");
        console.postJson(
                "/reveille/api/save",
                "{\"definition\": {\"name\": \"waits\", \"schedule\": \"every second\", \"handler\": " + json(evil)
                        + "}}");
        console.addJob("hurt", "every second", "log", "{\"message\": \"x\"}");
        for (String screen : List.of("jobs", "runs", "ahead", "system", "power", "recovery")) {
            tab.open(screen);
            tab.awaitNoText("is loading");
        }
        tab.open("jobs");
        tab.awaitText(evil);
        tab.click(evil);
        tab.awaitText("It runs next");
        assertThat(tab.text()).contains(evil);
        assertThat(tab.run("return typeof window.brokenIn")).isEqualTo("undefined");
        assertThat(tab.run("return document.querySelectorAll('img').length")).isEqualTo(0L);
        assertThat(tab.complaints()).isEmpty();
    }

    @Test
    void aJobWhoseConfigurationIsDeletedElsewhereIsShownAtOnceAndBroughtBack() {
        tab.open("recovery");
        tab.awaitText("No job was deleted in the last 7 days", "There is none");

        console.post("/configMgr/io.reveille.job~log", "apply=true&delete=true");
        tab.awaitText("every minute");
        assertThat(tab.text()).contains("Kept until", "deleted").doesNotContain("No job was deleted");
        assertThat(console.jobs()).doesNotContain("log");
        tab.click("Bring back log");

        tab.awaitText("log is back.");
        assertThat(console.jobs()).contains("log");
        tab.open("recovery");
        tab.awaitText("No job was deleted in the last 7 days");
    }

    @Test
    void theWebConsolesMenuLeadsToThePageAndThePageBack() {
        tab.awaitText("host-telemetry");
        tab.click("Web console");
        tab.await(() -> tab.address().endsWith("/system/console/bundles"));
        tab.run("document.querySelector('#navmenu a[href$=\"/reveille\"]').click()");
        tab.awaitText("host-telemetry", "clock trusted");
        assertThat(tab.address()).endsWith("/system/console/reveille/");
    }

    @Test
    void thePasswordIsChangedAndAReportSaved() {
        assertThat(console.page("/reveille/api/report"))
                .contains("io.reveille.core", "host-telemetry: READY", "== Log");
        tab.open("system");
        tab.awaitText("Save a report", "Change it");
        tab.type("Old password", "guessed");
        tab.type("New password", "correct horse battery");
        tab.type("New password again", "correct horse batterie");
        tab.click("Change it");
        tab.awaitText("This is another one than the new password.");
        tab.type("New password again", "correct horse battery");
        tab.click("Change it");
        tab.awaitText("The old password is another one. Nothing was changed.");
        tab.assertAccessible();
        tab.type("Old password", console.password());
        tab.click("Change it");
        tab.await(() -> console.status("/reveille/api/status") == 401);
        ConsoleClient changed = new ConsoleClient(console.port(), "admin", "correct horse battery");
        assertThat(changed.status("/reveille/api/status")).isEqualTo(200);
        assertThat(changed.page("/reveille/api/report"))
                .doesNotContain("sha-256", "sha-512", "correct horse battery", console.password());
    }

    @Test
    void withoutAMouse() {
        tab.awaitText("host-telemetry");
        tab.press(Keys.TAB);
        assertThat(tab.focused()).isEqualTo("Skip to the content");
        for (int i = 0; i < 40 && !tab.focused().equals("Pause log"); i++) {
            tab.press(Keys.TAB);
        }
        tab.press(Keys.ENTER);
        tab.awaitText("log is paused.");
        tab.press(Keys.TAB);
        assertThat(tab.focused()).isEqualTo("more for log");
        tab.press(Keys.ENTER);
        tab.press(Keys.ESCAPE);
        assertThat(tab.focused()).isEqualTo("more for log");
    }

    private static String json(String text) {
        return new com.google.gson.JsonPrimitive(text).toString();
    }
}
