package io.reveille.persistence.pages;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.reveille.JobContext;
import io.reveille.JobHandler;
import io.reveille.JobResult;
import io.reveille.JobState;
import io.reveille.JobStatus;
import io.reveille.RunOutcome;
import io.reveille.core.dispatch.Handler;
import io.reveille.core.engine.JobView;
import io.reveille.spi.LoadReport;
import io.reveille.spi.StateRecord;
import io.reveille.testing.internal.ManualEngine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every data folder that a landed version has written is opened without losing a job, a count, a hold or a claim. What
 * each holds is in its {@code expected.txt}, as the version that wrote it has read it, and what later versions count besides,
 * as the runs of a job that are given up when the third crash has it held; {@code -Dstored.expect=NAME} writes
 * that of a new one.
 */
class StoredFoldersTest {

    @TempDir
    Path temp;

    static List<Path> folders() {
        List<Path> all = StoredFolder.all();
        assertThat(all).as("folders that older versions have written").hasSizeGreaterThanOrEqualTo(4);
        return all;
    }

    @ParameterizedTest
    @MethodSource("folders")
    void nothingIsLost(Path from) throws IOException {
        try (StoredFolder folder = StoredFolder.open(from, temp)) {
            ManualEngine engine = folder.start();
            // A kill may have torn a slot in mid-write; the other one then counts.
            assertThat(folder.states.found().findings())
                    .as("damage")
                    .allMatch(finding -> finding.kind() == LoadReport.Kind.OTHER_USED);
            String found = facts(engine);
            if (from.getFileName().toString().startsWith(System.getProperty("stored.expect", "none"))) {
                Files.writeString(from.resolve("expected.txt"), found);
            }
            assertThat(found).isEqualTo(Files.readString(from.resolve("expected.txt")));
        }
    }

    @ParameterizedTest
    @MethodSource("folders")
    void claimsHold(Path from) throws IOException {
        try (StoredFolder folder = StoredFolder.open(from, temp)) {
            ManualEngine engine = folder.start();
            JobView dose = engine.engine().access().view("dose").orElseThrow();
            String abandoned = dose.status().lastRun().orElseThrow().runId();
            assertThat(dose.status().lastRun().orElseThrow().outcome()).isEqualTo(RunOutcome.ABANDONED);
            List<JobContext> runs = new ArrayList<>();
            StoredFolder.comes(engine, Handler.of((JobHandler) context -> {
                runs.add(context);
                return JobResult.success();
            }));
            engine.advance(Duration.ofSeconds(30));

            assertThat(runs)
                    .filteredOn(run -> run.jobName().equals("dose"))
                    .isNotEmpty()
                    .noneMatch(run -> run.runId().equals(abandoned));
            assertThat(runs)
                    .filteredOn(run -> run.jobName().equals("hangs"))
                    .first()
                    .matches(JobContext::isRecovery, "is a recovery");
            assertThat(runs)
                    .extracting(JobContext::jobName)
                    .doesNotContain("paused", "quarantined", "twice", "deleted", "gone");
        }
    }

    @ParameterizedTest
    @MethodSource("folders")
    void whatANewerVersionWroteIsRefusedAndLeftAsItIs(Path from) throws IOException {
        try (StoredFolder folder = StoredFolder.open(from, temp)) {
            List<StateRecord> newer = new ArrayList<>();
            for (Map.Entry<String, String> record : folder.records().entrySet()) {
                newer.add(new StateRecord(record.getKey(), record.getValue().replaceFirst("\"v\":[0-9]+", "\"v\":99")));
            }
            folder.states.load();
            folder.states.save(newer, List.of());
            Map<String, String> before = folder.records();
            ManualEngine engine = folder.start();
            StoredFolder.comes(engine, Handler.of((JobHandler) context -> JobResult.success()));
            engine.advance(Duration.ofHours(1));
            List<JobView> jobs = engine.engine().access().views(view -> before.containsKey(view.name()));
            assertThat(jobs).isNotEmpty().allSatisfy(job -> {
                assertThat(job.status().state()).as(job.name()).isEqualTo(JobState.HELD);
                assertThat(job.status().reason()).as(job.name()).contains("version 99");
            });
            engine.stop();

            Map<String, String> after = folder.records();
            Map<String, String> changed = new TreeMap<>(before);
            changed.entrySet().removeIf(record -> record.getValue().equals(after.get(record.getKey())));
            changed.replaceAll((record, text) -> text + "\nis now\n" + after.get(record));
            assertThat(changed).isEmpty();
        }
    }

    @ParameterizedTest
    @MethodSource("folders")
    void pagesOfANewerFormatAreLeftAsTheyAre(Path from) throws IOException {
        try (StoredFolder folder = StoredFolder.open(from, temp)) {
            for (Map.Entry<String, String> page : folder.pages().entrySet()) {
                folder.write(page.getKey(), page.getValue().replaceFirst("\"reveille\":1", "\"reveille\":2"));
            }
            Map<String, String> before = folder.pages();
            ManualEngine engine = folder.start();
            engine.advance(Duration.ofMinutes(10));
            engine.stop();

            assertThat(folder.pages()).containsAllEntriesOf(before);
        }
    }

    /** All that was known of each job, a line each. */
    private static String facts(ManualEngine engine) {
        Map<String, JsonElement> memories = memories(engine);
        Map<String, String> lines = new TreeMap<>();
        for (JobView job : engine.engine().access().views(view -> true)) {
            JobStatus status = job.status();
            lines.put(
                    job.name(),
                    String.join(
                            " | ",
                            job.name(),
                            job.definition().schedule().toString(),
                            status.state().name() + held(status),
                            "runs " + status.runs(),
                            "failures " + status.failures() + " " + status.failuresInARow(),
                            "missed " + status.missed(),
                            "skipped " + status.skipped(),
                            "history " + outcomes(job),
                            "owner " + status.owner().orElse("-"),
                            "memory " + memories.getOrDefault(job.name(), new JsonObject())));
        }
        List<String> all = new ArrayList<>(lines.values());
        engine.scheduler("app").broken().forEach(broken -> all.add("broken " + broken.source()));
        engine.scheduler("app").deleted().forEach(gone -> all.add("deleted " + gone.name() + " " + gone.how()));
        return String.join("\n", all) + "\n";
    }

    private static String held(JobStatus status) {
        return status.state() == JobState.HELD ? " " + status.reason().replaceFirst(" .*", "") : "";
    }

    private static String outcomes(JobView job) {
        return job.history().stream()
                .collect(Collectors.groupingBy(run -> run.outcome().name(), TreeMap::new, Collectors.counting()))
                .toString();
    }

    private static Map<String, JsonElement> memories(ManualEngine engine) {
        Map<String, JsonElement> memories = new HashMap<>();
        JsonObject document =
                JsonParser.parseString(engine.transfer().export(true)).getAsJsonObject();
        for (JsonElement job : document.getAsJsonArray("jobs")) {
            JsonObject state = job.getAsJsonObject().getAsJsonObject("state");
            if (state != null && state.has("memory")) {
                memories.put(job.getAsJsonObject().get("name").getAsString(), state.get("memory"));
            }
        }
        return memories;
    }
}
