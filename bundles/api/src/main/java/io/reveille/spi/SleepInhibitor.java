package io.reveille.spi;

import java.time.Duration;
import java.time.Instant;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * A service that keeps the machine awake as long as it is registered: an update under way, a session of somebody's. What
 * is done once goes away by unregistering it, which counts at once.
 */
@ConsumerType
public interface SleepInhibitor {

    /** How often one that does not hold any more by {@link #holds()} alone is noticed while it keeps the machine awake. */
    Duration ASK_AGAIN = Duration.ofMinutes(1);

    /** Who keeps the machine awake, in a word or two. */
    String name();

    /** Why, in words. */
    String reason();

    /** Since when. */
    Instant since();

    /**
     * Whether it holds now. Asked only when the machine could sleep otherwise, and right before it would; while it is what
     * keeps the machine awake, again after {@link #ASK_AGAIN}. Any thread; returns soon. One that throws holds.
     */
    default boolean holds() {
        return true;
    }
}
