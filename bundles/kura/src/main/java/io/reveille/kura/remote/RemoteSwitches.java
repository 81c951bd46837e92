package io.reveille.kura.remote;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The switches of remote control.
 *
 * @param enabled whether requests are answered at all
 * @param writing whether requests that change something are answered too
 */
record RemoteSwitches(boolean enabled, boolean writing) {

    private static final Logger LOG = LoggerFactory.getLogger(RemoteSwitches.class);

    /** Reads the switches from a configuration; a value that is no truth value counts as off, and is logged. */
    static RemoteSwitches of(Map<String, ?> properties) {
        return new RemoteSwitches(
                isOn("enabled", properties.get("enabled")), isOn("writing", properties.get("writing")));
    }

    private static boolean isOn(String name, @Nullable Object value) {
        if (value == null || value instanceof Boolean) {
            return Boolean.TRUE.equals(value);
        }
        String text = value.toString().strip();
        if (!text.equalsIgnoreCase("true") && !text.equalsIgnoreCase("false")) {
            LOG.warn(
                    "The setting {} of {} is \"{}\", expected true or false; it is off.",
                    name,
                    RemoteSettings.PID,
                    text);
        }
        return text.equalsIgnoreCase("true");
    }
}
