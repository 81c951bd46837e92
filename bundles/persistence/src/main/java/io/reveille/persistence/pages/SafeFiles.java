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

/** Files that are there whole or as they were before, even if the power goes: written aside, synced, then moved. */
public final class SafeFiles {

    /** Ends the name of a file that is being written. */
    static final String TEMPORARY = ".tmp";

    private static final Set<PosixFilePermission> OWNER = PosixFilePermissions.fromString("rwx------");

    private SafeFiles() {}

    /**
     * Replaces a file; when it returns, that outlives a power cut.
     *
     * @throws IOException if it could not; the file is as it was before, or is the new one whole
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
     * Creates a folder and those above it, if they are not there, for their owner alone; they outlive a power cut too.
     *
     * @throws IOException if one of them cannot be made, or is something else than a folder
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
     * Takes a folder from all but its owner; the state holds arguments of jobs.
     *
     * @return whether others could have looked into it before
     * @throws IOException if it is not there, or somebody else's
     */
    public static boolean makePrivate(Path folder) throws IOException {
        PosixFileAttributeView view = Files.getFileAttributeView(folder, PosixFileAttributeView.class);
        if (view == null || view.readAttributes().permissions().stream().allMatch(OWNER::contains)) {
            return false; // or there are no such rights there
        }
        Set<PosixFilePermission> rights = EnumSet.copyOf(view.readAttributes().permissions());
        rights.retainAll(OWNER);
        view.setPermissions(rights);
        return true;
    }

    /** Removes what a write that was cut off has left. */
    static void removeTemporary(Path folder) throws IOException {
        try (DirectoryStream<Path> left = Files.newDirectoryStream(folder, "*" + TEMPORARY)) {
            for (Path file : left) {
                Files.delete(file);
            }
        }
    }

    /** A name is in its folder for good only when the folder is synced. */
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
