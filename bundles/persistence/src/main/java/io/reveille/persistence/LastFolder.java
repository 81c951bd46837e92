package io.reveille.persistence;

import io.reveille.persistence.pages.SafeFiles;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Remembers, in a file of the bundle's own, where state was kept last, so that a setting that cannot be used changes
 * nothing.
 */
final class LastFolder {

    private static final Logger LOG = LoggerFactory.getLogger(LastFolder.class);

    private final @Nullable Path file;

    /** @param file the file; null if the framework gives bundles no files: then nothing is remembered */
    LastFolder(@Nullable File file) {
        this.file = file == null ? null : file.toPath();
    }

    /** Returns the folder, or an empty text for ConfigurationAdmin; empty if not known. */
    Optional<String> read() {
        try {
            return file == null || !Files.exists(file) ? Optional.empty() : Optional.of(Files.readString(file));
        } catch (IOException e) {
            LOG.warn("The last place of the state is not known: {}", e.toString());
            return Optional.empty();
        }
    }

    void write(String folder) {
        if (file == null || read().equals(Optional.of(folder))) {
            return;
        }
        try {
            SafeFiles.write(file, folder.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            LOG.warn("The place of the state cannot be remembered: {}", e.toString());
        }
    }
}
