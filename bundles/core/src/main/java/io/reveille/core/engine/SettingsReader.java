package io.reveille.core.engine;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZoneId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Settings from their form. A value that cannot be used is logged, and the default used instead. */
final class SettingsReader {

    private static final Logger LOG = LoggerFactory.getLogger(SettingsReader.class);

    private SettingsReader() {}

    /** @param machine the machine's zone */
    static Settings read(EngineConfiguration form, ZoneId machine) {
        return new Settings(
                zone(form.zone(), machine),
                within("workers", form.workers(), 1, 64, 4),
                Duration.ofSeconds(within("misfire.grace", form.misfire_grace(), 0, 3600, 5)),
                Duration.ofSeconds(within("clock.rewind", form.clock_rewind(), 0, 86_400, 3600)),
                Duration.ofSeconds(within("state.coalesce", form.state_coalesce(), 1, 3600, 30)),
                Duration.ofSeconds(within("stop.wait", form.stop_wait(), 0, 600, 10)),
                within("catchup.rate", form.catchup_rate(), 1, 1000, 10),
                within("history", form.history(), 1, 200, 20),
                Duration.ofSeconds(within("clock.wait", form.clock_wait(), 0, 86_400, 600)),
                Duration.ofSeconds(within("clock.look", form.clock_look(), 10, 86_400, 600)),
                within("flash.budget", form.flash_budget(), 0, 1_000_000, 128) * 1_000_000L);
    }

    private static ZoneId zone(String name, ZoneId machine) {
        if (name.isBlank()) {
            return machine;
        }
        try {
            return ZoneId.of(name.strip());
        } catch (DateTimeException e) {
            LOG.error("The setting zone is \"{}\", which is no time zone; the machine's, {}, is used.", name, machine);
            return machine;
        }
    }

    private static int within(String setting, int value, int min, int max, int standard) {
        if (value >= min && value <= max) {
            return value;
        }
        LOG.error(
                "The setting {} is {}, expected {} to {}; the default {} is used.", setting, value, min, max, standard);
        return standard;
    }
}
