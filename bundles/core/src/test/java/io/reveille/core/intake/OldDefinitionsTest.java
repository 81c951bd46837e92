package io.reveille.core.intake;

import static org.assertj.core.api.Assertions.assertThat;

import io.reveille.JobDefinition;
import io.reveille.JobPolicies;
import io.reveille.schedule.Schedule;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Definitions as earlier versions wrote them, word for word: each is read as it was meant, and by code known again. */
class OldDefinitionsTest {

    private final DefinitionCodec codec = new DefinitionCodec(ZoneId.of("Europe/Rome"));

    /** What the first version's code stored, and the hash that it kept of it. */
    static Stream<Arguments> writtenByTheFirstVersion() {
        return Stream.of(
                Arguments.of(
                        Map.of(
                                "name", "poll",
                                "schedule", "every 10 seconds",
                                "handler", "modbus-poll",
                                "args", "{\"unit\":3}",
                                "tags", new String[] {"field"}),
                        Map.of("unit", 3L),
                        List.of("field"),
                        "49d24fdc0969ae067edd9e28dd45bc4b"),
                Arguments.of(
                        Map.of(
                                "name", "backup",
                                "schedule", "every monday, friday at 07:00 in Europe/Rome",
                                "handler", "backup",
                                "args", "", // no arguments
                                "tags", new String[0]),
                        Map.of(),
                        List.of(),
                        "7c524f58b0c0ef66ae8f07b44116b114"),
                Arguments.of(
                        Map.of(
                                "name", "log",
                                "schedule", "every 5 to 10 minutes",
                                "handler", "log",
                                "args", "{\"b\":\"x\",\"a\":{\"z\":[true,2.5],\"y\":1}}",
                                "tags", new String[] {"a", "b"}),
                        Map.of("b", "x", "a", Map.of("y", 1L, "z", List.of(true, 2.5))),
                        List.of("a", "b"),
                        "2347ba9676b3022107ecd0ca9c2e9ced"));
    }

    @ParameterizedTest
    @MethodSource("writtenByTheFirstVersion")
    void whatTheFirstVersionWroteIsRead(
            Map<String, Object> stored, Map<String, Object> arguments, List<String> tags, String hash) {
        JobDefinition definition = codec.read(stored);

        assertThat(definition.name()).isEqualTo(stored.get("name"));
        assertThat(definition.schedule()).isEqualTo(Schedule.parse(String.valueOf(stored.get("schedule"))));
        assertThat(definition.schedule()).hasToString(String.valueOf(stored.get("schedule")));
        assertThat(definition.handler()).isEqualTo(stored.get("handler"));
        assertThat(definition.arguments()).isEqualTo(arguments);
        assertThat(definition.tags()).containsExactlyElementsOf(tags);
        assertThat(definition.policies()).isEqualTo(JobPolicies.DEFAULTS);
        assertThat(DefinitionCodec.hash(definition)).isEqualTo(hash);
    }

    /** Every schedule that the first version could write. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "every second",
                "every 10 seconds",
                "every minute at :05",
                "every 90 minutes",
                "every 5 to 10 minutes",
                "every hour",
                "every 2 hours at :30:15 in Asia/Tokyo",
                "every day at 10:30 in UTC",
                "every 5 to 10 days at 06:00:15",
                "every week",
                "every 3 weeks at 10:00",
                "every wednesday at 13:15",
                "every weekday at 08:00",
                "every monday, friday at 07:00",
                "once at 2027-01-01T00:00:00Z",
                "once in 45 minutes"
            })
    void itsSchedulesMeanTheSame(String text) {
        Schedule schedule = Schedule.parse(text, ZoneId.of("Europe/Rome"));

        assertThat(schedule.toString()).as("with the zone that it means").isIn(text, text + " in Europe/Rome");
    }

    /** Its form knew the first five properties; what else was allowed was the default, said by hand or by an installer. */
    @ParameterizedTest
    @MethodSource("policiesOfTheFirstVersion")
    void thePoliciesThatItAllowedAreStillTheDefaults(Map<String, Object> policies) {
        Map<String, Object> stored =
                new HashMap<>(Map.of("name", "poll", "schedule", "every 10 seconds", "handler", "modbus-poll"));
        stored.putAll(policies);

        assertThat(codec.read(stored).policies()).isEqualTo(JobPolicies.DEFAULTS);
        assertThat(codec.read(stored).arguments()).isEmpty();
        assertThat(codec.read(stored).tags()).isEmpty();
    }

    static Stream<Map<String, Object>> policiesOfTheFirstVersion() {
        return Stream.of(
                Map.of(),
                Map.of("misfire", "once", "overlap", "skip", "delivery", "at-least-once"),
                Map.of("misfire", "", "overlap", "", "delivery", "", "timeout", "", "retry", ""),
                Map.of("timeout", "none", "retry", "0"),
                Map.of("retry", 0),
                Map.of("tags", "", "args", "  "));
    }
}
