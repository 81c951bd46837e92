package io.reveille.bench.engine;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.TimeUnit;

/**
 * A scheduler that takes part in a load.
 *
 * @param peer the column that it is shown in
 */
record Contestant(Peer peer, Starter starter) {

    /** The number of workers of each scheduler. */
    static final int WORKERS = 2;

    private static final int ROUND = 2000;
    private static final long WARM_UP = TimeUnit.SECONDS.toNanos(8);

    /** Starts a new scheduler of a kind. */
    @FunctionalInterface
    interface Starter {
        Subject start(int workers, Payload payload) throws Exception;
    }

    Subject start(Payload payload) throws Exception {
        return starter.start(WORKERS, payload);
    }

    /** Gives and cancels jobs until the compiler has seen all of it, and returns the nanoseconds that one takes to give. */
    long warmUp() throws Exception {
        long began = System.nanoTime();
        long nanos;
        do {
            nanos = round();
        } while (System.nanoTime() - began < WARM_UP);
        return nanos;
    }

    /** Returns when so many jobs that are given from now on will all be there, estimated generously. */
    static Instant begin(int jobs, long nanosToGive) {
        return Instant.now().plusSeconds(2).plusNanos(4 * nanosToGive * jobs).truncatedTo(ChronoUnit.MILLIS);
    }

    private long round() throws Exception {
        try (Subject subject = start(nominal -> {})) {
            Instant due = Instant.now().plusSeconds(3600);
            long began = System.nanoTime();
            for (int number = 0; number < ROUND; number++) {
                subject.give(number, due);
            }
            subject.settle();
            long nanos = System.nanoTime() - began;
            for (int number = 0; number < ROUND; number++) {
                subject.cancel(number);
            }
            return nanos / ROUND;
        }
    }
}
