package io.reveille.handlers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ArgumentsTest {

    @Test
    void readsWhatIsThere() {
        Arguments arguments = Arguments.of(Map.of("file", "a.jsonl", "keep", 7L), "file", "keep");

        assertThat(arguments.text("file")).isEqualTo("a.jsonl");
        assertThat(arguments.text("file", "b.jsonl")).isEqualTo("a.jsonl");
        assertThat(arguments.whole("keep", 3, 1, 10, "files")).isEqualTo(7);
    }

    @Test
    void whatIsNotThereHasItsDefault() {
        Arguments arguments = Arguments.of(Map.of(), "file", "keep");

        assertThat(arguments.text("file", "b.jsonl")).isEqualTo("b.jsonl");
        assertThat(arguments.whole("keep", 3, 1, 10, "files")).isEqualTo(3);
    }

    @Test
    void anUnknownNameIsRefusedWithTheKnownOnes() {
        assertThatThrownBy(() -> Arguments.of(Map.of("keep", 1L, "kep", 1L), "file", "keep"))
                .isInstanceOf(ArgumentException.class)
                .hasMessage("unknown argument \"kep\"; expected only file, keep."
                        + " Nothing was done; correct the job's arguments");
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 10})
    void bothEndsOfARangeAreInIt(long value) {
        assertThat(Arguments.of(Map.of("keep", value), "keep").whole("keep", 3, 1, 10, "files"))
                .isEqualTo(value);
    }

    static List<Object> noWholeNumbersFrom1To10() {
        return List.of(0L, 11L, -1L, Long.MAX_VALUE, 3.0, Double.NaN, "3", true, List.of(3L), Map.of("keep", 3L));
    }

    @ParameterizedTest
    @MethodSource("noWholeNumbersFrom1To10")
    void aNumberOutOfRangeOrOfAnotherTypeIsRefused(Object value) {
        Arguments arguments = Arguments.of(Map.of("keep", value), "keep");

        assertThatThrownBy(() -> arguments.whole("keep", 3, 1, 10, "files"))
                .isInstanceOf(ArgumentException.class)
                .hasMessage("argument keep is " + OneLine.show(value)
                        + "; expected a whole number of files from 1 to 10."
                        + " Nothing was done; correct the job's arguments");
    }

    static List<Object> noTexts() {
        return List.of("", " \t", 3L, 3.5, false, List.of("a"), Map.of());
    }

    @ParameterizedTest
    @MethodSource("noTexts")
    void whatIsNoTextIsRefused(Object value) {
        Arguments arguments = Arguments.of(Map.of("file", value), "file");

        assertThatThrownBy(() -> arguments.text("file", "b"))
                .isInstanceOf(ArgumentException.class)
                .hasMessageStartingWith(
                        "argument file is " + OneLine.show(value) + "; expected a text that is not blank");
    }

    @Test
    void aRequiredTextThatIsMissingIsSaidToBeMissing() {
        assertThatThrownBy(() -> Arguments.of(Map.of(), "message").text("message"))
                .isInstanceOf(ArgumentException.class)
                .hasMessageStartingWith("argument message is missing; expected a text");
    }
}
