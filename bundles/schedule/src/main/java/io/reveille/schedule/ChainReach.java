package io.reveille.schedule;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How far a chain got: the number of its occurrences in a span of time, and the last of them.
 *
 * @param last null when there was none
 */
record ChainReach(long count, @Nullable Instant last) {
    static final ChainReach NONE = new ChainReach(0, null);

    int upTo(int limit) {
        return (int) Math.min(limit, count);
    }
}
