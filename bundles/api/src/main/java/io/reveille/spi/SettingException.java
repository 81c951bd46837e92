package io.reveille.spi;

/** Thrown when a setting cannot be used. The message names the setting, its value, and what was expected. */
public class SettingException extends IllegalArgumentException {

    private static final long serialVersionUID = 1;

    private final String setting;

    /**
     * Makes an exception without a cause.
     *
     * @param setting the name of the setting at fault, for example {@code workers}
     * @param message the whole message
     */
    public SettingException(String setting, String message) {
        super(message);
        this.setting = setting;
    }

    /** Makes an exception with the exception that caused it. */
    public SettingException(String setting, String message, Throwable cause) {
        super(message, cause);
        this.setting = setting;
    }

    /**
     * Returns the name of the setting at fault, for example {@code workers}; of several the first; empty if a key is no
     * setting.
     */
    public String setting() {
        return setting;
    }
}
