package io.reveille;

/** What becomes of an occurrence that comes due while a run of the same job is under way. */
public enum Overlap {
    /** It is counted as skipped. The default. */
    SKIP,
    /** It waits for the end of the run; of several the newest, the others are skipped. */
    QUEUE,
    /** It runs beside the other, up to {@value #MOST} at once; beyond that it is skipped. */
    PARALLEL;

    /** How many runs of one job there may be at once. */
    public static final int MOST = 16;
}
