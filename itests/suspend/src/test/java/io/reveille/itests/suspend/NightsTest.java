package io.reveille.itests.suspend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.reveille.itests.suspend.Nights.Figures;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What was seen of a machine once passes; each thing in it that would be wrong does not. */
class NightsTest {

    private static final Map<String, Duration> JOBS = Map.of("tick", Duration.ZERO);

    /** Two sleeps; the clock inside is 6.9 s ahead of that outside, and half a second less after the first. */
    private final List<Seen> seen = new ArrayList<>(List.of(
            line("41:23.0", "{'what':'UP','at':'00:01:29.9'}"),
            line(
                    "41:24.1",
                    "{'what':'RUN','at':'00:01:31.0','job':'tick','nominal':'00:01:30','started':'00:01:30.9'}"),
            event("41:25.300", "SUSPEND"),
            event("41:51.930", "WAKEUP"),
            line(
                    "41:52.1",
                    "{'what':'SLEPT','at':'00:01:58.5','start':'00:01:31.4','wake':'00:01:59','end':'ALARM'}",
                    26400),
            line(
                    "41:53.7",
                    "{'what':'RUN','at':'00:02:00.1','job':'tick','nominal':'00:02:00','started':'00:02:00.0'}"),
            event("41:55.200", "SUSPEND"),
            event("42:21.930", "WAKEUP"),
            line(
                    "42:22.1",
                    "{'what':'SLEPT','at':'00:02:29.0','start':'00:02:01.1','wake':'00:02:29','end':'ALARM'}",
                    27100),
            line(
                    "42:23.2",
                    "{'what':'RUN','at':'00:02:30.1','job':'tick','nominal':'00:02:30','started':'00:02:30.0'}")));

    @Test
    void whatWasSeenOncePasses() {
        Figures figures = Nights.of(seen).check(JOBS);
        assertThat(figures.sleeps()).isEqualTo(2);
        assertThat(figures.runs()).isEqualTo(3);
        assertThat(figures.latest()).isZero();
    }

    @Test
    void anAlarmThatComesLate() {
        for (int i = 7; i <= 9; i++) {
            move(i, Duration.ofSeconds(2));
        }
        say(8, "at", "2027-03-01T00:02:31.0Z");
        say(8, "sleptMillis", "29100");
        say(9, "at", "2027-03-01T00:02:32.1Z");
        assertFault("when its alarm woke it");
    }

    @Test
    void anAlarmThatComesEarly() {
        move(7, Duration.ofSeconds(-3));
        assertFault("how long it slept");
    }

    @Test
    void anAlarmThatIsBesideTheSecond() {
        move(7, Duration.ofMillis(-500));
        assertFault("beside the RTC's second");
    }

    @Test
    void aSleepThatTheGatewayDoesNotTellOf() {
        seen.remove(4);
        assertFault("sleeps that the gateway tells of");
    }

    @Test
    void aSleepThatItOnlyTellsOf() {
        seen.remove(7);
        seen.remove(6);
        assertFault("sleeps that the gateway tells of");
    }

    @Test
    void anAlarmThatIsTakenForSomethingElse() {
        say(8, "end", "FOREIGN");
        assertFault("when something woke it");
    }

    @Test
    void aSleepThatIsSaidToBeLonger() {
        say(8, "sleptMillis", "30000");
        assertFault("how long it slept");
    }

    @Test
    void aRunThatStartsLate() {
        say(9, "started", "2027-03-01T00:02:31.1Z");
        assertFault("the start of");
    }

    @Test
    void aRunWhileTheGatewayStartsHasMoreTime() {
        say(1, "nominal", "2027-03-01T00:01:25Z");
        assertThat(Nights.of(seen).check(JOBS).runs()).isEqualTo(3);
        say(1, "nominal", "2027-03-01T00:01:20Z");
        assertFault("the start of");
    }

    @Test
    void aRunThatIsInTimeByAClockThatIsLate() {
        move(9, Duration.ofSeconds(3));
        assertFault("by the clock outside");
    }

    @Test
    void aRunThatMakesUpForAnother() {
        say(9, "missed", "1");
        assertFault("missed before");
    }

    @Test
    void aClockThatIsBesideTheTimeAfterASleep() {
        for (int i = 8; i <= 9; i++) {
            move(i, Duration.ofSeconds(2));
        }
        assertFault("the clock's error");
    }

    private void assertFault(String what) {
        assertThatThrownBy(() -> Nights.of(seen).check(JOBS))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining(what);
    }

    private void move(int index, Duration by) {
        Seen old = seen.get(index);
        seen.set(index, new Seen(old.at().plus(by), old.what(), old.more()));
    }

    private void say(int index, String key, String value) {
        seen.get(index).more().addProperty(key, value);
    }

    private static Seen event(String at, String what) {
        return new Seen(Instant.parse("2026-11-23T02:" + at + "Z"), what, new JsonObject());
    }

    private static Seen line(String at, String told, long sleptMillis) {
        Seen line = line(at, told);
        line.more().addProperty("sleptMillis", sleptMillis);
        return line;
    }

    private static Seen line(String at, String told) {
        String json = told.replace('\'', '"').replaceAll("\"(00:[0-9:.]+)\"", "\"2027-03-01T$1Z\"");
        JsonObject more = JsonParser.parseString(json).getAsJsonObject();
        more.addProperty("missed", 0);
        return new Seen(
                Instant.parse("2026-11-23T02:" + at + "Z"), more.get("what").getAsString(), more);
    }
}
