package io.reveille.spi;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Where a gateway keeps what is its own; a service. Reveille itself offers one that reads framework properties. A platform that
 * has folders of its own, and where nobody sets framework properties, offers another: the highest service ranking counts. Its
 * bundle must say in its manifest that it does (capability {@code osgi.service}, which bnd writes for a component): then Reveille
 * waits for the service, and never begins elsewhere. See docs/persistence.md.
 */
@ConsumerType
public interface Folders {

    /** A folder or file that has a place. */
    enum Place {
        /** Folder of run state; an absolute path. Without it the bundle {@code io.reveille.persistence} uses ConfigurationAdmin. */
        STATE("reveille.state"),
        /** Folder that handlers write below, and where counters lie. Without it {@code data} below the current directory. */
        DATA("reveille.data"),
        /** File of secrets, read as {@link TrustedFile}; need not be there. Without it there are none. */
        SECRETS("reveille.secrets"),
        /** File of allowed commands, read as {@link TrustedFile}; need not be there. Without it none is allowed. */
        COMMANDS("reveille.commands");

        private final String property;

        Place(String property) {
            this.property = property;
        }

        /** The framework property that says where it is, unless another service does. */
        public String property() {
            return property;
        }
    }

    /**
     * The path of a place, the same whenever it is asked for: whoever uses it asks once, when it starts. It is a text, since a
     * property may be none that is a path; whoever uses it then says so, and what happens now.
     *
     * @return empty where none is named; of a place that is not known too
     */
    Optional<String> path(Place place);

    /**
     * Makes a folder, and those above it, unless they are there, for their owner alone: what jobs write is nobody else's, whatever
     * the umask says. What is there keeps its mode.
     *
     * @throws IOException if it cannot be made
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
