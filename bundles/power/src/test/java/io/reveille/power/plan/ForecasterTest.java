package io.reveille.power.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.reveille.Battery;
import io.reveille.PowerForecast;
import io.reveille.PowerForecast.Figures;
import io.reveille.PowerForecast.Stretch;
import io.reveille.spi.Quiescence.Window;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class ForecasterTest {

    private static final Instant START = Instant.parse("2027-01-01T00:00:00Z");
    private static final Duration AWAKE = Duration.ofSeconds(20);
    private static final Duration MINIMUM = Duration.ofSeconds(60);

    @Test
    void oneJobAnHourForADay() {
        List<Window> windows = every("poll", 3600, 0, 24, true);
        Figures figures = forecast(windows, START.plus(Duration.ofDays(1)), true, new Battery(100, 1, 24 * 10));
        assertThat(figures.wakeUps()).isEqualTo(24);
        assertThat(figures.awake()).isEqualTo(Duration.ofMinutes(8));
        // 480 s of 100 mA and the rest of 1 mA: 13.33 + 23.87 mAh a day
        assertThat(figures.batteryDays().orElseThrow()).isCloseTo(240 / 37.2, Offset.offset(0.01));
    }

    @Test
    void toleranceSavesWakeUpsAndNowakeRidesAlong() {
        List<Window> windows = new ArrayList<>(every("a", 600, 300, 144, true));
        windows.addAll(every("b", 900, 300, 96, true));
        windows.addAll(every("c", 60, 0, 1440, false));
        windows.sort(Comparator.comparing(Window::nominal));
        Instant end = START.plus(Duration.ofDays(1));
        Figures with = forecast(windows, end, true, Battery.UNKNOWN);
        Figures without = forecast(windows, end, false, Battery.UNKNOWN);
        assertThat(without.wakeUps()).isEqualTo(144 + 96 - 48);
        assertThat(with.wakeUps()).isLessThan(without.wakeUps());
        assertThat(with.batteryDays()).isEmpty();
    }

    @Test
    void whatComesTooSoonIsAwaitedAwake() {
        Figures figures = forecast(every("fast", 30, 0, 10, true), START.plusSeconds(600), true, Battery.UNKNOWN);
        assertThat(figures.wakeUps()).isEqualTo(1);
        assertThat(figures.awake()).isEqualTo(Duration.ofSeconds(9 * 30 + 20));
    }

    @Test
    void noWayToWakeRarerExists() {
        Random random = new Random(20270101);
        for (int round = 0; round < 500; round++) {
            List<Window> windows = new ArrayList<>();
            for (int i = 0; i < 1 + random.nextInt(7); i++) {
                Instant nominal = START.plusSeconds(random.nextInt(20));
                windows.add(new Window("job" + i, nominal, nominal.plusSeconds(random.nextInt(8)), true));
            }
            windows.sort(Comparator.comparing(Window::nominal));
            Forecaster free = new Forecaster(START, Duration.ZERO, Duration.ZERO, true);
            windows.forEach(free::add);
            assertThat(free.figures(START.plusSeconds(100), Battery.UNKNOWN).wakeUps())
                    .as("%s", windows)
                    .isEqualTo(fewest(windows));
        }
    }

    @Test
    void whatReachesBeyondTheEndIsNotCounted() {
        List<Window> windows = List.of(
                new Window("a", START.plusSeconds(90), START.plusSeconds(90), true),
                new Window("b", START.plusSeconds(99), START.plusSeconds(400), true));

        assertThat(forecast(windows, START.plusSeconds(100), true, Battery.UNKNOWN))
                .extracting(Figures::wakeUps, Figures::awake)
                .containsExactly(2L, Duration.ofSeconds(10));
    }

    @Test
    void stretchesAreThoseOfTheFigures() {
        List<Window> windows = new ArrayList<>(every("hourly", 3600, 300, 24, true));
        windows.add(new Window("soon after", START.plusSeconds(3630), START.plusSeconds(3930), true));
        windows.add(new Window("at the end", START.plusSeconds(86395), START.plusSeconds(86395), true));
        windows.add(new Window("after it", START.plusSeconds(86399), START.plusSeconds(86999), true));
        windows.sort(Comparator.comparing(Window::nominal));
        Instant end = START.plus(Duration.ofDays(1));
        Forecaster forecaster = new Forecaster(START, AWAKE, MINIMUM, true);
        windows.forEach(forecaster::add);

        List<Stretch> stretches = forecaster.stretches(end);

        Figures figures = forecaster.figures(end, Battery.UNKNOWN);
        assertThat(figures.wakeUps()).isEqualTo(24 + 2);
        assertThat(stretches)
                .as("but for the one after the end")
                .hasSize(24 + 1)
                .isSortedAccordingTo(Comparator.comparing(Stretch::from));
        assertThat(stretches.stream()
                        .map(each -> Duration.between(each.from(), each.until()))
                        .reduce(Duration.ZERO, Duration::plus))
                .isEqualTo(figures.awake());
        assertThat(stretches.get(0)).isEqualTo(new Stretch(START.plusSeconds(300), START.plusSeconds(320)));
        assertThat(stretches.get(stretches.size() - 1)).isEqualTo(new Stretch(START.plusSeconds(86395), end));
    }

    @Test
    void onlyTheFirstStretchesAreKept() {
        Forecaster forecaster = new Forecaster(START, AWAKE, MINIMUM, true);
        every("minutely", 120, 0, 5000, true).forEach(forecaster::add);
        Instant end = START.plusSeconds(600_000);

        assertThat(forecaster.figures(end, Battery.UNKNOWN).wakeUps()).isEqualTo(5000);
        List<Stretch> stretches = forecaster.stretches(end);
        assertThat(stretches).hasSize(PowerForecast.MOST_STRETCHES);
        assertThat(stretches.get(999).from()).isEqualTo(START.plusSeconds(999 * 120));
    }

    private static Figures forecast(List<Window> windows, Instant to, boolean tolerance, Battery battery) {
        Forecaster forecaster = new Forecaster(START, AWAKE, MINIMUM, tolerance);
        windows.forEach(forecaster::add);
        return forecaster.figures(to, battery);
    }

    /** By trying all sets of deadlines: some best plan wakes at deadlines only. */
    private static int fewest(List<Window> windows) {
        int best = windows.size();
        for (int set = 1; set < 1 << windows.size(); set++) {
            if (Integer.bitCount(set) < best && servesAll(set, windows)) {
                best = Integer.bitCount(set);
            }
        }
        return best;
    }

    private static boolean servesAll(int set, List<Window> windows) {
        return windows.stream().allMatch(window -> {
            for (int i = 0; i < windows.size(); i++) {
                Instant wake = windows.get(i).deadline();
                if ((set & 1 << i) != 0 && !wake.isBefore(window.nominal()) && !wake.isAfter(window.deadline())) {
                    return true;
                }
            }
            return false;
        });
    }

    private static List<Window> every(String job, long seconds, long tolerance, int times, boolean wakes) {
        List<Window> windows = new ArrayList<>();
        for (int i = 0; i < times; i++) {
            Instant nominal = START.plusSeconds(seconds * i);
            windows.add(new Window(job, nominal, nominal.plusSeconds(tolerance), wakes));
        }
        return windows;
    }
}
