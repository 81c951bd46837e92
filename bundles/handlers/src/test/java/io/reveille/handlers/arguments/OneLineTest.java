package io.reveille.handlers.arguments;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OneLineTest {

    @ParameterizedTest
    @CsvSource({
        "10, \\n",
        "13, \\r",
        "9, \\t",
        "0, \\u0000",
        "27, \\u001b",
        "127, \\u007f",
        "133, \\u0085", // next line
        "8232, \\u2028", // line separator
        "8233, \\u2029", // paragraph separator
        "8238, \\u202e", // right-to-left override
        "8297, \\u2069", // end of a bidirectional isolate
        "55357, \\ud83d", // half of a pair
    })
    void whatCouldForgeALineIsEscaped(int character, String escaped) {
        assertThat(OneLine.escape("a" + (char) character + "b")).isEqualTo("a" + escaped + "b");
    }

    @ParameterizedTest
    @ValueSource(strings = {"plain", "C:\\temp", "Überlänge, Жд, 漢字", "👩‍🔧 {} ${jndi:x} %s", ""})
    void otherTextStaysAsItIs(String text) {
        assertThat(OneLine.escape(text)).isEqualTo(text);
    }

    @Test
    void aValueIsShownInQuotesIfItIsTextAndCutIfItIsLong() {
        assertThat(OneLine.show("a\nb")).isEqualTo("\"a\\nb\"");
        assertThat(OneLine.show(3L)).isEqualTo("3");
        assertThat(OneLine.show("x".repeat(100_000))).hasSizeLessThan(100).endsWith("x...\"");
    }
}
