package io.reveille.shell;

import static io.reveille.shell.Terminal.told;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.reveille.PowerStatus;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PowerCommandsTest {

    private final FakePower power = new FakePower();
    private final PowerCommands commands = new PowerCommands();

    @BeforeEach
    void open() {
        commands.service = power;
        commands.clock = Clock.fixed(FakePower.NOW, ZoneOffset.UTC);
    }

    @Test
    void theStatusSaysAllThatThereIs() {
        power.problem = "The run of poll takes long.";
        power.keepAwake(Duration.ofMinutes(30), "update", "firmware");
        power.sleeps.add(new PowerStatus.Sleep(
                FakePower.NOW.minusSeconds(700),
                Optional.of(FakePower.NOW),
                Duration.ofMinutes(10),
                "ALARM",
                "woken by rtc0",
                Optional.of("poll"),
                Duration.ofSeconds(3)));

        assertThat(told(commands::power)).isEqualTo("""
                now       awake: a job runs
                          since 2026-03-04T10:00:00Z
                problem   The run of poll takes long.
                back end  linux; wakes 2 seconds early
                          rtc0 wakes it
                awake for update (firmware), since 2026-03-04T10:00:00Z, until 2026-03-04T10:30:00Z
                totals    12 sleeps, 3 of them ended by something else than the alarm, 5 hours asleep; 1 failure; 20 only simulated
                sleep     2026-03-04T09:48:20Z  ALARM  10 minutes; woken by rtc0; first job poll, 3 seconds late""");
        assertThat(power.asked).contains("active");
    }

    @Test
    void aBackEndThatWasGivenUpSaysWhatToDo() {
        power.backend = new PowerStatus.Backend("linux", false, List.of(), 5, true, Duration.ZERO);

        assertThat(told(commands::power))
                .contains("linux, which cannot be used, given up after 5 failures in a row: reveille:tryAgain");
        assertThat(told(commands::tryAgain)).contains("tried again");
        assertThat(power.asked).contains("again");
    }

    @ParameterizedTest
    @CsvSource({
        "30m, PT30M, ''",
        "'30 minutes', PT30M, ''",
        "'90s,reading,the,meter', PT1M30S, reading the meter",
        "'30,minutes,meter', PT30M, meter",
        "'1h30m,\"a look\"', PT1H30M, '\"a look\"'"
    })
    void awakeTakesADurationAndAReason(String line, String time, String why) {
        assertThat(told(commands::awake, line.split(",", -1))).startsWith("kept awake until 2026-03-04T1");
        assertThat(power.asked).contains("keep " + time + " operator [" + why + "]");
    }

    @Test
    void whatCannotBeADurationIsRefusedAndChangesNothing() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> told(commands::awake, "soon", "meter"))
                .withMessageContaining("\"soon\"")
                .withMessageContaining("reveille:awake DURATION")
                .withMessageContaining("Nothing was done");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> told(commands::awake, "-5", "minutes"))
                .withMessageContaining("\"-5 minutes\": expected a whole number from 1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> told(commands::awake, "25h"))
                .withMessageContaining("PT25H")
                .withMessageContaining("24 hours");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> told(commands::awake))
                .withMessageStartingWith("how long is missing; expected reveille:awake");
        assertThat(power.inhibitors).isEmpty();
    }

    @Test
    void releaseEndsWhatPeopleBeganAndNamesTheOthers() {
        told(commands::awake, "30m");
        told(commands::awake, "2h");
        power.keepAwake(Duration.ofMinutes(5), "update", "firmware");

        assertThat(told(commands::release))
                .isEqualTo("released: 2 holds\nawake for update (firmware), since 2026-03-04T10:00:00Z, "
                        + "until 2026-03-04T10:05:00Z");
        assertThat(told(commands::release)).startsWith("there was nothing to release");
    }

    @Test
    void theForecastIsATable() {
        assertThat(told(commands::forecast)).isEqualTo("""
                from 2026-03-04T10:00:00Z to 2026-03-11T10:00:00Z, each wake-up taken to last 20 seconds
                                   wake-ups   awake   battery
                with tolerance          168   0.6 %   unknown
                without                1008   3.3 %   unknown
                How long a battery lasts wants currents and capacity in the configuration "Reveille: power".""");
        power.battery = OptionalDouble.of(41.25);
        assertThat(told(commands::forecast, "2"))
                .contains("to 2026-03-06T10:00:00Z", "41.3 days")
                .doesNotContain("wants");
    }

    @Test
    void aForecastThatIsCutOffSaysSo() {
        power.missing = Duration.ofHours(20);

        assertThat(told(commands::forecast))
                .contains("to 2026-03-10T14:00:00Z", "cut off", "asked for was until 2026-03-11T10:00:00Z");
    }

    @Test
    void aForecastOfNoDaysIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> told(commands::forecast, "week"))
                .withMessageContaining("\"week\" is no number of days; expected reveille:forecast [DAYS]");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> told(commands::forecast, "400"))
                .withMessageContaining("400 days");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> told(commands::forecast, "4", "days"))
                .withMessageContaining("\"days\" is one word too many");
    }

    @Test
    void withoutThePowerBundleTheySaySo() {
        commands.service = null;

        assertThatIllegalStateException()
                .isThrownBy(() -> told(commands::power))
                .withMessageContaining("io.reveille.power")
                .withMessageContaining("Nothing was done");
    }
}
