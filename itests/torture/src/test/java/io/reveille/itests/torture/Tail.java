package io.reveille.itests.torture;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A witness as it grows. */
public final class Tail {

    private final Path file;
    private final List<Entry> entries = new ArrayList<>();
    private long read;

    public Tail(Path folder) {
        this.file = Witness.file(folder);
    }

    /** All lines so far. */
    public List<Entry> read() {
        try (RandomAccessFile in = new RandomAccessFile(file.toFile(), "r")) {
            in.seek(read);
            byte[] bytes = new byte[Math.toIntExact(in.length() - read)];
            in.readFully(bytes);
            String text = new String(bytes, StandardCharsets.UTF_8);
            String whole = text.substring(0, text.lastIndexOf('\n') + 1);
            read += whole.getBytes(StandardCharsets.UTF_8).length;
            whole.lines().map(Entry::parse).forEach(entries::add);
            return entries;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
