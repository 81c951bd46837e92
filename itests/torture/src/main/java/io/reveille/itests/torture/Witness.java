package io.reveille.itests.torture;

import io.reveille.spi.JobProperties;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.osgi.framework.BundleContext;

/** A file that lines are appended to, each with one write: what was written outlives the process, however it ends. */
public final class Witness implements AutoCloseable {

    /** The framework property with the folder of the witness; else it lies in the gateway's data folder. */
    static final String FOLDER = "torture.folder";

    private static final Pattern VERSION = Pattern.compile("\"v\":\\s*(\\d+)");

    private final FileChannel file;

    private Witness(Path file) throws IOException {
        this.file = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    /** Goes on with the witness in this folder, or begins it. */
    public static Witness in(Path folder) {
        try {
            return new Witness(file(folder));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Path folder(BundleContext context) {
        String folder = context.getProperty(FOLDER);
        return Path.of(folder == null ? context.getProperty("reveille.data") : folder);
    }

    /** Where it lies. */
    public static Path file(Path folder) {
        return folder.resolve("witness.txt");
    }

    /** The version of a definition as it is stored; -1 if it says none. */
    public static long version(Map<String, ?> properties) {
        Matcher version = VERSION.matcher(String.valueOf(properties.get(JobProperties.ARGS)));
        return version.find() ? Long.parseLong(version.group(1)) : -1;
    }

    /** Appends a line, with the time of now. */
    public void write(Entry.What what, String job, Map<String, ?> more) {
        Map<String, String> texts = new LinkedHashMap<>();
        more.forEach((key, value) -> texts.put(key, String.valueOf(value)));
        ByteBuffer line = StandardCharsets.UTF_8.encode(new Entry(Instant.now(), what, job, texts).print() + "\n");
        try {
            int length = line.remaining();
            if (file.write(line) != length) {
                throw new IOException("only a part of a line could be written; the disk is full, perhaps");
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
