package io.reveille.itests.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** What the gateway's door lets in and what not; and that who works with the console notices nothing of it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DoorIT {

    private final int port = GatewayProcess.freePort();
    private Path data;
    private GatewayProcess gateway;
    private ConsoleClient console;
    private ConsoleTab tab;

    @BeforeAll
    void start(@TempDir Path temp) throws Exception {
        data = temp.resolve("data");
        gateway = GatewayProcess.run(
                        temp, "--data", data.toString(), "--port", String.valueOf(port), "--hosts", "gateway.example")
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

    @Test
    void aFormOfAnotherSiteMakesNoJobDeletesNoneAndInstallsNothing() throws Exception {
        String bundles = console.page("/bundles.json");
        List<String> forms = List.of(
                form("/configMgr/new", "application/x-www-form-urlencoded", """
                        <input name="apply" value="true"><input name="action" value="ajaxConfigManager">
                        <input name="factoryPid" value="io.reveille.job"><input name="propertylist" value="name,schedule,handler">
                        <input name="name" value="evil"><input name="schedule" value="every second">
                        <input name="handler" value="log">"""),
                form(
                        "/configMgr/io.reveille.job~host-telemetry",
                        "application/x-www-form-urlencoded",
                        "<input name=\"apply\" value=\"1\"><input name=\"delete\" value=\"1\">"),
                form("/bundles", "multipart/form-data", "<input name=\"action\" value=\"install\">"),
                form("/bundles", "text/plain", "<input name=\"action\" value=\"refreshPackages\">"));
        for (String form : forms) {
            try (Site evil = Site.of(form + "<script>document.forms[0].submit()</script>")) {
                tab.visit(evil.url());
                // The form goes to the top: the browser shows what the console answers.
                tab.awaitText("The request comes from " + evil.origin());
            }
        }
        assertThat(console.jobs()).contains("host-telemetry").doesNotContain("evil");
        assertThat(console.page("/bundles.json")).isEqualTo(bundles);
        assertThat(gateway.output()).contains("Refused with 403: POST /system/console/bundles");
    }

    @Test
    void theConsolesOwnFormSavesAConfiguration() {
        tab.visit(url("/configMgr/io.reveille"));
        tab.await(() -> tab.has("Save"));
        tab.run("document.querySelector('[name=\"workers\"]').value = '5'");
        tab.click("Save");

        Path saved = data.resolve("config/io/reveille.config");
        Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .until(() -> Files.exists(saved) && Files.readString(saved).contains("workers"));
    }

    @Test
    void programsMayChange() {
        assertThat(console.addJob("by-program", "every hour", "log", "{\"message\": \"é & +\"}")
                        .statusCode())
                .isLessThan(400);
        assertThat(console.jobs()).contains("by-program");
        assertThat(console.page("/configMgr/*.json")).contains("\"é & +").doesNotContain("Ã");
    }

    @Test
    void aHostThatItDoesNotKnowIsNotServed() throws IOException {
        for (String path : List.of("/system/console/bundles", "/", "/system/console/res/ui/admin.css")) {
            assertThat(head("GET " + path + " HTTP/1.1", "Host: evil.example:" + port))
                    .startsWith("HTTP/1.1 421 ")
                    .contains("--hosts", "X-Frame-Options: DENY");
        }
        assertThat(head("GET /system/console/bundles HTTP/1.1", "Host: gateway.example"))
                .startsWith("HTTP/1.1 200 ");
        assertThat(head("GET /system/console/bundles HTTP/1.1", "Host: localhost:1"))
                .startsWith("HTTP/1.1 200 ");
        assertThat(head("GET /system/console/bundles HTTP/1.0")).startsWith("HTTP/1.1 200 ");
        assertThat(gateway.output()).contains("evil.example");
    }

    @Test
    void noPageIsShownInAFrame() throws IOException {
        for (String path : List.of("/system/console/bundles", "/system/console/nothing", "/nothing", "/%zz")) {
            assertThat(head("GET " + path + " HTTP/1.1", "Host: localhost"))
                    .as(path)
                    .contains("X-Frame-Options: DENY", "frame-ancestors 'none'");
        }
        String unknown =
                exchange("GET /system/console/bundles HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
        assertThat(unknown).startsWith("HTTP/1.1 401 ").contains("X-Frame-Options: DENY");
    }

    @Test
    void guessesAreLimitedAndTheRightPasswordIsLetIn() throws IOException {
        int refused = 0;
        long begin = System.nanoTime();
        for (int i = 0; i < 400; i++) {
            int status = new ConsoleClient(port, "admin", "guess " + i).status("/bundles");
            assertThat(status).isIn(401, 429);
            refused += status == 429 ? 1 : 0;
            if (i % 100 == 99) {
                assertThat(console.status("/bundles")).isEqualTo(200);
            }
        }
        long minutes = Duration.ofNanos(System.nanoTime() - begin).toMinutes();
        assertThat(refused).isGreaterThanOrEqualTo((int) (390 - 10 * minutes));
        assertThat(new ConsoleClient(port, "", "").status("/bundles")).isEqualTo(401);
        String log = Files.readString(data.resolve("log/gateway.log"));
        assertThat(log).contains("has failed").doesNotContain("guess");
        assertThat(log.lines().filter(line -> line.contains(" Door") || line.contains(".Door:")))
                .hasSizeLessThan(200);
    }

    @Test
    void slowBodiesHoldNobodyUp() throws IOException {
        List<Socket> slow = new ArrayList<>();
        try {
            for (int i = 0; i < 40; i++) {
                Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
                slow.add(socket);
                socket.getOutputStream()
                        .write(("POST /system/console/configMgr/x HTTP/1.1\r\nHost: localhost\r\n" + login()
                                        + "Content-Type: application/x-www-form-urlencoded\r\nContent-Length: 1000\r\n\r\na=")
                                .getBytes(StandardCharsets.US_ASCII));
                socket.getOutputStream().flush();
            }
            for (int round = 0; round < 3; round++) {
                for (Socket socket : slow) {
                    socket.getOutputStream().write('x');
                }
                Awaitility.await().atMost(Duration.ofSeconds(10)).until(() -> console.status("/bundles") == 200);
                console.addJob("beside" + round, "every hour", "log", "{\"message\": \"beside\"}");
                assertThat(console.jobs()).contains("beside" + round);
            }
        } finally {
            for (Socket socket : slow) {
                socket.close();
            }
        }
    }

    @Test
    void uploadsAreBoundedAndLeaveNothing() throws Exception {
        long before = filesBelow(Path.of("/tmp"), "upload_", "install", "body");
        String begin = part("action", "") + "install\r\n" + part("bundlefile", "; filename=\"a.jar\"");
        // Three megabytes are taken, as a form of the console sends them; they are no bundle.
        HttpResponse<String> taken = console.post(
                "/bundles",
                begin + "z".repeat(3 << 20) + "\r\n--x--\r\n",
                "Content-Type",
                "multipart/form-data; boundary=x");
        assertThat(taken.statusCode()).isNotEqualTo(413);

        String head = "POST /system/console/bundles HTTP/1.1\r\nHost: localhost\r\n" + login()
                + "Content-Type: multipart/form-data; boundary=x\r\n";
        assertThat(exchange(head + "Content-Length: " + (100 << 20) + "\r\n\r\n" + begin))
                .startsWith("HTTP/1.1 413 ");
        assertThat(chunked(head + "Transfer-Encoding: chunked\r\n\r\n", 100)).startsWith("HTTP/1.1 413 ");

        Awaitility.await("nothing is left")
                .atMost(Duration.ofSeconds(30))
                .until(() -> filesBelow(data.resolve("tmp"), "upload_", "install", "body") == 0);
        assertThat(filesBelow(Path.of("/tmp"), "upload_", "install", "body")).isEqualTo(before);
        assertThat(console.status("/bundles")).isEqualTo(200);
    }

    @Test
    void theHashStandsOnNoPage() throws IOException {
        String login = Files.readString(data.resolve("login"));
        Matcher hash = Pattern.compile("password=(\\S+)").matcher(login);
        assertThat(hash.find()).isTrue();
        String secret =
                hash.group(1).substring(hash.group(1).lastIndexOf('}') + 1).replace("\\", "");
        String known = secret.substring(secret.length() / 2, secret.length() - 2);

        Matcher links = Pattern.compile("href=\"/system/console/([A-Za-z-]+)\"").matcher(console.page("/bundles"));
        List<String> pages = new ArrayList<>(List.of(
                "/configMgr/*.json",
                "/services.json",
                "/status-*.txt",
                "/reveille/",
                "/reveille/api/status",
                "/reveille/api/export?state=true",
                "/reveille/api/log?n=400"));
        while (links.find()) {
            pages.add("/" + links.group(1));
            pages.add("/" + links.group(1) + ".json");
            pages.add("/" + links.group(1) + ".txt");
        }
        assertThat(pages).hasSizeGreaterThan(20);
        for (String page : pages) {
            if (!page.startsWith("/logout") && console.status(page) == 200) {
                assertThat(console.page(page)).as(page).doesNotContain(known);
            }
        }
        try (Stream<Path> files = Files.walk(data.resolve("config"))) {
            assertThat(files.filter(Files::isRegularFile).filter(file -> contains(file, known)))
                    .isEmpty();
        }
    }

    @Test
    void nobodyElseGetsAtItsFiles() throws IOException {
        try (Stream<Path> files = Files.walk(data)) {
            assertThat(files.filter(file -> !Files.isSymbolicLink(file)).filter(Files::exists))
                    .allSatisfy(file -> assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                            .as("%s", file)
                            .endsWith("------"));
        }
    }

    private static String part(String name, String more) {
        return "--x\r\nContent-Disposition: form-data; name=\"" + name + "\"" + more + "\r\n\r\n";
    }

    private static boolean contains(Path file, String text) {
        try {
            return Files.readString(file, StandardCharsets.ISO_8859_1).contains(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static long filesBelow(Path folder, String... prefixes) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> Stream.of(prefixes)
                            .anyMatch(
                                    prefix -> String.valueOf(file.getFileName()).matches(prefix + ".*\\.tmp")))
                    .count();
        }
    }

    private String form(String path, String type, String fields) {
        return "<form method=\"post\" enctype=\"" + type + "\" action=\"" + url(path) + "\">" + fields + "</form>";
    }

    private String url(String path) {
        return "http://127.0.0.1:" + port + "/system/console" + path;
    }

    private String login() {
        byte[] credentials = ("admin:" + gateway.password()).getBytes(StandardCharsets.UTF_8);
        return "Authorization: Basic " + Base64.getEncoder().encodeToString(credentials) + "\r\n";
    }

    private String head(String... lines) throws IOException {
        return exchange(String.join("\r\n", lines) + "\r\n" + login() + "Connection: close\r\n\r\n");
    }

    /** All that is answered until the server closes. */
    private String exchange(String request) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(30_000);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private String chunked(String head, int megabytes) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(30_000);
            socket.getOutputStream().write(head.getBytes(StandardCharsets.UTF_8));
            byte[] chunk = ("100000\r\n" + "z".repeat(1 << 20) + "\r\n").getBytes(StandardCharsets.UTF_8);
            try {
                for (int i = 0; i < megabytes && socket.getInputStream().available() == 0; i++) {
                    socket.getOutputStream().write(chunk);
                }
            } catch (IOException e) {
                // Cut off, which is right; what was answered before can be read.
                assertThat(socket.getInputStream().available()).isPositive();
            }
            return new String(socket.getInputStream().readNBytes(64), StandardCharsets.UTF_8);
        }
    }
}
