package io.reveille.kura;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reveille.JobDefinitionException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class KuraValuesTest {

    @Test
    void listsAreArraysOfWrappersAndEmptyOnesAreLeftOut() {
        Map<String, Object> kept = KuraValues.kept(Map.of(
                "tags", List.of("a", "b"), "gates", new String[0], "none", List.of(), "numbers", new int[] {1, 2}));

        assertThat(kept).containsOnlyKeys("tags", "numbers");
        assertThat((Object[]) kept.get("tags")).isInstanceOf(String[].class).containsExactly("a", "b");
        assertThat((Object[]) kept.get("numbers")).isInstanceOf(Integer[].class).containsExactly(1, 2);
    }

    @Test
    void singleValuesStayAsTheyAre() {
        Map<String, Object> all = Map.of("a", "", "b", 1, "c", 2L, "d", 'x', "e", true, "f", 1.5);

        assertThat(KuraValues.kept(all)).isEqualTo(all);
    }

    @Test
    void whatHasNoTypeOfKurasIsRefused() {
        assertThatThrownBy(() -> KuraValues.kept(Map.of("timeout", Duration.ofHours(1))))
                .isInstanceOf(JobDefinitionException.class)
                .hasMessage("The property \"timeout\" cannot be used: a value of the type java.time.Duration cannot be"
                        + " kept by Eclipse Kura; nothing was changed.");
        assertThatThrownBy(() -> KuraValues.kept(Map.of("tags", List.of("a", 1))))
                .hasMessageContaining("several types");
    }

    @Test
    void charactersThatXmlHasPass() {
        for (String text : List.of(
                "\t\n\r\r\n", "\u007F\u0080\u0085\u009F\u2028", "\uD83D\uDE00", "]]>&<\"'", "\uE000\uFFFD", "\uD7FF")) {
            assertThatCode(() -> KuraValues.kept(Map.of("args", text))).as(text).doesNotThrowAnyException();
        }
    }

    @Test
    void otherCharactersAreRefusedWithTheirPlace() {
        for (String text : List.of(
                "\0",
                "\b",
                "\u000B",
                "\f",
                "\u000E",
                "\u001F",
                "\uFFFE",
                "\uFFFF",
                "\uD83D",
                "\uDE00",
                "\uDE00\uD83D")) {
            assertThatThrownBy(() -> KuraValues.kept(Map.of("args", "ab" + text)))
                    .isInstanceOf(JobDefinitionException.class)
                    .hasMessageContaining("\"args\"")
                    .hasMessageContaining(String.format("U+%04X at position 3", (int) text.charAt(0)));
        }
        assertThatThrownBy(() -> KuraValues.kept(Map.of("tags", List.of("ok", "\0"))))
                .hasMessageContaining("\"tags\"");
        assertThatThrownBy(() -> KuraValues.kept(Map.of("a\0b", "ok"))).hasMessageContaining("\"a\\u{0}b\"");
    }
}
