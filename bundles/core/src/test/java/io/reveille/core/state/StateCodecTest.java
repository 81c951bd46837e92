package io.reveille.core.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reveille.JobState;
import io.reveille.RunOutcome;
import io.reveille.RunReport;
import io.reveille.core.json.Json;
import io.reveille.spi.StateRecord;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class StateCodecTest {

    private static final Instant NOON = Instant.parse("2026-03-04T12:00:00Z");

    @Test
    void aYoungJobIsShortToTell() {
        RunState state = Transitions.create("poll");
        Transitions.defined(state, "every 10 seconds", false, "modbus", NOON);

        assertThat(StateCodec.write(state).json())
                .isEqualTo("{\"v\":1,\"schedule\":\"every 10 seconds\",\"bound\":\"2026-03-04T12:00:00Z\","
                        + "\"consumed\":\"2026-03-04T12:00:00Z\"}");
    }

    @Test
    void allThatIsKnownComesBack() {
        RunState state = full();

        RunState back = StateCodec.read(StateCodec.write(state));

        assertThat(back)
                .usingRecursiveComparison()
                .ignoringFields("state", "reason", "occurrence", "handlerPresent")
                .isEqualTo(state);
        assertThat(StateCodec.write(back)).isEqualTo(StateCodec.write(state));
    }

    @Test
    void aRunUnderWayIsRecoveredAndItsOccurrenceNotConsumed() {
        RunState state = full();
        Transitions.due(state, NOON.plusSeconds(90), 2);
        Transitions.started(state);

        RunState back = StateCodec.read(StateCodec.write(state));

        assertThat(back.recover).isTrue();
        assertThat(back.begun()).isEmpty();
        assertThat(back.chain()).isEqualTo(state.consumed).isBefore(NOON.plusSeconds(90));
        assertThat(back.missed()).as("counted when it has ended").isEqualTo(4);
    }

    @Test
    void anOccurrenceThatOnlyWaitedForAWorkerIsNoRecovery() {
        RunState state = full();
        Transitions.due(state, NOON.plusSeconds(90), 0);

        assertThat(StateCodec.read(StateCodec.write(state)).recover).isFalse();
    }

    @Test
    void damageIsSaidAndNothingElseIsThrown() {
        String good = StateCodec.write(full()).json();
        for (int cut = 0; cut < good.length(); cut++) {
            StateRecord torn = new StateRecord("poll", good.substring(0, cut));
            assertThatThrownBy(() -> StateCodec.read(torn))
                    .as(torn.json())
                    .isExactlyInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void everyFieldOfAnotherTypeIsDamage() {
        Map<String, Object> good = Json.parseObject(StateCodec.write(full()).json());
        assertThat(good).hasSizeGreaterThan(15);
        for (String field : good.keySet()) {
            Map<String, Object> bad = new LinkedHashMap<>(good);
            bad.put(field, List.of("bad"));
            StateRecord record = new StateRecord("poll", Json.print(bad));
            assertThatThrownBy(() -> StateCodec.read(record)).as(field).isInstanceOf(IllegalArgumentException.class);
        }
        for (String time : List.of("bound", "consumed", "orphaned")) {
            Map<String, Object> bad = new LinkedHashMap<>(good);
            bad.put(time, "yesterday");
            StateRecord record = new StateRecord("poll", Json.print(bad));
            assertThatThrownBy(() -> StateCodec.read(record))
                    .isExactlyInstanceOf(IllegalArgumentException.class)
                    .hasMessageContainingAll(time, "yesterday");
        }
    }

    @Test
    void aNewerVersionIsHeldAndNotRead() {
        RunState state = StateCodec.read(new StateRecord("poll", "{\"v\":2,\"schedule\":[\"new\"]}"));
        Transitions.defined(state, "every 10 seconds", false, "modbus", NOON);

        assertThat(state.isReadOnly()).isTrue();
        assertThat(state.state()).isEqualTo(JobState.HELD);
        assertThat(state.reason()).contains("version 2", "up to 1", "kept as it is");
    }

    private static RunState full() {
        RunState state = Transitions.create("poll");
        Transitions.defined(state, "every 10 seconds", false, "modbus", NOON.minusSeconds(600));
        Transitions.made(state, "com.acme.field", "0123456789abcdef");
        RunReport report = new RunReport(
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
                "no answer \"from\" unit ü",
                Map.of());
        Transitions.due(state, NOON, 4);
        Transitions.ended(state, report, Optional.of(Map.of("cursor", 7L, "d", 1.5)), "done", "held", "modbus");
        Transitions.skipped(state, 5, NOON.plusSeconds(60));
        Transitions.dropped(state, NOON.plusSeconds(80));
        Transitions.paused(state, "modbus");
        Transitions.undefined(state, true, NOON.plusSeconds(70));
        return state;
    }
}
