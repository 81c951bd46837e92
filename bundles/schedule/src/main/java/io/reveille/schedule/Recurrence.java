package io.reveille.schedule;

import org.osgi.annotation.versioning.ProviderType;

/**
 * The way in which a schedule comes again: one kind for each form of the language. The kinds are for this package alone;
 * a caller asks {@link Schedule}, which adds what is common to all of them. Equal by content; {@code toString} is the
 * canonical text.
 */
@ProviderType
public sealed interface Recurrence permits Rule {
    /**
     * Whether this counts elapsed time and follows no wall clock: a bare interval of seconds, minutes or hours, or a
     * duration from the definition.
     */
    default boolean isElapsed() {
        return false;
    }

    /** Whether this counts from its definition and so has no occurrences before {@link Schedule#bind}. */
    default boolean isRelative() {
        return false;
    }

    /** Whether this waits for something to happen, at whatever time: a start of the system or the end of a job. */
    default boolean isEvent() {
        return false;
    }

    /** This recurrence in an English sentence without its full stop. */
    String describe();
}
