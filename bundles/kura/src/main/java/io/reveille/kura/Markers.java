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
 * The services by which Kura knows the configurations of jobs and shows them, one each, be the job broken or not. One stays
 * as long as its configuration: whenever one goes, Kura forgets the component.
 */
final class Markers {

    private record Marker(String servicePid, ServiceRegistration<ConfigurableComponent> registration) {}

    private static final ConfigurableComponent COMPONENT = new ConfigurableComponent() {};

    private final BundleContext context;

    /** By {@code kura.service.pid}; guarded by this, which is held while Kura takes a service in. */
    private final Map<String, Marker> markers = new HashMap<>();

    private boolean closed;

    Markers(BundleContext context) {
        this.context = context;
    }

    /**
     * Shows a job's configuration to Kura, once, or none any more. The old one goes first: Kura knows one of a name.
     *
     * @param servicePid the configuration's; empty: it is gone
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

    /** Takes all back; none is shown any more. */
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
