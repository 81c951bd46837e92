package io.reveille.core.state;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.reveille.RunOutcome;
import io.reveille.RunReport;
import io.reveille.core.json.Json;
import io.reveille.spi.StateRecord;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HistoryTest {

    private static final Instant NOON = Instant.parse("2026-03-04T12:00:00Z");

    private final RunState state = Transitions.create("poll");

    @Test
    void theNewestGoWithTheJobUntilThereAreTooMany() {
        assertThat(History.tail(state)).isEmpty();
        for (int run = 1; run <= 5; run++) {
            History.add(state, run(run));
            assertThat(ids(History.tail(state))).hasSize(run).startsWith(String.valueOf(run));
            assertThat(History.due(state)).isEmpty();
        }

        History.add(state, run(6));

        assertThat(History.due(state)).isPresent();
        assertThat(ids(History.tail(state))).containsExactly("6", "5", "4", "3", "2");
        assertThat(ids(History.read(History.write(state)))).containsExactly("6", "5", "4", "3", "2", "1");
    }

    @Test
    void whatItsHistoryKnowsDoesNotGoWithTheJobButForTheNewest() {
        IntStream.rangeClosed(1, 8).forEach(run -> History.add(state, run(run)));
        state.unsaved = 0;
        assertThat(ids(History.tail(state))).containsExactly("8");

        History.add(state, run(9));
        assertThat(ids(History.tail(state))).containsExactly("9");
        History.add(state, run(10));
        assertThat(ids(History.tail(state))).containsExactly("10", "9");
    }

    @Test
    void aHistoryThatIsNoLongerThanATailNeedsNoRecord() {
        for (int run = 1; run <= 100; run++) {
            History.add(state, run(run));
            History.keep(state, 5);
            assertThat(History.due(state)).isEmpty();
        }
        assertThat(ids(History.tail(state))).containsExactly("100", "99", "98", "97", "96");
    }

    @ParameterizedTest
    @CsvSource({
        // tail, stored, merged, not stored
        "'', '', '', 0",
        "'2 1', '', '2 1', 2",
        "'', '2 1', '2 1', 0",
        "'3', '2 1', '3 2 1', 1",
        "'4 3 2', '2 1', '4 3 2 1', 2",
        "'2', '2 1', '2 1', 0",
        "'3 2', '5 4 3 2 1', '5 4 3 2 1', 0",
        "'2 1', '9 8 7', '9 8 7 2 1', 5",
    })
    void tailAndHistoryAreOneAgain(String tail, String stored, String merged, int unsaved) {
        state.history = runs(tail);

        History.merge(state, runs(stored));

        assertThat(String.join(" ", ids(state.history))).isEqualTo(merged);
        assertThat(state.unsaved).isEqualTo(unsaved);
    }

    @Test
    void whatIsStoredIsShort() {
        String message = "a".repeat(198) + "\uD83D\uDE00" + "b".repeat(100);
        RunReport report = new RunReport(
                "poll",
                "1",
                NOON,
                NOON,
                Duration.ofDays(1),
                1,
                0,
                false,
                true,
                RunOutcome.SUCCEEDED,
                message,
                Map.of("rows", 7L));
        History.add(state, report);

        RunReport back = History.read(History.write(state)).get(0);

        assertThat(back.message()).hasSize(199).startsWith("a".repeat(198)).endsWith("…");
        assertThat(back.data()).isEmpty();
        assertThat(back.triggered()).isTrue();
        assertThat(back.duration()).isEqualTo(Duration.ofDays(1));
    }

    @Test
    void aHistoryIsNeverTooLongForAStore() {
        for (int run = 1; run <= 200; run++) {
            History.add(state, run(run, "\u0001".repeat(200)));
        }

        StateRecord record = History.write(state);

        assertThat(record.json().getBytes(StandardCharsets.UTF_8)).hasSizeLessThanOrEqualTo(StateRecord.MAX_LENGTH);
        assertThat(ids(History.read(record))).hasSize(100).startsWith("200");
    }

    @Test
    void ofAJobThatIsLostTheHistoryIsLeft() {
        History.add(state, run(1));

        SavedJobs saved = SavedJobs.of(List.of(History.write(state), new StateRecord("poll", "{")));

        assertThat(ids(state(saved).history())).containsExactly("1");
        assertThat(state(saved).schedule()).isEmpty();
        assertThat(saved.problems()).hasSize(1);
    }

    @Test
    void aHistoryThatCannotBeReadCostsNothingElse() {
        History.add(state, run(2));
        Transitions.defined(state, "every minute", false, "modbus", NOON);
        for (String bad : List.of("{", "{\"v\":2}", "{\"v\":1,\"runs\":7}", "{\"v\":1,\"runs\":[{}]}")) {
            SavedJobs saved = SavedJobs.of(List.of(StateCodec.write(state), new StateRecord("/history/poll", bad)));

            assertThat(ids(state(saved).history())).containsExactly("2");
            assertThat(state(saved).schedule()).isEqualTo("every minute");
            assertThat(saved.problems().get(0).what()).contains("history of job poll");
            assertThat(saved.problems().get(0).record().json()).isEqualTo(bad);
        }
        Map<String, Object> far = Json.parseObject(History.write(state).json());
        String text = Json.print(far).replace("\"millis\":1", "\"millis\":9000000000000000000");
        assertThat(SavedJobs.of(List.of(StateCodec.write(state), new StateRecord("/history/poll", text)))
                        .problems())
                .isEmpty();
    }

    private static RunState state(SavedJobs saved) {
        return requireNonNull(saved.states().get("poll"));
    }

    private static List<RunReport> runs(String ids) {
        return ids.isEmpty()
                ? List.of()
                : Arrays.stream(ids.split(" "))
                        .map(id -> run(Integer.parseInt(id)))
                        .toList();
    }

    private static List<String> ids(List<RunReport> runs) {
        return runs.stream().map(RunReport::runId).toList();
    }

    private static RunReport run(int id) {
        return run(id, "");
    }

    private static RunReport run(int id, String message) {
        return new RunReport(
                "poll",
                String.valueOf(id),
                NOON.plusSeconds(id),
                NOON.plusSeconds(id),
                Duration.ofMillis(1),
                1,
                0,
                false,
                false,
                RunOutcome.SUCCEEDED,
                message,
                Map.of());
    }
}
