package io.reveille.handlers.command;

import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Threads that read the output of programs: a read cannot be interrupted, the wait for a program can. A process that a
 * program leaves running may keep the output open, and so hold a thread; the number of such threads is bounded.
 */
final class Readers {

    /** The greatest number of threads that may be held at once. */
    static final int MOST = 16;

    private static final long LAST_WORDS_MILLIS = 1000;

    private final AtomicInteger reading = new AtomicInteger();

    /** Returns whether all threads are held. */
    boolean areTooMany() {
        return reading.get() >= MOST;
    }

    /** Starts to read all output. */
    Reader read(InputStream in, OutputTail output) {
        Reader reader = new Reader(in, output);
        reading.incrementAndGet();
        try {
            reader.start();
        } catch (Throwable e) {
            reading.decrementAndGet();
            throw e;
        }
        return reader;
    }

    final class Reader extends Thread {

        private final InputStream in;
        private final OutputTail output;

        private Reader(InputStream in, OutputTail output) {
            super("reveille-command-output");
            setDaemon(true);
            this.in = in;
            this.output = output;
        }

        @Override
        public void run() {
            try (in) {
                output.readAll(in);
            } catch (IOException e) {
                // closed when the process ended; all that was read until then is kept
            } finally {
                reading.decrementAndGet();
            }
        }

        /** Waits a moment, after the end of the program, for the rest of its output. */
        void awaitEnd() throws InterruptedException {
            join(LAST_WORDS_MILLIS);
        }
    }
}
