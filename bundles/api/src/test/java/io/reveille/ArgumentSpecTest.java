package io.reveille;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ArgumentSpecTest {

    private static ArgumentSpec of(ArgumentType type) {
        return ArgumentSpec.of("it", type, "for a test");
    }

    static List<Arguments> good() {
        return List.of(
                Arguments.of(of(ArgumentType.TEXT), "x"),
                Arguments.of(of(ArgumentType.TEXT).oneOf("get", "post"), "POST"),
                Arguments.of(of(ArgumentType.TEXT).oneOf("get", "post"), "%{secret:method}"),
                Arguments.of(of(ArgumentType.TEXT).from(0, 3), "${secret:code}"),
                Arguments.of(of(ArgumentType.TEXT).from(0, 3), "abc"),
                Arguments.of(of(ArgumentType.WHOLE), Long.MIN_VALUE),
                Arguments.of(of(ArgumentType.WHOLE).from(1, 9), 1L),
                Arguments.of(of(ArgumentType.WHOLE).from(1, 9), 9L),
                Arguments.of(of(ArgumentType.NUMBER).from(0, 1), 0.5),
                Arguments.of(of(ArgumentType.NUMBER).from(0, 1), 1L),
                Arguments.of(of(ArgumentType.FLAG), false),
                Arguments.of(of(ArgumentType.DURATION), "1h30m"),
                Arguments.of(of(ArgumentType.DURATION).from(1, 60), "1 minute"),
                Arguments.of(of(ArgumentType.DURATION).from(1, 60), "%{secret:how-long}"),
                Arguments.of(of(ArgumentType.LIST), List.of()),
                Arguments.of(of(ArgumentType.LIST).from(1, 2), List.of("a", 2L)),
                Arguments.of(of(ArgumentType.OBJECT), Map.of("a", List.of())));
    }

    @ParameterizedTest
    @MethodSource("good")
    void aValueOfItsTypeWithinItsRangeWillDo(ArgumentSpec spec, Object value) {
        assertThat(spec.expectedInPlaceOf(value)).isEmpty();
    }

    static List<Arguments> bad() {
        return List.of(
                Arguments.of(of(ArgumentType.TEXT), 3L, "a text that is not blank"),
                Arguments.of(of(ArgumentType.TEXT), " \t", "a text that is not blank"),
                Arguments.of(
                        of(ArgumentType.TEXT).from(0, 3), "abcd", "a text that is not blank, from 0 to 3 characters"),
                Arguments.of(of(ArgumentType.TEXT).oneOf("get", "post"), "put", "one of get, post"),
                Arguments.of(of(ArgumentType.WHOLE), 3.0, "a whole number"),
                Arguments.of(of(ArgumentType.WHOLE), "%{secret:port}", "a whole number"),
                Arguments.of(
                        of(ArgumentType.WHOLE).counting("files").from(1, 9),
                        10L,
                        "a whole number of files from 1 to 9"),
                Arguments.of(
                        of(ArgumentType.NUMBER).from(0.5, Double.POSITIVE_INFINITY), 0L, "a number of at least 0.5"),
                Arguments.of(
                        of(ArgumentType.NUMBER).from(Double.NEGATIVE_INFINITY, 1e20),
                        Double.NaN,
                        "a number of at most 1.0E20"),
                Arguments.of(of(ArgumentType.FLAG), "true", "true or false"),
                Arguments.of(of(ArgumentType.DURATION), 5L, "a duration, \"90 seconds\" for example"),
                Arguments.of(of(ArgumentType.DURATION), "soon", "a duration, \"90 seconds\" for example"),
                Arguments.of(
                        of(ArgumentType.DURATION).from(1, 60),
                        "2 minutes",
                        "a duration, \"90 seconds\" for example, from 1 to 60 seconds"),
                Arguments.of(of(ArgumentType.LIST), "a", "a list"),
                Arguments.of(of(ArgumentType.LIST).from(1, 2), List.of(), "a list, from 1 to 2 elements"),
                Arguments.of(of(ArgumentType.OBJECT), List.of(), "an object, values by name"));
    }

    @ParameterizedTest
    @MethodSource("bad")
    void anyOtherIsToldWhatWasExpected(ArgumentSpec spec, Object value, String expected) {
        assertThat(spec.expectedInPlaceOf(value)).contains(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"%{secret:a}", "x ${secret:a} y", "%%{secret:a}"})
    void aSecretIsSeenHoweverDeepItLies(String text) {
        assertThat(ArgumentSpec.hasSecret(text)).isTrue();
        assertThat(ArgumentSpec.hasSecret(Map.of("a", List.of(1L, text)))).isTrue();
    }

    @Test
    void whatOnlyLooksLikeOneIsNone() {
        assertThat(ArgumentSpec.hasSecret("{secret:a}")).isFalse();
        assertThat(ArgumentSpec.hasSecret("%{env:a}")).isFalse();
        assertThat(ArgumentSpec.hasSecret(Map.of("%{secret:a}", 1L))).isFalse();
    }

    @Test
    void allArgumentsAreCheckedAndTheFirstAtFaultIsNamedWithItsValue() {
        ArgumentChecker handler = () -> List.of(
                ArgumentSpec.of("url", ArgumentType.TEXT, "where to").needed(),
                ArgumentSpec.of("tries", ArgumentType.WHOLE, "how often")
                        .from(1, 3)
                        .or("1"));

        assertThatCode(() -> handler.check(Map.of("url", "x"))).doesNotThrowAnyException();
        assertThatCode(() -> handler.check(Map.of("url", "x", "tries", 3L))).doesNotThrowAnyException();
        assertThatThrownBy(() -> handler.check(Map.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("argument url is missing; expected a text that is not blank");
        assertThatThrownBy(() -> handler.check(Map.of("url", "x", "tries", 4L)))
                .hasMessage("argument tries is 4; expected a whole number from 1 to 3");
        assertThatThrownBy(() -> handler.check(Map.of("url", "x", "trise", 3L)))
                .hasMessage("unknown argument \"trise\"; expected only url, tries");
    }

    @Test
    void aHandlerWithoutArgumentsTakesNone() {
        ArgumentChecker handler = List::of;

        assertThatThrownBy(() -> handler.check(Map.of("a", 1L))).hasMessage("unknown argument \"a\"; expected none");
    }

    @Test
    void aValueIsShownOnOneLineAndCut() {
        ArgumentChecker handler = () -> List.of(of(ArgumentType.WHOLE));

        assertThatThrownBy(() -> handler.check(Map.of("it", "a\n\u202eb" + "x".repeat(100))))
                .hasMessage("argument it is \"a\\u000a\\u202eb" + "x".repeat(76) + "…\"; expected a whole number");
    }
}
