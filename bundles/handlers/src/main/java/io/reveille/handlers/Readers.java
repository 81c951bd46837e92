package io.reveille.handlers;

import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Threads that read what programs print: a read cannot be interrupted, the wait for a program can. Something that a program
 * leaves running may hold on to its output, and with it to a thread; so many are bounded.
 */
final class Readers {

    /** So many threads may be held at once. */
    static final int MOST = 16;

    private static final long LAST_WORDS_MILLIS = 1000;

    private final AtomicInteger reading = new AtomicInteger();

    /** Whether all threads that there may be are held. */
    boolean areTooMany() {
        return reading.get() >= MOST;
    }

    /** Begins to read all of it. */
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
                // closed when the process ended; what was read until then is what there is
            } finally {
                reading.decrementAndGet();
            }
        }

        /** After the end of the program: waits a moment for what is still on its way. */
        void awaitEnd() throws InterruptedException {
            join(LAST_WORDS_MILLIS);
        }
    }
}
