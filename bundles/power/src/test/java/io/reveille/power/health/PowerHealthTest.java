package io.reveille.power.health;

import static org.assertj.core.api.Assertions.assertThat;

import io.reveille.Battery;
import io.reveille.PowerForecast;
import io.reveille.PowerService;
import io.reveille.PowerStatus;
import io.reveille.PowerStatus.Backend;
import io.reveille.PowerStatus.Now;
import io.reveille.PowerStatus.Sleep;
import io.reveille.PowerStatus.Totals;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.apache.felix.hc.api.Result;
import org.junit.jupiter.api.Test;

class PowerHealthTest {

    private static final Instant NOW = Instant.parse("2027-05-01T12:00:00Z");
    private static final Backend WELL =
            new Backend("linux", true, List.of("suspends by sysfs"), 0, false, Duration.ofSeconds(2));

    @Test
    void allIsWell() {
        assertThat(check("", WELL, Duration.ZERO).getStatus()).isEqualTo(Result.Status.OK);
    }

    @Test
    void aBackEndThatWasGivenUpIsCritical() {
        Backend givenUp = new Backend("linux", true, List.of(), 5, true, Duration.ZERO);
        assertThat(check("", givenUp, Duration.ZERO).getStatus()).isEqualTo(Result.Status.CRITICAL);
    }

    @Test
    void whatSomebodyShouldLookAtIsAWarning() {
        assertThat(check("poll runs for an hour", WELL, Duration.ZERO).toString())
                .contains("poll runs for an hour");
        assertThat(check("poll runs for an hour", WELL, Duration.ZERO).getStatus())
                .isEqualTo(Result.Status.WARN);
        assertThat(check("", WELL, Duration.ofSeconds(9)).getStatus()).isEqualTo(Result.Status.WARN);
        Backend failing = new Backend("linux", true, List.of(), 1, false, Duration.ZERO);
        assertThat(check("", failing, Duration.ZERO).getStatus()).isEqualTo(Result.Status.WARN);
        Backend unable = new Backend("linux", false, List.of("no real-time clock"), 0, false, Duration.ZERO);
        assertThat(check("", unable, Duration.ZERO).toString()).contains("no real-time clock");
        assertThat(check("", unable, Duration.ZERO).getStatus()).isEqualTo(Result.Status.WARN);
    }

    private static Result check(String problem, Backend backend, Duration late) {
        Sleep last = new Sleep(NOW, Optional.of(NOW), Duration.ofMinutes(3), "ALARM", "", Optional.of("poll"), late);
        PowerStatus status = new PowerStatus(
                new Now("it sleeps", NOW, problem),
                backend,
                List.of(),
                new Totals(3, 1, 0, 0, Duration.ofMinutes(9)),
                List.of(last));
        return new PowerHealth(new Fixed(status)).execute();
    }

    private record Fixed(PowerStatus status) implements PowerService {

        @Override
        public Hold keepAwake(Duration time, String who, String why) {
            throw new AssertionError("a check changes nothing");
        }

        @Override
        public int release(String who) {
            throw new AssertionError("a check changes nothing");
        }

        @Override
        public void operatorActive() {
            throw new AssertionError("a check changes nothing");
        }

        @Override
        public void tryAgain() {
            throw new AssertionError("a check changes nothing");
        }

        @Override
        public PowerForecast forecast(Instant from, int days) {
            throw new AssertionError("a check looks back");
        }

        @Override
        public PowerForecast forecast(Instant from, int days, Battery battery) {
            throw new AssertionError("a check looks back");
        }
    }
}
