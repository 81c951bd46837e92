package io.reveille.handlers.telemetry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SampleTest {

    @Test
    void readsTheTimeAndEveryNumberByItsPath() throws IOException {
        assertThat(Sample.parse("""
                        {"load":{"1m":0.5},"time":"2027-01-01T10:00:00.5Z","up":3,
                         "other":["a",1,{"b":2}],"text":"5","nothing":null,"time2":{"time":"x"}}"""))
                .isEqualTo(new Sample(Instant.parse("2027-01-01T10:00:00.5Z"), Map.of("load.1m", 0.5, "up", 3.0)));
    }

    static List<String> noSamples() {
        String time = "\"time\":\"2027-01-01T10:00:00Z\"";
        return List.of(
                "",
                "   ",
                "\0\0\0\0",
                "5",
                "[]",
                "{}",
                "{\"load\":{\"1m\":0.5}}",
                "{\"time\":\"today\"}",
                "{\"time\":1798797600}",
                "{\"a\":{" + time + "}}",
                "{" + time,
                "{" + time + ",\"load\":{\"1m\":0.",
                "{" + time + "}{" + time + "}",
                "{" + time + "} torn",
                "{time:\"2027-01-01T10:00:00Z\"}",
                "{" + time + ",\"a\":NaN}",
                "{" + time + ",\"a\":1e21}",
                "{" + time + ",\"a\":-1e999}",
                "{" + time + ",\"a\":" + "{\"a\":".repeat(8) + "1" + "}".repeat(8) + "}",
                "{" + time + ",\"a\":" + "{\"a\":".repeat(10_000),
                "{" + time + ",\"a\":" + "[".repeat(60_000));
    }

    @ParameterizedTest
    @MethodSource("noSamples")
    void whatIsNoSampleIsAnErrorWithAReason(String line) {
        assertThatThrownBy(() -> Sample.parse(line))
                .isInstanceOf(IOException.class)
                .message()
                .isNotBlank();
    }
}
