package io.reveille.core.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reveille.core.json.Json;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Vector;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TypedPropertiesTest {

    /** All that a configuration can hold. */
    private static Map<String, Object> everything() {
        Map<String, Object> all = new HashMap<>();
        all.put("text", "every day at 10:30, \"ü\"\n");
        all.put("empty", "");
        all.put("integer", 5);
        all.put("long", Long.MAX_VALUE);
        all.put("short", (short) -3);
        all.put("byte", (byte) 7);
        all.put("char", '\u20ac');
        all.put("double", 5.0);
        all.put("float", 0.1f);
        all.put("nan", Double.NaN);
        all.put("infinite", Float.NEGATIVE_INFINITY);
        all.put("flag", false);
        all.put("texts", new String[] {"a", ""});
        all.put("none", new String[0]);
        all.put("ints", new int[] {1, 2});
        all.put("integers", new Integer[] {1, 2});
        all.put("longs", new long[] {Long.MIN_VALUE});
        all.put("doubles", new double[] {0.5, Double.NaN});
        all.put("booleans", new boolean[] {true, false});
        all.put("chars", new char[] {'a', ' '});
        all.put("collection", List.of("a", 5, 6L));
        return all;
    }

    @Test
    void readBackIsEqualInTypeAndValue() {
        Map<String, Object> back =
                TypedProperties.read(Json.parseObject(Json.print(TypedProperties.write(everything()))));

        assertThat(TypedProperties.same(back, everything())).isTrue();
        assertThat(back.get("texts")).isInstanceOf(String[].class);
        assertThat(back.get("ints")).isInstanceOf(int[].class);
        assertThat(back.get("integers")).isInstanceOf(Integer[].class);
        assertThat(back.get("integer")).isInstanceOf(Integer.class);
    }

    @Test
    @SuppressWarnings("JdkObsolete") // ConfigurationAdmin has Vectors
    void aVectorComesBackAsAListThatIsEqual() {
        Map<String, Object> vector = Map.of("gates", new Vector<>(List.of("mains", "network")));

        Map<String, Object> back = TypedProperties.read(Json.parseObject(Json.print(TypedProperties.write(vector))));

        assertThat(TypedProperties.same(back, vector)).isTrue();
    }

    @Test
    void everyDifferenceIsSeen() {
        Map<String, Object> other = everything();
        other.put("integer", 5L);
        assertThat(TypedProperties.same(everything(), other)).isFalse();
        assertThat(TypedProperties.hash(other)).isNotEqualTo(TypedProperties.hash(everything()));

        Map<String, Object> array = everything();
        array.put("ints", new int[] {1, 3});
        assertThat(TypedProperties.same(everything(), array)).isFalse();

        Map<String, Object> less = everything();
        less.remove("texts");
        assertThat(TypedProperties.same(everything(), less)).isFalse();
        assertThat(TypedProperties.hash(everything())).isEqualTo(TypedProperties.hash(everything()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"a\":{}}",
                "{\"a\":{\"Integer\":\"five\"}}",
                "{\"a\":{\"Character\":\"\"}}",
                "{\"a\":{\"java.io.File\":\"x\"}}",
                "{\"a\":{\"File[]\":[\"x\"]}}",
                "{\"a\":{\"int[]\":5}}",
                "{\"a\":{\"int[]\":[\"x\"]}}",
                "{\"a\":{\"Integer\":\"5\",\"Long\":\"5\"}}",
            })
    void damageIsRefused(String json) {
        assertThatThrownBy(() -> TypedProperties.read(Json.parseObject(json)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("a property is");
    }
}
