package io.reveille.core.settings;

import io.reveille.schedule.Nearest;
import io.reveille.spi.SettingException;
import io.reveille.spi.SettingValues;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Settings from a configuration. In place of a value that cannot be used the one before is used, or else the default: the
 * engine comes up whatever stands there.
 */
public final class SettingsReader {

    /** The names of all settings. */
    static final Set<String> NAMES = Set.of(
            "zone",
            "workers",
            "misfire.grace",
            "clock.rewind",
            "clock.wait",
            "clock.look",
            "state.coalesce",
            "flash.budget",
            "stop.wait",
            "catchup.rate",
            "history");

    private static final int MEGABYTE = 1_000_000;

    /** Length from which on a zone's name is like another: of a zone with three letters another one is always near. */
    private static final int GUESSED_FROM = 5;

    /**
     * Settings that were read.
     *
     * @param faults what cannot be used, each with what is used instead; a sentence both
     */
    public record Read(Settings settings, Map<String, String> faults) {}

    private final SettingValues values;
    private final Optional<Settings> before;
    private final Map<String, String> faults = new LinkedHashMap<>(); // and what is used instead
    private String atFault = ""; // the first setting

    private SettingsReader(Map<String, ?> properties, Optional<Settings> before) {
        this.values = new SettingValues(properties);
        this.before = before;
    }

    /**
     * Reads all settings.
     *
     * @param machine the machine's zone, for settings that name none
     * @param before what is in use; empty at a start
     */
    public static Read read(Map<String, ?> properties, ZoneId machine, Optional<Settings> before) {
        SettingsReader reader = new SettingsReader(properties, before);
        Settings settings = reader.settings(machine);
        return new Read(settings, Collections.unmodifiableMap(reader.faults));
    }

    /**
     * Checks settings before they are stored.
     *
     * @throws SettingException naming each that cannot be used, what is wrong, and what was expected
     */
    public static void check(Map<String, ?> properties) {
        SettingsReader reader = new SettingsReader(properties, Optional.empty());
        reader.settings(ZoneId.systemDefault());
        if (!reader.faults.isEmpty()) {
            throw new SettingException(reader.atFault, String.join(" ", reader.faults.keySet()));
        }
    }

    private Settings settings(ZoneId machine) {
        values.unknown(NAMES).forEach(fault -> faults.put(fault, "It is passed over."));
        return new Settings(
                or("The machine's", machine, Settings::zone, () -> zone(machine)),
                whole("workers", 1, 64, 4, Settings::workers),
                seconds("misfire.grace", 0, 3600, 5, Settings::misfireGrace),
                seconds("clock.rewind", 0, 86_400, 3600, Settings::clockRewind),
                seconds("state.coalesce", 1, 3600, 30, Settings::stateCoalesce),
                seconds("stop.wait", 0, 600, 10, Settings::stopWait),
                whole("catchup.rate", 1, 1000, 10, Settings::catchUpRate),
                whole("history", 1, 200, 20, Settings::history),
                seconds("clock.wait", 0, 86_400, 600, Settings::clockWait),
                seconds("clock.look", 10, 86_400, 600, Settings::clockLook),
                whole("flash.budget", 0, 1_000_000, 128, settings -> (int) (settings.flashBudget() / MEGABYTE))
                        * (long) MEGABYTE);
    }

    private Duration seconds(String name, int least, int most, int standard, Function<Settings, Duration> now) {
        return Duration.ofSeconds(whole(name, least, most, standard, settings ->
                (int) now.apply(settings).toSeconds()));
    }

    private int whole(String name, int least, int most, int standard, Function<Settings, Integer> now) {
        return or("The default", standard, now, () -> values.whole(name, least, most, standard));
    }

    private ZoneId zone(ZoneId machine) {
        String name = values.text("zone", "");
        if (name.isEmpty()) {
            return machine;
        }
        try {
            return ZoneId.of(name);
        } catch (DateTimeException e) {
            Optional<String> near =
                    name.length() < GUESSED_FROM ? Optional.empty() : Nearest.of(name, ZoneId.getAvailableZoneIds());
            if (near.filter(name::equalsIgnoreCase).isPresent()) {
                return ZoneId.of(near.get());
            }
            throw SettingValues.refused(
                    "zone",
                    name,
                    "a time zone such as UTC or Europe/Rome, or nothing for the machine's"
                            + near.map(meant -> " (did you mean \"" + meant + "\"?)")
                                    .orElse(""));
        }
    }

    private <T> T or(String usual, T standard, Function<Settings, T> now, Supplier<T> value) {
        try {
            return value.get();
        } catch (SettingException e) {
            atFault = atFault.isEmpty() ? e.setting() : atFault;
            T used = before.map(now).orElse(standard);
            faults.put(
                    String.valueOf(e.getMessage()),
                    before.isPresent() ? "What was before, " + used + ", stays." : usual + ", " + used + ", is used.");
            return used;
        }
    }
}
