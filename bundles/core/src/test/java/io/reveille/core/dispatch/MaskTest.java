package io.reveille.core.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MaskTest {

    private static final Mask MASK = new Mask(Map.of(
            "a", "abcd",
            "b", "cdefgh",
            "long", "xabcdx",
            "odd", ".*$1\\Q(",
            "pin", "123",
            "twin", "abcd",
            "word", "secret"));

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            nothing of it       | nothing of it
            abcd                | %{secret:a}
            abcdabcd            | %{secret:a}%{secret:a}
            (abcd)-(cdefgh)     | (%{secret:a})-(%{secret:b})
            1xabcdx2            | 1%{secret:long}2
            abcdefgh            | %{secret:b}
            abcdcdefgh          | %{secret:a}%{secret:b}
            abcde               | %{secret:a}e
            .*$1\\Q(.*$1        | %{secret:odd}.*$1
            123                 | 123
            a secret            | a %{secret:word}
            ABCD                | ABCD
            """)
    void secretsAreHidden(String text, String masked) {
        assertThat(MASK.apply(text)).isEqualTo(masked);
    }

    @Test
    void ofARepeatedSecretNothingIsLeft() {
        assertThat(new Mask(Map.of("a", "aaaa")).apply("xaaaaaaay")).isEqualTo("x%{secret:a}y");
        assertThat(new Mask(Map.of("a", "abab")).apply("ababab")).isEqualTo("%{secret:a}");
    }

    @Test
    void dataIsHiddenThroughout() {
        Map<String, Object> data = Map.of(
                "count",
                1234L,
                "url",
                "ftp://abcd@host",
                "abcd",
                List.of("abcd", 1.5, List.of(true, "xabcdx"), Map.of("k-abcd", "secret")));
        assertThat(MASK.apply(data))
                .isEqualTo(Map.of(
                        "count",
                        1234L,
                        "url",
                        "ftp://%{secret:a}@host",
                        "%{secret:a}",
                        List.of(
                                "%{secret:a}",
                                1.5, List.of(true, "%{secret:long}"), Map.of("k-%{secret:a}", "%{secret:word}"))));
        assertThat(Mask.NONE.apply(data)).isEqualTo(data);
    }
}
