package io.reveille.gateway;

import java.io.IOException;
import java.util.Map;
import org.apache.felix.cm.PersistenceManager;
import org.osgi.framework.FrameworkUtil;

/** The jobs that a new gateway starts with: ordinary definitions, to be looked at, edited and deleted. */
final class ExampleJobs {

    private static final String FACTORY = "io.reveille.job";

    private ExampleJobs() {}

    static void storeTo(PersistenceManager store) throws IOException {
        store(store, "host-telemetry", "every 10 seconds", "host-telemetry", "{}");
        store(store, "log", "every minute", "log", "{\"message\": \"The gateway is up.\"}");
        store(store, "telemetry-report", "every hour at :00", "telemetry-report", "{}");
    }

    private static void store(PersistenceManager store, String name, String schedule, String handler, String args)
            throws IOException {
        String pid = FACTORY + "~" + name;
        // No bundle owns the configuration ("?"): any bundle may read it.
        Map<String, Object> job = Map.of(
                "service.pid", pid,
                "service.factoryPid", FACTORY,
                "service.bundleLocation", "?",
                "name", name,
                "schedule", schedule,
                "handler", handler,
                "args", args,
                "tags", new String[] {"example"});
        store.store(pid, FrameworkUtil.asDictionary(job));
    }
}
