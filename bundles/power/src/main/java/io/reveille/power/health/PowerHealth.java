package io.reveille.power.health;

import io.reveille.PowerService;
import io.reveille.PowerStatus;
import io.reveille.PowerStatus.Backend;
import io.reveille.PowerStatus.Totals;
import io.reveille.schedule.Durations;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import org.apache.felix.hc.api.FormattingResultLog;
import org.apache.felix.hc.api.HealthCheck;
import org.apache.felix.hc.api.Result;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * A health check of the gateway's sleep, for Felix Health Checks. Critical: the back end was given up, so the battery
 * drains. Warning: a problem that needs attention.
 */
@Component(
        property = {HealthCheck.NAME + "=Reveille power", HealthCheck.TAGS + "=reveille", HealthCheck.TAGS + "=power"})
public final class PowerHealth implements HealthCheck {

    /** The lateness of the first job after a sleep beyond which there is a warning. */
    private static final Duration LATE = Duration.ofSeconds(5);

    private final PowerService power;

    @Activate
    public PowerHealth(@Reference PowerService power) {
        this.power = power;
    }

    @Override
    public Result execute() {
        FormattingResultLog log = new FormattingResultLog();
        try {
            look(power.status(), log);
        } catch (IllegalStateException e) { // the power bundle has stopped, or its thread has ended
            log.critical("The gateway's sleep does not work: {}", e.getMessage());
        }
        return new Result(log);
    }

    private static void look(PowerStatus status, FormattingResultLog log) {
        log.info("{}, since {}", status.now().doing(), status.now().since().truncatedTo(ChronoUnit.SECONDS));
        if (!status.now().problem().isEmpty()) {
            log.warn("{}", status.now().problem());
        }
        backend(status.backend(), log);
        Totals totals = status.totals();
        log.info(
                "{} sleeps, {} of them ended by something else than the alarm, {} asleep; {} failures",
                totals.sleeps(),
                totals.foreign(),
                Durations.print(totals.asleep().truncatedTo(ChronoUnit.SECONDS)),
                totals.failures());
        status.last().ifPresent(last -> last(last, log));
    }

    private static void backend(Backend backend, FormattingResultLog log) {
        if (backend.givenUp()) {
            log.critical(
                    "The back end {} failed {} times in a row and is not tried any more: the gateway stays awake",
                    backend.name(),
                    backend.failures());
        } else if (backend.failures() > 0) {
            log.warn("The back end {} failed {} times in a row", backend.name(), backend.failures());
        }
        for (String finding : backend.findings()) {
            if (backend.usable()) {
                log.info("Back end {}: {}", backend.name(), finding);
            } else {
                log.warn("Back end {} cannot be used: {}", backend.name(), finding);
            }
        }
    }

    private static void last(PowerStatus.Sleep last, FormattingResultLog log) {
        log.info("Last: {} at {}, {}", last.end(), last.start().truncatedTo(ChronoUnit.SECONDS), last.detail());
        if (last.late().compareTo(LATE) > 0) {
            log.warn(
                    "The first job after it, {}, was {} s late",
                    last.firstJob().orElse("?"),
                    last.late().toSeconds());
        }
    }
}
