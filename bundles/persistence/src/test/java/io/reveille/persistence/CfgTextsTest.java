package io.reveille.persistence;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CfgTextsTest {

    private static final String FILE = "file:/opt/karaf/etc/io.reveille.job-hello.cfg";

    private static Map<String, Object> texts(Map<String, Object> properties) {
        Map<String, Object> all = new HashMap<>(properties);
        all.put(FileOrigins.ORIGIN, FILE);
        return CfgTexts.of(all);
    }

    @Test
    void listsAndNumbersAreTexts() {
        assertThat(texts(Map.of("tags", List.of("a", "b"), "priority", -5, "retry", "3")))
                .containsEntry("tags", "a, b")
                .containsEntry("priority", "-5")
                .containsEntry("retry", "3")
                .containsEntry(FileOrigins.ORIGIN, FILE);
    }

    @Test
    void aListWithACommaInAValueStaysAList() {
        assertThat(texts(Map.of("tags", new String[] {"a, b", "c"})).get("tags"))
                .isEqualTo(new String[] {"a, b", "c"});
    }

    @Test
    void whatBelongsToOthersStaysAsItIs() {
        assertThat(texts(Map.of("their.number", 5))).containsEntry("their.number", 5);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"a\":\"${x}\"}        | {\"a\":\"\\u0024{x}\"}",
                "{\"a\":\"C:\\\\temp\"}    | {\"a\":\"C:\\u005ctemp\"}",
                "{\"a\":\"\\\"x\\\\\"}     | {\"a\":\"\\\"x\\u005c\"}",
                "{\"a\":\"%{secret:b}\\n\"} | {\"a\":\"%{secret:b}\\n\"}"
            })
    void argsAreTheSameJsonWithoutWhatIsReplaced(String args, String text) {
        assertThat(texts(Map.of("args", args))).containsEntry("args", text);
    }

    @Test
    void aDefinitionFromNoFileIsLeftAlone() {
        Map<String, Object> properties = Map.of("tags", new String[] {"a"}, "args", "{\"a\":\"${x}\"}");

        assertThat(CfgTexts.of(properties)).isSameAs(properties);
    }
}
