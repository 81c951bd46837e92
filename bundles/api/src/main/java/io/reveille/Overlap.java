package io.reveille;

/** The policy for an occurrence that comes due while a run of the same job is under way. */
public enum Overlap {
    /** The occurrence is counted as skipped. The default. */
    SKIP,
    /**
     * The occurrence waits for the end of the run; of several waiting occurrences the newest runs, the others are
     * skipped.
     */
    QUEUE,
    /** The occurrence runs beside the other, up to {@value #MOST} runs at once; beyond that it is skipped. */
    PARALLEL;

    /** The greatest number of runs of one job at once. */
    public static final int MOST = 16;
}
