package io.reveille.persistence;

import io.reveille.persistence.pages.PageMedium;
import io.reveille.persistence.pages.StateStoreContract;
import java.util.Hashtable;
import java.util.Map;

/** State in ConfigurationAdmin. */
class ConfigurationStateTest extends StateStoreContract {

    private final MemoryAdmin admin = new MemoryAdmin();

    @Override
    protected PageMedium open() {
        return new ConfigurationMedium(admin);
    }

    @Override
    @SuppressWarnings("JdkObsolete") // as ConfigurationAdmin has it
    protected void put(String slot, String text) {
        admin.configurations.put(
                ConfigurationMedium.FACTORY_PID + "~" + slot, new Hashtable<>(Map.of(ConfigurationMedium.TEXT, text)));
    }

    @Override
    protected void remove(String slot) {
        admin.configurations.remove(ConfigurationMedium.FACTORY_PID + "~" + slot);
    }

    @Override
    protected void wipe() {
        admin.configurations.clear();
    }

    @Override
    protected boolean tearsSlots() {
        return true; // Felix writes into the file that is read next time
    }
}
