package io.reveille.kura;

import io.reveille.spi.DefinitionStore;
import io.reveille.spi.JobProperties;
import io.reveille.spi.StoredDefinition;
import java.io.IOException;
import java.util.Dictionary;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.kura.configuration.ConfigurationService;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;
import org.osgi.service.cm.ManagedServiceFactory;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Job definitions as components of Eclipse Kura: kept in its snapshots, edited in its console. A definition's address
 * is its {@code kura.service.pid}, which is stable over restarts; the {@code service.pid} is not. When Kura's service
 * is there, its snapshot has been loaded, and with it all definitions.
 */
@Component(
        service = {DefinitionStore.class, ManagedServiceFactory.class},
        property = Constants.SERVICE_PID + "=" + JobProperties.FACTORY_PID,
        immediate = true, // otherwise it, and all that Kura shows, would vanish while nothing uses it
        configurationPolicy = ConfigurationPolicy.IGNORE)
public final class KuraDefinitions implements DefinitionStore, ManagedServiceFactory {

    private static final Logger LOG = LoggerFactory.getLogger(KuraDefinitions.class);

    private final Places places;
    private final Markers markers;
    private final KuraWrites writes;

    /**
     * Guards the listener, and the order of reports: a stale one must not follow a newer one. No call that waits for
     * Kura is made under this lock.
     */
    private final Object lock = new Object();

    private @Nullable Listener listener;

    @Activate
    public KuraDefinitions(
            BundleContext context, @Reference ConfigurationAdmin admin, @Reference ConfigurationService kura) {
        this.places = new Places(admin, kura);
        this.markers = new Markers(context);
        this.writes = new KuraWrites(kura, places);
    }

    /** Deletes duplicates before Kura or the engine gets any definition. */
    @Activate
    void start() throws IOException {
        try {
            places.all();
        } catch (IOException e) { // component runtimes do not log this to Kura's log
            LOG.error("The definitions of jobs cannot be read; Reveille does not start.", e);
            throw e;
        }
    }

    @Deactivate
    void stop() {
        markers.close();
    }

    @Override
    public String getName() {
        return "Reveille: jobs";
    }

    @Override
    public void updated(String servicePid, Dictionary<String, ?> properties) {
        if (properties.get(ConfigurationService.KURA_SERVICE_PID) instanceof String id) {
            changed(id);
        } else {
            LOG.warn(
                    "The configuration {} has no {}: Eclipse Kura does not know it and loses it at the next start. It is"
                            + " not used; make the job in Kura's console, or by code.",
                    servicePid,
                    ConfigurationService.KURA_SERVICE_PID);
        }
    }

    @Override
    public void deleted(String servicePid) {
        places.idOf(servicePid).ifPresent(this::changed);
        places.forget(servicePid);
    }

    /**
     * Updates Kura, then the engine, with the present state of a definition. To unregister the service of a deleted
     * definition waits until Kura has finished: when Kura goes back to a snapshot, it deletes each configuration and
     * creates it again, and the engine must not take that for a deleted and a new job.
     */
    private void changed(String id) {
        try {
            markers.show(id, places.at(id).map(Configuration::getPid));
            tellAgain(id);
        } catch (IOException | IllegalStateException e) {
            LOG.error("The definition {} could not be read; the job stays as it was.", id, e);
        }
    }

    @Override
    public AutoCloseable open(Listener newListener) throws IOException {
        synchronized (lock) {
            listener = newListener;
            try {
                places.all().forEach((id, configuration) -> report(newListener, id, configuration));
            } catch (Throwable e) {
                listener = null; // a caller that gets nothing to close must not be called
                throw e;
            }
        }
        return this::close;
    }

    private void close() {
        synchronized (lock) {
            listener = null;
        }
    }

    @Override
    public void tellAgain(String id) throws IOException {
        synchronized (lock) {
            Listener told = listener;
            if (told == null) {
                return;
            }
            // Reads the present state: the event may be old.
            Optional<Configuration> there = places.at(id);
            if (there.isEmpty() || !report(told, id, there.get())) {
                told.deleted(id);
            }
        }
    }

    /** Reports a definition; returns false if it was deleted meanwhile. */
    private static boolean report(Listener told, String id, Configuration configuration) {
        Map<String, Object> properties;
        try {
            properties = Places.properties(configuration);
        } catch (IllegalStateException e) {
            LOG.debug("The definition {} was deleted while it was read", id, e);
            return false;
        }
        Object name = KuraPids.name(id, properties);
        properties.put(JobProperties.NAME, name);
        boolean canonical =
                name instanceof String text && KuraPids.canonical(text).equals(id);
        told.stored(new StoredDefinition(id, canonical, properties));
        return true;
    }

    @Override
    public String save(Optional<String> id, Map<String, Object> properties) throws IOException {
        return write(List.of(new Write(id, Optional.of(properties)))).get(0);
    }

    @Override
    public void delete(String id) throws IOException {
        write(List.of(new Write(Optional.of(id), Optional.empty())));
    }

    /** {@inheritDoc} With one snapshot, all or none. */
    @Override
    public List<String> write(List<Write> changes) throws IOException {
        return writes.write(changes);
    }

    /** {@inheritDoc} Kura's store cannot keep types that Kura lacks, and characters that XML 1.0 lacks. */
    @Override
    public void check(Map<String, Object> properties) {
        KuraValues.kept(properties);
    }
}
