package io.reveille.handlers.telemetry;

import static java.nio.file.StandardOpenOption.READ;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Files that are read as they were when opened, whatever is appended to them or however they are renamed meanwhile.
 *
 * @param files the files, in the order in which they are read
 */
record OpenFiles(List<Opened> files) implements Closeable {

    /**
     * One of the files.
     *
     * @param name the name of the file when it was opened
     * @param channel the channel, at the beginning of the file
     * @param size the size of the file when it was opened
     */
    record Opened(String name, FileChannel channel, long size) {

        /** Returns the lines of the file; may be called once only. */
        LineReader lines() {
            return new LineReader(Channels.newInputStream(channel), size);
        }
    }

    /** Opens all files, or none. */
    static OpenFiles open(List<Path> paths) throws IOException {
        OpenFiles open = new OpenFiles(new ArrayList<>());
        try {
            for (Path path : paths) {
                FileChannel channel = FileChannel.open(path, READ);
                open.files.add(new Opened(String.valueOf(path.getFileName()), channel, channel.size()));
            }
            return open;
        } catch (IOException e) {
            open.closeBecauseOf(e);
            throw e;
        }
    }

    @Override
    public void close() throws IOException {
        IOException failures = new IOException("cannot close all telemetry files");
        closeBecauseOf(failures);
        if (failures.getSuppressed().length > 0) {
            throw failures;
        }
    }

    private void closeBecauseOf(IOException failure) {
        for (Opened file : files) {
            try {
                file.channel.close();
            } catch (IOException e) {
                failure.addSuppressed(e);
            }
        }
    }
}
