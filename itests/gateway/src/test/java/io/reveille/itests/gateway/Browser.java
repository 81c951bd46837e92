package io.reveille.itests.gateway;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArraySet;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;

/**
 * A tab of a real Chromium without a window, whose user knows a name and a password. It is led by its own DevTools protocol
 * over a web socket, which Java has: there is no driver that would have to match the browser.
 */
final class Browser implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private final Process process;
    private final DevTools tab;
    private final String user;
    private final String password;
    private final Set<String> complaints = new CopyOnWriteArraySet<>();

    /** @param folder for its profile */
    Browser(Path folder, String user, String password) throws IOException {
        this.user = user;
        this.password = password;
        Files.createDirectories(folder);
        process = new ProcessBuilder(
                        System.getProperty("chromium", "chromium"),
                        "--headless=new",
                        "--no-sandbox", // it refuses to be root with one
                        "--disable-gpu",
                        "--disable-dev-shm-usage",
                        "--no-first-run",
                        "--remote-debugging-port=0",
                        "--user-data-dir=" + folder,
                        "about:blank")
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("output.txt").toFile())
                .start();
        try {
            tab = new DevTools(HTTP, firstTab(folder), this::happened);
            tab.tell("Page.enable");
            tab.tell("Log.enable");
            tab.tell("Runtime.enable");
            tab.tell("Fetch.enable", "handleAuthRequests", true);
        } catch (RuntimeException | Error e) {
            process.destroyForcibly();
            throw e;
        }
    }

    private static URI firstTab(Path folder) {
        Path written = folder.resolve("DevToolsActivePort");
        List<String> port = Awaitility.await("the browser is up")
                .atMost(PATIENCE)
                .until(
                        () -> Files.exists(written) ? Files.readAllLines(written) : List.of(),
                        lines -> lines.size() > 1);
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port.get(0) + "/json/list"))
                .build();
        JsonArray tabs = Awaitility.await("a tab is open")
                .atMost(PATIENCE)
                .until(
                        () -> JsonParser.parseString(HTTP.send(request, HttpResponse.BodyHandlers.ofString())
                                        .body())
                                .getAsJsonArray(),
                        list -> !list.isEmpty());
        return URI.create(
                tabs.get(0).getAsJsonObject().get("webSocketDebuggerUrl").getAsString());
    }

    void open(String url) {
        tab.tell("Page.navigate", "url", url);
    }

    /** What an expression of JavaScript comes to. */
    JsonElement value(String expression) {
        JsonObject answer =
                tab.tell("Runtime.evaluate", "expression", expression, "returnByValue", true, "awaitPromise", true);
        if (answer.has("exceptionDetails")) {
            throw new AssertionError(expression + " failed: " + answer.get("exceptionDetails"));
        }
        JsonObject result = answer.getAsJsonObject("result");
        return result.has("value") ? result.get("value") : JsonNull.INSTANCE;
    }

    /** What people read in the first element that a selector finds; nothing if there is none, or it is hidden. */
    String text(String selector) {
        return value("(e => e && e.checkVisibility() ? e.innerText : '')(document.querySelector('" + selector + "'))")
                .getAsString();
    }

    void click(String selector) {
        value("document.querySelector('" + selector + "').click()");
    }

    /** Enters a text without quotes into a field. */
    void enter(String selector, String text) {
        value("document.querySelector('" + selector + "').value = '" + text + "'");
    }

    /** Waits until people read this text there. */
    void awaitText(String selector, String text) {
        try {
            Awaitility.await()
                    .atMost(PATIENCE)
                    .pollInterval(Duration.ofMillis(50))
                    .until(() -> text(selector).contains(text));
        } catch (ConditionTimeoutException e) {
            throw new AssertionError(
                    "No \"" + text + "\" in " + selector + ", but: " + value("document.body.innerText") + complaints,
                    e);
        }
    }

    /** What the browser had to say: scripts that failed or were not run, requests that were refused. */
    Set<String> complaints() {
        return complaints;
    }

    private void happened(String event, JsonObject content) {
        switch (event) {
            case "Fetch.requestPaused" -> tab.order("Fetch.continueRequest", "requestId", text(content, "requestId"));
            case "Fetch.authRequired" ->
                tab.order(
                        "Fetch.continueWithAuth",
                        "requestId",
                        text(content, "requestId"),
                        "authChallengeResponse",
                        Map.of("response", "ProvideCredentials", "username", user, "password", password));
            case "Log.entryAdded" -> complaints.add(text(content.getAsJsonObject("entry"), "text"));
            case "Runtime.exceptionThrown" -> complaints.add(content.toString());
            default -> {
                // the rest is of no interest
            }
        }
    }

    private static String text(JsonObject content, String name) {
        return content.get(name).getAsString();
    }

    @Override
    public void close() {
        tab.close();
        // All of them, for each writes into the folder, which is about to be deleted.
        List<ProcessHandle> all = Stream.concat(process.descendants(), Stream.of(process.toHandle()))
                .toList();
        all.forEach(ProcessHandle::destroyForcibly);
        Awaitility.await("the browser has ended")
                .atMost(PATIENCE)
                .until(() -> all.stream().noneMatch(ProcessHandle::isAlive));
    }
}
