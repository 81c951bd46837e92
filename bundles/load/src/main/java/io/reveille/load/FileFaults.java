package io.reveille.load;

import java.util.HashMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Says in the log what is wrong with a file: once, until something else is wrong with it. */
final class FileFaults {

    private static final Logger LOG = LoggerFactory.getLogger(LoadFolder.class);

    private final Map<String, String> said = new HashMap<>(); // by file

    void about(String file, String what) {
        if (!what.equals(said.put(file, what))) {
            LOG.warn("{} {}.", file, what);
        }
    }

    /** Notes that a file is all right, or gone. */
    void over(String file) {
        said.remove(file);
    }
}
