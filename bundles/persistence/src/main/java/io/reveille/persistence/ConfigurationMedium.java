package io.reveille.persistence;

import io.reveille.persistence.pages.Address;
import io.reveille.persistence.pages.PageMedium;
import io.reveille.spi.Quarantined;
import io.reveille.spi.StateStore;
import java.io.IOException;
import java.util.Collection;
import java.util.HashMap;
import java.util.Hashtable;
import java.util.Map;
import java.util.TreeMap;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;

/**
 * Slots as factory configurations of {@value #FACTORY_PID}: page 3, slot A is {@code io.reveille.state~3A}.
 * ConfigurationAdmin does not sync to disk: a write survives a kill of the process, not a power cut.
 */
final class ConfigurationMedium implements PageMedium {

    static final String FACTORY_PID = "io.reveille.state";

    static final String QUARANTINE_PID = "io.reveille.quarantine";

    /** The only property of a slot: a String, since Felix stores a byte[] in eleven times the space. */
    static final String TEXT = "page";

    private final ConfigurationAdmin admin;
    private final Map<String, Configuration> configurations = new HashMap<>();

    ConfigurationMedium(ConfigurationAdmin admin) {
        this.admin = admin;
    }

    @Override
    public StateStore.Durability survives() {
        return StateStore.Durability.PROCESS_KILL;
    }

    @Override
    public Collection<Address> slots() throws IOException {
        Map<Address, Configuration> slots = new TreeMap<>();
        for (Configuration configuration : new Configurations(admin).ofFactory(FACTORY_PID)) {
            Address.parse(suffix(configuration, FACTORY_PID)).ifPresent(slot -> slots.put(slot, configuration));
        }
        configurations.clear();
        slots.forEach((slot, configuration) -> configurations.put(pid(FACTORY_PID, slot.toString()), configuration));
        return slots.keySet();
    }

    @Override
    public String read(Address address) throws IOException {
        Configuration configuration = configurations.get(pid(FACTORY_PID, address.toString()));
        if (configuration == null) {
            throw new IOException("it is not there");
        }
        return text(configuration, TEXT);
    }

    @Override
    public void write(Address address, String text) throws IOException {
        write(FACTORY_PID, address.toString(), Map.of(TEXT, text));
    }

    @Override
    public Map<String, Quarantined> kept() throws IOException {
        Map<String, Quarantined> kept = new TreeMap<>();
        for (Configuration configuration : new Configurations(admin).ofFactory(QUARANTINE_PID)) {
            kept.put(
                    suffix(configuration, QUARANTINE_PID),
                    new Quarantined(
                            text(configuration, "place"), text(configuration, "reason"), text(configuration, TEXT)));
        }
        return kept;
    }

    @Override
    public void keep(String name, Quarantined text) throws IOException {
        write(QUARANTINE_PID, name, Map.of("place", text.place(), "reason", text.reason(), TEXT, text.text()));
    }

    private void write(String factoryPid, String name, Map<String, String> properties) throws IOException {
        String pid = pid(factoryPid, name);
        if (!update(factoryPid, name, properties)) {
            // The configuration was deleted meanwhile, in a console for example: it is created again.
            configurations.remove(pid);
            if (!update(factoryPid, name, properties)) {
                throw new IOException("the configuration " + pid + " is deleted again and again");
            }
        }
    }

    /** Updates the configuration; returns false if it has been deleted. */
    @SuppressWarnings("JdkObsolete") // ConfigurationAdmin takes a Dictionary
    private boolean update(String factoryPid, String name, Map<String, String> properties) throws IOException {
        String pid = pid(factoryPid, name);
        Configuration configuration = configurations.get(pid);
        if (configuration == null) {
            configuration = admin.getFactoryConfiguration(factoryPid, name, "?");
            configurations.put(pid, configuration);
        }
        try {
            configuration.update(new Hashtable<>(properties));
            return true;
        } catch (IllegalStateException e) { // a deleted configuration throws at every call, getPid() included
            return false;
        }
    }

    private static String pid(String factoryPid, String name) {
        return factoryPid + "~" + name;
    }

    private static String suffix(Configuration configuration, String factoryPid) {
        String pid = configuration.getPid();
        return pid.startsWith(factoryPid + "~") ? pid.substring(factoryPid.length() + 1) : pid;
    }

    private static String text(Configuration configuration, String property) throws IOException {
        try {
            return Configurations.properties(configuration)
                    .getOrDefault(property, "")
                    .toString();
        } catch (IllegalStateException e) {
            throw new IOException("somebody has just deleted it", e);
        }
    }
}
