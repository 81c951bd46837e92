package io.reveille.bench.size;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Dictionary;
import java.util.Hashtable;
import java.util.Locale;
import java.util.Map;
import org.apache.felix.cm.file.FilePersistenceManager;

/**
 * Puts so many definitions of jobs into a ConfigurationAdmin's folder, as a gateway that does not run has them, of the
 * schedule that is given or of several. Under another factory PID than that of jobs they are configurations that nobody
 * takes: what they cost the framework alone.
 */
public final class Prepare {

    private Prepare() {}

    public static void main(String[] arguments) throws IOException {
        Path folder = Files.createDirectories(Path.of(arguments[0]));
        int jobs = Integer.parseInt(arguments[1]);
        String factory = arguments[2];
        FilePersistenceManager store = new FilePersistenceManager(folder.toString());
        for (int i = 0; i < jobs; i++) {
            String name = String.format(Locale.ROOT, "job-%05d", i);
            store(
                    store,
                    factory + "~" + name,
                    factory,
                    Map.of(
                            "name",
                            name,
                            "schedule",
                            arguments.length > 3 ? arguments[3] : "every " + (2 + i % 22) + " hours",
                            "handler",
                            Probe.HANDLER,
                            "args",
                            "{\"unit\": " + i + ", \"registers\": [1, 2, 3]}",
                            "tags",
                            new String[] {"meter", "hall-" + i % 10}));
        }
    }

    @SuppressWarnings("JdkObsolete") // ConfigurationAdmin takes a Dictionary
    private static void store(FilePersistenceManager store, String pid, String factory, Map<String, Object> properties)
            throws IOException {
        Dictionary<String, Object> stored = new Hashtable<>(properties);
        stored.put("service.pid", pid);
        stored.put("service.factoryPid", factory);
        stored.put("service.bundleLocation", "?");
        store.store(pid, stored);
    }
}
