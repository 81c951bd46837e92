package io.reveille.power.cycle;

import static org.assertj.core.api.Assertions.assertThat;

import io.reveille.power.TurnedClocks;
import io.reveille.power.cycle.MachineClocks.Moment;
import io.reveille.spi.PowerBackend.End;
import io.reveille.spi.PowerBackend.Result;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SleepVerdictTest {

    private static final Instant START = Instant.parse("2027-05-01T12:00:00Z");
    private static final Duration LONGEST = Duration.ofSeconds(30);

    private final TurnedClocks clocks = new TurnedClocks(START);

    /** An alarm after 600 s; seconds asleep and then awake, what the back end says, and what it was. */
    @ParameterizedTest
    @CsvSource({
        "600, 1, ALARM, ALARM",
        "599, 0, ALARM, ALARM",
        "200, 0, FOREIGN, FOREIGN",
        "200, 0, ALARM, FOREIGN",
        "600, 40, ALARM, FAILED",
        "700, 0, FOREIGN, FAILED",
        "0, 1, ALARM, FAILED",
        "0, 600, ALARM, FAILED",
        "0, 600, FOREIGN, FAILED",
        "0, 1, ABORTED, ABORTED",
        "0, 1, FAILED, FAILED",
    })
    void whatABackEndSaysIsHeldAgainstTheClocks(long asleep, long awake, End said, End was) {
        Moment before = clocks.now();
        clocks.asleep(Duration.ofSeconds(asleep));
        clocks.awake(Duration.ofSeconds(awake));
        SleepVerdict verdict = SleepVerdict.of(
                Optional.of(START.plusSeconds(600)),
                Result.of(said, Duration.ofSeconds(599), "it says"),
                before,
                clocks.now(),
                LONGEST);
        assertThat(verdict.end()).isEqualTo(was);
        assertThat(verdict.slept()).isEqualTo(Duration.ofSeconds(asleep));
        assertThat(verdict.late().isPresent()).isEqualTo(was == End.ALARM);
        assertThat(verdict.detail()).contains("it says");
    }

    @Test
    void aWallClockThatIsSetMeanwhileChangesNothing() {
        Moment before = clocks.now();
        clocks.asleep(Duration.ofMinutes(10));
        clocks.step(Duration.ofHours(-7));
        SleepVerdict verdict = SleepVerdict.of(
                Optional.of(START.plusSeconds(600)),
                Result.of(End.ALARM, Duration.ZERO, ""),
                before,
                clocks.now(),
                LONGEST);
        assertThat(verdict.end()).isEqualTo(End.ALARM);
        assertThat(verdict.late()).contains(Duration.ZERO);
    }

    @Test
    void anEarlierAlarmOfSomebodyElseIsNoForeignWake() {
        Moment before = clocks.now();
        clocks.asleep(Duration.ofSeconds(100));
        SleepVerdict verdict = SleepVerdict.of(
                Optional.of(START.plusSeconds(600)),
                new Result(End.ALARM, Duration.ZERO, Optional.of(START.plusSeconds(100)), Optional.empty(), ""),
                before,
                clocks.now(),
                LONGEST);
        assertThat(verdict.end()).isEqualTo(End.ALARM);
    }
}
