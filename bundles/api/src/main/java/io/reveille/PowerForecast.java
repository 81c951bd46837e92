package io.reveille;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.OptionalDouble;

/**
 * A forecast of the gateway's sleep over a span of time, if all goes as planned.
 *
 * @param from the start of the span
 * @param to the end of the span
 * @param asked the requested end; after {@code to} if there are more occurrences than can be looked at
 * @param awakeEachTime the duration of a wake-up: set, measured, or assumed
 * @param battery the assumed battery and currents
 * @param batched the figures with tolerance, as the gateway works
 * @param unbatched the figures if every job ran on the second
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

    /** The greatest number of stretches in a forecast; the figures count all of them. */
    public static final int MOST_STRETCHES = 1000;

    public PowerForecast {
        stretches = List.copyOf(stretches);
    }

    /** Returns whether the forecast ends earlier than requested. */
    public boolean isCutOff() {
        return to.isBefore(asked);
    }

    /**
     * The figures of a forecast for one mode of work, with or without tolerance.
     *
     * @param wakeUps the number of times that the machine is woken
     * @param awake the total time awake
     * @param batteryDays how many days a full battery lasts; empty if currents or capacity are not known
     */
    public record Figures(long wakeUps, Duration awake, OptionalDouble batteryDays) {}

    /**
     * One uninterrupted time that the machine is awake.
     *
     * @param from when it is woken
     * @param until when it sleeps again; not after the end of the forecast
     */
    public record Stretch(Instant from, Instant until) {}
}
