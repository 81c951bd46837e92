package io.reveille.core.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonTest {

    @Test
    void readsEveryKindOfValueWithItsType() {
        assertThat(Json.parseObject(
                        " {\"s\":\"x\",\"i\":-3,\"d\":1.0,\"e\":1e3,\"b\":true,\"l\":[1,[2.5]],\"o\":{\"k\":\"ü\"}} "))
                .isEqualTo(Map.of(
                        "s",
                        "x",
                        "i",
                        -3L,
                        "d",
                        1.0,
                        "e",
                        1000.0,
                        "b",
                        true,
                        "l",
                        List.of(1L, List.of(2.5)),
                        "o",
                        Map.of("k", "ü")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"a\":1}",
                "{\"a\":1.0}",
                "{\"a\":-0.0}",
                "{\"a\":9223372036854775807}",
                "{\"a\":-9223372036854775808}",
                "{\"a\":1.7976931348623157E308}",
                "{\"a\":\"\\u0000\\n\\\"\\\\ \\u2028 <&> 😀\"}",
                "{\"b\":1,\"a\":[{},[],\"\",false]}"
            })
    void whatIsPrintedReadsTheSame(String text) {
        Map<String, Object> object = Json.parseObject(text);

        String printed = Json.print(object);

        assertThat(Json.parseObject(printed)).isEqualTo(object);
        assertThat(printed).doesNotContain("\n");
        assertThat(Json.print(Json.parseObject(printed))).isEqualTo(printed);
    }

    @Test
    void anythingThatIsPrintedReadsTheSame() {
        for (long seed = 1; seed <= 300; seed++) {
            Map<String, Object> object = randomObject(new Random(seed), 4);
            assertThat(Json.parseObject(Json.print(object))).as("seed %d", seed).isEqualTo(Json.copyOf(object));
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "[1]|but found a list",
                "3|but found a number",
                "'\"x\"'|but found a string",
                "null|but found null",
                "true|but found true or false",
                "''|ends too early",
                "{|ends too early",
                "{\"a\":1}x|",
                "{\"a\":1}{}|",
                "{'a':1}|line 1 column",
                "{\"a\":null}|null at $.a",
                "{\"a\":1,\"a\":2}|\"a\" stands twice",
                "{\"o\":{\"a\":1,\"a\":1}}|\"a\" stands twice at $.o",
                "{\"a\":NaN}|line 1 column",
                "{\"a\":1e999}|not finite or too large",
                "{\"a\":-1e999}|not finite or too large",
                "{\"v\":[1e400]}|the number at $.v[0] is not finite",
                "{\"v\":[1,9223372036854775808]}|9223372036854775808 at $.v[1] is too large",
                "{\"a\":9223372036854775808}|9223372036854775808 at $.a is too large",
                "{\"a\":01}|line 1 column",
                "{\"a\":1,}|",
                "{\"a\":1 /* no */}|line 1 column",
                "{a:1}|line 1 column"
            })
    void refusesWhatOthersMightReadDifferently(String text, String message) {
        assertThatThrownBy(() -> Json.parseObject(text))
                .isExactlyInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(message == null ? "" : message)
                .hasMessageNotContaining("setLenient");
    }

    @Test
    void theDepthIsBounded() {
        String deepest = "{\"a\":" + "[".repeat(31) + "]".repeat(31) + "}";
        assertThat(Json.parseObject(deepest)).isNotEmpty();

        assertThatThrownBy(() -> Json.parseObject("{\"a\":" + "[".repeat(32) + "]".repeat(32) + "}"))
                .hasMessageContaining("nested deeper than 32 levels");
        assertThatThrownBy(() -> Json.parseObject("{\"a\":".repeat(100_000)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("nested deeper than 32 levels");
        List<Object> list = new ArrayList<>();
        list.add(list);
        assertThatThrownBy(() -> Json.copyOf(Map.of("a", list))).hasMessageContaining("nested deeper than 32 levels");
    }

    @Test
    void aTextOfOthersMayBeAListAndHaveNulls() {
        assertThat(Json.parse("[{\"a\":null,\"b\":[1,null]}]", 3))
                .isEqualTo(List.of(Map.of("a", Json.NULL, "b", List.of(1L, Json.NULL))));

        assertThatThrownBy(() -> Json.parse("[{\"a\":null,\"a\":1}]", 3)).hasMessageContaining("\"a\" stands twice");
        assertThatThrownBy(() -> Json.parse("[[[[]]]]", 3)).hasMessageContaining("nested deeper than 3 levels");
        assertThatThrownBy(() -> Json.parse("null", 3)).hasMessageContaining("found null");
        assertThatThrownBy(() -> Json.copyOf(Map.of("a", Json.NULL))).hasMessageStartingWith("\"a\" is null");
        assertThatThrownBy(() -> Json.parseObject("{\"a\":[null]}")).hasMessageContaining("null at $.a[0]");
    }

    @Test
    void whatIsPrintedForPeopleReadsTheSame() throws IOException {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("b", List.of(1, Map.of("c", "<&>")));
        object.put("a", Map.of());

        StringWriter text = new StringWriter();
        Json.writeIndented(Json.copyOf(object, 3), text);

        String printed = text.toString();
        assertThat(printed).isEqualTo("""
                        {
                          "b": [
                            1,
                            {
                              "c": "<&>"
                            }
                          ],
                          "a": {}
                        }
                        """);
        assertThat(Json.parseObject(printed)).isEqualTo(Json.copyOf(object));
        assertThatThrownBy(() -> Json.copyOf(object, 2)).hasMessageContaining("nested deeper than 2 levels");
    }

    @Test
    void whatIsLongIsCutInMessages() {
        assertThatThrownBy(() -> Json.parseObject("{\"a\":1" + "0".repeat(1000) + "}"))
                .satisfies(e -> assertThat(e.getMessage()).hasSizeLessThan(300));
    }

    @Test
    void copiesWidenNumbers() {
        assertThat(Json.copyOf(Map.of("i", 1, "s", (short) 2, "b", (byte) 3, "f", 0.5f, "d", 2.0)))
                .isEqualTo(Map.of("i", 1L, "s", 2L, "b", 3L, "f", 0.5, "d", 2.0));
    }

    @Test
    void copiesAreDeepAndCannotBeChanged() {
        Map<String, Object> inner = new HashMap<>(Map.of("k", 1));
        List<Object> list = new ArrayList<>(List.of(inner));
        Map<String, Object> copy = Json.copyOf(Map.of("l", list));

        inner.put("k", 2);
        list.add("more");

        assertThat(copy).isEqualTo(Map.of("l", List.of(Map.of("k", 1L))));
        assertThatThrownBy(() -> copy.put("x", 1)).isInstanceOf(UnsupportedOperationException.class);
        assertThat(copy.get("l"))
                .isInstanceOfSatisfying(
                        List.class,
                        items -> assertThatThrownBy(items::clear).isInstanceOf(UnsupportedOperationException.class));
    }

    @Test
    void copiesRefuseWhatJsonCannotHoldAndNameThePlace() {
        Map<String, Object> withNull = new HashMap<>();
        withNull.put("n", null);
        assertThatThrownBy(() -> Json.copyOf(withNull)).hasMessageStartingWith("\"n\" is null");
        assertThatThrownBy(() -> Json.copyOf(Map.of("a", Map.of("b", List.of(1, 'x')))))
                .hasMessageStartingWith("\"a.b[1]\" is java.lang.Character");
        assertThatThrownBy(() -> Json.copyOf(Map.of("a", Double.NEGATIVE_INFINITY)))
                .hasMessageContaining("not finite");
        assertThatThrownBy(() -> Json.copyOf(Map.of(3, "x"))).hasMessageContaining("is not a String");
        assertThatThrownBy(() -> Json.copyOf(Map.of("a", Arrays.asList(1, null))))
                .hasMessageContaining("a[1]");
        assertThatThrownBy(() -> Json.copyOf(Map.of("a", new java.math.BigInteger("9"))))
                .hasMessageContaining("BigInteger");
    }

    private static Map<String, Object> randomObject(Random random, int depth) {
        Map<String, Object> object = new LinkedHashMap<>();
        for (int i = random.nextInt(5); i > 0; i--) {
            object.put(randomText(random), randomValue(random, depth));
        }
        return object;
    }

    private static Object randomValue(Random random, int depth) {
        return switch (random.nextInt(depth > 0 ? 7 : 5)) {
            case 0 -> random.nextLong();
            case 1 -> Double.longBitsToDouble(random.nextLong() & 0xBFEFFFFFFFFFFFFFL);
            case 2 -> random.nextBoolean();
            case 3 -> random.nextInt();
            case 4 -> randomText(random);
            case 5 -> randomObject(random, depth - 1);
            default ->
                random.ints(random.nextInt(4))
                        .mapToObj(any -> randomValue(random, depth - 1))
                        .toList();
        };
    }

    private static String randomText(Random random) {
        return random.ints(random.nextInt(8), 0, 0xD7FF)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    @Test
    void theLengthIsThatOfTheText() {
        Map<String, Object> object = Map.of("text", "a\"b\n\u2028ü", "list", List.of(1L, 2.5, true, Map.of()));

        assertThat(Json.length(object)).isEqualTo(Json.print(object).length());
    }

    @Test
    void aValueThatCannotBePrintedIsNamed() {
        assertThatThrownBy(() -> Json.print(Map.of("a", Map.of("b", new Object()))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("\"a.b\" is java.lang.Object");
    }
}
