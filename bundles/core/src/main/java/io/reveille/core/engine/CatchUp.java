package io.reveille.core.engine;

import java.time.Duration;
import java.time.Instant;

/** Spaces overdue runs, so that they do not stampede after a long sleep. Belongs to the engine's thread. */
final class CatchUp {

    private final Duration spacing;
    private Instant free = Instant.MIN;

    /** @param rate overdue runs in a second */
    CatchUp(int rate) {
        spacing = Duration.ofSeconds(1).dividedBy(rate);
    }

    /** How long the next overdue run has to wait; its turn is taken with this. */
    Duration takeTurn(Instant now) {
        // A turn far ahead was taken before the clock was set back.
        if (free.isBefore(now) || free.isAfter(now.plus(Duration.ofHours(1)))) {
            free = now;
        }
        Duration wait = Duration.between(now, free);
        free = free.plus(spacing);
        return wait;
    }
}
