package io.reveille.handlers.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import io.reveille.JobResult;
import io.reveille.handlers.TestContext;
import io.reveille.handlers.arguments.HandlerArguments;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Against a real server. */
class HttpHandlerTest {

    private record Seen(String method, String path, Map<String, List<String>> headers, String body) {
        String header(String name) {
            return String.join(",", headers.getOrDefault(name, List.of()));
        }
    }

    private final io.reveille.handlers.http.HttpHandler handler = new io.reveille.handlers.http.HttpHandler();
    private final BlockingQueue<Seen> seen = new LinkedBlockingQueue<>();
    private final CountDownLatch over = new CountDownLatch(1);
    private HttpServer server;
    private ExecutorService threads;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        threads = Executors.newCachedThreadPool();
        server.setExecutor(threads);
        server.start();
    }

    @AfterEach
    void stop() {
        over.countDown();
        server.stop(0);
        threads.shutdownNow();
    }

    private String url(String path) {
        return "http://127.0.0.1:" + server.getAddress().getPort() + path;
    }

    private TestContext get(String path) {
        return TestContext.at("2027-01-10T00:00:00Z").with("url", url(path));
    }

    private void on(String path, HttpHandler answer) {
        server.createContext(path, exchange -> {
            seen.add(new Seen(
                    exchange.getRequestMethod(),
                    exchange.getRequestURI().toString(),
                    exchange.getRequestHeaders(),
                    new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8)));
            answer.handle(exchange);
        });
    }

    private static HttpHandler answering(int status, String body, String... headers) {
        return exchange -> {
            for (int i = 0; i < headers.length; i += 2) {
                exchange.getResponseHeaders().set(headers[i], headers[i + 1]);
            }
            byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
            if (bytes.length > 0) {
                exchange.getResponseBody().write(bytes);
            }
            exchange.close();
        };
    }

    @Test
    void theAnswerIsMessageAndData() throws Exception {
        on("/state", answering(200, "fine\nall of it", "Content-Type", "text/plain"));

        JobResult result = handler.run(get("/state?unit=3"));

        assertThat(result.isSuccess()).isTrue();
        assertThat(result.message()).isEqualTo("status 200 from " + url("") + ": fine");
        assertThat(result.data())
                .isEqualTo(Map.of("status", 200L, "body", "fine\nall of it", "bodyCut", false, "type", "text/plain"));
        assertThat(seen.remove().path).isEqualTo("/state?unit=3");
    }

    @Test
    void headersAndJsonGoOut() throws Exception {
        on("/in", answering(201, ""));

        JobResult result = handler.run(get("/in")
                .with("method", "post")
                .with("headers", Map.of("Authorization", "Bearer x", "X-Unit", "3"))
                .with("json", Map.of("ok", true, "list", List.of(1L, "<ä>"))));

        assertThat(result.message()).isEqualTo("status 201 from " + url(""));
        Seen request = seen.remove();
        assertThat(request.method).isEqualTo("POST");
        assertThat(request.header("Authorization")).isEqualTo("Bearer x");
        assertThat(request.header("X-unit")).isEqualTo("3");
        assertThat(request.header("Content-type")).isEqualTo("application/json");
        assertThat(request.body).contains("\"ok\":true", "\"list\":[1,\"<ä>\"]");
    }

    @Test
    void aTextGoesOutAsItIs() throws Exception {
        on("/in", answering(204, ""));

        handler.run(
                get("/in").with("method", "PUT").with("body", "a=ä").with("headers", Map.of("content-type", "x/y")));

        Seen request = seen.remove();
        assertThat(request.method).isEqualTo("PUT");
        assertThat(request.body).isEqualTo("a=ä");
        assertThat(request.header("Content-type")).isEqualTo("x/y");
    }

    @Test
    void anotherStatusIsAFailureUnlessItIsExpected() throws Exception {
        on("/gone", answering(404, "<html>not here"));

        JobResult result = handler.run(get("/gone"));
        assertThat(result.isSuccess()).isFalse();
        assertThat(result.message()).isEqualTo("status 404 from " + url("") + ": <html>not here");
        assertThat(result.data()).containsEntry("status", 404L);

        assertThat(handler.run(get("/gone").with("status", List.of(404L))).isSuccess())
                .isTrue();
        assertThat(handler.run(get("/gone").with("status", List.of(200L))).isSuccess())
                .isFalse();
    }

    @Test
    void anAnswerWithoutEndIsReadAsFarAsItIsAllowed() throws Exception {
        on("/endless", exchange -> {
            exchange.sendResponseHeaders(200, 0);
            byte[] block = "x".repeat(8192).getBytes(StandardCharsets.UTF_8);
            try (OutputStream out = exchange.getResponseBody()) {
                while (over.getCount() > 0) {
                    out.write(block);
                }
            } // ends when the connection is closed
        });

        JobResult result = handler.run(get("/endless").with("max-bytes", 100L));

        assertThat(result.isSuccess()).isTrue();
        assertThat(result.data()).containsEntry("body", "x".repeat(100)).containsEntry("bodyCut", true);
    }

    @Test
    void anAnswerOfJustThatSizeIsWhole() throws Exception {
        on("/just", answering(200, "x".repeat(100)));

        assertThat(handler.run(get("/just").with("max-bytes", 100L)).data()).containsEntry("bodyCut", false);
        assertThat(handler.run(get("/just").with("max-bytes", 0L)).data())
                .containsEntry("bodyCut", true)
                .containsEntry("body", "");
    }

    @Test
    void theCharsetOfTheAnswerCounts() throws Exception {
        on("/latin", exchange -> {
            exchange.getResponseHeaders().set("Content-Type", "text/plain; charset=ISO-8859-1");
            exchange.sendResponseHeaders(200, 1);
            exchange.getResponseBody().write(0xe4);
            exchange.close();
        });
        on("/odd", answering(200, "ä\u0000", "Content-Type", "text/plain; charset=no-such"));

        assertThat(handler.run(get("/latin")).data()).containsEntry("body", "ä");
        assertThat(handler.run(get("/odd")).data()).containsEntry("body", "ä\ufffd");
    }

    @Test
    void aRedirectOnTheSameHostIsFollowed() throws Exception {
        on("/old", answering(302, "", "Location", "/new?x=1"));
        on("/new", answering(200, "here"));

        JobResult result = handler.run(get("/old")
                .with("method", "POST")
                .with("body", "secret")
                .with("headers", Map.of("Authorization", "Bearer x")));

        assertThat(result.data()).containsEntry("body", "here");
        assertThat(seen.remove().method).isEqualTo("POST");
        Seen second = seen.remove();
        assertThat(second.method).isEqualTo("GET");
        assertThat(second.body).isEmpty();
        assertThat(second.header("Authorization")).isEqualTo("Bearer x");
        assertThat(second.header("Content-type")).isEmpty();
    }

    @Test
    void aRedirectThatKeepsTheMethodKeepsTheBody() throws Exception {
        on("/old", answering(307, "", "Location", "/new"));
        on("/new", answering(200, "here"));

        handler.run(get("/old").with("method", "POST").with("body", "all of it"));

        seen.remove();
        assertThat(seen.remove()).satisfies(second -> {
            assertThat(second.method).isEqualTo("POST");
            assertThat(second.body).isEqualTo("all of it");
        });
    }

    @Test
    void aRedirectToAnotherHostIsNotFollowedUnlessItIsAllowedAndThenTakesNoHeaders() throws Exception {
        String other = url("/new").replace("127.0.0.1", "localhost");
        on("/old", answering(302, "", "Location", other));
        on("/new", answering(200, "here"));
        TestContext context = get("/old").with("headers", Map.of("Authorization", "Bearer x"));

        JobResult result = handler.run(context);
        assertThat(result.isSuccess()).isFalse();
        assertThat(result.message())
                .isEqualTo("status 302 from " + url("") + "; the redirect to \"" + other + "\" is not followed");
        seen.remove();
        assertThat(seen).isEmpty();

        assertThat(handler.run(context.with("redirects", "any")).data()).containsEntry("body", "here");
        seen.remove();
        assertThat(seen.remove().header("Authorization")).isEmpty();
    }

    @Test
    void redirectsMayBeForbiddenAndNeverGoRoundForEver() throws Exception {
        on("/circle", answering(302, "", "Location", "/circle"));

        assertThat(handler.run(get("/circle").with("redirects", "none")).message())
                .contains("is not followed");
        assertThat(seen).hasSize(1);
        assertThat(handler.run(get("/circle")).isSuccess()).isFalse();
        assertThat(seen).hasSize(7);
        assertThat(handler.run(get("/circle").with("status", List.of(302L))).isSuccess())
                .isTrue();
        assertThat(seen).hasSize(8);
    }

    @Test
    void anAnswerThatComesTooSlowlyIsAFailure() throws Exception {
        on("/slow", exchange -> {
            exchange.sendResponseHeaders(200, 0);
            exchange.getResponseBody().write('x');
            exchange.getResponseBody().flush();
            awaitOver();
            exchange.close();
        });

        JobResult result = handler.run(get("/slow").with("timeout", "1 second"));

        assertThat(result.isSuccess()).isFalse();
        assertThat(result.message()).isEqualTo("no whole answer from " + url("") + " within 1 second");
    }

    @Test
    void aHostThatDoesNotAnswerIsNamed() throws Exception {
        int free;
        try (ServerSocket socket = new ServerSocket(0)) {
            free = socket.getLocalPort();
        }

        JobResult result = handler.run(
                TestContext.at("2027-01-10T00:00:00Z").with("url", "http://127.0.0.1:" + free + "/secret/path"));

        assertThat(result.isSuccess()).isFalse();
        assertThat(result.message()).startsWith("no answer from http://127.0.0.1:" + free + ": ConnectException");
    }

    @Test
    void anInterruptEndsItAndIsPassedOn() throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        on("/stuck", exchange -> {
            asked.countDown();
            awaitOver();
            exchange.close();
        });
        CompletableFuture<Throwable> thrown = new CompletableFuture<>();
        Thread thread = new Thread(() -> {
            try {
                handler.run(get("/stuck"));
                thrown.complete(new AssertionError("it ended by itself"));
            } catch (Throwable e) {
                thrown.complete(e);
            }
        });
        thread.start();
        await().until(() -> asked.getCount() == 0 || thrown.isDone());

        thread.interrupt();

        assertThat(thrown.get()).isInstanceOf(InterruptedException.class);
    }

    @Test
    void afterARunNeitherThreadsNorConnectionsAreLeft() throws Exception {
        on("/state", answering(200, "fine"));
        handler.run(get("/state"));
        await().until(() -> clientThreads() == 0);
        long sockets = sockets();

        for (int i = 0; i < 20; i++) {
            handler.run(get("/state"));
        }

        await().until(() -> clientThreads() == 0);
        await().until(() -> sockets() <= sockets);
    }

    private static long clientThreads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().matches("HttpClient-\\d+-SelectorManager"))
                .count();
    }

    /** Open ones of this process, both ends of a connection to itself. */
    private static long sockets() throws IOException {
        try (var open = Files.list(Path.of("/proc/self/fd"))) {
            return open.filter(path -> {
                        try {
                            return Files.readSymbolicLink(path).toString().startsWith("socket:");
                        } catch (IOException e) {
                            return false;
                        }
                    })
                    .count();
        }
    }

    private void awaitOver() {
        try {
            over.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void badArgumentsAreRefusedWhenTheJobIsMade() {
        assertThatCode(() -> {
                    handler.check(Map.of("url", "https://example.org/a?b=c"));
                    handler.check(Map.of("url", "https://%{secret:host}/a", "timeout", "%{secret:t}"));
                    handler.check(Map.of(
                            "url", "http://[::1]:8080", "headers", Map.of("Authorization", "Bearer %{secret:key}")));
                })
                .doesNotThrowAnyException();
        refused(Map.of(), "argument url is missing");
        for (String url : List.of("ftp://a/", "/a", "https:///a", "http://u:p@host/", "https://a b/", "host")) {
            refused(Map.of("url", url), "argument url is \"" + url + "\"; expected \"https://host/path\"");
        }
        refused(with("method", "BREW"), "argument method is \"BREW\"; expected one of GET, HEAD, POST");
        refused(with("headers", Map.of("a", 1L)), "argument headers is {a=1}; expected texts by name");
        refused(
                with("headers", Map.of("Host", "x")),
                "argument headers is {Host=x}; expected names and values that HTTP");
        refused(with("headers", Map.of("a", "b\r\nc: d")), "argument headers is");
        refused(with("body", "x"), "argument body is \"x\"; expected nothing with the method GET");
        refused(with("status", List.of("200")), "argument status is [200]; expected a list of whole numbers");
        refused(with("redirects", "all"), "argument redirects is \"all\"; expected one of same-host, any, none");
        refused(with("timeout", "2 hours"), "argument timeout is \"2 hours\"; expected a duration");
        refused(
                Map.of("url", "http://a", "method", "PUT", "body", "x", "json", Map.of()),
                "argument json is {}; expected nothing, since there is body too");
    }

    private static Map<String, Object> with(String name, Object value) {
        return Map.of("url", "http://a", name, value);
    }

    private void refused(Map<String, Object> arguments, String start) {
        assertThatThrownBy(() -> handler.check(arguments))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith(start);
    }

    @Test
    void whereARedirectLeadsAndWhatItTakesAlong() {
        HttpCall call = HttpCall.of(HandlerArguments.ofDefinition(
                Map.of("url", "https://host/a", "redirects", "any", "method", "POST", "body", "x"),
                HttpCall.ARGUMENTS));

        assertThat(call.redirected(302, "http://host/a")).isEmpty(); // nothing goes in the clear that was not
        assertThat(call.redirected(307, "https://other/a")).isEmpty(); // nor the body to another host
        assertThat(call.redirected(302, "file:///etc/passwd")).isEmpty();
        assertThat(call.redirected(302, "http://[")).isEmpty();
        assertThat(call.redirected(304, "/b")).isEmpty();
        assertThat(call.redirected(302, "https://host:8443/a").orElseThrow().headers())
                .isEmpty();
        assertThat(call.redirected(302, "b").orElseThrow().uri()).hasToString("https://host/b");
        HttpCall plain = HttpCall.of(HandlerArguments.ofDefinition(Map.of("url", "http://host/a"), HttpCall.ARGUMENTS));
        assertThat(plain.redirected(301, "https://HOST/a")).isPresent();
        assertThat(plain.redirected(301, "https://host:444/a")).isEmpty();
    }
}
