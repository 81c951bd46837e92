package io.reveille.handlers.arguments;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reveille.ArgumentSpec;
import io.reveille.ArgumentType;
import io.reveille.handlers.TestContext;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class HandlerArgumentsTest {

    private static final List<ArgumentSpec> SPECS = List.of(
            ArgumentSpec.of("file", ArgumentType.TEXT, "where").or("b.jsonl"),
            ArgumentSpec.of("keep", ArgumentType.WHOLE, "how many")
                    .counting("files")
                    .from(1, 10)
                    .or("3"),
            ArgumentSpec.of("dry", ArgumentType.FLAG, "whether not").or("false"),
            ArgumentSpec.of("wait", ArgumentType.DURATION, "how long").or("1 minute"),
            ArgumentSpec.of("age", ArgumentType.DURATION, "how old"),
            ArgumentSpec.of("words", ArgumentType.LIST, "which"),
            ArgumentSpec.of("names", ArgumentType.OBJECT, "whose"));

    private static HandlerArguments of(Map<String, Object> values) {
        return HandlerArguments.of(run(values), SPECS);
    }

    private static TestContext run(Map<String, Object> values) {
        TestContext context = TestContext.at("2027-01-01T00:00:00Z");
        for (Map.Entry<String, Object> value : new HashMap<>(values).entrySet()) {
            context = context.with(value.getKey(), value.getValue());
        }
        return context;
    }

    @Test
    void readsWhatIsThere() {
        HandlerArguments arguments = of(Map.of(
                "file",
                "a.jsonl",
                "keep",
                7L,
                "dry",
                true,
                "wait",
                "2 hours",
                "words",
                List.of("a"),
                "names",
                Map.of("b", 1L)));

        assertThat(arguments.text("file")).isEqualTo("a.jsonl");
        assertThat(arguments.whole("keep")).isEqualTo(7);
        assertThat(arguments.flag("dry")).isTrue();
        assertThat(arguments.duration("wait")).contains(Duration.ofHours(2));
        assertThat(arguments.list("words")).isEqualTo(List.of("a"));
        assertThat(arguments.object("names")).contains(Map.of("b", 1L));
    }

    @Test
    void whatIsNotThereHasItsDefault() {
        HandlerArguments arguments = of(Map.of());

        assertThat(arguments.text("file")).isEqualTo("b.jsonl");
        assertThat(arguments.whole("keep")).isEqualTo(3);
        assertThat(arguments.flag("dry")).isFalse();
        assertThat(arguments.duration("wait")).contains(Duration.ofMinutes(1));
        assertThat(arguments.duration("age")).isEmpty();
        assertThat(arguments.list("words")).isEmpty();
        assertThat(arguments.object("names")).isEmpty();
        assertThat(arguments.has("file")).isTrue();
        assertThat(arguments.has("age")).isFalse();
    }

    @Test
    void anUnknownNameIsRefusedWithTheKnownOnes() {
        assertThatThrownBy(() -> of(Map.of("keep", 1L, "kep", 1L)))
                .isInstanceOf(ArgumentException.class)
                .hasMessage("unknown argument \"kep\"; expected only file, keep, dry, wait, age, words, names");
    }

    static List<Object> noWholeNumbersFrom1To10() {
        return List.of(0L, 11L, -1L, Long.MAX_VALUE, 3.0, Double.NaN, "3", true, List.of(3L), Map.of("keep", 3L));
    }

    @ParameterizedTest
    @MethodSource("noWholeNumbersFrom1To10")
    void aNumberOutOfRangeOrOfAnotherTypeIsRefused(Object value) {
        assertThatThrownBy(() -> of(Map.of("keep", value)))
                .isInstanceOfSatisfying(
                        ArgumentException.class,
                        e -> assertThat(e.failure().message())
                                .isEqualTo("argument keep is " + OneLine.show(value)
                                        + "; expected a whole number of files from 1 to 10."
                                        + " Nothing was done; correct the job's arguments"));
    }

    static List<Object> noTexts() {
        return List.of("", " \t", 3L, 3.5, false, List.of("a"), Map.of());
    }

    @ParameterizedTest
    @MethodSource("noTexts")
    void whatIsNoTextIsRefused(Object value) {
        assertThatThrownBy(() -> of(Map.of("file", value)))
                .isInstanceOf(ArgumentException.class)
                .hasMessageStartingWith(
                        "argument file is " + OneLine.show(value) + "; expected a text that is not blank");
    }

    @Test
    void whatASecretStandsForIsReadWhenTheJobRunsAndNotBefore() {
        Map<String, Object> values = Map.of("file", "%{secret:where}", "wait", "%{secret:long}");
        HandlerArguments checked = HandlerArguments.ofDefinition(values, SPECS);

        assertThat(checked.<String>read("file", text -> "read", "unknown")).isEqualTo("unknown");
        assertThat(checked.duration("wait")).isEmpty();
        HandlerArguments run = of(values); // each stood there with its sign twice
        assertThat(run.<String>read("file", text -> "read", "unknown")).isEqualTo("read");
        assertThatThrownBy(() -> run.duration("wait"))
                .isInstanceOf(ArgumentException.class)
                .hasMessageStartingWith("argument wait is \"%{secret:long}\"; expected a duration");
    }
}
