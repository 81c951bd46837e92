package io.reveille.persistence;

import io.reveille.spi.SettingValues;
import io.reveille.spi.SettingsCheck;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;

/** The check of a folder for run state, for forms; there whether or not there is a store. */
@Component(property = SettingsCheck.PID + "=" + StateComponent.PID, configurationPolicy = ConfigurationPolicy.IGNORE)
public final class StateSettingsCheck implements SettingsCheck {

    @Override
    public void check(Map<String, ?> properties) {
        List<String> unknown = StateSettings.unknown(properties);
        if (!unknown.isEmpty()) {
            throw new IllegalArgumentException(String.join(" ", unknown));
        }
        String folder = StateSettings.folder(properties, "");
        if (!folder.isEmpty() && !canBeHad(Path.of(folder))) {
            throw SettingValues.refused("folder", folder, "a folder that is there or can be made, and written to");
        }
    }

    private static boolean canBeHad(Path folder) {
        Path there = folder;
        while (there.getParent() != null && !Files.exists(there)) {
            there = there.getParent();
        }
        return Files.isDirectory(there) && Files.isWritable(there);
    }
}
