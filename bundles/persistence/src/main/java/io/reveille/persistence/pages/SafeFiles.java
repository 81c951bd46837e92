package io.reveille.persistence.pages;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.Set;

/**
 * Writes files atomically, even if the power fails: a file is written under another name, synced, then moved into
 * place.
 */
public final class SafeFiles {

    /** The ending of the name of a file that is being written. */
    static final String TEMPORARY = ".tmp";

    private static final Set<PosixFilePermission> OWNER = PosixFilePermissions.fromString("rwx------");

    private SafeFiles() {}

    /**
     * Replaces a file; when the method returns, the new content survives a power cut.
     *
     * @throws IOException if the file could not be replaced; it has the old content, or the whole new one
     */
    public static void write(Path file, byte[] content) throws IOException {
        Path aside = file.resolveSibling(file.getFileName() + TEMPORARY);
        try (FileChannel out = FileChannel.open(
                aside, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE)) {
            ByteBuffer bytes = ByteBuffer.wrap(content);
            while (bytes.hasRemaining()) {
                out.write(bytes);
            }
            out.force(true);
        }
        Files.move(aside, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        sync(parent(file));
    }

    /**
     * Creates a folder and its missing parents, accessible by their owner only; they survive a power cut too.
     *
     * @throws IOException if a folder cannot be created, or one of the paths is no folder
     */
    public static void createFolder(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            createFolder(parent(folder));
            boolean hasRights =
                    folder.getFileSystem().supportedFileAttributeViews().contains("posix");
            Files.createDirectory(
                    folder,
                    hasRights
                            ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(OWNER)}
                            : new FileAttribute<?>[0]);
            sync(parent(folder));
        }
    }

    /**
     * Makes a folder accessible by its owner only, since the state contains arguments of jobs.
     *
     * @return whether others could read the folder before
     * @throws IOException if the folder does not exist, or belongs to another user
     */
    public static boolean makePrivate(Path folder) throws IOException {
        PosixFileAttributeView view = Files.getFileAttributeView(folder, PosixFileAttributeView.class);
        if (view == null || view.readAttributes().permissions().stream().allMatch(OWNER::contains)) {
            return false; // or the file system has no such rights
        }
        Set<PosixFilePermission> rights = EnumSet.copyOf(view.readAttributes().permissions());
        rights.retainAll(OWNER);
        view.setPermissions(rights);
        return true;
    }

    /** Deletes files left by writes that were cut off. */
    static void removeTemporary(Path folder) throws IOException {
        try (DirectoryStream<Path> left = Files.newDirectoryStream(folder, "*" + TEMPORARY)) {
            for (Path file : left) {
                Files.delete(file);
            }
        }
    }

    /** Syncs a folder: only then are the names in it durable. */
    private static void sync(Path folder) throws IOException {
        try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    private static Path parent(Path path) throws IOException {
        Path parent = path.toAbsolutePath().getParent();
        if (parent == null) {
            throw new IOException(path + " lies in no folder");
        }
        return parent;
    }
}
