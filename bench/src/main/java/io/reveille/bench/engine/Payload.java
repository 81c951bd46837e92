package io.reveille.bench.engine;

/** What all jobs of a scheduler under test do. */
@FunctionalInterface
interface Payload {

    /**
     * Carries out one run.
     *
     * @param nominal when the occurrence was due, in milliseconds since 1970
     */
    void ran(long nominal);
}
