package io.reveille.spi;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * A service that says where the gateway keeps its files. Reveille itself offers one that reads framework properties. A
 * platform that has folders of its own, and where nobody sets framework properties, offers another: the one with the
 * highest service ranking is used. The platform's bundle must declare the service in its manifest (capability
 * {@code osgi.service}, which bnd writes for a component): then Reveille waits for the service, and never uses other
 * folders first. See docs/persistence.md.
 */
@ConsumerType
public interface Folders {

    /** A kind of folder or file. */
    enum Place {
        /**
         * The folder of run state; an absolute path. Without it the bundle {@code io.reveille.persistence} uses
         * ConfigurationAdmin.
         */
        STATE("reveille.state"),
        /**
         * The folder below which handlers write, and in which counters are kept. Without it, {@code data} below the
         * current directory is used.
         */
        DATA("reveille.data"),
        /** The file of secrets, read as {@link TrustedFile}; need not exist. Without it there are no secrets. */
        SECRETS("reveille.secrets"),
        /**
         * The file of allowed commands, read as {@link TrustedFile}; need not exist. Without it no command is allowed.
         */
        COMMANDS("reveille.commands");

        private final String property;

        Place(String property) {
            this.property = property;
        }

        /** Returns the framework property that holds the path, unless another service answers. */
        public String property() {
            return property;
        }
    }

    /**
     * Returns the path of a place, always the same: users of the path ask once, when they start. The path is a text,
     * since a property's value may not be a valid path; the user of the path then reports the error and what happens
     * now.
     *
     * @return the path; empty if none is configured, or the place is not known
     */
    Optional<String> path(Place place);

    /**
     * Creates a folder and its missing parents, accessible by their owner only: others must not see what jobs write,
     * whatever the umask is. Existing folders keep their mode.
     *
     * @throws IOException if the folder cannot be created
     */
    static void create(Path folder) throws IOException {
        if (Files.isDirectory(folder)) {
            return; // or a link to one, which createDirectories refuses before JDK 19
        }
        boolean hasRights = folder.getFileSystem().supportedFileAttributeViews().contains("posix");
        Files.createDirectories(
                folder,
                hasRights
                        ? new FileAttribute<?>[] {
                            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"))
                        }
                        : new FileAttribute<?>[0]);
    }
}
