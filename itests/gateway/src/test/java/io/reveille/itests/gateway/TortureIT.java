package io.reveille.itests.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.reveille.itests.gateway.Fault.Kind;
import io.reveille.itests.torture.Entry;
import io.reveille.itests.torture.Entry.What;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Dictionary;
import java.util.EnumMap;
import java.util.Hashtable;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.felix.cm.file.FilePersistenceManager;
import org.junit.jupiter.api.Test;

/**
 * Gateways that are killed at any moment while their jobs run and their definitions change. How often is said by
 * {@code -Dreveille.rounds=200}, and {@code -Dreveille.seed=N} takes the same random steps again; the moment of a kill is
 * never quite the same.
 */
class TortureIT {

    private static final Path FOLDER =
            Path.of(Objects.requireNonNull(System.getProperty("torture.folder"), "torture.folder"));

    private static final Path EQUINOX = FOLDER.resolve("equinox");

    private static final Optional<Integer> ROUNDS = Optional.ofNullable(Integer.getInteger("reveille.rounds"));
    private static final long SEED = Long.getLong("reveille.seed", System.nanoTime());

    private final int port = GatewayProcess.freePort();

    @Test
    void felixWithStateInConfigurationAdmin() throws Exception {
        Path folder = emptyFolder("felix-configadmin");
        torture("Felix", "ConfigurationAdmin", folder, 16, felix(folder, inConfigurationAdmin(folder)));
    }

    @Test
    void felixWithStateInFiles() throws Exception {
        Path folder = emptyFolder("felix-files");
        torture("Felix", "files", folder, 16, felix(folder, prepared(folder)));
    }

    /** Its ConfigurationAdmin keeps definitions and state in the framework's own folder, which a start leaves as it is. */
    @Test
    void equinoxWithStateInConfigurationAdmin() throws Exception {
        Path folder = emptyFolder("equinox-configadmin");
        Distribution distribution = inConfigurationAdmin(folder).onEquinox(EQUINOX);
        Torture.Gateway gateway = new Torture.Gateway() {
            @Override
            public GatewayProcess start() {
                return distribution.startOnEquinox(folder.resolve("data"), port, folder.resolve("log"));
            }

            @Override
            public boolean savesEvery(int seconds) {
                return false; // nobody but Equinox writes into its store
            }
        };
        torture("Equinox", "ConfigurationAdmin", folder, 8, gateway);
    }

    private Torture.Gateway felix(Path folder, Distribution distribution) {
        Path data = folder.resolve("data");
        return new Torture.Gateway() {
            @Override
            public GatewayProcess start() {
                return distribution.start(data, port, folder.resolve("log"));
            }

            @Override
            public boolean savesEvery(int seconds) throws IOException {
                configure(data.resolve("config"), "io.reveille", Map.of("state.coalesce", seconds));
                return true;
            }
        };
    }

    private static Distribution inConfigurationAdmin(Path folder) throws IOException {
        return prepared(folder).with("reveille.state", "");
    }

    private static Distribution prepared(Path folder) throws IOException {
        return Distribution.copyTo(folder.resolve("gateway"))
                .with(FOLDER.resolve("bundle/io.reveille.itests.torture.jar"))
                .with("torture.folder", folder.toString())
                .with("torture.seed", String.valueOf(SEED));
    }

    private static void torture(String framework, String store, Path folder, int usual, Torture.Gateway gateway)
            throws Exception {
        int rounds = ROUNDS.orElse(usual);
        System.out.println("Torture: " + framework + ", state in " + store + ", " + rounds + " rounds, -Dreveille.seed="
                + SEED + ", witness in " + folder);
        List<Entry> witness = new Torture(folder, gateway, SEED).kill(rounds);
        List<Fault> faults = Torture.check(witness);
        report(framework, store, witness, faults);
        assertThat(faults).as("seed " + SEED + ", " + folder).isEmpty();
    }

    private static Path emptyFolder(String name) throws IOException {
        Path folder = FOLDER.resolve(name + "-" + SEED);
        Files.createDirectories(folder);
        return folder;
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

    /** A row of the README's table. */
    private static void report(String framework, String store, List<Entry> witness, List<Fault> faults)
            throws IOException {
        Map<Kind, Long> counts = new EnumMap<>(Kind.class);
        Arrays.stream(Kind.values()).forEach(kind -> counts.put(kind, 0L));
        faults.forEach(fault -> counts.merge(fault.kind(), 1L, Long::sum));
        String head = "| gateway | state in | kills | runs | definitions | "
                + Arrays.stream(Kind.values())
                        .map(kind -> kind.name().toLowerCase(Locale.ROOT))
                        .collect(Collectors.joining(" | "))
                + " |";
        String row = "| " + framework + " | " + store + " | " + count(witness, What.KILLED) + " | "
                + count(witness, What.START) + " | "
                + (count(witness, What.DEFINED) + count(witness, What.DELETED)) + " | "
                + counts.values().stream().map(String::valueOf).collect(Collectors.joining(" | ")) + " |";
        System.out.println(head + "\n" + row);
        faults.forEach(fault -> System.out.println(fault.kind() + ": " + fault.text()));
        Files.writeString(
                FOLDER.resolve("table-" + SEED + ".md"),
                row + "\n",
                StandardOpenOption.CREATE,
                StandardOpenOption.APPEND);
    }

    private static long count(List<Entry> witness, What what) {
        return witness.stream().filter(line -> line.what() == what).count();
    }
}
