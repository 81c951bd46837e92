package io.reveille.load;

import io.reveille.load.Taken.Entry;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Collection;
import java.util.Collections;
import java.util.Dictionary;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps files and their configurations alike, in both directions: of two that differ, the one that has changed since
 * they were alike counts. So an edit in a console is never undone by the older file, whatever has happened in between.
 */
final class ConfigurationFiles {

    private static final Logger LOG = LoggerFactory.getLogger(LoadFolder.class);

    private final Path folder;
    private final ConfigurationAdmin admin;
    private final Taken taken;
    private final FileFaults complaints;

    ConfigurationFiles(Path folder, ConfigurationAdmin admin, Taken taken, FileFaults complaints) {
        this.folder = folder;
        this.admin = admin;
        this.taken = taken;
        this.complaints = complaints;
    }

    static boolean isOne(String file) {
        return file.endsWith(".cfg") || file.endsWith(".config");
    }

    /**
     * Looks at all files of configurations.
     *
     * @param there the names of those in the folder that may be used
     * @param present the names of all in the folder
     * @param deleted the PIDs of configurations that were deleted since the last look
     */
    void look(Collection<String> there, Collection<String> present, Set<String> deleted) {
        for (String name : taken.configurations()) {
            if (!present.contains(name)) {
                guarded(name, () -> gone(name));
            }
        }
        Map<String, String> files = new HashMap<>(); // by PID
        taken.configurations().forEach(name -> files.put(Pid.ofFile(name).toString(), name));
        for (String name : new TreeSet<>(there)) {
            String other = files.putIfAbsent(Pid.ofFile(name).toString(), name);
            if (other == null || other.equals(name)) {
                guarded(name, () -> look(name, deleted));
            } else {
                complaints.about(name, "is not used: its configuration is that of the file " + other);
            }
        }
    }

    private interface Step {
        void take() throws IOException, InvalidSyntaxException;
    }

    private void guarded(String name, Step step) {
        try {
            step.take();
        } catch (IOException | InvalidSyntaxException | RuntimeException e) {
            complaints.about(name, "cannot be used (" + e.getMessage() + "); its configuration stays as it is");
        }
    }

    private void gone(String name) throws IOException, InvalidSyntaxException {
        Pid pid = Pid.ofFile(name);
        Optional<Configuration> there = find(pid.toString());
        // Forgotten first: what is deleted here is not deleted by somebody else.
        taken.remove(name);
        complaints.over(name);
        if (there.isPresent()) {
            there.get().delete();
            LOG.info("{} is gone, and its configuration {} is deleted.", name, pid);
        }
    }

    private void look(String name, Set<String> deleted) throws IOException, InvalidSyntaxException {
        byte[] text = Files.readAllBytes(folder.resolve(name));
        String content = Taken.checksum(text);
        Pid pid = Pid.ofFile(name);
        Optional<Configuration> there = find(pid.toString());
        Optional<Entry> before = taken.of(name);
        if (before.isEmpty() || !before.get().content().equals(content)) {
            take(name, pid, text, content, there, before);
        } else if (there.isEmpty()) {
            if (deleted.contains(pid.toString())) {
                delete(name, pid, before.get());
            } else if (!before.get().properties().equals(Entry.DELETED)) {
                // Nobody has deleted it here: the store was lost, or a kill came between the two.
                take(name, pid, text, content, there, before);
            }
        } else if (!properties(there.get()).equals(before.get().properties())) {
            writeBack(name, pid, text, there.get());
        }
    }

    private void take(
            String name, Pid pid, byte[] text, String content, Optional<Configuration> there, Optional<Entry> before)
            throws IOException {
        Map<String, Object> properties = ConfigurationText.read(text);
        if (properties.isEmpty()) {
            complaints.about(name, "is not used: it says nothing");
            return;
        }
        String said = checksum(properties);
        String had = there.isPresent() ? properties(there.get()) : "";
        if (!had.equals(said)) {
            Configuration configuration = there.isPresent() ? there.get() : create(pid);
            configuration.update(ConfigurationText.dictionary(properties));
            boolean edited = !had.isEmpty()
                    && before.filter(last -> !last.edited() && last.properties().equals(had))
                            .isEmpty();
            if (edited) {
                LOG.warn(
                        "{} takes the place of what somebody else has made of its configuration {}: the file has changed"
                                + " since, or is new.",
                        name,
                        pid);
            } else {
                LOG.info("{} is taken as the configuration {}.", name, pid);
            }
        }
        taken.put(name, new Entry(content, pid.toString(), said, false));
        complaints.over(name);
    }

    private Configuration create(Pid pid) throws IOException {
        // No bundle owns the configuration ("?"): any bundle may read it.
        return pid.factory().isEmpty()
                ? admin.getConfiguration(pid.name(), "?")
                : admin.getFactoryConfiguration(pid.factory(), pid.name(), "?");
    }

    private void writeBack(String name, Pid pid, byte[] text, Configuration edited) throws IOException {
        Map<String, Object> properties = map(edited);
        String said = checksum(properties);
        try {
            byte[] changed = ConfigurationText.changed(text, properties);
            replace(folder.resolve(name), changed);
            taken.put(name, new Entry(Taken.checksum(changed), pid.toString(), said, true));
            LOG.info("The configuration {} was edited, and its file {} says so now.", pid, name);
        } catch (IOException e) {
            // Noted all the same: the edit stands until the file itself is changed.
            taken.put(name, new Entry(Taken.checksum(text), pid.toString(), said, true));
            LOG.warn(
                    "The configuration {} was edited, and its file {} cannot be written ({}); the edit counts as long as"
                            + " the file is left as it is.",
                    pid,
                    name,
                    e.toString());
        }
    }

    private void delete(String name, Pid pid, Entry entry) {
        try {
            Files.delete(folder.resolve(name));
            taken.remove(name);
            LOG.info("The configuration {} was deleted, and so is its file {}.", pid, name);
        } catch (IOException e) {
            taken.put(name, new Entry(entry.content(), pid.toString(), Entry.DELETED, true));
            LOG.warn(
                    "The configuration {} was deleted, and its file {} cannot be ({}); it is taken again once it changes.",
                    pid,
                    name,
                    e.toString());
        }
    }

    /** Replaces a file as a whole; the name that is used meanwhile is one that a look passes over. */
    private static void replace(Path file, byte[] text) throws IOException {
        Path aside = file.resolveSibling("." + file.getFileName() + ".new");
        try {
            Files.write(aside, text);
            Files.move(aside, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(aside);
        }
    }

    private Optional<Configuration> find(String pid) throws IOException, InvalidSyntaxException {
        String value = pid.replace("\\", "\\\\")
                .replace("*", "\\*")
                .replace("(", "\\(")
                .replace(")", "\\)");
        Configuration[] found = admin.listConfigurations("(service.pid=" + value + ")");
        return found == null ? Optional.empty() : Optional.of(found[0]);
    }

    private static String properties(Configuration configuration) throws IOException {
        return checksum(map(configuration));
    }

    private static Map<String, Object> map(Configuration configuration) {
        Map<String, Object> map = new HashMap<>();
        Dictionary<String, Object> properties = configuration.getProperties();
        for (String name : Collections.list(properties.keys())) {
            map.put(name, properties.get(name));
        }
        return map;
    }

    private static String checksum(Map<String, Object> properties) throws IOException {
        return Taken.checksum(ConfigurationText.print(properties).getBytes(StandardCharsets.UTF_8));
    }
}
