package io.reveille.gateway;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** The folder with all that a gateway keeps. One process at a time owns it, from {@link #open} to its end. */
final class DataFolder {

    private final Path path;

    // Held, never read: the lock lives as long as this object, and the kernel frees it however the process ends.
    @SuppressWarnings("unused")
    private final FileLock lock;

    private DataFolder(Path path, FileLock lock) {
        this.path = path;
        this.lock = lock;
    }

    /** Makes the folder if it is missing, and locks it. */
    static DataFolder open(Path path) throws StartException {
        try {
            Files.createDirectories(path);
            return new DataFolder(path, lock(path));
        } catch (IOException e) {
            throw StartException.failed(
                    "data folder " + path + " cannot be used (" + reason(e) + "); choose another with --data DIR");
        }
    }

    private static FileLock lock(Path path) throws IOException, StartException {
        FileChannel channel =
                FileChannel.open(path.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        FileLock lock = channel.tryLock();
        if (lock == null) {
            channel.close();
            throw StartException.failed("data folder " + path
                    + " is in use by a gateway that runs; stop that one, or choose another folder with --data DIR");
        }
        return lock;
    }

    // The message names the path already, and most exceptions of java.nio say nothing but the path.
    private static String reason(IOException e) {
        if (e instanceof AccessDeniedException) {
            return "permission denied";
        }
        if (e instanceof NoSuchFileException) {
            return "it cannot be made";
        }
        if (e instanceof FileAlreadyExistsException) {
            return "there is a file of that name";
        }
        return e instanceof FileSystemException nio && nio.getReason() != null
                ? nio.getReason()
                : String.valueOf(e.getMessage());
    }

    Path path() {
        return path;
    }

    /** ConfigurationAdmin's store: job definitions, settings, the console's password. */
    Path config() {
        return path.resolve("config");
    }

    /** The state of jobs, in files that outlive a power cut. */
    Path state() {
        return path.resolve("state");
    }

    /** The framework's copies of the bundles; can be deleted while the gateway is down. */
    Path cache() {
        return path.resolve("cache");
    }
}
