package io.reveille.power.settings;

import io.reveille.Battery;
import io.reveille.power.cycle.CycleSettings;
import io.reveille.power.linux.LinuxSettings;
import java.time.Duration;
import java.util.Optional;

/**
 * All settings of the gateway's sleep.
 *
 * @param backend the name of the back end
 * @param cycle the settings of the sleep cycle
 * @param linux the settings of the back end {@code linux}
 * @param forecast the settings of the forecast
 * @param wantedMinimum the minimum sleep, if the operator has given one
 */
public record PowerSettings(
        String backend, CycleSettings cycle, LinuxSettings linux, Forecast forecast, Optional<Duration> wantedMinimum) {

    /** The PID of the settings, and the name of the component. */
    public static final String PID = "io.reveille.power";

    /**
     * The settings of the forecast.
     *
     * @param battery the battery and the currents
     * @param awakeEachTime how long a wake-up lasts, if the operator says so; otherwise it is measured
     */
    public record Forecast(Battery battery, Optional<Duration> awakeEachTime) {}
}
