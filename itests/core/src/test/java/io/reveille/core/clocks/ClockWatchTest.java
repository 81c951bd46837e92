package io.reveille.core.clocks;

import static org.assertj.core.api.Assertions.assertThat;

import io.reveille.testing.internal.ManualTimeSource;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class ClockWatchTest {

    private static final Instant NOON = Instant.parse("2026-03-04T12:00:00Z");

    private final ManualTimeSource time = new ManualTimeSource(NOON);
    private final ClockWatch watch = new ClockWatch(time);

    @Test
    void timeThatPassesIsNoStep() {
        time.advance(Duration.ofDays(400));

        ClockWatch.Look look = watch.look();

        assertThat(look.step()).isZero();
        assertThat(look.now()).isEqualTo(NOON.plus(Duration.ofDays(400)));
    }

    @Test
    void aSuspendIsNoStep() {
        time.suspend(Duration.ofHours(9));

        assertThat(watch.look().step()).isZero();
    }

    @Test
    void aStepIsToldOnce() {
        time.advance(Duration.ofMinutes(1));
        time.step(Duration.ofHours(2));
        time.suspend(Duration.ofMinutes(1));

        assertThat(watch.look().step()).isEqualTo(Duration.ofHours(2));
        assertThat(watch.look().step()).isZero();
    }

    @Test
    void aStepBackIsNegative() {
        time.step(Duration.ofDays(-20_000));

        assertThat(watch.look().step()).isEqualTo(Duration.ofDays(-20_000));
    }

    @Test
    void aSlewIsNoStepHoweverFarItGoesInTheEnd() {
        for (int i = 0; i < 100; i++) {
            time.advance(Duration.ofMinutes(1));
            time.step(Duration.ofMillis(30));
            assertThat(watch.look().step()).isZero();
        }
    }

    @Test
    void theAllowanceIsASecond() {
        time.step(Duration.ofSeconds(1));
        assertThat(watch.look().step()).isZero();
        time.step(Duration.ofMillis(1001));
        assertThat(watch.look().step()).isEqualTo(Duration.ofMillis(1001));
    }
}
