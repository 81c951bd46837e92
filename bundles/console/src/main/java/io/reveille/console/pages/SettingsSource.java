package io.reveille.console.pages;

import io.reveille.spi.SettingsCheck;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Settings of Reveille's bundles: what they are, what is stored, and who checks them. No type of the metatype service is in
 * it: where there is none, the console goes without.
 */
public interface SettingsSource {

    /** The forms that the bundles that are there describe, by PID. */
    List<SettingForm> forms();

    /**
     * The properties that are stored for a PID, with all that others keep beside the settings; empty if there is nothing.
     *
     * @throws UncheckedIOException if the store cannot be read
     */
    Map<String, Object> stored(String pid);

    /**
     * Stores all of it anew, and whom it is for hears of it.
     *
     * @throws UncheckedIOException if it cannot be stored; what was stored before stays
     */
    void store(String pid, Map<String, ?> properties);

    /** The check that says whether settings of a PID could be used. */
    Optional<SettingsCheck> check(String pid);
}
