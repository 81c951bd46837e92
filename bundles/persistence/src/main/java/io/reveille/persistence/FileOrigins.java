package io.reveille.persistence;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Hashtable;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.osgi.service.cm.Configuration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The files that jobs came by. Apache Felix FileInstall, and with it Karaf, notes in a configuration which file it came from, and
 * writes each edit back into that. A web console stores what its form shows, which the note is no part of: the file would
 * stay as it was, and be taken in anew at the next start, over the edit. So the note is put back.
 */
final class FileOrigins {

    /** The property of FileInstall with the address of the file. */
    static final String ORIGIN = "felix.fileinstall.filename";

    private static final Logger LOG = LoggerFactory.getLogger(FileOrigins.class);

    private final Map<String, String> files = new ConcurrentHashMap<>(); // by PID, of those that have one

    /**
     * Looks at a configuration that is there, is new, or has changed.
     *
     * @param properties as they are in it
     */
    void keep(Configuration configuration, Map<String, Object> properties) {
        String pid = configuration.getPid();
        if (properties.get(ORIGIN) instanceof String file) {
            files.put(pid, file);
            return;
        }
        String lost = files.remove(pid);
        if (lost != null && !properties.isEmpty() && isThere(lost)) {
            putBack(configuration, properties, lost);
        }
    }

    @SuppressWarnings("JdkObsolete") // ConfigurationAdmin takes a Dictionary
    private static void putBack(Configuration configuration, Map<String, Object> properties, String file) {
        Map<String, Object> all = new HashMap<>(properties);
        all.put(ORIGIN, file);
        try {
            configuration.update(new Hashtable<>(CfgTexts.of(all)));
            LOG.info(
                    "The definition {} was edited by something that knows no files; the edit belongs into {}.",
                    configuration.getPid(),
                    file);
        } catch (IOException e) { // the disk is full, or takes nothing
            LOG.warn(
                    "The edit of {} does not get into the file {}, whose text counts again from the next start.",
                    configuration.getPid(),
                    file,
                    e);
        }
    }

    void gone(String pid) {
        files.remove(pid);
    }

    private static boolean isThere(String file) {
        try {
            return Files.exists(file.startsWith("file:") ? Path.of(URI.create(file)) : Path.of(file));
        } catch (IllegalArgumentException e) {
            LOG.debug("{} is no file", file, e);
            return false;
        }
    }
}
