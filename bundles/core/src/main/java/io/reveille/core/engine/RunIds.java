package io.reveille.core.engine;

import java.time.Instant;

/** Ids of runs: the moment of the engine's start, then a count, both in base 36. Belongs to the engine's thread. */
final class RunIds {

    private final String start;
    private long count;

    RunIds(Instant start) {
        this.start = Long.toString(start.toEpochMilli(), Character.MAX_RADIX);
    }

    String next() {
        return start + "-" + Long.toString(++count, Character.MAX_RADIX);
    }
}
