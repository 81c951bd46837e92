package io.reveille;

import java.time.Instant;

/**
 * An entry of the audit trail: an action on a job, see {@link ScheduleService#trail()}.
 *
 * @param job the job's name; empty if many or all jobs were meant, and {@code detail} says how many
 * @param kind the kind of action
 * @param by the author: the symbolic name of the bundle, with the user before it if one was {@linkplain
 *     ScheduleService#onBehalfOf given}; empty if the definition was changed in its store, by a console, an installer,
 *     a file
 * @param at the time of the action; of several equal actions in a row, of the last
 * @param times the number of equal actions in a row
 * @param detail further details, in words; may be empty
 */
public record JobChange(String job, Kind kind, String by, Instant at, int times, String detail) {

    /** The kind of action. */
    public enum Kind {
        /** A definition was added. */
        DEFINED,
        /** The definition was changed; {@code detail} names the properties, if they are known. */
        CHANGED,
        /** The definition was removed. */
        DELETED,
        /** {@link Job#pause()} */
        PAUSED,
        /** {@link Job#resume()} */
        RESUMED,
        /** {@link Job#trigger()} */
        TRIGGERED,
        /** {@link Job#interrupt()} */
        INTERRUPTED
    }
}
