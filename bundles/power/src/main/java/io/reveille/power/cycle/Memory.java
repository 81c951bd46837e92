package io.reveille.power.cycle;

import io.reveille.PowerStatus.Totals;
import io.reveille.power.cycle.AwakeTime.Sum;
import io.reveille.spi.Folders;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A small file of what must outlast a power-off: totals, measured times, and the power-off under way. Only figures
 * depend on the file: if it is lost or damaged, counting starts anew.
 */
public final class Memory {

    private static final Logger LOG = LoggerFactory.getLogger(Memory.class);

    private static final int MAX_BYTES = 8 * 1024;

    private final Path file;

    /** The content of the file. */
    record Kept(Totals totals, List<Duration> latencies, Sum awake, Optional<PowerOff> powerOff) {

        static final Kept NOTHING =
                new Kept(new Totals(0, 0, 0, 0, Duration.ZERO), List.of(), Sum.NOTHING, Optional.empty());

        Kept {
            latencies = List.copyOf(latencies);
        }
    }

    /**
     * A power-off that was about to happen.
     *
     * @param at the time of the power-off
     * @param wake when the alarm was to wake the machine
     * @param deadline by when the machine had to be ready
     */
    record PowerOff(Instant at, Optional<Instant> wake, Optional<Instant> deadline) {}

    public Memory(Path file) {
        this.file = file;
    }

    Kept load() {
        Properties text = new Properties();
        try (InputStream in = Files.newInputStream(file)) {
            byte[] bytes = in.readNBytes(MAX_BYTES);
            text.load(new java.io.StringReader(new String(bytes, StandardCharsets.UTF_8)));
            return read(text);
        } catch (NoSuchFileException e) {
            return Kept.NOTHING;
        } catch (IOException | RuntimeException e) {
            LOG.warn("{} cannot be read; the totals of sleeps start anew", file, e);
            return Kept.NOTHING;
        }
    }

    /** Saves the content: writes a new file, syncs it, and moves it into place. */
    void save(Kept kept) throws IOException {
        Path parent = file.toAbsolutePath().getParent();
        if (parent != null) {
            Folders.create(parent);
        }
        Path draft = file.resolveSibling(file.getFileName() + ".new");
        StringWriter text = new StringWriter();
        write(kept).store(text, null);
        // A stream and not a channel: the interrupt that ends the bundle's thread would close a channel in mid-write.
        try (FileOutputStream out = new FileOutputStream(draft.toFile())) {
            out.write(text.toString().getBytes(StandardCharsets.UTF_8));
            out.getFD().sync();
        }
        Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    private static Properties write(Kept kept) {
        Properties text = new Properties();
        Totals totals = kept.totals();
        text.setProperty("sleeps", String.valueOf(totals.sleeps()));
        text.setProperty("foreign", String.valueOf(totals.foreign()));
        text.setProperty("failures", String.valueOf(totals.failures()));
        text.setProperty("simulated", String.valueOf(totals.simulated()));
        text.setProperty("asleep", totals.asleep().toString());
        text.setProperty(
                "latencies",
                String.join(
                        " ", kept.latencies().stream().map(Duration::toString).toList()));
        text.setProperty("awake.wakeups", String.valueOf(kept.awake().wakeUps()));
        text.setProperty("awake", kept.awake().awake().toString());
        kept.powerOff().ifPresent(off -> {
            text.setProperty("off.at", off.at().toString());
            off.wake().ifPresent(wake -> text.setProperty("off.wake", wake.toString()));
            off.deadline().ifPresent(deadline -> text.setProperty("off.deadline", deadline.toString()));
        });
        return text;
    }

    private static Kept read(Properties text) {
        List<Duration> latencies = new ArrayList<>();
        for (String latency : text.getProperty("latencies", "").split(" ", -1)) {
            if (!latency.isEmpty()) {
                latencies.add(Duration.parse(latency));
            }
        }
        return new Kept(
                new Totals(
                        count(text, "sleeps"),
                        count(text, "foreign"),
                        count(text, "failures"),
                        count(text, "simulated"),
                        Duration.parse(text.getProperty("asleep", "PT0S"))),
                latencies,
                new Sum(
                        Math.toIntExact(count(text, "awake.wakeups")),
                        Duration.parse(text.getProperty("awake", "PT0S"))),
                instant(text, "off.at")
                        .map(at -> new PowerOff(at, instant(text, "off.wake"), instant(text, "off.deadline"))));
    }

    private static long count(Properties text, String name) {
        return Math.max(0, Long.parseLong(text.getProperty(name, "0")));
    }

    private static Optional<Instant> instant(Properties text, String name) {
        return Optional.ofNullable(text.getProperty(name)).map(Instant::parse);
    }
}
