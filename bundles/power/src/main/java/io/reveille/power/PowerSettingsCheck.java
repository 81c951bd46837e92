package io.reveille.power;

import io.reveille.power.settings.PowerSettings;
import io.reveille.power.settings.PowerSettingsReader;
import io.reveille.spi.SettingsCheck;
import java.util.List;
import java.util.Map;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Reference;

/** The check of power settings, for forms. */
@Component(property = SettingsCheck.PID + "=" + PowerSettings.PID, configurationPolicy = ConfigurationPolicy.IGNORE)
public final class PowerSettingsCheck implements SettingsCheck {

    private final PowerComponent power;

    @Activate
    public PowerSettingsCheck(@Reference PowerComponent power) {
        this.power = power;
    }

    @Override
    public void check(Map<String, ?> properties) {
        List<String> unknown = PowerSettingsReader.unknown(properties);
        if (!unknown.isEmpty()) {
            throw new IllegalArgumentException(String.join(" ", unknown));
        }
        power.check(properties);
    }
}
