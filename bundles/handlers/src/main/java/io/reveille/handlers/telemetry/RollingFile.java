package io.reveille.handlers.telemetry;

import static java.nio.file.StandardOpenOption.APPEND;
import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.READ;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A file of lines that only grows, up to a size; then it becomes {@code NAME.1.jsonl}, that one {@code NAME.2.jsonl},
 * and so on. A line is written whole or not at all: a killed process leaves no partial line, and a partial line left by
 * a power cut is closed with a newline, so that only one line is lost.
 *
 * @param path the newest file; ends in {@value #SUFFIX}
 */
record RollingFile(Path path) {

    static final String SUFFIX = ".jsonl";

    /** The most rotated files that may be kept. */
    static final int MOST_KEPT = 99;

    /**
     * Guards an append with its rotation, and the opening of all files, against other jobs of the same file. One lock
     * serves all files: it is held for milliseconds only.
     */
    private static final ReentrantLock FILES = new ReentrantLock();

    /**
     * The side effects of an append.
     *
     * @param repaired whether the last line before was partial and was closed
     * @param rotated whether a new file was started
     */
    record Appended(boolean repaired, boolean rotated) {}

    /**
     * Appends one line.
     *
     * @param line the line, with the newline at its end
     * @param maxBytes the greatest size of the file, unless a single line is longer
     * @param keep the number of rotated files that stay, 1 to {@value #MOST_KEPT}
     * @throws IOException if the line could not be written; nothing of it is in the file then
     */
    Appended append(ByteBuffer line, long maxBytes, int keep) throws IOException, InterruptedException {
        FILES.lockInterruptibly();
        try {
            boolean repaired = isTorn();
            if (repaired) {
                write(ByteBuffer.wrap(new byte[] {'\n'}));
            }
            long size = Files.exists(path) ? Files.size(path) : 0;
            boolean rotated = size > 0 && size + line.remaining() > maxBytes;
            if (rotated) {
                rotate(keep);
            }
            write(line);
            return new Appended(repaired, rotated);
        } finally {
            FILES.unlock();
        }
    }

    /** Opens all existing files, oldest first. Lines appended and files moved afterwards do not affect the reading. */
    OpenFiles open() throws IOException, InterruptedException {
        FILES.lockInterruptibly();
        try {
            List<Path> files = new ArrayList<>();
            for (int number = MOST_KEPT; number >= 1; number--) {
                files.add(numbered(number));
            }
            files.add(path);
            files.removeIf(Files::notExists);
            return OpenFiles.open(files);
        } finally {
            FILES.unlock();
        }
    }

    Path numbered(int number) {
        String name = String.valueOf(path.getFileName());
        return path.resolveSibling(name.substring(0, name.length() - SUFFIX.length()) + "." + number + SUFFIX);
    }

    private boolean isTorn() throws IOException {
        try (FileChannel channel = FileChannel.open(path, READ)) {
            ByteBuffer last = ByteBuffer.allocate(1);
            long size = channel.size();
            return size > 0 && channel.read(last, size - 1) == 1 && last.get(0) != '\n';
        } catch (NoSuchFileException e) {
            return false;
        }
    }

    private void write(ByteBuffer bytes) throws IOException {
        try (FileChannel channel = FileChannel.open(path, CREATE, APPEND)) {
            long before = channel.size();
            try {
                // One call writes all, unless the disk is full: then the next call fails.
                while (bytes.hasRemaining()) {
                    channel.write(bytes);
                }
            } catch (ClosedByInterruptException e) {
                throw e; // the channel is closed; a partial line in the file is closed by the next append
            } catch (IOException e) {
                takeBack(channel, before, e);
                throw e;
            }
        }
    }

    private static void takeBack(FileChannel channel, long size, IOException cause) {
        try {
            channel.truncate(size);
        } catch (IOException e) {
            cause.addSuppressed(e);
        }
    }

    /**
     * Moves each file to the next name. Each move is atomic and goes to a free name, or onto the oldest file; if the
     * process is cut off, the next rotation goes on.
     */
    private void rotate(int keep) throws IOException {
        int free = 1;
        while (free < keep && Files.exists(numbered(free))) {
            free++;
        }
        for (int number = free; number > 1; number--) {
            move(numbered(number - 1), numbered(number));
        }
        move(path, numbered(1));
        for (int number = keep + 1; number <= MOST_KEPT; number++) {
            Files.deleteIfExists(numbered(number));
        }
    }

    private static void move(Path from, Path to) throws IOException {
        Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
    }
}
