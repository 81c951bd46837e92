package io.reveille.power;

import io.reveille.Battery;
import io.reveille.PowerForecast;
import io.reveille.PowerService;
import io.reveille.PowerStatus;
import io.reveille.power.plan.Forecaster;
import io.reveille.power.settings.PowerSettings;
import io.reveille.schedule.Durations;
import java.time.Duration;
import java.time.Instant;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Reference;

/** The power service, for shells and consoles. */
@Component(configurationPolicy = ConfigurationPolicy.IGNORE)
public final class PowerServiceImpl implements PowerService {

    private static final int LONGEST_FORECAST = 366;

    /** The assumed duration of a wake-up until it has been measured. */
    private static final Duration ASSUMED_AWAKE = Duration.ofSeconds(20);

    private final PowerComponent power;

    private final Object forecasting = new Object(); // one forecast at a time: each reads up to 100,000 occurrences

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
        Instant asked = from.plus(Duration.ofDays(days));
        Duration awake =
                settings.forecast().awakeEachTime().or(power::awakeEachTime).orElse(ASSUMED_AWAKE);
        Duration minimum = settings.cycle().rules().minimum();
        Forecaster batched = new Forecaster(from, awake, minimum, true);
        Forecaster unbatched = new Forecaster(from, awake, minimum, false);
        synchronized (forecasting) {
            Instant to = power.engine()
                    .windows(from, asked, window -> {
                        batched.add(window);
                        unbatched.add(window);
                    })
                    .orElse(asked);
            return new PowerForecast(
                    from,
                    to,
                    asked,
                    awake,
                    battery,
                    batched.figures(to, battery),
                    unbatched.figures(to, battery),
                    batched.stretches(to));
        }
    }
}
