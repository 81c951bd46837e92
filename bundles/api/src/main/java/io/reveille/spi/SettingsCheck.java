package io.reveille.spi;

import java.util.Map;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Says whether settings could be used, before they are stored: for forms. A service of whoever the settings are for, with
 * their PID as the property {@value #PID}.
 */
@ConsumerType
public interface SettingsCheck {

    /** Service property: the PID of the settings. */
    String PID = "settings.pid";

    /**
     * Returns if the settings could be used.
     *
     * @param properties as they lie in the configuration, or would; what is missing has its default
     * @throws IllegalArgumentException naming the setting, what is wrong, and what was expected; a {@link SettingException}
     *     says by itself which setting that is, so that a form can show it there
     */
    void check(Map<String, ?> properties);
}
