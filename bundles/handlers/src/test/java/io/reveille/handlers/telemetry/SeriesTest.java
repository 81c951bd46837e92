package io.reveille.handlers.telemetry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Percentage.withPercentage;

import org.junit.jupiter.api.Test;

class SeriesTest {

    @Test
    void minMeanAndMax() {
        assertThat(json(false, 0.52, 1.25, 0.08)).isEqualTo("{\"count\":3,\"min\":0.08,\"mean\":0.617,\"max\":1.25}");
        assertThat(json(false, -5.25)).isEqualTo("{\"count\":1,\"min\":-5.25,\"mean\":-5.25,\"max\":-5.25}");
    }

    @Test
    void wholeNumbersStayWholeWithoutAnExponent() {
        assertThat(json(false, 98765432109876.0, 98765432109878.0))
                .isEqualTo("{\"count\":2,\"min\":98765432109876,\"mean\":98765432109877,\"max\":98765432109878}");
        assertThat(json(false, 0, 10_000_000)).isEqualTo("{\"count\":2,\"min\":0,\"mean\":5000000,\"max\":10000000}");
    }

    @Test
    void aCounterHasItsIncrease() {
        assertThat(json(true, 100, 130, 130, 200))
                .isEqualTo("{\"count\":4,\"min\":100,\"mean\":140,\"max\":200,\"increase\":100}");
        assertThat(json(true, 100)).endsWith("\"increase\":0}");
    }

    /** 100 to 150, a new start at 0, up to 20, up to 25. */
    @Test
    void aCounterThatStartsAgainHasCountedFromZero() {
        assertThat(json(true, 100, 150, 20, 25)).endsWith("\"increase\":75}");
    }

    @Test
    void theLargestValuesOfALongPeriodHaveAMean() {
        Series series = new Series(false);
        for (int i = 0; i < 100_000; i++) {
            series.add(1e20);
        }

        assertThat(series.toJson().get("mean").getAsDouble()).isCloseTo(1e20, withPercentage(1));
    }

    private static String json(boolean counter, double... values) {
        Series series = new Series(counter);
        for (double value : values) {
            series.add(value);
        }
        return series.toJson().toString();
    }
}
