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
 * ConfigurationAdmin's store while ConfigurationAdmin does not run, read and written by its own class: the console
 * shows what is stored here.
 */
final class ConfigStore {

    private static final String CONSOLE = "org.apache.felix.webconsole.internal.servlet.OsgiManager";

    static final String DEFAULT_USER = "admin";

    private static final String USER = "username";
    private static final String PASSWORD = "password";

    // The hash of "admin", which the console's form stored if nothing was entered.
    private static final String DEFAULT_HASH = "{sha-256}jGl25bVBBBW96Qi9Te4V37Fnqchz/Eu4qB9vKrRIqRg=";

    private final FilePersistenceManager files;

    private ConfigStore(Path folder) {
        this.files = new FilePersistenceManager(folder.toString());
    }

    /**
     * Opens the store, or makes it with the example jobs inside. The store appears whole or not at all: a start that
     * was cut off is a first start again, and an example job that was deleted later does not come back.
     */
    static ConfigStore open(Path folder) throws IOException {
        return open(folder, true);
    }

    /** The same, with the example jobs or without. */
    static ConfigStore open(Path folder, boolean examples) throws IOException {
        if (!Files.isDirectory(folder)) {
            Path unfinished = folder.resolveSibling(folder.getFileName() + ".new");
            if (!Files.isDirectory(unfinished)) {
                // The store contains arguments of jobs: only the owner may read it.
                Files.createDirectory(
                        unfinished, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
            }
            if (examples) {
                ExampleJobs.storeTo(new FilePersistenceManager(unfinished.toString()));
            }
            Files.move(unfinished, folder, StandardCopyOption.ATOMIC_MOVE);
        }
        ConfigStore store = new ConfigStore(folder);
        try {
            HealthSettings.storeTo(store.files);
        } catch (IOException e) {
            // On a disk that is full or read-only the gateway starts all the same; the next start tries again.
        }
        return store;
    }

    /** The login as older versions kept it here; empty if there is none, or the console's well-known default. */
    Optional<LoginFile.User> login() {
        Map<String, Object> settings = console();
        String name = settings.get(USER) instanceof String user ? user : DEFAULT_USER;
        return settings.get(PASSWORD) instanceof String hash && !hash.isEmpty() && !hash.equals(DEFAULT_HASH)
                ? Optional.of(new LoginFile.User(name, hash))
                : Optional.empty();
    }

    /** Takes the login out of the console's settings, and the settings away if nothing else is in them. */
    void forgetLogin() throws IOException {
        Map<String, Object> settings = new TreeMap<>(console());
        boolean had = settings.remove(PASSWORD) != null;
        had |= settings.remove(USER) != null;
        if (!had) {
            return;
        }
        if (settings.keySet().stream().allMatch(key -> key.startsWith("service.") || key.startsWith(":"))) {
            files.delete(CONSOLE);
        } else {
            files.store(CONSOLE, FrameworkUtil.asDictionary(settings));
        }
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
