package io.reveille.handlers.telemetry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.reveille.JobResult;
import io.reveille.handlers.TestContext;
import io.reveille.handlers.arguments.DataFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HostTelemetryTest {

    private static final TestContext TEN = TestContext.at("2027-01-01T10:00:00Z");

    @TempDir
    Path temp = Path.of("");

    @Test
    void appendsALineThatBeginsWithTheTimeOfTheRun() throws Exception {
        JobResult result = telemetry(TestHosts.gateway()).run(TEN.startedAt("2027-01-01T10:00:00.123Z"));

        String line = Files.readString(temp.resolve("telemetry.jsonl"));
        assertThat(line)
                .startsWith("{\"time\":\"2027-01-01T10:00:00.123Z\",\"load\":{\"1m\":0.52,")
                .endsWith("}\n");
        assertThat(line.indexOf('\n')).isEqualTo(line.length() - 1);
        assertThat(result.isSuccess()).isTrue();
        assertThat(result.message()).isEqualTo("one line of " + line.length() + " bytes to telemetry.jsonl");
        assertThat(result.data()).containsEntry("bytes", (long) line.length());
    }

    @Test
    void theHostOfThisTestHasSomethingToSay() throws Exception {
        JobResult result = telemetry(new Host(Path.of("/"))).run(TEN);

        assertThat(result.isSuccess()).isTrue();
        JsonObject line = JsonParser.parseString(Files.readString(temp.resolve("telemetry.jsonl")))
                .getAsJsonObject();
        assertThat(line.getAsJsonObject("disk").get("totalBytes").getAsLong()).isPositive();
        // Not every kernel or container shows all of it.
        Map.of(
                        "memory", "/proc/meminfo",
                        "load", "/proc/loadavg",
                        "network", "/proc/net/dev",
                        "uptimeSeconds", "/proc/uptime")
                .forEach((key, file) -> assertThat(line.has(key)).as(key).isEqualTo(Files.isReadable(Path.of(file))));
    }

    @Test
    void saysWhatItLeftOut() throws Exception {
        JobResult result = telemetry(new Host(temp.resolve("nowhere"))).run(TEN);

        assertThat(result.isSuccess()).isTrue();
        assertThat(result.message()).contains("; left out: load (there is no ").contains("temperatures (");
        assertThat(Files.readString(temp.resolve("telemetry.jsonl")))
                .startsWith("{\"time\":\"2027-01-01T10:00:00Z\",\"disk\":{");
    }

    @Test
    void aPowerCutCostsOneLineAndIsSaid() throws Exception {
        Path file = temp.resolve("telemetry.jsonl");
        telemetry(TestHosts.gateway()).run(TEN);
        Files.writeString(file, Files.readString(file) + "{\"time\":\"2027-01-01T1");

        JobResult result = telemetry(TestHosts.gateway()).run(TEN);

        assertThat(result.message()).contains("the line before had no end (a power cut?) and was closed");
        assertThat(Files.readAllLines(file)).hasSize(3);
        assertThat(Sample.parse(Files.readAllLines(file).get(2)).time()).isEqualTo(TEN.actualTime());
    }

    @Test
    void theFileMayLieDeeper() throws Exception {
        JobResult result = telemetry(TestHosts.gateway()).run(TEN.with("file", "a/b/host.jsonl"));

        assertThat(result.message()).endsWith("bytes to a/b/host.jsonl");
        assertThat(temp.resolve("a/b/host.jsonl")).isNotEmptyFile();
    }

    @Test
    void rotatesAtMaxBytesAndKeepsSoMany() throws Exception {
        TestContext context = TEN.with("max-bytes", 4096L).with("keep", 2L);
        long rotated = 0;
        for (int i = 0; i < 60; i++) {
            JobResult result = telemetry(TestHosts.gateway()).run(context);
            rotated += result.message().contains("a new file; the one before was full") ? 1 : 0;
        }

        assertThat(rotated).isGreaterThan(3);
        try (Stream<Path> files = Files.list(temp)) {
            assertThat(files.toList())
                    .containsExactlyInAnyOrder(
                            temp.resolve("telemetry.jsonl"),
                            temp.resolve("telemetry.1.jsonl"),
                            temp.resolve("telemetry.2.jsonl"))
                    .allMatch(f -> f.toFile().length() <= 4096);
        }
    }

    @Test
    void byDefaultAFileHoldsAMebibyte() throws Exception {
        Path file = temp.resolve("telemetry.jsonl");
        Files.writeString(file, "x".repeat((1 << 20) - 200) + "\n");

        assertThat(telemetry(TestHosts.gateway()).run(TEN).message()).contains("a new file");
        assertThat(temp.resolve("telemetry.1.jsonl")).hasSize((1 << 20) - 199);
    }

    @Test
    void jobsOfOneFileNeitherMixNorLoseLines() throws Exception {
        int jobs = 4;
        int runs = 100;
        CyclicBarrier start = new CyclicBarrier(jobs);
        ExecutorService pool = Executors.newFixedThreadPool(jobs);
        try {
            List<Callable<Void>> tasks = new ArrayList<>();
            for (int job = 0; job < jobs; job++) {
                // A component each: what keeps them apart must not be a component's own. Each run has its own time.
                HostTelemetry telemetry = telemetry(TestHosts.gateway());
                Instant first = Instant.ofEpochSecond(job * 1000L);
                tasks.add(() -> {
                    start.await();
                    for (int i = 0; i < runs; i++) {
                        telemetry.run(TestContext.at(first.plusSeconds(i))
                                .with("max-bytes", 4096L)
                                .with("keep", 99L));
                    }
                    return null;
                });
            }
            for (Future<Void> task : pool.invokeAll(tasks)) {
                task.get();
            }
        } finally {
            pool.shutdownNow();
        }

        List<Instant> times = new ArrayList<>();
        try (Stream<Path> files = Files.list(temp)) {
            for (Path file : files.toList()) {
                for (String line : Files.readAllLines(file)) {
                    times.add(Sample.parse(line).time());
                }
            }
        }
        assertThat(times)
                .containsExactlyInAnyOrderElementsOf(IntStream.range(0, jobs * runs)
                        .mapToObj(i -> Instant.ofEpochSecond(i / runs * 1000L + i % runs))
                        .collect(Collectors.toList()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"../x.jsonl", "/var/x.jsonl", "a/../../x.jsonl"})
    void aFileOutsideOfTheDataFolderIsRefused(String file) throws Exception {
        assertRefused(
                TEN.with("file", file),
                "argument file is \"" + file + "\"; expected a path relative to the data folder");
    }

    @ParameterizedTest
    @ValueSource(strings = {"state.json", "telemetry", "config/job.config", ".jsonl", "telemetry.1.jsonl"})
    void aFileOfAnotherKindIsRefused(String file) throws Exception {
        assertRefused(
                TEN.with("file", file),
                "argument file is \"" + file + "\"; expected a file name that ends in .jsonl without a number");
    }

    @Test
    void otherArgumentsAreRefused() throws Exception {
        assertRefused(
                TEN.with("max_bytes", 5000L), "unknown argument \"max_bytes\"; expected only file, max-bytes, keep.");
        assertRefused(
                TEN.with("max-bytes", 4095L),
                "argument max-bytes is 4095; expected a whole number of bytes from 4096 to 1073741824.");
        assertRefused(TEN.with("keep", 0L), "argument keep is 0; expected a whole number of files from 1 to 99.");
        assertRefused(TEN.with("keep", "3"), "argument keep is \"3\"; expected a whole number of files");
    }

    @Test
    void whatCannotBeWrittenNamesTheFileAndSaysWhatIsLost() throws IOException {
        Files.createDirectory(temp.resolve("telemetry.jsonl"));

        assertThatThrownBy(() -> telemetry(TestHosts.gateway()).run(TEN))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith("cannot append to " + temp.resolve("telemetry.jsonl"))
                .hasMessageEndingWith("This sample is lost; the next run tries again");
    }

    private HostTelemetry telemetry(Host host) {
        return new HostTelemetry(new DataFolder(temp), host);
    }

    private void assertRefused(TestContext context, String start) throws Exception {
        JobResult result = telemetry(TestHosts.gateway()).run(context);

        assertThat(result.isSuccess()).isFalse();
        assertThat(result.message()).startsWith(start);
        assertThat(temp).isEmptyDirectory();
    }
}
