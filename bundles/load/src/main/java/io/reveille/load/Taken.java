package io.reveille.load;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The list of what was taken from the folder: for each file a checksum of its content; for a configuration also its PID and a
 * checksum of its properties. A file of its own, which outlives a restart and the framework's cache: by it a file that
 * has changed is told from a configuration that has, and a file that is gone from one that never was.
 */
final class Taken {

    /**
     * One file.
     *
     * @param content the checksum of its bytes
     * @param pid the PID of its configuration; empty for a bundle
     * @param properties the checksum of its configuration's properties, {@link #DELETED} if that was deleted and the
     *     file cannot be; empty for a bundle
     * @param edited whether these properties were last changed by somebody else than the file
     */
    record Entry(String content, String pid, String properties, boolean edited) {

        static final String DELETED = "deleted";

        static Entry ofBundle(String content) {
            return new Entry(content, "", "", false);
        }

        boolean isBundle() {
            return pid.isEmpty();
        }
    }

    private static final String EDITED = "edited";

    private final Path file;
    private final Map<String, Entry> entries = new TreeMap<>();
    private boolean changed;

    private Taken(Path file) {
        this.file = file;
    }

    /** Nothing was taken yet. */
    static Taken none(Path file) {
        return new Taken(file);
    }

    /** Reads what was stored; nothing if there is no such file. */
    static Taken read(Path file) throws IOException {
        Taken taken = new Taken(file);
        Properties stored = new Properties();
        try (InputStream in = Files.newInputStream(file)) {
            stored.load(in);
        } catch (NoSuchFileException e) {
            return taken;
        } catch (IllegalArgumentException e) {
            throw new IOException(e.getMessage(), e);
        }
        for (String name : stored.stringPropertyNames()) {
            String[] parts = stored.getProperty(name).split(" ", 4);
            if (parts.length == 4) {
                taken.entries.put(name, new Entry(parts[0], parts[3], parts[1], parts[2].equals(EDITED)));
            } else {
                taken.entries.put(name, Entry.ofBundle(parts[0]));
            }
        }
        return taken;
    }

    Optional<Entry> of(String name) {
        return Optional.ofNullable(entries.get(name));
    }

    /** The names of files of configurations. */
    Set<String> configurations() {
        return entries.entrySet().stream()
                .filter(each -> !each.getValue().isBundle())
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
    }

    /** The PIDs of all configurations that came from files. */
    Set<String> pids() {
        return entries.values().stream()
                .filter(each -> !each.isBundle())
                .map(Entry::pid)
                .collect(Collectors.toSet());
    }

    void put(String name, Entry entry) {
        changed |= !entry.equals(entries.put(name, entry));
    }

    void remove(String name) {
        changed |= entries.remove(name) != null;
    }

    /** Stores what has changed. */
    void save() throws IOException {
        if (!changed) {
            return;
        }
        Properties stored = new Properties();
        entries.forEach((name, entry) -> stored.setProperty(
                name,
                entry.isBundle()
                        ? entry.content()
                        : String.join(
                                " ",
                                entry.content(),
                                entry.properties(),
                                entry.edited() ? EDITED : "asis",
                                entry.pid())));
        Path aside = file.resolveSibling(file.getFileName() + ".new");
        try (FileChannel channel = FileChannel.open(
                        aside,
                        StandardOpenOption.CREATE,
                        StandardOpenOption.TRUNCATE_EXISTING,
                        StandardOpenOption.WRITE);
                OutputStream out = Channels.newOutputStream(channel)) {
            stored.store(out, "What was taken from the folder for bundles and configurations");
            channel.force(true);
        }
        Files.move(aside, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        changed = false;
    }

    static String checksum(byte[] content) {
        return HexFormat.of().formatHex(digest().digest(content));
    }

    static String checksum(Path file) throws IOException {
        MessageDigest digest = digest();
        byte[] piece = new byte[8192];
        try (InputStream in = Files.newInputStream(file)) {
            for (int read = in.read(piece); read >= 0; read = in.read(piece)) {
                digest.update(piece, 0, read);
            }
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    private static MessageDigest digest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Each Java has SHA-256", e);
        }
    }
}
