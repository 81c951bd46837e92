package io.reveille.itests.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Memory that runs out, on the heap that is shipped. */
class OutOfMemoryIT {

    /** Generous: other things go on on the machine, and a heap that is nearly full is slow. */
    private static final Duration PATIENCE = Duration.ofMinutes(4);

    private static final Pattern PASSWORD = Pattern.compile("(?m)^  password  (\\S+)   \\(shown only now");

    @TempDir
    Path temp;

    private final int port = GatewayProcess.freePort();
    private Path data;
    private Path terminal;
    private Process gateway;
    private Writer keyboard;

    @BeforeEach
    void start() throws IOException {
        data = temp.resolve("data");
        terminal = temp.resolve("terminal.txt");
        ProcessBuilder builder = new ProcessBuilder(
                        GatewayProcess.HOME.resolve("bin/gateway").toString(),
                        "--shell",
                        "--data",
                        data.toString(),
                        "--port",
                        String.valueOf(port))
                .redirectErrorStream(true)
                .redirectOutput(terminal.toFile());
        builder.environment().put("JAVA_HOME", GatewayProcess.JAVA_HOME);
        gateway = builder.start();
        keyboard = gateway.outputWriter(StandardCharsets.UTF_8);
        awaitShown("Reveille gateway is up", 1);
    }

    @AfterEach
    void kill() throws InterruptedException {
        gateway.destroyForcibly().waitFor();
    }

    @Test
    void jobsGoOnWhileDocumentsAreImportedThatDoNotFit() throws Exception {
        Matcher password = PASSWORD.matcher(shown());
        assertThat(password.find()).isTrue();
        ConsoleClient console = new ConsoleClient(port, "admin", password.group(1));
        List<String> files =
                IntStream.range(0, 40).mapToObj(job -> job + ".jsonl").toList();
        for (String file : files) {
            assertThat(console.addJob(file, "every second", "host-telemetry", "{\"file\": \"" + file + "\"}")
                            .statusCode())
                    .isEqualTo(302);
        }
        Path tooLarge = document("large.json", 14_600_000);
        Path fits = document("fits.json", 3_500_000);

        for (int round = 1; round <= 10; round++) {
            type("reveille:import " + tooLarge + " --dry-run");
            awaitShown("characters, which is as much as the gateway's memory allows", round);
        }
        type("reveille:import /dev/zero --dry-run");
        awaitShown("characters, which is as much as the gateway's memory allows", 11);
        for (int round = 1; round <= 5; round++) {
            type("reveille:import " + fits + " --dry-run");
            int ends = round;
            await("the import fits, or fails alone")
                    .until(() -> count("Nothing was changed: that is") + count("not enough memory") == ends);
        }

        ExecutorService askers = Executors.newFixedThreadPool(20);
        Callable<Integer> forecast = () -> console.status("/reveille/api/forecast?days=366");
        for (Future<Integer> status : askers.invokeAll(Collections.nCopies(20, forecast))) {
            assertThat(status.get()).as("a year ahead, twenty times at once").isEqualTo(200);
        }
        askers.shutdown();

        List<Long> before = files.stream().map(this::lines).toList();
        await("all jobs go on")
                .until(() ->
                        IntStream.range(0, files.size()).allMatch(job -> lines(files.get(job)) >= before.get(job) + 3));
        assertThat(console.page("/healthcheck?tags=reveille")).doesNotContain("does not work");
    }

    @Test
    void aThreadThatHasEndedEndsTheProcessWithAStatusOfItsOwn() throws Exception {
        type("told = ($.context getServiceReference \"java.util.function.Consumer\")");
        type("($.context getService $told) accept \"The thread of a test has ended.\"");

        assertThat(gateway.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();

        assertThat(gateway.exitValue()).as(shown()).isEqualTo(70);
        assertThat(shown().lines().reduce("", (before, line) -> line))
                .contains("gateway: The thread of a test has ended.", "status 70");
    }

    private Path document(String name, int length) throws IOException {
        StringBuilder text = new StringBuilder("{\"format\": \"io.reveille.jobs\", \"version\": 1, \"jobs\": [");
        for (int job = 0; text.length() < length; job++) {
            text.append(job == 0 ? "" : ",")
                    .append("\n  {\"name\": \"imported-")
                    .append(job)
                    .append("\", \"schedule\": \"every 10 minutes\", \"handler\": \"log\", \"args\": {\"message\": \"")
                    .append("a message of some length ".repeat(8))
                    .append("\"}}");
        }
        return Files.writeString(temp.resolve(name), text.append("\n]}\n"));
    }

    private long lines(String file) {
        try (Stream<String> lines = Files.lines(data.resolve(file))) {
            return lines.count();
        } catch (IOException e) {
            return 0; // not yet
        }
    }

    private void type(String command) throws IOException {
        keyboard.write(command + "\n");
        keyboard.flush();
    }

    private static ConditionFactory await(String what) {
        return Awaitility.await(what).atMost(PATIENCE).pollInterval(Duration.ofMillis(200));
    }

    private void awaitShown(String text, int times) {
        await(text).until(() -> count(text) >= times);
    }

    private int count(String text) {
        return shown().split(Pattern.quote(text), -1).length - 1;
    }

    private String shown() {
        try {
            return Files.readString(terminal);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
