package io.reveille.core.component;

import io.reveille.core.settings.SettingsReader;
import io.reveille.spi.SettingsCheck;
import java.util.Map;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;

/** The check of the engine's settings for forms; works whether or not the engine runs. */
@Component(property = SettingsCheck.PID + "=" + EngineComponent.PID, configurationPolicy = ConfigurationPolicy.IGNORE)
public final class EngineSettingsCheck implements SettingsCheck {

    @Override
    public void check(Map<String, ?> properties) {
        SettingsReader.check(properties);
    }
}
