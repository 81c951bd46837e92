package io.reveille.core.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reveille.core.json.Json;
import io.reveille.spi.StateRecord;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class EngineStateTest {

    private static final Instant NOON = Instant.parse("2026-03-04T12:00:00.123456789Z");

    private final EngineState full = engine(Duration.ofHours(-2));

    @Test
    void allThatIsKnownComesBack() {
        assertThat(EngineState.read(full.write())).contains(full);
        EngineState bare = new EngineState("", false, "", NOON, Duration.ZERO, ClockSteps.NONE, Instant.EPOCH, "");
        assertThat(EngineState.read(bare.write())).contains(bare);
    }

    @Test
    void itsTextIsKnown() {
        assertThat(full.write())
                .isEqualTo(new StateRecord(
                        "/engine",
                        "{\"v\":1,\"installation\":\"11-22\",\"clean\":true,\"boot\":\"boot-1\","
                                + "\"wall\":\"2026-03-04T12:00:00.123456789Z\",\"sinceBoot\":1234567,\"clock\":\"1a2b\",\"stepped\":\"PT-2H\","
                                + "\"trusted\":\"2026-03-04T11:59:55.123456789Z\",\"flash\":\"1:2\"}"));
    }

    @Test
    void aClockThatHasNotSteppedIsNotWorthAWord() {
        assertThat(engine(Duration.ZERO).write().json()).doesNotContain("stepped");
    }

    @Test
    void ofAnOlderVersionItIsNotKnownHowTheClockWasSet() {
        StateRecord old =
                new StateRecord(EngineState.NAME, full.write().json().replaceAll("\"(clock|stepped)\":[^,]*,", ""));

        assertThat(EngineState.read(old).orElseThrow().steps().isKnown()).isFalse();
    }

    @Test
    void itsNameIsThatOfNoJob() {
        assertThat(EngineState.isIn(full.write())).isTrue();
        assertThat(EngineState.isIn(new StateRecord("engine", "{}"))).isFalse();
    }

    @Test
    void aNewerVersionIsNotRead() {
        assertThat(EngineState.read(new StateRecord(EngineState.NAME, "{\"v\":2,\"installation\":[\"new\"]}")))
                .isEmpty();
    }

    @Test
    void damageIsSaidAndNothingElseIsThrown() {
        String good = full.write().json();
        for (int cut = 0; cut < good.length(); cut++) {
            StateRecord torn = new StateRecord(EngineState.NAME, good.substring(0, cut));
            assertThatThrownBy(() -> EngineState.read(torn))
                    .as(torn.json())
                    .isExactlyInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void everyFieldOfAnotherTypeIsDamage() {
        Map<String, Object> good = Json.parseObject(full.write().json());
        for (String field : good.keySet()) {
            assertDamage(good, field, List.of("bad"));
            assertDamage(good, field, -1L);
        }
        assertDamage(good, "v", 0L);
        assertDamage(good, "wall", "yesterday");
        assertDamage(good, "trusted", "");
        assertDamage(good, "stepped", "far");
    }

    private static EngineState engine(Duration stepped) {
        return new EngineState(
                "11-22",
                true,
                "boot-1",
                NOON,
                Duration.ofMillis(1_234_567),
                new ClockSteps("1a2b", stepped),
                NOON.minusSeconds(5),
                "1:2");
    }

    private static void assertDamage(Map<String, Object> good, String field, Object value) {
        Map<String, Object> bad = new LinkedHashMap<>(good);
        bad.put(field, value);
        StateRecord record = new StateRecord(EngineState.NAME, Json.print(bad));
        assertThatThrownBy(() -> EngineState.read(record))
                .as(record.json())
                .isExactlyInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("\"" + field + "\"");
    }
}
