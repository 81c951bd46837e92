package io.reveille.power.plan;

import io.reveille.Battery;
import io.reveille.PowerForecast;
import io.reveille.PowerForecast.Figures;
import io.reveille.PowerForecast.Stretch;
import io.reveille.spi.Quiescence.Window;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/**
 * Computes how often planned occurrences wake the machine, and how long it is awake, over a span that begins asleep.
 * The forecast follows the engine: the machine is awake by the earliest deadline, and every occurrence whose window is
 * open then runs. Occurrences are added one by one and not kept. For one thread, and one forecast.
 */
public final class Forecaster {

    private static final double MILLIS_A_DAY = Duration.ofDays(1).toMillis();
    private static final double MILLIS_AN_HOUR = Duration.ofHours(1).toMillis();

    private final Instant from;
    private final Duration awakeEachTime;
    private final Duration minimum;
    private final boolean tolerance;

    private @Nullable Instant deadline; // the earliest of the occurrences that have not run
    private @Nullable Stretch last; // prolonged by a wake-up that follows too soon to sleep before it
    private @Nullable Stretch beforeLast;
    private Duration awake = Duration.ZERO; // in all stretches before these two
    private final List<Stretch> first = new ArrayList<>(); // the first of the stretches before these two
    private long wakeUps;

    /**
     * Begins a forecast.
     *
     * @param from the start of the span
     * @param awakeEachTime how long a wake-up lasts, from the alarm until the machine sleeps again
     * @param minimum the shortest sleep
     * @param tolerance whether jobs run as late as they may; otherwise each runs on the second
     */
    public Forecaster(Instant from, Duration awakeEachTime, Duration minimum, boolean tolerance) {
        this.from = from;
        this.awakeEachTime = awakeEachTime;
        this.minimum = minimum;
        this.tolerance = tolerance;
    }

    /**
     * Adds the next occurrence.
     *
     * @param window the occurrence, in the order of nominal times; one that does not wake the machine changes nothing
     */
    public void add(Window window) {
        if (!window.wakes()) {
            return;
        }
        Instant by = tolerance ? window.deadline() : window.nominal();
        Instant earliest = deadline;
        if (earliest != null && window.nominal().isAfter(earliest)) {
            wake(earliest); // all occurrences whose windows are open then have been added
            earliest = null;
        }
        deadline = earliest == null || by.isBefore(earliest) ? by : earliest;
    }

    /**
     * Returns the figures once all occurrences have been added.
     *
     * @param to the end of the span, after the nominal time of every occurrence
     */
    public Figures figures(Instant to, Battery battery) {
        wakeForTheLast();
        Duration all = awake.plus(length(within(beforeLast, to))).plus(length(within(last, to)));
        return new Figures(wakeUps, all, days(battery, all, Duration.between(from, to)));
    }

    /**
     * Returns the first {@value PowerForecast#MOST_STRETCHES} stretches that the machine is awake, once all occurrences
     * have been added.
     */
    public List<Stretch> stretches(Instant to) {
        wakeForTheLast();
        List<Stretch> all = new ArrayList<>(first);
        for (Stretch late : Arrays.asList(within(beforeLast, to), within(last, to))) {
            if (late != null && all.size() < PowerForecast.MOST_STRETCHES) {
                all.add(late);
            }
        }
        return all;
    }

    private void wakeForTheLast() {
        if (deadline != null) {
            wake(deadline);
            deadline = null;
        }
    }

    private void wake(Instant moment) {
        Stretch before = last;
        Instant until = moment.plus(awakeEachTime);
        if (before != null && Duration.between(before.until(), moment).compareTo(minimum) < 0) {
            // The sleep would be too short: the machine stays awake.
            last = new Stretch(before.from(), until.isAfter(before.until()) ? until : before.until());
            return;
        }
        wakeUps++;
        Stretch over = beforeLast; // ended before the last stretch began, so within the span
        awake = awake.plus(length(over));
        if (over != null && first.size() < PowerForecast.MOST_STRETCHES) {
            first.add(over);
        }
        beforeLast = before;
        last = new Stretch(moment, until);
    }

    private static Duration length(@Nullable Stretch stretch) {
        return stretch == null ? Duration.ZERO : Duration.between(stretch.from(), stretch.until());
    }

    private static @Nullable Stretch within(@Nullable Stretch stretch, Instant to) {
        if (stretch == null || !stretch.from().isBefore(to)) {
            return null;
        }
        return stretch.until().isBefore(to) ? stretch : new Stretch(stretch.from(), to);
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
