package io.reveille.persistence.pages;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/**
 * The lock that keeps a folder to one gateway: the file {@code lock} in the folder is locked while a gateway uses it.
 * The file itself stays.
 */
final class FolderLock implements Closeable {

    /** Thrown when another gateway has the lock. */
    static final class TakenException extends IOException {
        private static final long serialVersionUID = 1;

        TakenException(Path folder, @Nullable Throwable cause) {
            super("the folder " + folder + " is used by another gateway, or by this one twice", cause);
        }
    }

    private final Path folder;
    private @Nullable FileChannel channel;
    private boolean closed;

    FolderLock(Path folder) {
        this.folder = folder;
    }

    /**
     * Locks the folder, unless this object already has the lock.
     *
     * @throws TakenException if another gateway has the lock
     * @throws IOException if the folder cannot be written to
     */
    synchronized void hold() throws IOException {
        if (closed) {
            throw new IOException("the store in " + folder + " is closed");
        }
        if (channel == null) {
            FileChannel file =
                    FileChannel.open(folder.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            try {
                @Nullable FileLock lock = file.tryLock();
                if (lock == null) {
                    throw new TakenException(folder, null);
                }
                channel = file;
            } catch (OverlappingFileLockException e) {
                throw new TakenException(folder, e);
            } finally {
                if (channel == null) {
                    file.close();
                }
            }
        }
    }

    @Override
    public synchronized void close() throws IOException {
        closed = true;
        FileChannel file = channel;
        if (file != null) {
            file.close(); // releases the lock too
        }
    }
}
