package io.reveille.persistence;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Dictionary;
import java.util.HashMap;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;

/** Slots as factory configurations of {@value #FACTORY_PID}: page 3, slot A is {@code io.reveille.state~3A}. */
final class ConfigurationMedium implements PageMedium {

    static final String FACTORY_PID = "io.reveille.state";

    /** The one property of a slot. A String: a byte[] would be eleven times as large on Felix's disk. */
    static final String TEXT = "page";

    private static final Pattern SLOT = Pattern.compile(Pattern.quote(FACTORY_PID) + "~([0-9]{1,6})([AB])");

    private final ConfigurationAdmin admin;
    private final Map<String, Configuration> slots = new HashMap<>();

    ConfigurationMedium(ConfigurationAdmin admin) {
        this.admin = admin;
    }

    @Override
    public List<Written> read() throws IOException {
        List<Written> written = new ArrayList<>();
        for (Configuration configuration : new Configurations(admin).ofFactory(FACTORY_PID)) {
            Matcher slot = SLOT.matcher(configuration.getPid());
            if (slot.matches()) {
                slots.put(configuration.getPid(), configuration);
                Object text = Configurations.properties(configuration).getOrDefault(TEXT, "");
                written.add(new Written(
                        Integer.parseInt(slot.group(1)), Page.Slot.valueOf(slot.group(2)), text.toString()));
            }
        }
        return written;
    }

    @Override
    public void write(int page, Page.Slot slot, String text) throws IOException {
        String name = page + slot.name();
        String pid = FACTORY_PID + "~" + name;
        if (!update(pid, name, text)) {
            // Somebody has deleted it, in a console say: it is made anew.
            slots.remove(pid);
            if (!update(pid, name, text)) {
                throw new IOException("the configuration " + pid + " is deleted again and again");
            }
        }
    }

    /** Returns whether the configuration was there to take it. */
    @SuppressWarnings("JdkObsolete") // ConfigurationAdmin takes a Dictionary
    private boolean update(String pid, String name, String text) throws IOException {
        Configuration configuration = slots.get(pid);
        if (configuration == null) {
            configuration = admin.getFactoryConfiguration(FACTORY_PID, name, "?");
            slots.put(pid, configuration);
        }
        Dictionary<String, Object> properties = new Hashtable<>();
        properties.put(TEXT, text);
        try {
            configuration.update(properties);
            return true;
        } catch (IllegalStateException e) { // a deleted one answers nothing else, its PID neither
            return false;
        }
    }
}
