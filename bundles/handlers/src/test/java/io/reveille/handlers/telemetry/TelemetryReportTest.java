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
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TelemetryReportTest {

    private static final TestContext TEN =
            TestContext.at("2027-01-01T10:00:00Z").named("hourly");

    @TempDir
    Path temp = Path.of("");

    @Test
    void sumsUpTheLastHour() throws Exception {
        write("telemetry.jsonl", """
                {"time":"2027-01-01T09:15:00Z","load":{"1m":0.5},"network":{"eth0":{"rxBytes":1000}}}
                {"time":"2027-01-01T09:30:00Z","load":{"1m":1.5},"network":{"eth0":{"rxBytes":1600}}}
                {"time":"2027-01-01T09:45:00Z","load":{"1m":0.3},"network":{"eth0":{"rxBytes":50}},"up":7}
                """);

        JobResult result = run(TEN.startedAt("2027-01-01T10:00:02Z"));

        // 0.5 + 1.5 + 0.3 = 2.3; 1000 + 1600 + 50 = 2650; 600 more, a new start, 50 more
        assertThat(Files.readString(temp.resolve("reports/telemetry-2027-01-01T10-00-00Z.json")))
                .isEqualTo("""
                        {
                          "job": "hourly",
                          "file": "telemetry.jsonl",
                          "written": "2027-01-01T10:00:02Z",
                          "start": "2027-01-01T09:00:00Z",
                          "end": "2027-01-01T10:00:00Z",
                          "lines": 3,
                          "unreadable": 0,
                          "samples": 3,
                          "first": "2027-01-01T09:15:00Z",
                          "last": "2027-01-01T09:45:00Z",
                          "values": {
                            "load.1m": {
                              "count": 3,
                              "min": 0.3,
                              "mean": 0.767,
                              "max": 1.5
                            },
                            "network.eth0.rxBytes": {
                              "count": 3,
                              "min": 50,
                              "mean": 883.333,
                              "max": 1600,
                              "increase": 650
                            },
                            "up": {
                              "count": 1,
                              "min": 7,
                              "mean": 7,
                              "max": 7
                            }
                          }
                        }
                        """);
        assertThat(result.isSuccess()).isTrue();
        assertThat(result.message())
                .isEqualTo("3 samples from 2027-01-01T09:00:00Z to 2027-01-01T10:00:00Z; read 3 lines in 1 file;"
                        + " report reports/telemetry-2027-01-01T10-00-00Z.json");
        assertThat(result.data())
                .containsEntry("lines", 3L)
                .containsEntry("samples", 3L)
                .containsEntry("unreadable", 0L)
                .containsEntry("report", "reports/telemetry-2027-01-01T10-00-00Z.json");
    }

    @Test
    void theStartIsInThePeriodAndTheEndIsNot() throws Exception {
        write(
                "telemetry.jsonl",
                line("2027-01-01T08:59:59.999999999Z", 1)
                        + line("2027-01-01T09:00:00Z", 2)
                        + line("2027-01-01T09:59:59.999999999Z", 4)
                        + line("2027-01-01T10:00:00Z", 8));

        run(TEN);

        assertThat(report().get("lines").getAsLong()).isEqualTo(4);
        assertThat(report().get("samples").getAsLong()).isEqualTo(2);
        assertThat(value("a").get("mean").getAsDouble()).isEqualTo(3); // 2 and 4
    }

    @Test
    void theNominalTimeCountsHoweverLateTheRunIs() throws Exception {
        write("telemetry.jsonl", line("2027-01-01T09:30:00Z", 1) + line("2027-01-01T12:30:00Z", 2));

        run(TEN.startedAt("2027-01-01T13:07:00Z"));

        assertThat(value("a").get("max").getAsLong()).isEqualTo(1);
    }

    @Test
    void thePeriodMayBeOfAnotherLength() throws Exception {
        write("telemetry.jsonl", line("2027-01-01T09:44:59Z", 1) + line("2027-01-01T09:45:00Z", 2));

        run(TEN.with("period-minutes", 15L));

        assertThat(report().get("start").getAsString()).isEqualTo("2027-01-01T09:45:00Z");
        assertThat(value("a").get("min").getAsLong()).isEqualTo(2);
    }

    @Test
    void rotatedFilesAreReadOldestFirst() throws Exception {
        write("telemetry.10.jsonl", netLine("2027-01-01T09:10:00Z", 10));
        write("telemetry.2.jsonl", netLine("2027-01-01T09:20:00Z", 20));
        write("telemetry.1.jsonl", netLine("2027-01-01T09:30:00Z", 30));
        write("telemetry.jsonl", netLine("2027-01-01T09:40:00Z", 40));
        write("other.jsonl", netLine("2027-01-01T09:50:00Z", 1000));

        assertThat(run(TEN).message()).contains("4 samples").contains("read 4 lines in 4 files");

        // Read in another order, the counter would seem to have started again.
        assertThat(value("network.eth0.rxBytes").get("increase").getAsLong()).isEqualTo(30);
    }

    @Test
    void anotherFileAndFolderMayBeNamed() throws Exception {
        Files.createDirectory(temp.resolve("a"));
        write("a/other.jsonl", line("2027-01-01T09:30:00Z", 1));

        assertThat(run(TEN.with("file", "a/other.jsonl").with("folder", "a/daily"))
                        .message())
                .endsWith("report a/daily/telemetry-2027-01-01T10-00-00Z.json");
    }

    @Test
    void unreadableLinesAreSkippedCountedAndTheFirstIsNamed() throws Exception {
        String holes = "\0".repeat(5000);
        String huge = "{\"time\":\"2027-01-01T09:30:00Z\",\"a\":" + " ".repeat(1 << 16) + "1}";
        write("telemetry.1.jsonl", line("2027-01-01T09:10:00Z", 1) + "{\"time\":\"2027-01-01T09:2\n");
        write("telemetry.jsonl", holes + "\n" + huge + "\n\n" + line("2027-01-01T09:30:00Z", 3) + "{\"ti");

        JobResult result = run(TEN);

        assertThat(result.isSuccess()).isTrue();
        assertThat(result.message())
                .startsWith("2 samples ")
                .contains("read 7 lines in 2 files, skipped 5 unreadable (first: telemetry.1.jsonl line 2: ");
        assertThat(report().get("unreadable").getAsLong()).isEqualTo(5);
        assertThat(value("a").get("mean").getAsLong()).isEqualTo(2);
    }

    @Test
    void withoutTelemetryInThePeriodTheReportSaysSo() throws Exception {
        write("telemetry.jsonl", line("2027-01-01T08:30:00Z", 1));

        JobResult result = run(TEN);

        assertThat(result.isSuccess()).isTrue();
        assertThat(result.message())
                .startsWith("no telemetry from 2027-01-01T09:00:00Z to 2027-01-01T10:00:00Z; read 1 line in 1 file");
        assertThat(report().get("samples").getAsLong()).isZero();
        assertThat(report().getAsJsonObject("values").size()).isZero();
        assertThat(report().has("first")).isFalse();
    }

    @Test
    void withoutAnyFileTheReportSaysSoToo() throws Exception {
        assertThat(run(TEN).message()).startsWith("no telemetry").contains("read 0 lines in 0 files");
        assertThat(report().get("samples").getAsLong()).isZero();
    }

    @Test
    void aFileWithTooManyNamesDoesNotFillTheMemory() throws Exception {
        StringBuilder lines = new StringBuilder();
        for (int i = 0; i < 1500; i++) {
            lines.append("{\"time\":\"2027-01-01T09:30:00Z\",\"name").append(i).append("\":1}\n");
        }
        write("telemetry.jsonl", lines.toString());

        assertThat(run(TEN).message()).contains("left out 500 values beyond 1000 names");
        assertThat(report().getAsJsonObject("values").size()).isEqualTo(1000);
    }

    @Test
    void readsWhatTheTelemetryHandlerWrites() throws Exception {
        HostTelemetry telemetry = new HostTelemetry(new DataFolder(temp), TestHosts.gateway());
        Instant start = Instant.parse("2027-01-01T09:00:00Z");
        for (int i = 0; i < 360; i++) {
            telemetry.run(TestContext.at(start.plusSeconds(i * 10L))
                    .with("max-bytes", 40_000L)
                    .with("keep", 9L));
        }

        assertThat(run(TEN).message()).startsWith("360 samples").doesNotContain("unreadable");

        assertThat(temp.resolve("telemetry.1.jsonl")).exists();
        assertThat(value("load.1m").toString()).isEqualTo("{\"count\":360,\"min\":0.52,\"mean\":0.52,\"max\":0.52}");
        assertThat(value("network.eth0.rxBytes").get("max").toString()).isEqualTo("98765432109876");
        assertThat(report().getAsJsonObject("values").keySet())
                .contains("memory.availableBytes", "disk.usableBytes", "temperatures.acpitz#2", "uptimeSeconds");
    }

    @Test
    void keepsTheNewestReports() throws Exception {
        for (int hour = 0; hour < 4; hour++) {
            run(TestContext.at(TEN.nominalTime().plusSeconds(hour * 3600L)).with("keep", 2L));
        }

        assertThat(temp.resolve("reports").toFile().list())
                .containsExactlyInAnyOrder(
                        "telemetry-2027-01-01T12-00-00Z.json", "telemetry-2027-01-01T13-00-00Z.json");
    }

    @Test
    void aWeekOfReportsIsKeptByDefault() throws Exception {
        for (int hour = 0; hour < 170; hour++) {
            run(TestContext.at(TEN.nominalTime().plusSeconds(hour * 3600L)));
        }

        assertThat(temp.resolve("reports").toFile().list()).hasSize(168);
    }

    @Test
    void aRunThatIsAskedToStopStopsAndWritesNothing() throws Exception {
        write("telemetry.jsonl", line("2027-01-01T09:30:00Z", 1).repeat(5000));
        AtomicInteger looks = new AtomicInteger();

        JobResult result = run(TEN.cancelledWhen(() -> looks.incrementAndGet() > 2));

        assertThat(result.isSuccess()).isFalse();
        assertThat(result.message()).isEqualTo("was asked to stop after 2048 lines; no report was written");
        assertThat(temp.resolve("reports")).doesNotExist();
    }

    @Test
    void aFileThatCannotBeReadIsNamedAndNoReportIsWritten() throws IOException {
        Files.createDirectory(temp.resolve("telemetry.jsonl"));

        assertThatThrownBy(() -> run(TEN))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith("cannot read " + temp.resolve("telemetry.jsonl"))
                .hasMessageEndingWith("No report was written");
        assertThat(temp.resolve("reports")).doesNotExist();
    }

    @Test
    void argumentsThatCannotBeUsedAreRefused() throws Exception {
        assertRefused(
                TEN.with("period", 60L),
                "unknown argument \"period\"; expected only file, period-minutes, folder, keep.");
        assertRefused(
                TEN.with("period-minutes", 0L),
                "argument period-minutes is 0; expected a whole number of minutes from 1 to 44640.");
        assertRefused(TEN.with("period-minutes", 60.0), "argument period-minutes is 60.0; expected a whole number");
        assertRefused(
                TEN.with("keep", 10_001L), "argument keep is 10001; expected a whole number of reports from 1 to");
        assertRefused(
                TEN.with("file", "../telemetry.jsonl"), "argument file is \"../telemetry.jsonl\"; expected a path");
        assertRefused(TEN.with("folder", "/var"), "argument folder is \"/var\"; expected a path relative to the data");
    }

    private void assertRefused(TestContext context, String start) throws Exception {
        JobResult result = run(context);

        assertThat(result.isSuccess()).isFalse();
        assertThat(result.message()).startsWith(start);
        assertThat(temp).isEmptyDirectory();
    }

    private JobResult run(TestContext context) throws Exception {
        return new TelemetryReport(new DataFolder(temp)).run(context);
    }

    private void write(String file, String text) throws IOException {
        Files.writeString(temp.resolve(file), text);
    }

    private static String line(String time, int value) {
        return "{\"time\":\"" + time + "\",\"a\":" + value + "}\n";
    }

    private static String netLine(String time, int value) {
        return "{\"time\":\"" + time + "\",\"network\":{\"eth0\":{\"rxBytes\":" + value + "}}}\n";
    }

    private JsonObject report() throws IOException {
        Path file = temp.resolve("reports/telemetry-2027-01-01T10-00-00Z.json");
        return JsonParser.parseString(Files.readString(file)).getAsJsonObject();
    }

    private JsonObject value(String name) throws IOException {
        return report().getAsJsonObject("values").getAsJsonObject(name);
    }
}
