package io.reveille;

import java.time.Duration;
import java.time.Instant;
import java.util.OptionalDouble;

/**
 * What a span of time looks like if all goes as planned.
 *
 * @param from its start
 * @param to its end
 * @param asked the end that was asked for; after {@code to} if there are more occurrences than can be looked at
 * @param awakeEachTime how long a wake-up was taken to last
 * @param batched with tolerance, as the gateway works
 * @param unbatched as it would be if every job ran on the second
 */
public record PowerForecast(
        Instant from, Instant to, Instant asked, Duration awakeEachTime, Figures batched, Figures unbatched) {

    /** A forecast of all that was asked for. */
    public PowerForecast(Instant from, Instant to, Duration awakeEachTime, Figures batched, Figures unbatched) {
        this(from, to, to, awakeEachTime, batched, unbatched);
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
}
