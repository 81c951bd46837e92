package io.reveille.power;

import io.reveille.power.settings.PowerSettings;
import io.reveille.power.settings.PowerSettingsReader;
import io.reveille.power.settings.ShortestInterval;
import io.reveille.spi.AllowedCommands;
import io.reveille.spi.Quiescence;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The settings of sleep that are in use, and why the newest ones are not. Configurations come again and again, on some
 * gateways at each start and with the same values: a fault in them is logged once. Changed by one thread at a time, read by any.
 */
final class LivePowerSettings {

    private static final Logger LOG = LoggerFactory.getLogger(LivePowerSettings.class);

    private final AllowedCommands allowed;
    private final Backends backends;
    private final Quiescence engine;

    private volatile PowerSettings now;
    private volatile String problem = "";
    private String fault = ""; // of the last configuration that was refused; reported once
    private List<String> unknown = List.of();

    /** Takes the settings of a start; the defaults, and nothing sleeps, if they cannot be used. */
    LivePowerSettings(Map<String, Object> properties, AllowedCommands allowed, Backends backends, Quiescence engine) {
        this.allowed = allowed;
        this.backends = backends;
        this.engine = engine;
        PowerSettings read;
        try {
            read = PowerSettingsReader.read(properties, allowed);
        } catch (IllegalArgumentException e) {
            refused(String.valueOf(e.getMessage()), " Nothing sleeps until this is corrected.");
            read = PowerSettingsReader.read(Map.of(), allowed);
        }
        this.now = read;
        sayUnknown(properties);
    }

    PowerSettings now() {
        return now;
    }

    /** Why settings that were stored are not in use; empty if they are. */
    String problem() {
        return problem;
    }

    /**
     * Takes new settings. Settings that cannot be used are refused, however they were stored; the settings before stay.
     *
     * @return whether anything has changed, be it the problem alone
     */
    boolean use(Map<String, Object> properties) {
        sayUnknown(properties);
        try {
            PowerSettings read = PowerSettingsReader.read(properties, allowed);
            if (read.equals(now) && fault.isEmpty()) {
                return false; // some gateways send the same settings at each start: failures still count
            }
            check(read);
            now = read;
            problem = "";
            fault = "";
        } catch (IllegalArgumentException e) {
            if (fault.equals(e.getMessage())) {
                return false;
            }
            refused(String.valueOf(e.getMessage()), " The settings before are kept.");
        }
        return true;
    }

    /** @throws IllegalArgumentException if the settings cannot be used */
    void check(Map<String, ?> properties) {
        check(PowerSettingsReader.read(properties, allowed));
    }

    private void check(PowerSettings read) {
        backends.check(read.backend());
        read.wantedMinimum().ifPresent(minimum -> {
            Instant from = engine.outlook().now();
            engine.windows(from, from.plus(Duration.ofDays(2)), new ShortestInterval(minimum));
        });
    }

    private void refused(String why, String then) {
        fault = why;
        problem = why + then;
        LOG.error("{}", problem);
    }

    private void sayUnknown(Map<String, ?> properties) {
        List<String> found = PowerSettingsReader.unknown(properties);
        found.stream().filter(key -> !unknown.contains(key)).forEach(key -> LOG.error("{} The key is ignored.", key));
        unknown = found;
    }
}
