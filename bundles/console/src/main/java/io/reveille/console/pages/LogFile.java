package io.reveille.console.pages;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The file that the gateway logs to, and those that it was renamed to: {@code gateway.log} and {@code gateway.1.log}. How much was
 * written is told by their sizes and by the times at the beginning of their lines, since nobody can count it on its way.
 */
public final class LogFile {

    private static final Logger LOG = LoggerFactory.getLogger(LogFile.class);

    private static final Duration SPAN = Duration.ofHours(24);
    private static final long FRESH_NANOS = 60_000_000_000L;
    /** The greatest distance of two lines with a time, in bytes: a trace lies between them. */
    private static final int LONGEST = 65_536;

    /**
     * The bytes that were written in the last 24 hours.
     *
     * @param since the time of the first line, if the files hold nothing older than 24 hours: earlier lines may be
     *     missing
     */
    public record Written(long bytes, Optional<Instant> since) {}

    /** A line that begins with its time; lines without a time belong to the line before. */
    private record Line(long offset, Instant at) {}

    private final Path file;
    private final LongSupplier nanos;
    private Written written = new Written(0, Optional.empty());
    private Optional<Long> looked = Optional.empty();

    public LogFile(Path file, LongSupplier nanos) {
        this.file = file.toAbsolutePath();
        this.nanos = nanos;
    }

    /** Returns the count of at most a minute ago: a page asks every few seconds. */
    public synchronized Written written(Instant now) {
        long moment = nanos.getAsLong();
        if (looked.filter(at -> moment - at < FRESH_NANOS).isEmpty()) {
            looked = Optional.of(moment);
            try {
                written = count(now.minus(SPAN));
            } catch (IOException
                    | UncheckedIOException e) { // renamed or deleted in that moment: what was counted before stays
                LOG.debug("The files of the log {} cannot be looked at.", file, e);
            }
        }
        return written;
    }

    private Written count(Instant from) throws IOException {
        long bytes = 0;
        Instant oldest = Instant.MAX;
        boolean reachesBack = false;
        for (Path each : files()) {
            try (FileChannel channel = FileChannel.open(each)) {
                Optional<Line> first = firstSince(channel, from);
                if (first.isPresent()) {
                    bytes += channel.size() - first.get().offset();
                    oldest = oldest.isBefore(first.get().at())
                            ? oldest
                            : first.get().at();
                }
                reachesBack |= channel.size() > 0
                        && first.filter(line -> line.offset() == 0).isEmpty();
            }
        }
        return new Written(bytes, reachesBack || bytes == 0 ? Optional.empty() : Optional.of(oldest));
    }

    private List<Path> files() throws IOException {
        String name = file.getFileName().toString();
        int dot = Math.max(0, name.lastIndexOf('.'));
        try (Stream<Path> all = Files.list(file.resolveSibling(""))) {
            return all.filter(each -> isOf(each.getFileName().toString(), name.substring(0, dot), name.substring(dot)))
                    .toList();
        }
    }

    private static boolean isOf(String name, String begin, String end) {
        return name.startsWith(begin) && name.endsWith(end);
    }

    /** The first line of that time or later, by halving: the lines of a file are in the order of their times. */
    private static Optional<Line> firstSince(FileChannel channel, Instant from) throws IOException {
        long low = 0;
        long high = channel.size();
        while (low < high) {
            long middle = (low + high) / 2;
            Optional<Line> line = lineAt(channel, middle);
            if (line.isPresent() && line.get().at().isBefore(from)) {
                low = line.get().offset() + 1;
            } else {
                high = middle;
            }
        }
        return lineAt(channel, low);
    }

    /** The first line with a time that begins at that place or behind it. */
    private static Optional<Line> lineAt(FileChannel channel, long place) throws IOException {
        long offset = Math.max(0, place - 1);
        channel.position(offset);
        // A character a byte; what has no line with a time within the bound is damaged, and counts for the line before
        // it.
        byte[] bytes = Channels.newInputStream(channel).readNBytes(LONGEST);
        BufferedReader reader = new BufferedReader(new StringReader(new String(bytes, StandardCharsets.ISO_8859_1)));
        @Nullable String line = reader.readLine();
        if (place > 0 && line != null) { // the rest of a line that has begun before
            offset += line.length() + 1;
            line = reader.readLine();
        }
        while (line != null) {
            Optional<Instant> at = time(line);
            if (at.isPresent()) {
                return Optional.of(new Line(offset, at.get()));
            }
            offset += line.length() + 1;
            line = reader.readLine();
        }
        return Optional.empty();
    }

    private static Optional<Instant> time(String line) {
        try {
            return Optional.of(OffsetDateTime.parse(line.substring(0, Math.max(0, line.indexOf(' '))))
                    .toInstant());
        } catch (DateTimeParseException e) {
            return Optional.empty(); // of a trace, or the second line of a text
        }
    }
}
