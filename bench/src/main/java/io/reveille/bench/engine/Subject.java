package io.reveille.bench.engine;

import java.time.Duration;
import java.time.Instant;

/** A scheduler under test, running. Its jobs are known by their numbers. */
interface Subject extends AutoCloseable {

    /** Gives a job that runs once. */
    void give(int number, Instant due);

    /**
     * Gives a job that repeats.
     *
     * @param first the first occurrence, in whole milliseconds
     * @param interval whole seconds
     */
    void repeat(int number, Instant first, Duration interval);

    /** Cancels a job. */
    void cancel(int number);

    /** Waits until the scheduler has taken in all that was given and cancelled, if it does so later. */
    default void settle() {}

    /** Stops the scheduler. */
    @Override
    void close();
}
