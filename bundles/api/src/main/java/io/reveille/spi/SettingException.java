package io.reveille.spi;

/** A setting cannot be used. The message names the setting, its value, and what was expected. */
public class SettingException extends IllegalArgumentException {

    private static final long serialVersionUID = 1;

    private final String setting;

    /**
     * @param setting the name of the setting at fault, for example {@code workers}
     * @param message the whole message
     */
    public SettingException(String setting, String message) {
        super(message);
        this.setting = setting;
    }

    /** Like the other, with the exception that says more. */
    public SettingException(String setting, String message, Throwable cause) {
        super(message, cause);
        this.setting = setting;
    }

    /** The name of the setting at fault, for example {@code workers}; of several the first; empty if a key is no setting. */
    public String setting() {
        return setting;
    }
}
