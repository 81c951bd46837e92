package io.reveille.gateway;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import org.apache.felix.cm.PersistenceManager;
import org.osgi.framework.FrameworkUtil;

/**
 * The health of the gateway over HTTP, with settings of Apache Felix Health Checks: {@code /system/health} behind the
 * console's login, and one more check, which is critical while the scheduler is not there to answer for itself. Both are
 * stored where there are none, so that a gateway of an older version gets them, too.
 */
final class HealthSettings {

    private static final String SERVLET = "org.apache.felix.hc.core.impl.servlet.HealthCheckExecutorServlet";
    private static final String SERVICES = "org.apache.felix.hc.generalchecks.ServicesCheck";

    private HealthSettings() {}

    static void storeTo(PersistenceManager store) throws IOException {
        store(
                store,
                SERVLET,
                Map.of(
                        "servletPath",
                        "/system/health",
                        "servletContextName",
                        "io.reveille.login",
                        "cors.accessControlAllowOrigin",
                        ""));
        store(
                store,
                SERVICES,
                Map.of(
                        "hc.name",
                        "Reveille is there",
                        "hc.tags",
                        new String[] {"reveille", "scheduler"},
                        "services.list",
                        new String[] {"io.reveille.ScheduleService"},
                        "statusForMissing",
                        "CRITICAL"));
    }

    private static void store(PersistenceManager store, String factory, Map<String, Object> settings)
            throws IOException {
        String pid = factory + "~gateway";
        if (store.exists(pid)) {
            return;
        }
        Map<String, Object> stored = new HashMap<>(settings);
        stored.put("service.pid", pid);
        stored.put("service.factoryPid", factory);
        stored.put("service.bundleLocation", "?");
        store.store(pid, FrameworkUtil.asDictionary(stored));
    }
}
