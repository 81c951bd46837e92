package io.reveille.persistence;

import io.reveille.spi.DefinitionStore;
import io.reveille.spi.JobProperties;
import io.reveille.spi.StoredDefinition;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Dictionary;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.Constants;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;
import org.osgi.service.cm.ConfigurationEvent;
import org.osgi.service.cm.ConfigurationListener;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Job definitions as factory configurations of {@value JobProperties#FACTORY_PID}. One listener receives all changes,
 * whether a console, a file or code made them.
 */
@Component(
        service = {DefinitionStore.class, ConfigurationListener.class},
        configurationPolicy = ConfigurationPolicy.IGNORE)
public final class ConfiguredDefinitions implements DefinitionStore, ConfigurationListener {

    private static final Logger LOG = LoggerFactory.getLogger(ConfiguredDefinitions.class);

    private static final String FACTORY_PID = JobProperties.FACTORY_PID;

    private static final Pattern SAYS_JOB = Pattern.compile(Pattern.quote(FACTORY_PID) + "([~._-].*)?");

    /** How long after a successful write the store is assumed to be writable. */
    private static final long PROVEN_NANOS = Duration.ofSeconds(1).toNanos();

    /** The location of the configurations: any bundle may read them. */
    private static final String ANY_LOCATION = "?";

    private final ConfigurationAdmin admin;
    private final Configurations configurations;
    private final FileOrigins origins = new FileOrigins();

    /** Guards the listener, and is held while the listener is called: a stale report must not follow a newer one. */
    private final Object lock = new Object();

    private @Nullable Listener listener;

    /** The time of the last successful write, by {@link System#nanoTime()}. */
    private volatile long written = System.nanoTime() - PROVEN_NANOS - 1;

    @Activate
    public ConfiguredDefinitions(@Reference ConfigurationAdmin admin) {
        this.admin = admin;
        this.configurations = new Configurations(admin);
    }

    @Override
    public AutoCloseable open(Listener newListener) throws IOException {
        synchronized (lock) {
            listener = newListener;
            try {
                reportAll(newListener);
            } catch (Throwable e) {
                listener = null; // a caller that gets nothing to close must not be called
                throw e;
            }
        }
        return this::close;
    }

    private void reportAll(Listener told) throws IOException {
        List<Configuration> all = new ArrayList<>(configurations.ofFactory(FACTORY_PID));
        configurations.single(FACTORY_PID).stream()
                .filter(there -> isMisplaced(there.getFactoryPid(), there.getPid()))
                .forEach(all::add);
        for (Configuration configuration : all) {
            try {
                report(told, configuration);
            } catch (IllegalStateException e) {
                LOG.debug("A definition was deleted while it was read", e);
            }
        }
    }

    @Override
    public void configurationEvent(ConfigurationEvent event) {
        if (!FACTORY_PID.equals(event.getFactoryPid()) && !isMisplaced(event.getFactoryPid(), event.getPid())) {
            return;
        }
        try {
            tellAgain(event.getPid());
        } catch (IOException e) {
            LOG.error("The definition {} could not be read; the job stays as it was.", event.getPid(), e);
        }
    }

    @Override
    public void tellAgain(String id) throws IOException {
        synchronized (lock) {
            Listener told = listener;
            if (told == null) {
                return;
            }
            try {
                // Reads the present state: the event may be old.
                Optional<Configuration> configuration = configurations.ofPid(id);
                if (configuration.isPresent()) {
                    report(told, configuration.get());
                } else {
                    origins.gone(id);
                    told.deleted(id);
                }
            } catch (IllegalStateException e) {
                throw new IOException("the definition " + id + " was deleted while it was read", e);
            }
        }
    }

    @Override
    @SuppressWarnings("JdkObsolete") // ConfigurationAdmin takes a Dictionary
    public String save(Optional<String> id, Map<String, Object> properties) throws IOException {
        String name = String.valueOf(properties.get(JobProperties.NAME));
        Optional<Configuration> there = id.isPresent()
                ? configurations.ofPid(id.get()).filter(found -> found.getFactoryPid() != null)
                : Optional.empty();
        Configuration configuration = there.isPresent() ? there.get() : create(name);
        Map<String, Object> before = Configurations.properties(configuration);
        Map<String, Object> after = CfgTexts.of(JobProperties.replace(before, properties));
        CfgTexts.check(before, after);
        Dictionary<String, Object> stored = new Hashtable<>(after);
        try {
            configurations.learn(configuration); // first: the event of the update asks for it, on another thread
            configuration.updateIfDifferent(stored);
            return configuration.getPid();
        } catch (IllegalStateException e) {
            throw new IOException("the definition of " + name + " was deleted meanwhile", e);
        }
    }

    @Override
    public void delete(String id) throws IOException {
        Optional<Configuration> configuration = configurations.ofPid(id);
        if (configuration.isPresent()) {
            try {
                checkDelete(configuration.get());
                configuration.get().delete();
            } catch (IllegalStateException e) {
                LOG.debug("The definition {} was deleted by somebody else first", id, e);
            }
        }
    }

    @Override
    public void checkDelete(String id) throws IOException {
        Optional<Configuration> configuration = configurations.ofPid(id);
        if (configuration.isPresent()) {
            try {
                checkDelete(configuration.get());
            } catch (IllegalStateException e) {
                LOG.debug("The definition {} was deleted by somebody else first", id, e);
            }
        }
    }

    /**
     * Writes a definition unchanged, to find out whether the store is writable: Apache Felix reports a delete as done
     * even if the disk refuses it. Of many definitions one is enough.
     */
    private void checkDelete(Configuration configuration) throws IOException {
        @Nullable Dictionary<String, Object> properties = configuration.getProperties();
        long now = System.nanoTime();
        if (properties != null && now - written > PROVEN_NANOS) {
            configuration.update(properties);
            written = now;
        }
    }

    private void close() {
        synchronized (lock) {
            listener = null;
        }
    }

    /**
     * Returns a new configuration at the name's own address; at another address if the job there has been renamed, or
     * if the configuration there is a singleton, in which a definition would be lost.
     */
    private Configuration create(String name) throws IOException {
        Configuration canonical = admin.getFactoryConfiguration(FACTORY_PID, DefinitionPids.suffix(name), ANY_LOCATION);
        Map<String, Object> there = Configurations.properties(canonical); // empty if it was just created
        return FACTORY_PID.equals(canonical.getFactoryPid())
                        && (there.isEmpty() || name.equals(there.get(JobProperties.NAME)))
                ? canonical
                : admin.createFactoryConfiguration(FACTORY_PID, ANY_LOCATION);
    }

    /** Returns whether a PID looks like a job's but belongs to a singleton configuration. */
    static boolean isMisplaced(@Nullable String factoryPid, String pid) {
        return factoryPid == null && SAYS_JOB.matcher(pid).matches();
    }

    private static String misplaced(String pid) {
        return "The configuration " + pid + " is a singleton, and no job: jobs are configurations of the factory "
                + FACTORY_PID + ". A file for Apache Felix FileInstall or Karaf is named " + FACTORY_PID
                + "-NAME.config, with a hyphen; a configuration for the OSGi Configurator or Sling " + FACTORY_PID
                + "~NAME, with a tilde. Rename the file, or delete the configuration and define the job anew.";
    }

    private void report(Listener told, Configuration configuration) {
        Map<String, Object> properties = Configurations.properties(configuration);
        String pid = configuration.getPid();
        properties.remove(Constants.SERVICE_PID);
        properties.remove(ConfigurationAdmin.SERVICE_FACTORYPID);
        if (isMisplaced(configuration.getFactoryPid(), pid)) {
            told.stored(new StoredDefinition(pid, false, properties, misplaced(pid)));
            return;
        }
        origins.keep(configuration, properties);
        boolean canonical = properties.get(JobProperties.NAME) instanceof String name
                && DefinitionPids.canonical(name).equals(pid);
        told.stored(new StoredDefinition(pid, canonical, properties));
    }
}
