package io.reveille.power.plan;

import io.reveille.Battery;
import io.reveille.PowerForecast.Figures;
import io.reveille.spi.Quiescence.Window;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalDouble;

/**
 * Says how often a plan wakes the machine, and how long it is awake. Pure. It works as the engine does: awake by the
 * earliest deadline, and everything whose window is open runs then.
 */
public final class Forecaster {

    private static final double MILLIS_A_DAY = Duration.ofDays(1).toMillis();
    private static final double MILLIS_AN_HOUR = Duration.ofHours(1).toMillis();

    private final Duration awakeEachTime;
    private final Duration minimum;

    /**
     * @param awakeEachTime how long a wake-up lasts, from the alarm until it sleeps again
     * @param minimum the shortest sleep
     */
    public Forecaster(Duration awakeEachTime, Duration minimum) {
        this.awakeEachTime = awakeEachTime;
        this.minimum = minimum;
    }

    /**
     * The figures for a span that the machine begins asleep.
     *
     * @param windows all occurrences in it; those that do not wake change nothing
     */
    public Figures forecast(List<Window> windows, Instant from, Instant to, boolean tolerance, Battery battery) {
        List<Window> waking = windows.stream()
                .filter(Window::wakes)
                .map(each -> tolerance ? each : new Window(each.job(), each.nominal(), each.nominal(), true))
                .sorted(Comparator.comparing(Window::deadline))
                .toList();
        long wakeUps = 0;
        Duration awake = Duration.ZERO;
        Instant ran = Instant.MIN; // what was open then has run
        Instant asleepFrom = from;
        for (Window window : waking) {
            if (!window.nominal().isAfter(ran)) {
                continue;
            }
            ran = window.deadline();
            boolean sleeps = wakeUps == 0
                    || Duration.between(asleepFrom, ran).compareTo(minimum)
                            >= 0; // else it waits awake, which costs more
            Instant begins = sleeps ? ran : asleepFrom;
            Instant ends = ran.plus(awakeEachTime);
            wakeUps += sleeps ? 1 : 0;
            awake = awake.plus(within(begins, ends, to));
            asleepFrom = ends.isAfter(asleepFrom) ? ends : asleepFrom;
        }
        return new Figures(wakeUps, awake, days(battery, awake, Duration.between(from, to)));
    }

    private static Duration within(Instant begins, Instant ends, Instant to) {
        Instant last = ends.isBefore(to) ? ends : to;
        return last.isAfter(begins) ? Duration.between(begins, last) : Duration.ZERO;
    }

    private static OptionalDouble days(Battery battery, Duration awake, Duration all) {
        if (!battery.isKnown() || all.isZero()) {
            return OptionalDouble.empty();
        }
        double hoursAwake = awake.toMillis() / MILLIS_AN_HOUR;
        double hours = all.toMillis() / MILLIS_AN_HOUR;
        double used = battery.awake() * hoursAwake + battery.asleep() * (hours - hoursAwake);
        double days = all.toMillis() / MILLIS_A_DAY;
        return used == 0 ? OptionalDouble.empty() : OptionalDouble.of(battery.capacity() / used * days);
    }
}
