package io.reveille.core.runs;

import static org.assertj.core.api.Assertions.assertThat;

import io.reveille.testing.ManualScheduler;
import io.reveille.testing.internal.ManualTimeSource;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** The turns of overdue runs. */
class TurnsTest {

    private final ManualTimeSource time = new ManualTimeSource(ManualScheduler.START);
    private final CatchUp turns = new CatchUp(10, time);

    @Test
    void turnsLieATenthOfASecondApart() {
        assertThat(turns.untilTurn()).isZero();
        turns.takeTurn();
        assertThat(turns.untilTurn()).isEqualTo(Duration.ofMillis(100));
        time.advance(Duration.ofMillis(40));
        assertThat(turns.untilTurn()).isEqualTo(Duration.ofMillis(60));
        time.advance(Duration.ofMillis(60));
        assertThat(turns.untilTurn()).isZero();
    }

    @Test
    void whatWasNotTakenInAQuietTimeIsNotSavedUp() {
        time.advance(Duration.ofHours(1));
        turns.takeTurn();

        assertThat(turns.untilTurn()).isEqualTo(Duration.ofMillis(100));
    }

    @Test
    void aStepOfTheWallClockMovesNoTurn() {
        turns.takeTurn();
        time.step(Duration.ofMinutes(-50));
        assertThat(turns.untilTurn()).isEqualTo(Duration.ofMillis(100));
        time.step(Duration.ofHours(9));
        assertThat(turns.untilTurn()).isEqualTo(Duration.ofMillis(100));
    }
}
