package io.reveille.gateway;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The folder with all data of a gateway. One process at a time owns the folder, from {@link #open} to its end, and only
 * the gateway's user can access it: it holds arguments of jobs, secrets, the hash of the password.
 */
final class GatewayFolder {

    private static final int STICKY = 01000;

    /** Files that are there after a first start. */
    private static final List<String> OWN = List.of("lock", "config", "config.new", "state");

    private static final Set<PosixFilePermission> OTHERS = PosixFilePermissions.fromString("---rwxrwx");

    /** The text in the file {@code lock} of a process that has ended itself; else it is empty. */
    private static final String ENDED = "ended by itself\n";

    private final Path path;

    // The lock lives as long as this object, and the kernel frees it however the process ends.
    private final FileChannel lock;

    private final ByteBuffer ended = // made ahead: there may be no memory for it then
            ByteBuffer.allocateDirect(ENDED.length()).put(ENDED.getBytes(StandardCharsets.US_ASCII));

    private final boolean wasEnded;

    private GatewayFolder(Path path, FileChannel lock) throws IOException {
        this.path = path;
        this.lock = lock;
        this.wasEnded = lock.size() > 0;
    }

    /** Makes the folder if it is missing, locks it, and takes it from other users. */
    static GatewayFolder open(Path path) throws StartException {
        try {
            boolean made = Files.notExists(path);
            Files.createDirectories(path);
            refuseShared(path);
            GatewayFolder folder = new GatewayFolder(path, lock(path));
            OwnerOnly.Result taken = OwnerOnly.make(path);
            if (!made) {
                folder.tell(taken);
            }
            return folder;
        } catch (IOException e) {
            throw StartException.failed(
                    "data folder " + path + " cannot be used (" + reason(e) + "); choose another with --data DIR");
        }
    }

    /** Folders that are taken from others must not be those that they need: a home, a system folder, a folder with things of theirs. */
    private static void refuseShared(Path path) throws IOException, StartException {
        Path real = path.toRealPath();
        String why = null;
        if (real.getParent() == null || real.equals(home())) {
            why = "it is the folder " + real;
        } else if (((Integer) Files.getAttribute(real, "unix:mode") & STICKY) != 0) {
            why = "everybody puts files there";
        } else if (OWN.stream().noneMatch(name -> Files.exists(real.resolve(name)))) {
            why = foreignFolder(real);
        }
        if (why != null) {
            throw StartException.failed(
                    "data folder " + path + " cannot be used (" + why + ", and the gateway takes its"
                            + " data folder from all other users); choose another, as " + path.resolve("data")
                            + ", with --data DIR");
        }
    }

    private static Path home() throws IOException {
        Path home = Path.of(System.getProperty("user.home", ""));
        return Files.isDirectory(home) ? home.toRealPath() : home;
    }

    private static @Nullable String foreignFolder(Path folder) throws IOException {
        if (OTHERS.stream().noneMatch(Files.getPosixFilePermissions(folder)::contains)) {
            return null; // nobody else looks into it today
        }
        try (DirectoryStream<Path> folders = Files.newDirectoryStream(folder, Files::isDirectory)) {
            for (Path each : folders) {
                return "it has the folder " + each.getFileName() + " of somebody else";
            }
        }
        return null;
    }

    private void tell(OwnerOnly.Result result) {
        if (!result.changed().isEmpty()) {
            System.err.println("gateway: other users of this machine could get at "
                    + result.changed().size() + " files and folders in " + path + "; now only the gateway's user can");
        }
        if (!result.failed().isEmpty()) {
            System.err.println("gateway: other users of this machine may get at "
                    + result.failed().get(0) + " and "
                    + (result.failed().size() - 1) + " more in " + path
                    + ", which belong to somebody else; \"chown -R\" to"
                    + " the gateway's user helps");
        }
    }

    /**
     * Notes that this process ends itself, since only a new one helps: the runs under way are then not suspected of the
     * crash.
     */
    void noteEnd() throws IOException {
        lock.write(ended.rewind(), 0);
    }

    /** Whether the process before this one has ended itself. */
    boolean wasEnded() {
        return wasEnded;
    }

    /** Deletes the note that the process before has ended itself, once the note has been evaluated. */
    void forgetEnd() {
        try {
            lock.truncate(0);
        } catch (IOException e) {
            System.err.println("gateway: the file lock in " + path + " cannot be written (" + reason(e)
                    + "); a crash of the gateway may not be counted");
        }
    }

    private static FileChannel lock(Path path) throws IOException, StartException {
        FileChannel channel =
                FileChannel.open(path.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        FileLock lock = channel.tryLock();
        if (lock == null) {
            channel.close();
            throw StartException.failed("data folder " + path
                    + " is in use by a gateway that runs; stop that one, or choose another folder with --data DIR");
        }
        return channel;
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

    /** The console's user and the hash of the password. */
    LoginFile login() {
        return new LoginFile(path.resolve("login"));
    }

    /** Makes {@code tmp} the folder for temporary files: empty at each start, private, and on the disk of the data. */
    void useTemporary() throws StartException {
        Path temporary = path.resolve("tmp");
        try {
            if (Files.isDirectory(temporary, LinkOption.NOFOLLOW_LINKS)) {
                Files.walkFileTree(temporary, new Deletion());
            }
            Files.createDirectory(
                    temporary, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        } catch (IOException e) {
            throw StartException.failed("the folder " + temporary + " cannot be emptied or made (" + reason(e)
                    + "); what lies there can be deleted");
        }
        System.setProperty("java.io.tmpdir", temporary.toString());
    }

    private static final class Deletion extends SimpleFileVisitor<Path> {

        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
            Files.delete(file);
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException e) throws IOException {
            Files.delete(folder);
            return FileVisitResult.CONTINUE;
        }
    }

    /** ConfigurationAdmin's store: job definitions, settings. */
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
