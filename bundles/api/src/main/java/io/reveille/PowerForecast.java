package io.reveille;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.OptionalDouble;

/**
 * What a span of time looks like if all goes as planned.
 *
 * @param from its start
 * @param to its end
 * @param asked the end that was asked for; after {@code to} if there are more occurrences than can be looked at
 * @param awakeEachTime how long a wake-up was taken to last
 * @param battery what the gateway was taken to draw, and from what
 * @param batched with tolerance, as the gateway works
 * @param unbatched as it would be if every job ran on the second
 * @param stretches when the machine is awake before {@code to}, with tolerance: the first ones,
 *     {@value #MOST_STRETCHES} at most; between them it is asleep
 */
public record PowerForecast(
        Instant from,
        Instant to,
        Instant asked,
        Duration awakeEachTime,
        Battery battery,
        Figures batched,
        Figures unbatched,
        List<Stretch> stretches) {

    /** So many stretches at most are in a forecast; its figures are of all. */
    public static final int MOST_STRETCHES = 1000;

    public PowerForecast {
        stretches = List.copyOf(stretches);
    }

    /** Whether it ends earlier than was asked for. */
    public boolean isCutOff() {
        return to.isBefore(asked);
    }

    /**
     * Figures of one way to work.
     *
     * @param wakeUps how often the machine is woken
     * @param awake how long it is awake in all
     * @param batteryDays how many days a full battery lasts; empty if currents or capacity are not known
     */
    public record Figures(long wakeUps, Duration awake, OptionalDouble batteryDays) {}

    /**
     * One time at a stretch that the machine is awake.
     *
     * @param from when it is woken
     * @param until when it sleeps again; not after the end of the forecast
     */
    public record Stretch(Instant from, Instant until) {}
}
