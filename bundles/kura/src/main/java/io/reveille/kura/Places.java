package io.reveille.kura;

import io.reveille.spi.JobProperties;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.Dictionary;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.eclipse.kura.KuraException;
import org.eclipse.kura.configuration.ComponentConfiguration;
import org.eclipse.kura.configuration.ConfigurationService;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.Constants;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The configurations of jobs by their {@code kura.service.pid}, one for each. Where ConfigurationAdmin survives a
 * restart, Kura creates each configuration again beside the old one: all but the one that Kura knows are deleted. May
 * be called by any thread.
 */
final class Places {

    private static final Logger LOG = LoggerFactory.getLogger(Places.class);

    private static final String OF_JOBS =
            "(" + ConfigurationAdmin.SERVICE_FACTORYPID + "=" + JobProperties.FACTORY_PID + ")";

    private final ConfigurationAdmin admin;
    private final ConfigurationService kura;

    /** The configurations found since the start: ConfigurationAdmin searches all to find one among many. */
    private final Map<String, Configuration> known = new ConcurrentHashMap<>();

    private final Map<String, String> ids = new ConcurrentHashMap<>(); // by service.pid, of all that were ever seen

    Places(ConfigurationAdmin admin, ConfigurationService kura) {
        this.admin = admin;
        this.kura = kura;
    }

    /** Returns all configurations that Kura knows by a name. */
    Map<String, Configuration> all() throws IOException {
        Map<String, List<Configuration>> found = new TreeMap<>();
        for (Configuration configuration : list(OF_JOBS)) {
            id(configuration)
                    .ifPresent(id ->
                            found.computeIfAbsent(id, any -> new ArrayList<>()).add(configuration));
        }
        Map<String, Configuration> all = new TreeMap<>();
        for (Map.Entry<String, List<Configuration>> each : found.entrySet()) {
            all.put(each.getKey(), learned(each.getKey(), each.getValue()));
        }
        return all;
    }

    /** Returns the properties at this PID. */
    Optional<Configuration> at(String id) throws IOException {
        Configuration there = known.get(id);
        if (there != null && isThere(there)) {
            return Optional.of(there);
        }
        List<Configuration> found = list("(&" + OF_JOBS + "(" + ConfigurationService.KURA_SERVICE_PID + "="
                + id.replaceAll("[\\\\*()]", "\\\\$0") + "))");
        if (found.isEmpty()) {
            known.remove(id);
            return Optional.empty();
        }
        return Optional.of(learned(id, found));
    }

    /** Returns the {@code kura.service.pid} of the present or former configuration with this {@code service.pid}. */
    Optional<String> idOf(String servicePid) {
        return Optional.ofNullable(ids.get(servicePid));
    }

    /** Forgets a configuration that is gone for good. */
    void forget(String servicePid) {
        ids.remove(servicePid);
    }

    /**
     * Returns all properties but those by which configurations are found; none of a configuration that was created and
     * never updated.
     */
    static Map<String, Object> properties(Configuration configuration) {
        Map<String, Object> properties = all(configuration);
        properties.remove(Constants.SERVICE_PID);
        properties.remove(ConfigurationAdmin.SERVICE_FACTORYPID);
        properties.remove(ConfigurationService.KURA_SERVICE_PID);
        return properties;
    }

    private static Map<String, Object> all(Configuration configuration) {
        @Nullable Dictionary<String, Object> properties = configuration.getProperties();
        Map<String, Object> map = new HashMap<>();
        if (properties != null) {
            Collections.list(properties.keys()).forEach(key -> map.put(key, properties.get(key)));
        }
        return map;
    }

    private static Optional<String> id(Configuration configuration) {
        try {
            return all(configuration).get(ConfigurationService.KURA_SERVICE_PID) instanceof String id
                    ? Optional.of(id)
                    : Optional.empty();
        } catch (IllegalStateException e) { // deleted meanwhile
            return Optional.empty();
        }
    }

    private static boolean isThere(Configuration configuration) {
        try {
            return configuration.getProperties() != null;
        } catch (IllegalStateException e) { // a deleted configuration throws at every call
            return false;
        }
    }

    private Configuration learned(String id, List<Configuration> found) throws IOException {
        Configuration one = found.size() == 1 ? found.get(0) : single(id, found);
        known.put(id, one);
        ids.put(one.getPid(), id);
        return one;
    }

    private Configuration single(String id, List<Configuration> found) throws IOException {
        Optional<Configuration> kept = known(id)
                .flatMap(pid ->
                        found.stream().filter(each -> each.getPid().equals(pid)).findFirst());
        if (kept.isEmpty()) { // Kura will know the configuration that is registered
            return Collections.min(found, Comparator.comparing(Configuration::getPid));
        }
        for (Configuration other : found) {
            if (other != kept.get()) {
                LOG.info(
                        "The job {} lies twice in ConfigurationAdmin; {}, which Kura does not know, is deleted.",
                        id,
                        other.getPid());
                other.delete();
            }
        }
        return kept.get();
    }

    /** Returns the configuration that Kura knows by this name. */
    private Optional<String> known(String id) throws IOException {
        try {
            @Nullable ComponentConfiguration configuration = kura.getComponentConfiguration(id);
            return configuration != null
                            && configuration.getConfigurationProperties().get(Constants.SERVICE_PID)
                                    instanceof String pid
                    ? Optional.of(pid)
                    : Optional.empty();
        } catch (KuraException e) {
            throw new IOException("Eclipse Kura does not say which configuration " + id + " has", e);
        }
    }

    private List<Configuration> list(String filter) throws IOException {
        try {
            Configuration @Nullable [] found = admin.listConfigurations(filter);
            return found == null ? List.of() : List.of(found);
        } catch (InvalidSyntaxException e) {
            throw new IllegalStateException("the filter " + filter + " is escaped and thus right", e);
        }
    }
}
