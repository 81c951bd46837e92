package io.reveille.itests.kura;

import java.io.IOException;
import java.util.Collections;
import java.util.Dictionary;
import java.util.HashMap;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import org.eclipse.kura.configuration.ConfigurationService;
import org.osgi.framework.Constants;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;

/**
 * What ConfigurationAdmin has, as Kura reads and writes it.
 *
 * @param admin the real one
 */
record Configurations(ConfigurationAdmin admin) {

    Configuration at(String servicePid) throws IOException {
        return admin.getConfiguration(servicePid, "?");
    }

    Configuration make(String factoryPid) throws IOException {
        return admin.createFactoryConfiguration(factoryPid, null);
    }

    List<Configuration> list(String filter) throws IOException {
        try {
            Configuration[] found = admin.listConfigurations(filter);
            return found == null ? List.of() : List.of(found);
        } catch (InvalidSyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    @SuppressWarnings("JdkObsolete") // ConfigurationAdmin takes a Dictionary
    static void put(Configuration configuration, String pid, Map<String, Object> properties) throws IOException {
        Hashtable<String, Object> all = new Hashtable<>(properties);
        all.put(ConfigurationService.KURA_SERVICE_PID, pid);
        all.remove(Constants.SERVICE_PID);
        configuration.update(all);
    }

    static Map<String, Object> properties(Configuration configuration) {
        Map<String, Object> map = new HashMap<>();
        Dictionary<String, Object> properties = configuration.getProperties();
        if (properties != null) {
            Collections.list(properties.keys()).forEach(key -> map.put(key, properties.get(key)));
        }
        return map;
    }
}
