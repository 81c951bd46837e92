package io.reveille.console.pages;

import io.reveille.spi.SettingsCheck;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Settings of Reveille's bundles: their descriptions, the stored values, and their checks. No type of the metatype service is in
 * it: where there is none, the console goes without.
 */
public interface SettingsSource {

    /** Returns the forms that the installed bundles describe, in the order of their PIDs. */
    List<SettingForm> forms();

    /**
     * Returns the properties that are stored for a PID, with those that others keep beside the settings; empty if there are none.
     *
     * @throws UncheckedIOException if the store cannot be read
     */
    Map<String, Object> stored(String pid);

    /**
     * Replaces the stored properties of a PID; the bundle that they are for is told.
     *
     * @throws UncheckedIOException if they cannot be stored; the properties before stay
     */
    void store(String pid, Map<String, ?> properties);

    /** Returns the check of the settings of a PID; empty if their bundle offers none. */
    Optional<SettingsCheck> check(String pid);
}
