package io.reveille.load;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Refuses a folder, and files in it, that another user could have written: what lies there is code that runs with the
 * rights of the gateway. Where files have no owners and modes, nothing is checked.
 */
final class FolderTrust {

    private static final int ENTERED_BY_OTHERS = 0011;
    private static final int WRITABLE_BY_OTHERS = 0022;

    private final Path folder;
    private final boolean hasOwners;

    FolderTrust(Path folder) {
        this.folder = folder;
        this.hasOwners = folder.getFileSystem().supportedFileAttributeViews().contains("unix");
    }

    /** Returns why the folder is not trusted; empty if it is. */
    Optional<String> fault() throws IOException {
        return hasOwners ? faultOf(folder) : Optional.empty();
    }

    /** Returns why a file of the folder is not trusted. In a folder that nobody else can enter, each file is. */
    Optional<String> fault(Path file) throws IOException {
        return hasOwners && (mode(folder) & ENTERED_BY_OTHERS) != 0 ? faultOf(file) : Optional.empty();
    }

    private static Optional<String> faultOf(Path path) throws IOException {
        int owner = (Integer) Files.getAttribute(path, "unix:uid");
        if (owner != 0 && owner != self()) {
            return Optional.of("it belongs to user " + owner + ", and only root and the gateway's user may own it");
        }
        return (mode(path) & WRITABLE_BY_OTHERS) == 0
                ? Optional.empty()
                : Optional.of("others than its owner may write to it; \"chmod go-w " + path + "\" helps");
    }

    private static int mode(Path path) throws IOException {
        return (Integer) Files.getAttribute(path, "unix:mode");
    }

    /** The id of the user by which the kernel checks this process's access to files. The link /proc/self is always root's. */
    private static int self() throws IOException {
        Path status = Path.of("/proc/self/status");
        if (Files.exists(status)) {
            for (String line : Files.readAllLines(status)) {
                if (line.startsWith("Uid:")) {
                    // The ids: real, effective, saved, and for file access.
                    return Integer.parseUnsignedInt(line.substring(line.lastIndexOf('\t') + 1));
                }
            }
        }
        return (Integer) Files.getAttribute(Path.of(System.getProperty("user.home", "")), "unix:uid");
    }
}
