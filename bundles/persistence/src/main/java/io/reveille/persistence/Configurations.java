package io.reveille.persistence;

import java.io.IOException;
import java.util.Collections;
import java.util.Dictionary;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.Constants;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;

/** Finds configurations without creating any, as {@code getConfiguration} would. */
final class Configurations {

    private final ConfigurationAdmin admin;

    /** The configurations that were used since the start: Felix searches all to find one among thousands. */
    private final Map<String, Configuration> known = new ConcurrentHashMap<>();

    Configurations(ConfigurationAdmin admin) {
        this.admin = admin;
    }

    List<Configuration> ofFactory(String factoryPid) throws IOException {
        return find(ConfigurationAdmin.SERVICE_FACTORYPID, factoryPid);
    }

    /** Returns singleton configurations, those of no factory, whose PID is this one or begins with it. */
    List<Configuration> single(String pid) throws IOException {
        return list(
                "(&(" + Constants.SERVICE_PID + "=" + pid + "*)(!(" + ConfigurationAdmin.SERVICE_FACTORYPID + "=*)))");
    }

    Optional<Configuration> ofPid(String pid) throws IOException {
        Configuration there = known.get(pid);
        if (there != null && isThere(there)) {
            return Optional.of(there);
        }
        Optional<Configuration> found =
                find(Constants.SERVICE_PID, pid).stream().findFirst();
        found.ifPresentOrElse(this::learn, () -> known.remove(pid));
        return found;
    }

    /** Remembers a configuration that will be used again. */
    void learn(Configuration configuration) {
        known.put(configuration.getPid(), configuration);
    }

    private static boolean isThere(Configuration configuration) {
        try {
            return configuration.getProperties() != null;
        } catch (IllegalStateException e) { // a deleted configuration throws at every call
            return false;
        }
    }

    static Map<String, Object> properties(Configuration configuration) {
        @Nullable Dictionary<String, Object> properties = configuration.getProperties();
        Map<String, Object> map = new HashMap<>();
        if (properties != null) { // null: created and never updated
            Collections.list(properties.keys()).forEach(key -> map.put(key, properties.get(key)));
        }
        return map;
    }

    private List<Configuration> find(String property, String value) throws IOException {
        return list("(" + property + "=" + value.replaceAll("[\\\\*()]", "\\\\$0") + ")");
    }

    private List<Configuration> list(String filter) throws IOException {
        try {
            Configuration[] found = admin.listConfigurations(filter);
            return found == null ? List.of() : List.of(found);
        } catch (InvalidSyntaxException e) {
            throw new IllegalStateException("the filter " + filter + " is escaped and thus right", e);
        }
    }
}
