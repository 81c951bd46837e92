package io.reveille.spi;

import java.util.Map;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * A service that checks settings before they are stored: for forms. Each component with settings offers one, with the
 * PID of its settings as the service property {@value #PID}.
 */
@ConsumerType
public interface SettingsCheck {

    /** Service property: the PID of the settings. */
    String PID = "settings.pid";

    /**
     * Checks that the settings could be used.
     *
     * @param properties the properties of the configuration; a missing setting has its default
     * @throws IllegalArgumentException naming the setting, the fault, and what was expected; a {@link SettingException}
     *     also names the setting by {@link SettingException#setting()}, so that a form can show the fault there
     */
    void check(Map<String, ?> properties);
}
