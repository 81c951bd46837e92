package io.reveille.core.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.reveille.core.plan.Forecast.Chain;
import io.reveille.schedule.Schedule;
import io.reveille.spi.Quiescence.Window;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ForecastTest {

    private static final Instant NOON = Instant.parse("2026-03-04T12:00:00Z");

    @Test
    void windowsOfAllJobsInTheirOrder() {
        List<Window> windows = windows(
                List.of(chain("b", "every 20 minutes within 5 minutes"), chain("a", "every 30 minutes nowake")),
                NOON,
                NOON.plus(Duration.ofHours(1)));

        assertThat(windows)
                .containsExactly(window("b", 20, 25, true), window("a", 30, 30, false), window("b", 40, 45, true));
    }

    @Test
    void theRhythmIsThatOfTheChainHoweverFarAhead() {
        Instant monday = NOON.plus(Duration.ofDays(5));

        assertThat(windows(List.of(chain("a", "every 7 hours")), monday, monday.plus(Duration.ofHours(7))))
                .containsExactly(new Window("a", at(18 * 420), at(18 * 420), true));
    }

    @Test
    void theFirstMomentIsInItAndTheLastIsNot() {
        assertThat(windows(List.of(chain("a", "every 10 minutes")), at(10), at(30)))
                .containsExactly(window("a", 10, 10, true), window("a", 20, 20, true));
    }

    @Test
    void oneThatRunsSoManyTimesEndsAfterThem() {
        Chain three = new Chain("a", schedule("every 10 minutes times 5"), NOON, 3);

        assertThat(windows(List.of(three), NOON, at(600))).hasSize(3);
        assertThat(windows(List.of(three), at(25), at(600))).containsExactly(window("a", 30, 30, true));
        assertThat(windows(List.of(three), at(40), at(600))).isEmpty();
        assertThat(windows(List.of(new Chain("a", schedule("every minute"), NOON, 0)), NOON, at(600)))
                .isEmpty();
    }

    @Test
    void oneThatIsOverHasNone() {
        assertThat(windows(List.of(chain("a", "once at 2026-03-04T11:00:00Z")), NOON, at(600)))
                .isEmpty();
    }

    @Test
    void thereAreNotMoreThanSoMany() {
        List<Window> windows = new ArrayList<>();
        List<Chain> each = List.of(chain("a", "every second"));

        assertThat(Forecast.windows(each, NOON, NOON.plus(Duration.ofDays(30)), windows::add))
                .contains(NOON.plusSeconds(Forecast.MOST + 1));
        assertThat(Forecast.windows(each, NOON, NOON.plusSeconds(Forecast.MOST + 1), window -> {}))
                .isEmpty();

        assertThat(windows).hasSize(Forecast.MOST);
        assertThat(windows.get(Forecast.MOST - 1).nominal()).isEqualTo(NOON.plusSeconds(Forecast.MOST));
    }

    private static List<Window> windows(List<Chain> chains, Instant from, Instant to) {
        List<Window> windows = new ArrayList<>();
        assertThat(Forecast.windows(chains, from, to, windows::add)).isEmpty();
        return windows;
    }

    private static Chain chain(String job, String schedule) {
        return new Chain(job, schedule(schedule), NOON, Integer.MAX_VALUE);
    }

    private static Schedule schedule(String text) {
        return Schedule.parse(text, ZoneOffset.UTC).bind(NOON);
    }

    private static Window window(String job, int nominal, int deadline, boolean wakes) {
        return new Window(job, at(nominal), at(deadline), wakes);
    }

    private static Instant at(int minutes) {
        return NOON.plus(Duration.ofMinutes(minutes));
    }
}
