package io.reveille.persistence.pages;

import io.reveille.core.dispatch.Handler;
import io.reveille.spi.StateRecord;
import io.reveille.testing.MemoryDefinitionStore;
import io.reveille.testing.internal.ManualEngine;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Collections;
import java.util.Dictionary;
import java.util.Enumeration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.felix.cm.file.FilePersistenceManager;

/**
 * A copy of a data folder that a gateway has left when it was killed. Configurations are read by Felix's own class; state
 * that lies in them is put into files, page by page, as it is.
 */
final class StoredFolder implements AutoCloseable {

    private static final String JOBS = "io.reveille.job";
    private static final String PAGES = "io.reveille.state~";

    private final Path from;
    private final FileMedium medium;
    final PageStore states;
    final MemoryDefinitionStore definitions = new MemoryDefinitionStore();

    private StoredFolder(Path from, FileMedium medium) {
        this.from = from;
        this.medium = medium;
        this.states = PageStore.on(medium);
    }

    /** All that are kept. */
    static List<Path> all() {
        Path root = Path.of("src/test/resources/stored").toAbsolutePath();
        try (Stream<Path> folders = Files.list(root)) {
            return folders.sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static StoredFolder open(Path from, Path copy) throws IOException {
        Files.createDirectories(copy);
        if (Files.isDirectory(from.resolve("state"))) {
            try (Stream<Path> pages = Files.list(from.resolve("state"))) {
                for (Path page : pages.filter(Files::isRegularFile).toList()) {
                    Files.copy(page, copy.resolve(page.getFileName()));
                }
            }
        }
        StoredFolder folder = new StoredFolder(from, FileMedium.open(copy));
        for (Map<String, Object> configuration : configurations(from.resolve("config"))) {
            String pid = String.valueOf(configuration.get("service.pid"));
            if (pid.startsWith(PAGES)) {
                folder.medium.write(
                        Address.parse(pid.substring(PAGES.length())).orElseThrow(),
                        String.valueOf(configuration.get("page")));
            } else if (JOBS.equals(configuration.get("service.factoryPid"))) {
                configuration.keySet().removeIf(key -> key.startsWith("service.") || key.startsWith("felix."));
                folder.definitions.put(pid, configuration);
            }
        }
        return folder;
    }

    private static List<Map<String, Object>> configurations(Path folder) throws IOException {
        Enumeration<?> all = new FilePersistenceManager(folder.toString()).getDictionaries();
        return Collections.list(all).stream().map(StoredFolder::map).toList();
    }

    private static Map<String, Object> map(Object dictionary) {
        Dictionary<?, ?> from = (Dictionary<?, ?>) dictionary;
        Map<String, Object> to = new HashMap<>();
        Collections.list(from.keys()).forEach(key -> to.put(String.valueOf(key), from.get(key)));
        return to;
    }

    /** When the gateway was killed. */
    Instant killed() throws IOException {
        return Instant.parse(Files.readString(from.resolve("killed")).strip());
    }

    /** A gateway that starts on it, ten seconds after the kill; no handler is there yet. */
    ManualEngine start() throws IOException {
        return new ManualEngine(killed().plusSeconds(10), ManualEngine.SETTINGS, definitions, states);
    }

    /** Gives the gateway the handler of all its jobs. */
    static void comes(ManualEngine engine, Handler handler) {
        engine.add(engine.offer("io.reveille.itests.stored", Map.of("job.handler", "act"), handler)
                .orElseThrow());
    }

    /** Each record of the store and its text. */
    Map<String, String> records() throws IOException {
        Map<String, String> texts = new LinkedHashMap<>();
        for (StateRecord stored : PageStore.on(medium).load()) {
            texts.put(stored.job(), stored.json());
        }
        return texts;
    }

    /** Each page as it lies there. */
    Map<String, String> pages() throws IOException {
        Map<String, String> texts = new LinkedHashMap<>();
        for (Address slot : medium.slots()) {
            texts.put(slot.toString(), medium.read(slot));
        }
        return texts;
    }

    void write(String slot, String text) throws IOException {
        medium.write(Optional.of(slot).flatMap(Address::parse).orElseThrow(), text);
    }

    @Override
    public void close() throws IOException {
        states.close();
    }
}
