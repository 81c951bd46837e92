package io.reveille.power.cycle;

import static org.assertj.core.api.Assertions.assertThat;

import io.reveille.spi.PowerBackend.Depth;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class LatencyTest {

    private final Latency latency = new Latency(Depth.POWER_OFF);

    @Test
    void untilItIsKnownWellAnAssumedOneCountsAlong() {
        assertThat(latency.lead()).isEqualTo(Duration.ofSeconds(60));
        for (int i = 0; i < 2; i++) {
            latency.add(Duration.ofSeconds(20));
            assertThat(latency.lead()).isEqualTo(Duration.ofSeconds(60));
        }
        latency.add(Duration.ofSeconds(20));
        assertThat(latency.lead()).isEqualTo(Duration.ofSeconds(25));
    }

    @Test
    void theLongestOfTheLastEightAndAQuarterMore() {
        latency.add(Duration.ofSeconds(80));
        assertThat(latency.lead()).isEqualTo(Duration.ofSeconds(100));
        for (int i = 0; i < 7; i++) {
            latency.add(Duration.ofSeconds(40));
        }
        assertThat(latency.lead()).isEqualTo(Duration.ofSeconds(100));
        latency.add(Duration.ofSeconds(30));
        assertThat(latency.lead()).isEqualTo(Duration.ofSeconds(50));
    }

    @Test
    void theMarginIsAQuarterOfASecondAtLeastAndTheAlarmMayComeEarly() {
        for (int i = 0; i < 3; i++) {
            latency.add(Duration.ofMillis(400));
        }
        assertThat(latency.lead()).isEqualTo(Duration.ofMillis(650));
        for (int i = 0; i < 8; i++) {
            latency.add(Duration.ofMillis(-100));
        }
        assertThat(latency.lead()).isEqualTo(Duration.ofMillis(150));
        for (int i = 0; i < 8; i++) {
            latency.add(Duration.ofMillis(-900));
        }
        assertThat(latency.lead()).isZero();
    }

    @Test
    void whatNoStartTakesWasSomethingElse() {
        latency.add(Duration.ofMinutes(11));
        assertThat(latency.measured()).isEmpty();
    }
}
