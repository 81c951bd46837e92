package io.reveille.persistence;

import java.util.Hashtable;
import java.util.Map;

/** State in ConfigurationAdmin. */
class ConfigurationStateTest extends StateStoreContract {

    private final MemoryAdmin admin = new MemoryAdmin();

    @Override
    PageMedium open() {
        return new ConfigurationMedium(admin);
    }

    @Override
    @SuppressWarnings("JdkObsolete") // as ConfigurationAdmin has it
    void put(String slot, String text) {
        admin.configurations.put(
                ConfigurationMedium.FACTORY_PID + "~" + slot, new Hashtable<>(Map.of(ConfigurationMedium.TEXT, text)));
    }

    @Override
    void remove(String slot) {
        admin.configurations.remove(ConfigurationMedium.FACTORY_PID + "~" + slot);
    }

    @Override
    void wipe() {
        admin.configurations.clear();
    }

    @Override
    boolean tearsSlots() {
        return true; // Felix writes into the file that is read next time
    }
}
