package io.reveille.webconsole.door;

import java.io.BufferedOutputStream;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The body of a request: in memory, or in a file where it is larger than {@link #IN_MEMORY}. One thread at a time. */
final class SpooledBody implements AutoCloseable {

    static final int IN_MEMORY = 64 * 1024;

    private static final Logger LOG = LoggerFactory.getLogger(SpooledBody.class);

    private final Path folder;
    private final int most;

    private ByteArrayOutputStream memory = new ByteArrayOutputStream();
    private @Nullable Path file;
    private @Nullable OutputStream out; // to the file, until it is read
    private int size;

    /** @param most the greatest number of bytes */
    SpooledBody(Path folder, int most) {
        this.folder = folder;
        this.most = most;
    }

    int most() {
        return most;
    }

    int size() {
        return size;
    }

    /** Adds some bytes; returns false, and adds none, if they are too many. */
    boolean add(byte[] bytes, int length) throws IOException {
        if (length > most - size) {
            return false;
        }
        size += length;
        if (out == null && size > IN_MEMORY) {
            file = Files.createTempFile(folder, "body", ".tmp");
            out = new BufferedOutputStream(Files.newOutputStream(file));
            memory.writeTo(out);
            memory = new ByteArrayOutputStream(0);
        }
        (out == null ? memory : out).write(bytes, 0, length);
        return true;
    }

    /** All of it, from the beginning. */
    InputStream open() throws IOException {
        if (out != null) {
            out.close();
        }
        return file == null ? new ByteArrayInputStream(memory.toByteArray()) : Files.newInputStream(file);
    }

    @Override
    public void close() {
        try {
            if (out != null) {
                out.close();
            }
        } catch (IOException e) {
            LOG.debug("{} cannot be closed", file, e);
        }
        try {
            if (file != null) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            LOG.warn("{} cannot be deleted; the next start does so.", file, e);
        }
    }
}
