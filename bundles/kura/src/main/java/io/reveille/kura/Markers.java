package io.reveille.kura;

import io.reveille.spi.JobProperties;
import java.util.HashMap;
import java.util.Hashtable;
import java.util.Map;
import java.util.Optional;
import org.eclipse.kura.configuration.ConfigurableComponent;
import org.eclipse.kura.configuration.ConfigurationService;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.cm.ConfigurationAdmin;

/**
 * The services by which Kura knows and shows the configurations of jobs, one for each, broken or not. A service stays
 * as long as its configuration: when it goes, Kura forgets the component.
 */
final class Markers {

    private record Marker(String servicePid, ServiceRegistration<ConfigurableComponent> registration) {}

    private static final ConfigurableComponent COMPONENT = new ConfigurableComponent() {};

    private final BundleContext context;

    /** The services by {@code kura.service.pid}; guarded by this, which is held while Kura handles a registration. */
    private final Map<String, Marker> markers = new HashMap<>();

    private boolean closed;

    Markers(BundleContext context) {
        this.context = context;
    }

    /**
     * Registers the service of a job's configuration, once, or unregisters it. The old service goes first: Kura knows
     * one of each name.
     *
     * @param servicePid the {@code service.pid} of the configuration; empty if the configuration is gone
     */
    synchronized void show(String id, Optional<String> servicePid) {
        Marker shown = markers.get(id);
        if (closed || Optional.ofNullable(shown).map(Marker::servicePid).equals(servicePid)) {
            return;
        }
        if (shown != null) {
            markers.remove(id);
            shown.registration.unregister();
        }
        servicePid.ifPresent(pid -> markers.put(id, new Marker(pid, register(id, pid))));
    }

    /** Unregisters all services, for good. */
    synchronized void close() {
        closed = true;
        markers.values().forEach(marker -> marker.registration.unregister());
        markers.clear();
    }

    @SuppressWarnings("JdkObsolete") // the framework takes a Dictionary
    private ServiceRegistration<ConfigurableComponent> register(String id, String servicePid) {
        return context.registerService(
                ConfigurableComponent.class,
                COMPONENT,
                new Hashtable<>(Map.of(
                        Constants.SERVICE_PID, servicePid,
                        ConfigurationAdmin.SERVICE_FACTORYPID, JobProperties.FACTORY_PID,
                        ConfigurationService.KURA_SERVICE_PID, id)));
    }
}
