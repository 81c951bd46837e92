package io.reveille.power;

import io.reveille.Battery;
import io.reveille.PowerForecast;
import io.reveille.PowerService;
import io.reveille.PowerStatus;
import io.reveille.power.plan.Forecaster;
import io.reveille.power.settings.PowerSettings;
import io.reveille.schedule.Durations;
import io.reveille.spi.Quiescence.Window;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Reference;

/** What people see and ask of the gateway's sleep. */
@Component(configurationPolicy = ConfigurationPolicy.IGNORE)
public final class PowerServiceImpl implements PowerService {

    private static final int LONGEST_FORECAST = 366;

    /** As many occurrences as the engine gives. */
    private static final int MOST_WINDOWS = 100_000;

    private final PowerComponent power;

    @Activate
    public PowerServiceImpl(@Reference PowerComponent power) {
        this.power = power;
    }

    @Override
    public PowerStatus status() {
        return new PowerStatus(
                power.cycle().now(),
                power.cycle().backend(),
                power.inhibitors().shown(),
                power.journal().totals(),
                power.journal().recent());
    }

    @Override
    public Hold keepAwake(Duration time, String who, String why) {
        if (time.compareTo(Duration.ofSeconds(1)) < 0 || time.compareTo(LONGEST_HOLD) > 0) {
            throw new IllegalArgumentException("to be kept awake for " + Durations.print(time)
                    + "; expected 1 second to " + Durations.print(LONGEST_HOLD));
        }
        if (who.isBlank()) {
            throw new IllegalArgumentException("to be kept awake by nobody; expected who asks");
        }
        return power.inhibitors().hold(time, who.strip(), why.strip());
    }

    @Override
    public int release(String who) {
        return power.inhibitors().release(who.strip());
    }

    @Override
    public void operatorActive() {
        power.operatorActive();
    }

    @Override
    public void tryAgain() {
        power.again();
    }

    @Override
    public PowerForecast forecast(Instant from, int days) {
        return forecast(from, days, power.settings().forecast().battery());
    }

    @Override
    public PowerForecast forecast(Instant from, int days, Battery battery) {
        if (days < 1 || days > LONGEST_FORECAST) {
            throw new IllegalArgumentException("a forecast of " + days + " days; expected 1 to " + LONGEST_FORECAST);
        }
        PowerSettings settings = power.settings();
        Instant end = from.plus(Duration.ofDays(days));
        List<Window> windows = power.engine().windows(from, end);
        Instant to = windows.size() < MOST_WINDOWS
                ? end
                : windows.get(windows.size() - 1).nominal();
        Duration awake = settings.forecast().awakeEachTime();
        Forecaster forecaster = new Forecaster(awake, settings.cycle().rules().minimum());
        return new PowerForecast(
                from,
                to,
                awake,
                forecaster.forecast(windows, from, to, true, battery),
                forecaster.forecast(windows, from, to, false, battery));
    }
}
