package io.reveille.handlers.telemetry;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.TRUNCATE_EXISTING;
import static java.nio.file.StandardOpenOption.WRITE;

import io.reveille.handlers.arguments.DataFolder;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reports in a folder, named {@code telemetry-2027-01-01T10-00-00Z.json} by the end of their period: no name has a
 * colon, which some file systems refuse.
 *
 * @param path the folder
 */
record ReportFolder(Path path) {

    private static final Pattern NAME =
            Pattern.compile("telemetry-(.+T[0-9]{2})-([0-9]{2})-([0-9]{2}(?:\\.[0-9]+)?Z)\\.json");
    private static final String TEMPORARY = ".telemetry-report.tmp";

    /** Guards the temporary file, and the deletion of old reports, against other report jobs. */
    private static final ReentrantLock REPORTS = new ReentrantLock();

    /**
     * Writes a report, in place of one with the same end, and deletes the oldest ones.
     *
     * @param keep the number of reports that stay, this one included; at least 1
     * @return the file
     * @throws IOException if the report could not be written; an earlier one with the same end stays as it was
     */
    Path write(String report, Instant end, int keep) throws IOException, InterruptedException {
        DataFolder.create(path);
        REPORTS.lockInterruptibly();
        try {
            Path file = path.resolve(name(end));
            try {
                replace(file, ByteBuffer.wrap(report.getBytes(StandardCharsets.UTF_8)));
            } catch (IOException e) {
                throw new IOException("cannot write " + file + ": " + e + ". What was there before stays", e);
            }
            try {
                prune(end, keep);
            } catch (IOException e) {
                throw new IOException(
                        "cannot delete old reports in " + path + ": " + e + ". The new one is written; the next run"
                                + " tries again to delete",
                        e);
            }
            return file;
        } finally {
            REPORTS.unlock();
        }
    }

    static String name(Instant end) {
        return "telemetry-" + end.toString().replace(':', '-') + ".json";
    }

    /** Returns the end of the period in a file's name; empty if the name is not a report's. */
    static Optional<Instant> end(String name) {
        Matcher parts = NAME.matcher(name);
        if (!parts.matches()) {
            return Optional.empty();
        }
        try {
            return Optional.of(Instant.parse(parts.group(1) + ":" + parts.group(2) + ":" + parts.group(3)));
        } catch (DateTimeException e) {
            return Optional.empty(); // 2027-13-01 or the like: no report, and so never deleted
        }
    }

    private void replace(Path file, ByteBuffer bytes) throws IOException {
        Path temporary = path.resolve(TEMPORARY);
        try (FileChannel channel = FileChannel.open(temporary, CREATE, WRITE, TRUNCATE_EXISTING)) {
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            // Otherwise a power cut could leave an empty file under the new name.
            channel.force(true);
        }
        Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE);
    }

    /**
     * Deletes all but the newest. Reports with a time in the future are from a wrong clock: they are deleted first,
     * otherwise they would displace all later reports.
     */
    private void prune(Instant now, int keep) throws IOException {
        List<Instant> ends = new ArrayList<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(path)) {
            for (Path file : files) {
                end(String.valueOf(file.getFileName())).ifPresent(ends::add);
            }
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
        ends.sort(Comparator.comparing((Instant end) -> end.isAfter(now)).thenComparing(Comparator.reverseOrder()));
        for (Instant end : ends.subList(Math.min(keep, ends.size()), ends.size())) {
            Files.deleteIfExists(path.resolve(name(end)));
        }
    }
}
