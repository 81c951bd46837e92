package io.reveille.spi;

import java.time.Duration;
import java.time.Instant;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * A service that keeps the machine awake as long as it is registered: an update under way, a user's session.
 * Unregistering the service ends its effect at once.
 */
@ConsumerType
public interface SleepInhibitor {

    /** The interval at which {@link #holds()} is asked while the inhibitor keeps the machine awake. */
    Duration ASK_AGAIN = Duration.ofMinutes(1);

    /** Returns the name of the inhibitor, in a word or two. */
    String name();

    /** Returns why the machine is kept awake, in words. */
    String reason();

    /** Returns since when the machine is kept awake. */
    Instant since();

    /**
     * Returns whether the inhibitor keeps the machine awake now. Asked only when the machine could otherwise sleep, and
     * right before it would; while the inhibitor is what keeps the machine awake, again after {@link #ASK_AGAIN}. May
     * be called from any thread; returns soon. An inhibitor that throws keeps the machine awake.
     */
    default boolean holds() {
        return true;
    }
}
