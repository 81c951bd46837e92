package io.reveille.webconsole;

import io.reveille.spi.SettingsCheck;
import java.util.Collections;
import java.util.Dictionary;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.felix.webconsole.spi.ConfigurationHandler;
import org.apache.felix.webconsole.spi.ValidationException;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;

/** Refuses, in the console's configuration form, settings that could not be used; the form shows why. */
@Component(configurationPolicy = ConfigurationPolicy.IGNORE)
public final class SettingsFormCheck implements ConfigurationHandler {

    private final Map<String, SettingsCheck> checks = new ConcurrentHashMap<>();

    @Reference(
            service = SettingsCheck.class,
            cardinality = ReferenceCardinality.MULTIPLE,
            policy = ReferencePolicy.DYNAMIC)
    void addCheck(SettingsCheck check, Map<String, Object> properties) {
        checks.put(String.valueOf(properties.get(SettingsCheck.PID)), check);
    }

    void removeCheck(SettingsCheck check) {
        checks.values().remove(check);
    }

    @Override
    public void updateConfiguration(@Nullable String factoryPid, String pid, Dictionary<String, Object> properties)
            throws ValidationException {
        SettingsCheck check = checks.get(pid);
        if (check == null) {
            return;
        }
        Map<String, Object> settings = new HashMap<>();
        Collections.list(properties.keys()).forEach(key -> settings.put(key, properties.get(key)));
        try {
            check.check(settings);
        } catch (IllegalArgumentException e) {
            throw new ValidationException(e.getMessage());
        }
    }

    @Override
    public void createConfiguration(String pid) {
        // Checked when it is updated: until then it is empty.
    }

    @Override
    public void createFactoryConfiguration(String factoryPid, @Nullable String name) {
        // Checked when it is updated: until then it is empty.
    }

    @Override
    public void deleteConfiguration(@Nullable String factoryPid, String pid) {
        // The defaults count then.
    }

    @Override
    public boolean listConfiguration(@Nullable String factoryPid, String pid) {
        return true;
    }
}
