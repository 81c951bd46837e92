package io.reveille.core.state;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reveille.JobState;
import io.reveille.RunOutcome;
import io.reveille.RunReport;
import io.reveille.core.json.Json;
import io.reveille.spi.StateRecord;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class StateCodecTest {

    private static final Instant NOON = Instant.parse("2026-03-04T12:00:00Z");

    @Test
    void aYoungJobIsShortToTell() {
        RunState state = Transitions.create("poll");
        Transitions.defined(state, "every 10 seconds", false, "modbus", NOON);

        assertThat(StateCodec.write(state))
                .isEqualTo(new StateRecord(
                        "poll",
                        "{\"v\":4,\"schedule\":\"every 10 seconds\",\"bound\":\"2026-03-04T12:00:00Z\","
                                + "\"chain\":\"2026-03-04T12:00:00Z\"}"));
    }

    @Test
    void allThatIsKnownComesBack() {
        RunState state = full();

        RunState back = StateCodec.read(StateCodec.write(state));

        assertThat(back)
                .usingRecursiveComparison()
                .ignoringFields("state", "obstacle", "reason", "handler", "handlerPresent", "savedTaken")
                .isEqualTo(state);
        assertThat(StateCodec.write(back)).isEqualTo(StateCodec.write(state));
    }

    @Test
    void howTheClockIsSetIsSaidOnceItHasStepped() {
        RunState state = Transitions.create("poll");
        ClockedTimes.timedBy(state, new ClockSteps("1a2b", Duration.ZERO));
        assertThat(StateCodec.write(state).json()).doesNotContain("clock");

        ClockedTimes.timedBy(state, new ClockSteps("1a2b", Duration.ofSeconds(90)));
        assertThat(StateCodec.write(state).json()).contains("\"clock\":\"1a2b\",\"stepped\":\"PT1M30S\"");
        assertThat(StateCodec.text(state)).doesNotContain("clock");
    }

    @Test
    void whatHoldsItForNowIsNotKept() {
        RunState state = full();
        Transitions.handler(state, true, "lost");
        Transitions.clock(state, "not trusted");
        Transitions.circle(state, "it follows itself");

        assertThat(StateCodec.write(state)).isEqualTo(StateCodec.write(full()));
    }

    @ParameterizedTest
    @EnumSource
    void anOpenOccurrenceComesBackInItsState(OccurrenceState where) {
        RunState state = Transitions.create("poll");
        Transitions.defined(state, "every 10 seconds", false, "modbus", NOON);
        Occurrences.due(state, "r-1", NOON.plusSeconds(90), 2);
        switch (where) {
            case DUE -> {}
            case DEFERRED -> Occurrences.deferred(state, "r-1", NOON.plusSeconds(120), "no network");
            case RUNNING -> Occurrences.started(state, "r-1");
            case RETRYING -> Occurrences.retrying(state, "r-1", report(), Optional.empty(), NOON.plusMillis(120_345));
        }

        RunState back = StateCodec.read(StateCodec.write(state));

        assertThat(back.open()).isEqualTo(state.open()).hasSize(1);
        assertThat(back.open().get(0).state()).isEqualTo(where);
        assertThat(back.chain()).isEqualTo(NOON.plusSeconds(90));
        assertThat(back.missed()).as("counted when it is over").isZero();
    }

    @Test
    void anEventWaitsOverARestart() {
        RunState state = full();

        RunState back = StateCodec.read(StateCodec.write(state));

        assertThat(back.pending())
                .containsExactly(
                        new Trigger("p-1", NOON, 0, Map.of("rows", 3L)),
                        new Trigger("p-2", NOON.plusSeconds(1), 4, Map.of()));
        assertThat(back.hasTaken("p-0")).isTrue();
        assertThat(back.hasTaken("p-2")).isTrue();
        assertThat(back.hasTaken("p-3")).isFalse();
    }

    @Test
    void whatWasHandedOverIsKeptUntilItHasCome() {
        RunState state = full();

        RunState back = StateCodec.read(StateCodec.write(state));

        assertThat(back.handed()).isEqualTo(state.handed()).hasSize(2);
        assertThat(back.hasSavedTaken("p-2")).isTrue();
        assertThat(state.hasSavedTaken("p-2"))
                .as("nobody has said that it is saved")
                .isFalse();
    }

    // Length

    @Test
    void noRecordIsTooLongForAStore() {
        Map<String, Object> input = Map.of("rows", "\u4e2d".repeat(16_000)); // three bytes each
        RunState state = full();
        state.memory = input;
        for (int i = 0; i < 16; i++) {
            Occurrences.due(state, "o-" + i, trigger("t-" + i, input));
            Occurrences.deferred(state, "o-" + i, NOON, "\u4e2d".repeat(5_000));
        }
        List<Trigger> pending = new ArrayList<>();
        for (int i = 0; i < 1_000; i++) {
            pending.add(trigger("t-1-" + i, input));
        }
        Occurrences.triggered(state, "t-1", pending, 0, 0);
        for (int i = 0; i < 150; i++) {
            Occurrences.handsOver(state, new Handover("\u4e2d".repeat(64), trigger("h-" + i, input)));
        }
        for (int i = 0; i < 20; i++) {
            History.add(state, report("\u4e2d".repeat(200)));
        }

        StateRecord record = StateCodec.write(state);

        assertThat(record.json().getBytes(UTF_8)).hasSizeLessThanOrEqualTo(StateRecord.MAX_LENGTH);
        RunState back = StateCodec.read(record);
        assertThat(back.open()).hasSameSizeAs(state.open());
        assertThat(back.pending())
                .hasSize(1_000)
                .allMatch(trigger -> trigger.input().isEmpty());
        assertThat(back.handed()).hasSize(100);
        assertThat(back.memory()).isEqualTo(input);
    }

    @Test
    void theOldestInputsAreLeftOutUntilTheRestFits() {
        RunState state = Transitions.create("poll");
        Transitions.defined(state, "every 10 seconds", false, "modbus", NOON);
        for (int i = 0; i < 20; i++) {
            Occurrences.handsOver(state, handover(i));
        }
        Trigger waits = trigger("t-1", Map.of("rows", "w".repeat(16_000)));
        Occurrences.triggered(state, "t-1", List.of(waits), 0, 0);

        RunState back = StateCodec.read(StateCodec.write(state));

        assertThat(back.pending()).containsExactly(waits);
        assertThat(back.handed()).hasSize(20);
        long kept = back.handed().stream()
                .filter(handover -> !handover.trigger().input().isEmpty())
                .count();
        assertThat(kept).isEqualTo(15);
        assertThat(back.handed().subList(5, 20)).isEqualTo(state.handed().subList(5, 20));
        assertThat(state.handed().get(0).trigger().input()).as("in memory").isNotEmpty();
    }

    private static Handover handover(int i) {
        return new Handover(
                "upload",
                trigger("h-" + i, Map.of("rows", String.valueOf(i % 10).repeat(16_000))));
    }

    private static Trigger trigger(String id, Map<String, Object> input) {
        return new Trigger(id, NOON, 1, input);
    }

    // Version 1

    @Test
    void aTextOfVersion1() {
        RunState state = StateCodec.read(new StateRecord(
                "poll",
                "{\"v\":1,\"schedule\":\"every 10 seconds\",\"bound\":\"2026-03-04T11:00:00Z\","
                        + "\"consumed\":\"2026-03-04T12:00:00Z\",\"paused\":true,\"quarantine\":\"q\",\"done\":\"d\","
                        + "\"owner\":\"com.acme\",\"code\":\"01\",\"runs\":7,\"failures\":6,\"missed\":5,\"skipped\":4,"
                        + "\"failuresInARow\":3,\"last\":{\"run\":\"r-1\",\"nominal\":\"2026-03-04T12:00:00Z\","
                        + "\"start\":\"2026-03-04T12:00:00.003Z\",\"millis\":1234,\"attempt\":2,\"missed\":3,"
                        + "\"recovery\":true,\"outcome\":\"FAILED\",\"message\":\"no answer\"},"
                        + "\"memory\":{\"cursor\":7}}"));

        assertThat(state.bound()).isEqualTo(NOON.minusSeconds(3600));
        assertThat(state.chain()).isEqualTo(NOON);
        assertThat(state.open()).isEmpty();
        assertThat(state.isPaused()).isTrue();
        assertThat(List.of(state.runs(), state.failures(), state.missed(), state.skipped()))
                .containsExactly(7L, 6L, 5L, 4L);
        assertThat(state.failuresInARow()).isEqualTo(3);
        assertThat(state.lastRun()).contains(report());
        assertThat(state.memory()).isEqualTo(Map.of("cursor", 7L));
        assertThat(state.isReadOnly()).isFalse();
        assertThat(StateCodec.write(state).json())
                .startsWith("{\"v\":4,")
                .contains("\"tail\":[{\"run\":\"r-1\"")
                .doesNotContain("consumed")
                .doesNotContain("\"last\"");
    }

    @Test
    void whatRanWhenVersion1WasSavedRunsStill() {
        RunState state = StateCodec.read(
                new StateRecord(
                        "poll",
                        "{\"v\":1,\"schedule\":\"every 10 seconds\",\"bound\":\"2026-03-04T12:00:00Z\","
                                + "\"consumed\":\"2026-03-04T12:00:00Z\",\"begun\":\"2026-03-04T12:01:30Z\",\"recover\":true}"));

        assertThat(state.open())
                .containsExactly(new OpenOccurrence(
                        "1", NOON.plusSeconds(90), 0, 1, false, OccurrenceState.RUNNING, null, "", Map.of()));
        assertThat(state.chain()).isEqualTo(NOON.plusSeconds(90));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"begun\":\"2026-03-04T12:01:30Z\"",
                "\"consumed\":7",
                "\"consumed\":\"yesterday\"",
                "\"consumed\":\"2026-03-04T12:00:00Z\",\"begun\":true",
                "\"consumed\":\"2026-03-04T12:00:00Z\",\"begun\":\"now\"",
                "\"chain\":\"2026-03-04T12:00:00Z\""
            })
    void damageOfVersion1(String fields) {
        StateRecord record = new StateRecord(
                "poll",
                "{\"v\":1,\"schedule\":\"every 10 seconds\",\"bound\":\"2026-03-04T12:00:00Z\"," + fields + "}");

        assertThatThrownBy(() -> StateCodec.read(record)).isExactlyInstanceOf(IllegalArgumentException.class);
    }

    // Damage

    @Test
    void damageIsSaidAndNothingElseIsThrown() {
        String good = StateCodec.write(full()).json();
        for (int cut = 0; cut < good.length(); cut++) {
            assertDamage(good.substring(0, cut));
        }
    }

    @Test
    void everyFieldOfAnotherTypeIsDamage() {
        Map<String, Object> good = Json.parseObject(StateCodec.write(full()).json());
        assertThat(good).hasSizeGreaterThan(23);
        for (String field : good.keySet()) {
            assertDamage(with(good, field, List.of("bad")));
            assertDamage(with(good, field, -1.5));
        }
        for (String part : List.of("open", "pending", "handed")) {
            List<?> items = items(good, part);
            for (int i = 0; i < items.size(); i++) {
                Map<String, Object> item = object(items.get(i));
                for (String field : item.keySet()) {
                    List<Object> bad = new ArrayList<>(items);
                    bad.set(i, with(item, field, List.of("bad")));
                    assertDamage(with(good, part, bad));
                    bad.set(i, with(item, field, -1.5));
                    assertDamage(with(good, part, bad));
                }
            }
        }
        Map<String, Object> last = object(items(good, "tail").get(0));
        for (String field : last.keySet()) {
            assertDamage(with(good, "tail", List.of(with(last, field, List.of("bad")))));
        }
        for (String time : List.of("bound", "chain", "orphaned")) {
            StateRecord record = new StateRecord("poll", Json.print(with(good, time, "yesterday")));
            assertThatThrownBy(() -> StateCodec.read(record))
                    .isExactlyInstanceOf(IllegalArgumentException.class)
                    .hasMessageContainingAll(time, "yesterday");
        }
        assertDamage(with(good, "runs", -1L));
        assertDamage(with(good, "tail", List.of(with(last, "outcome", "MARVELLOUS"))));
    }

    @Test
    void whatMustBeThereIsMissedWhereItIsNot() {
        Map<String, Object> good = Json.parseObject(StateCodec.write(full()).json());
        assertDamage(without(good, "bound"));
        assertDamage(without(good, "chain"));
        assertDamage(without(good, "v"));
        Map<String, List<String>> needed = Map.of(
                "open", List.of("id", "nominal", "state"),
                "pending", List.of("id", "at"),
                "handed", List.of("id", "at", "to"));
        needed.forEach((part, fields) -> {
            Map<String, Object> item = object(items(good, part).get(0));
            for (String field : fields) {
                assertDamage(with(good, part, List.of(without(item, field))));
            }
        });
    }

    @Test
    void aNewerVersionIsHeldAndNotRead() {
        RunState state = StateCodec.read(new StateRecord("poll", "{\"v\":99,\"schedule\":[\"new\"]}"));
        Transitions.defined(state, "every 10 seconds", false, "modbus", NOON);

        assertThat(state.isReadOnly()).isTrue();
        assertThat(state.state()).isEqualTo(JobState.HELD);
        assertThat(state.reason()).contains("version 99", "up to 4", "kept as it is");
    }

    private static void assertDamage(Map<String, Object> json) {
        assertDamage(Json.print(json));
    }

    private static void assertDamage(String json) {
        StateRecord record = new StateRecord("poll", json);
        assertThatThrownBy(() -> StateCodec.read(record)).as(json).isExactlyInstanceOf(IllegalArgumentException.class);
    }

    private static Map<String, Object> with(Map<String, Object> json, String field, Object value) {
        Map<String, Object> other = new LinkedHashMap<>(json);
        other.put(field, value);
        return other;
    }

    private static Map<String, Object> without(Map<String, Object> json, String field) {
        Map<String, Object> other = new LinkedHashMap<>(json);
        other.remove(field);
        return other;
    }

    private static List<?> items(Map<String, Object> json, String field) {
        return (List<?>) requireNonNull(json.get(field));
    }

    @SuppressWarnings("unchecked") // Json makes no other maps
    private static Map<String, Object> object(Object value) {
        return (Map<String, Object>) value;
    }

    private static RunReport report() {
        return report("no answer");
    }

    private static RunReport report(String message) {
        return new RunReport(
                "poll",
                "r-1",
                NOON,
                NOON.plusMillis(3),
                Duration.ofMillis(1234),
                2,
                3,
                true,
                false,
                RunOutcome.FAILED,
                message,
                Map.of());
    }

    /** One with nothing at its default. */
    private static RunState full() {
        RunState state = Transitions.create("poll");
        Transitions.defined(state, "every 10 seconds", false, "modbus", NOON.minusSeconds(600));
        Transitions.made(state, "com.acme.field", "0123456789abcdef");
        Occurrences.due(state, "o-0", NOON, 4);
        Occurrences.ended(state, Optional.of("o-0"), report(), Optional.of(Map.of("cursor", 7L, "d", 1.5)));
        Occurrences.skipped(state, 5, NOON.plusSeconds(60));
        for (String id : List.of("o-1", "o-2", "o-3", "o-4", "o-5")) {
            Occurrences.due(state, id, NOON.plusSeconds(70), 2);
        }
        Occurrences.started(state, "o-2");
        Occurrences.recovering(state, "o-2");
        Occurrences.deferred(state, "o-3", NOON.plusSeconds(100), "no network");
        Occurrences.retrying(state, "o-4", report(), Optional.empty(), NOON.plusSeconds(110));
        Occurrences.started(state, "o-5");
        Occurrences.triggered(state, "p-0", List.of(), 0, 0);
        Trigger first = new Trigger("p-1", NOON, 0, Map.of("rows", 3L));
        Occurrences.triggered(state, first.id(), List.of(first), 0, 0);
        Trigger second = new Trigger("p-2", NOON.plusSeconds(1), 4, Map.of());
        Occurrences.triggered(state, second.id(), List.of(first, second), 1, 1);
        Occurrences.due(state, "o-6", new Trigger("p-9", NOON, 1, Map.of("file", "a.csv")));
        Occurrences.handsOver(state, new Handover("upload", new Trigger("r-1", NOON, 2, Map.of("rows", 9L))));
        Occurrences.handsOver(state, new Handover("report", new Trigger("r-2", NOON, 0, Map.of())));
        Transitions.crashed(state);
        Transitions.quarantined(state, "held");
        Transitions.done(state, "done");
        Transitions.paused(state);
        Transitions.undefined(state, true, NOON.plusSeconds(70));
        state.claimed = 17;
        ClockedTimes.timedBy(state, new ClockSteps("1a2b", Duration.ofHours(-2)));
        return state;
    }
}
