package io.reveille;

import java.time.Instant;

/**
 * An action of somebody on a job, and when that was: see {@link ScheduleService#trail()}.
 *
 * @param job the job's name; empty if many or all jobs were meant, and {@code detail} says how many
 * @param kind what was done
 * @param by who did it: the symbolic name of the bundle, with the user before it if that was {@linkplain
 *     ScheduleService#onBehalfOf said}; empty if the definition has changed in its store, by a console, an installer, a file
 * @param at when that was; of several in a row that are the same, the last
 * @param times how many there were in a row
 * @param detail what else there is to know, in words; may be empty
 */
public record JobChange(String job, Kind kind, String by, Instant at, int times, String detail) {

    /** The kind of action. */
    public enum Kind {
        /** A definition came that was not there. */
        DEFINED,
        /** The definition became another; {@code detail} names the properties, if they are known. */
        CHANGED,
        /** The definition went. */
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
