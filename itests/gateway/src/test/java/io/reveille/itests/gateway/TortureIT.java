package io.reveille.itests.gateway;

import io.reveille.itests.torture.Torture;
import io.reveille.itests.torture.Trial;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Dictionary;
import java.util.Hashtable;
import java.util.Map;
import org.apache.felix.cm.file.FilePersistenceManager;
import org.junit.jupiter.api.Test;

/** Gateways that are killed at any moment: see {@link Trial}. */
class TortureIT {

    private static final Path EQUINOX = Trial.ALL.resolve("equinox");

    private static final int USUALLY_APART = 30;

    private final int port = GatewayProcess.freePort();

    @Test
    void felixWithStateInConfigurationAdmin() throws Exception {
        Path folder = Trial.folder("felix-configadmin");
        new Trial("Felix", "ConfigurationAdmin").run(folder, 16, felix(folder, inConfigurationAdmin(folder)));
    }

    @Test
    void felixWithStateInFiles() throws Exception {
        Path folder = Trial.folder("felix-files");
        new Trial("Felix", "files").run(folder, 16, felix(folder, prepared(folder)));
    }

    /** Its ConfigurationAdmin keeps definitions and state in the framework's own folder, which a start leaves as it is. */
    @Test
    void equinoxWithStateInConfigurationAdmin() throws Exception {
        Path folder = Trial.folder("equinox-configadmin");
        Distribution distribution = inConfigurationAdmin(folder).onEquinox(EQUINOX);
        Torture.Gateway gateway = new Torture.Gateway() {
            @Override
            public GatewayProcess start() {
                return distribution.startOnEquinox(folder.resolve("data"), port, folder.resolve("log"));
            }

            @Override
            public int savesEvery(int seconds) {
                return USUALLY_APART; // nobody but Equinox writes into its store
            }
        };
        new Trial("Equinox", "ConfigurationAdmin").run(folder, 8, gateway);
    }

    private Torture.Gateway felix(Path folder, Distribution distribution) {
        Path data = folder.resolve("data");
        return new Torture.Gateway() {
            @Override
            public GatewayProcess start() {
                return distribution.start(data, port, folder.resolve("log"));
            }

            @Override
            public int savesEvery(int seconds) throws IOException {
                configure(data.resolve("config"), "io.reveille", Map.of("state.coalesce", seconds));
                return seconds;
            }
        };
    }

    private static Distribution inConfigurationAdmin(Path folder) throws IOException {
        return prepared(folder).with("reveille.state", "");
    }

    private static Distribution prepared(Path folder) throws IOException {
        return Distribution.copyTo(folder.resolve("gateway"))
                .with(Trial.ALL.resolve("bundle/io.reveille.itests.torture.jar"))
                .with("torture.folder", folder.toString())
                .with("torture.seed", String.valueOf(Trial.SEED));
    }

    /** While the gateway does not run. */
    @SuppressWarnings("JdkObsolete") // ConfigurationAdmin takes a Dictionary
    private static void configure(Path config, String pid, Map<String, Object> properties) throws IOException {
        Files.createDirectories(config);
        Dictionary<String, Object> stored = new Hashtable<>(properties);
        stored.put("service.pid", pid);
        stored.put("service.bundleLocation", "?");
        new FilePersistenceManager(config.toString()).store(pid, stored);
    }
}
