package io.reveille.webconsole;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import com.google.gson.JsonObject;
import io.reveille.Battery;
import io.reveille.PowerForecast;
import io.reveille.PowerForecast.Figures;
import io.reveille.PowerService;
import io.reveille.PowerStatus;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PowerPageTest {

    private static final Instant NOW = Instant.parse("2026-03-04T10:00:00.123Z");

    private final List<String> asked = new ArrayList<>();
    private final PowerPage page = new PowerPage();

    @BeforeEach
    void open() {
        page.service = new Recorder();
        page.clock = Clock.fixed(NOW, ZoneOffset.UTC);
    }

    @Test
    void theStatusIsAllThereIs() {
        JsonObject status = page.ask("status", Map.<String, String>of()::get).orElseThrow();

        assertThat(status).hasToString("""
                {"doing":"awake: <b>a job</b> runs","since":"2026-03-04T10:00:00Z","problem":"",\
                "backend":{"name":"linux","usable":true,"findings":["rtc0"],"failures":1,"givenUp":false,"latency":2},\
                "inhibitors":[{"name":"update","reason":"firmware","since":"2026-03-04T10:00:00Z"},\
                {"name":"operator","reason":"","since":"2026-03-04T10:00:00Z","until":"2026-03-04T10:30:00Z"}],\
                "totals":{"sleeps":12,"foreign":3,"failures":1,"simulated":20,"asleep":18000},\
                "sleeps":[{"start":"2026-03-04T10:00:00Z","slept":600,"end":"ALARM","detail":"","firstJob":"poll","late":3}]}""");
        assertThat(asked).isEmpty();
    }

    @Test
    void theForecastStartsNow() {
        JsonObject forecast = page.ask("forecast", Map.of("days", "7")::get).orElseThrow();

        assertThat(forecast).hasToString("""
                {"from":"2026-03-04T10:00:00Z","to":"2026-03-11T10:00:00Z","awakeEachTime":20,\
                "batched":{"wakeUps":168,"awake":3360,"batteryDays":41.5},"unbatched":{"wakeUps":1008,"awake":20160}}""");
        JsonObject cutOff = page.ask("forecast", Map.of("days", "366")::get).orElseThrow();
        assertThat(cutOff.toString()).contains("\"to\":\"2026-03-13T10:00:00Z\",\"asked\":\"2027-03-05T10:00:00Z\"");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> page.ask("forecast", Map.of("days", "week")::get))
                .withMessageContaining("\"week\" is no number of days");
    }

    @Test
    void itIsKeptAwakeReleasedAndTriedAgainForTheOperator() {
        assertThat(page.change("awake", Map.of("minutes", "30", "reason", "a look")::get))
                .contains("Kept awake for 30 minutes.");
        assertThat(page.change("release", Map.<String, String>of()::get)).contains("Released.");
        assertThat(page.change("release", Map.<String, String>of()::get)).contains("There was nothing to release.");
        assertThat(page.change("try-again", Map.<String, String>of()::get)).isPresent();

        assertThat(asked)
                .containsExactly("keep PT30M operator [a look]", "release operator", "release operator", "again");
    }

    @Test
    void whatIsNoTimeIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> page.change("awake", Map.of("minutes", "1e3")::get))
                .withMessage("\"1e3\" is no number of minutes. Nothing was changed.");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> page.change("awake", Map.<String, String>of()::get))
                .withMessageContaining("no number of minutes");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> page.change("awake", Map.of("minutes", "5", "reason", "x".repeat(201))::get))
                .withMessageContaining("201 characters");
        assertThat(asked).isEmpty();
    }

    @Test
    void whatIsNotOnThePageIsEmpty() {
        assertThat(page.ask("awake", Map.<String, String>of()::get)).isEmpty();
        assertThat(page.change("status", Map.<String, String>of()::get)).isEmpty();
    }

    @Test
    void withoutThePowerBundleItSaysSo() {
        page.service = null;

        assertThatIllegalStateException()
                .isThrownBy(() -> page.ask("status", Map.<String, String>of()::get))
                .withMessageContaining("io.reveille.power is not installed");
    }

    private final class Recorder implements PowerService {

        private boolean held;

        @Override
        public PowerStatus status() {
            return new PowerStatus(
                    new PowerStatus.Now("awake: <b>a job</b> runs", NOW, ""),
                    new PowerStatus.Backend("linux", true, List.of("rtc0"), 1, false, Duration.ofSeconds(2)),
                    List.of(
                            new PowerStatus.Inhibitor("update", "firmware", NOW, Optional.empty()),
                            new PowerStatus.Inhibitor("operator", "", NOW, Optional.of(NOW.plusSeconds(1800)))),
                    new PowerStatus.Totals(12, 3, 1, 20, Duration.ofHours(5)),
                    List.of(new PowerStatus.Sleep(
                            NOW,
                            Optional.of(NOW),
                            Duration.ofMinutes(10),
                            "ALARM",
                            "",
                            Optional.of("poll"),
                            Duration.ofSeconds(3))));
        }

        @Override
        public Hold keepAwake(Duration time, String who, String why) {
            asked.add("keep " + time + " " + who + " [" + why + "]");
            held = true;
            return new Hold() {
                @Override
                public Instant until() {
                    return NOW.plus(time);
                }

                @Override
                public void close() {
                    held = false;
                }
            };
        }

        @Override
        public int release(String who) {
            asked.add("release " + who);
            int ended = held ? 1 : 0;
            held = false;
            return ended;
        }

        @Override
        public void operatorActive() {
            throw new AssertionError("what a page asks by itself is no work at the gateway");
        }

        @Override
        public void tryAgain() {
            asked.add("again");
        }

        @Override
        public PowerForecast forecast(Instant from, int days) {
            Instant asked = from.plus(Duration.ofDays(days));
            return new PowerForecast(
                    from,
                    days == 366 ? from.plus(Duration.ofDays(9)) : asked,
                    asked,
                    Duration.ofSeconds(20),
                    new Figures(168, Duration.ofSeconds(3360), OptionalDouble.of(41.5)),
                    new Figures(1008, Duration.ofSeconds(20160), OptionalDouble.empty()));
        }

        @Override
        public PowerForecast forecast(Instant from, int days, Battery battery) {
            throw new UnsupportedOperationException();
        }
    }
}
