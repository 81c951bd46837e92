package io.reveille.power.settings;

import io.reveille.Battery;
import io.reveille.power.cycle.CycleSettings;
import io.reveille.power.linux.LinuxSettings;
import java.time.Duration;
import java.util.Optional;

/**
 * All settings.
 *
 * @param backend the name of the back end
 * @param cycle when to sleep
 * @param linux how, by the back end of that name
 * @param forecast for the forecast
 * @param wantedMinimum the minimum sleep, if the operator has given one
 */
public record PowerSettings(
        String backend, CycleSettings cycle, LinuxSettings linux, Forecast forecast, Optional<Duration> wantedMinimum) {

    /** The PID of the settings, and the name of the component. */
    public static final String PID = "io.reveille.power";

    /**
     * What a forecast needs to know.
     *
     * @param battery currents and capacity
     * @param awakeEachTime how long a wake-up lasts
     */
    public record Forecast(Battery battery, Duration awakeEachTime) {}
}
