package io.reveille.core.job;

import java.time.Instant;

/**
 * Ids of runs: the moment of the engine's start with a mark of the machine's boot, then a count, all in base 36. On a machine
 * whose clock begins at the same time at each boot the moment alone would repeat. Belongs to the engine's thread.
 */
public final class RunIds {

    private static final int MARK = 0xFFFF;

    private final String start;
    private long count;

    /** @param boot tells this boot from others, as {@link io.reveille.core.clock.TimeSource#bootId} does */
    public RunIds(Instant start, String boot) {
        this.start = Long.toString(start.toEpochMilli(), Character.MAX_RADIX)
                + Integer.toString(boot.hashCode() & MARK, Character.MAX_RADIX);
    }

    /** The next id. */
    public String next() {
        return text(nextNumber());
    }

    /** The number of the next id, whose text may never be asked for. */
    public long nextNumber() {
        return ++count;
    }

    /** The id with this number. On any thread. */
    public String text(long number) {
        return start + "-" + Long.toString(number, Character.MAX_RADIX);
    }
}
