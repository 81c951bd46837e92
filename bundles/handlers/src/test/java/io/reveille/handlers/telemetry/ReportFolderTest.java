package io.reveille.handlers.telemetry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReportFolderTest {

    private static final Instant TEN = Instant.parse("2027-01-01T10:00:00Z");

    @TempDir
    Path temp = Path.of("");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2027-01-01T10:00:00Z",
                "2027-01-01T10:00:00.123456789Z",
                "1970-01-01T00:00:00Z",
                "-0001-01-01T00:00:00Z",
                "+12027-01-01T10:00:00Z"
            })
    void aNameHasNoColonAndSaysTheEnd(String end) {
        String name = ReportFolder.name(Instant.parse(end));

        assertThat(name).matches("[A-Za-z0-9.+-]+");
        assertThat(ReportFolder.end(name)).contains(Instant.parse(end));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "telemetry.json",
                "telemetry-.json",
                "telemetry-2027-13-01T10-00-00Z.json",
                "telemetry-2027-01-01T10-00-00Z.json.bak",
                "my-telemetry-2027-01-01T10-00-00Z.json",
                "telemetry-2027-01-01T10-00-00.json"
            })
    void otherNamesAreNoReports(String name) {
        assertThat(ReportFolder.end(name)).isEmpty();
    }

    @Test
    void writesAndReplacesAndLeavesNothingElse() throws Exception {
        ReportFolder folder = new ReportFolder(temp.resolve("a/reports"));

        folder.write("a long first report", TEN, 5);
        Path file = folder.write("second", TEN, 5);

        assertThat(file).isEqualTo(temp.resolve("a/reports/telemetry-2027-01-01T10-00-00Z.json"));
        assertThat(file).hasContent("second");
        assertThat(names(folder.path())).hasSize(1);
    }

    @Test
    void keepsTheNewestAndNothingButReportsIsDeleted() throws Exception {
        Files.writeString(temp.resolve("telemetry-2001-13-01T00-00-00Z.json"), "no report");
        Files.writeString(temp.resolve("notes.txt"), "mine");
        ReportFolder folder = new ReportFolder(temp);

        for (int hour = 0; hour < 5; hour++) {
            folder.write("report", TEN.plusSeconds(hour * 3600L), 3);
        }

        assertThat(names(temp))
                .containsExactly(
                        "notes.txt",
                        "telemetry-2001-13-01T00-00-00Z.json",
                        "telemetry-2027-01-01T12-00-00Z.json",
                        "telemetry-2027-01-01T13-00-00Z.json",
                        "telemetry-2027-01-01T14-00-00Z.json");
    }

    @Test
    void theNewestIsFoundByTimeNotByName() throws Exception {
        ReportFolder folder = new ReportFolder(temp);
        folder.write("report", TEN, 9);
        folder.write("report", TEN.plusMillis(500), 1); // sorts before the other, as text

        assertThat(names(temp)).containsExactly("telemetry-2027-01-01T10-00-00.500Z.json");
    }

    @Test
    void reportsOfAClockThatRanAheadGoFirst() throws Exception {
        ReportFolder folder = new ReportFolder(temp);
        folder.write("report", Instant.parse("2099-01-01T00:00:00Z"), 3);
        folder.write("report", Instant.parse("2098-01-01T00:00:00Z"), 3);
        for (int hour = 0; hour < 3; hour++) {
            folder.write("report", TEN.plusSeconds(hour * 3600L), 3);
        }

        assertThat(names(temp)).hasSize(3).allMatch(name -> name.startsWith("telemetry-2027"));
    }

    @Test
    void whatCannotBeWrittenNamesTheFileAndLeavesWhatWasThere() throws Exception {
        ReportFolder folder = new ReportFolder(temp);
        Path file = folder.write("first", TEN, 3);
        Files.createDirectory(temp.resolve(".telemetry-report.tmp"));

        assertThatThrownBy(() -> folder.write("second", TEN, 3))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith("cannot write " + file)
                .hasMessageEndingWith("What was there before stays");
        assertThat(file).hasContent("first");
    }

    @Test
    void aReportThatCannotBeDeletedDoesNotCostTheNewOne() throws Exception {
        ReportFolder folder = new ReportFolder(temp);
        Files.createDirectories(temp.resolve(ReportFolder.name(TEN.minusSeconds(3600)) + "/not empty"));

        assertThatThrownBy(() -> folder.write("new", TEN, 1))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith("cannot delete old reports in " + temp);
        assertThat(temp.resolve(ReportFolder.name(TEN))).hasContent("new");
    }

    private static List<String> names(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(f -> String.valueOf(f.getFileName())).sorted().toList();
        }
    }
}
