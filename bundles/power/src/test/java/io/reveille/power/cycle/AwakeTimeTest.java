package io.reveille.power.cycle;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class AwakeTimeTest {

    private static final Instant DEADLINE = Instant.parse("2027-05-01T12:00:00Z");

    private final AwakeTime time = new AwakeTime();

    @Test
    void theMeanOfFourIsKnown() {
        for (int seconds = 1; seconds <= 4; seconds++) {
            assertThat(time.mean()).isEmpty();
            awake(Duration.ofSeconds(seconds));
        }
        assertThat(time.mean()).contains(Duration.ofMillis(2500));
    }

    @Test
    void theTimeBetweenDeadlinesOfOneStretchDoesNotCount() {
        time.begin(0, DEADLINE);
        time.look(DEADLINE.minusSeconds(1), Optional.of(DEADLINE));
        time.look(DEADLINE.plusSeconds(1), Optional.of(DEADLINE.plusSeconds(30)));
        time.look(DEADLINE.plusSeconds(31), Optional.of(DEADLINE.plusSeconds(3600)));
        time.end(Duration.ofSeconds(32).toNanos());
        assertThat(time.sum()).isEqualTo(new AwakeTime.Sum(1, Duration.ofSeconds(2)));
    }

    @Test
    void whatIsDroppedDoesNotCount() {
        time.begin(0, DEADLINE);
        time.drop();
        time.end(Duration.ofHours(1).toNanos());
        assertThat(time.sum()).isEqualTo(AwakeTime.Sum.NOTHING);
    }

    @Test
    void theMeanFollowsAChangeWithinAThousand() {
        for (int i = 0; i < 5_000; i++) {
            awake(Duration.ofSeconds(10));
        }
        for (int i = 0; i < 2_000; i++) {
            awake(Duration.ofSeconds(2));
        }
        assertThat(time.mean().orElseThrow()).isBetween(Duration.ofSeconds(2), Duration.ofMillis(3600));
    }

    private void awake(Duration length) {
        time.begin(Long.MAX_VALUE - 1, DEADLINE); // the clock may overflow
        time.end(Long.MAX_VALUE - 1 + length.toNanos());
    }
}
