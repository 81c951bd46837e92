package io.reveille.core.state;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class ClockStepsTest {

    private static final Duration HOUR = Duration.ofHours(1);

    private final ClockSteps before = new ClockSteps("1a2b", HOUR);

    @Test
    void whatWasSavedBeforeAStepLacksIt() {
        assertThat(before.plus(HOUR.multipliedBy(-3)).since(before)).isEqualTo(Duration.ofHours(-3));
    }

    @Test
    void whatIsNewerThanWhatIsKnownHasMovedTooFar() {
        assertThat(before.since(before.plus(HOUR))).isEqualTo(Duration.ofHours(-1));
    }

    @Test
    void stepsOfAnotherSeriesAreNotCounted() {
        ClockSteps later = new ClockSteps("3c4d", Duration.ZERO);

        assertThat(later.since(before)).isZero();
        assertThat(later.plus(HOUR).since(before)).isEqualTo(HOUR);
        assertThat(later.plus(HOUR).since(ClockSteps.NONE)).isEqualTo(HOUR);
    }
}
