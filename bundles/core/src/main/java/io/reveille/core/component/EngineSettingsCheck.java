package io.reveille.core.component;

import io.reveille.core.settings.SettingsReader;
import io.reveille.spi.SettingsCheck;
import java.util.Map;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;

/** Says whether settings of the engine could be used, for forms; whether or not the engine runs. */
@Component(property = SettingsCheck.PID + "=" + EngineComponent.PID, configurationPolicy = ConfigurationPolicy.IGNORE)
public final class EngineSettingsCheck implements SettingsCheck {

    @Override
    public void check(Map<String, ?> properties) {
        SettingsReader.check(properties);
    }
}
