package io.reveille.gateway;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.felix.cm.file.FilePersistenceManager;
import org.osgi.framework.FrameworkUtil;

/**
 * ConfigurationAdmin's store while ConfigurationAdmin does not run, read and written by its own class: what an operator
 * finds in the console is what was put here.
 */
final class ConfigStore {

    private static final String CONSOLE = "org.apache.felix.webconsole.internal.servlet.OsgiManager";

    private final FilePersistenceManager files;

    private ConfigStore(Path folder) {
        this.files = new FilePersistenceManager(folder.toString());
    }

    /**
     * Opens the store, or makes it with the example jobs inside. It appears whole or not at all: a start that was cut off
     * is a first start again, and an example job that was deleted later does not come back.
     */
    static ConfigStore open(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            Path unfinished = folder.resolveSibling(folder.getFileName() + ".new");
            if (!Files.isDirectory(unfinished)) {
                // Arguments of jobs and the hash of the password are nobody else's business.
                Files.createDirectory(
                        unfinished, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
            }
            ExampleJobs.storeTo(new FilePersistenceManager(unfinished.toString()));
            Files.move(unfinished, folder, StandardCopyOption.ATOMIC_MOVE);
        }
        return new ConfigStore(folder);
    }

    String user() {
        return console().get("username") instanceof String name ? name : "admin";
    }

    Optional<String> passwordHash() {
        return console().get("password") instanceof String hash && !hash.isEmpty()
                ? Optional.of(hash)
                : Optional.empty();
    }

    void storePasswordHash(String hash) throws IOException {
        Map<String, Object> properties = new TreeMap<>(console());
        properties.put("service.pid", CONSOLE);
        properties.put("password", hash);
        files.store(CONSOLE, FrameworkUtil.asDictionary(properties));
    }

    // Felix still speaks raw dictionaries here.
    @SuppressWarnings("unchecked")
    private Map<String, Object> console() {
        if (!files.exists(CONSOLE)) {
            return Map.of();
        }
        try {
            return FrameworkUtil.asMap(files.load(CONSOLE));
        } catch (IOException e) {
            // Cut off in the middle of a write. ConfigurationAdmin passes over such a file too, so it counts as none.
            return Map.of();
        }
    }
}
