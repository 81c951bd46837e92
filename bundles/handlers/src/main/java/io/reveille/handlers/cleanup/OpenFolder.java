package io.reveille.handlers.cleanup;

import static java.util.Objects.requireNonNull;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.BasicFileAttributes;

/**
 * A folder that is held open: all operations act on the same folder, whatever its path leads to meanwhile. No link
 * below the first folder is ever followed.
 */
abstract class OpenFolder implements Closeable {

    /** Receives each entry of a folder. */
    @FunctionalInterface
    interface Visitor {
        void visit(String name) throws IOException;
    }

    /** Opens a folder by its path, links in it followed. */
    @SuppressWarnings("StreamResourceLeak") // closing the folder closes it
    static OpenFolder open(Path path) throws IOException {
        DirectoryStream<Path> stream = Files.newDirectoryStream(path);
        if (stream instanceof SecureDirectoryStream<Path> secure) {
            return new Held(secure);
        }
        stream.close();
        return byPath(path);
    }

    /** The variant for systems that cannot hold folders open: there is a gap between check and deletion. */
    static OpenFolder byPath(Path path) throws IOException {
        return new Named(path.toRealPath());
    }

    /** Opens a folder in this one; fails if the name is of a link or of anything but a folder. */
    abstract OpenFolder enter(String name) throws IOException;

    /** Returns the attributes of an entry, without following a link. */
    abstract BasicFileAttributes attributes(String name) throws IOException;

    /** Deletes a file, or a link but not its target. */
    abstract void delete(String name) throws IOException;

    /** Returns the identity of an entry, the same under any name; its path where the file system has no keys. */
    abstract Object key(String name, BasicFileAttributes attributes);

    abstract DirectoryStream<Path> entries() throws IOException;

    /** Passes each entry to a receiver, in any order. May be called once only. */
    void each(Visitor visitor) throws IOException {
        try (DirectoryStream<Path> all = entries()) {
            for (Path entry : all) {
                visitor.visit(String.valueOf(entry.getFileName()));
            }
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
    }

    @Override
    public void close() throws IOException {}

    private static final class Held extends OpenFolder {

        private final SecureDirectoryStream<Path> stream;

        Held(SecureDirectoryStream<Path> stream) {
            this.stream = stream;
        }

        @Override
        OpenFolder enter(String name) throws IOException {
            return new Held(stream.newDirectoryStream(Path.of(name), LinkOption.NOFOLLOW_LINKS));
        }

        @Override
        BasicFileAttributes attributes(String name) throws IOException {
            return stream.getFileAttributeView(Path.of(name), BasicFileAttributeView.class, LinkOption.NOFOLLOW_LINKS)
                    .readAttributes();
        }

        @Override
        void delete(String name) throws IOException {
            stream.deleteFile(Path.of(name));
        }

        @Override
        Object key(String name, BasicFileAttributes attributes) {
            return requireNonNull(attributes.fileKey(), "a system that holds folders open numbers its files");
        }

        @Override
        DirectoryStream<Path> entries() {
            return stream;
        }

        @Override
        public void close() throws IOException {
            stream.close();
        }
    }

    private static final class Named extends OpenFolder {

        private final Path path; // the real path when the folder was opened

        Named(Path path) {
            this.path = path;
        }

        @Override
        OpenFolder enter(String name) throws IOException {
            if (!attributes(name).isDirectory()) {
                throw new NotDirectoryException(path.resolve(name).toString());
            }
            return new Named(path.resolve(name));
        }

        @Override
        BasicFileAttributes attributes(String name) throws IOException {
            checkItIsThere();
            return Files.readAttributes(path.resolve(name), BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        }

        @Override
        void delete(String name) throws IOException {
            checkItIsThere();
            Files.delete(path.resolve(name));
        }

        @Override
        Object key(String name, BasicFileAttributes attributes) {
            return CleanupFolders.key(path.resolve(name), attributes);
        }

        @Override
        @SuppressWarnings("StreamResourceLeak") // closed by the caller
        DirectoryStream<Path> entries() throws IOException {
            checkItIsThere();
            return Files.newDirectoryStream(path);
        }

        private void checkItIsThere() throws IOException {
            if (!path.toRealPath().equals(path)) {
                throw new IOException(path + " leads elsewhere now");
            }
        }
    }
}
