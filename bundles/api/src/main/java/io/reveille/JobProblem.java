package io.reveille;

/**
 * Why a job does not do its work as it should, as far as the scheduler can see; a pause, which is somebody's will, is none.
 *
 * @param job the job's name
 * @param kind what is wrong
 * @param text the same in words, with the cause and, if somebody has to act, what lets the job go on
 */
public record JobProblem(String job, Kind kind, String text) {

    /** Kinds of problems. */
    public enum Kind {
        /** The job is {@link JobState#HELD} by anything but a pause or the clock. */
        HELD,
        /** The job follows a clock that is not trusted, and waits for one that is. */
        CLOCK,
        /** No service offers its handler. */
        NO_HANDLER,
        /** Its last two runs or more have failed; it is not held yet. */
        FAILING,
        /** A run of it has been under way for an hour or more, and no timeout of its definition ends it. */
        ENDLESS,
        /** A gate has not let it run for three occurrences or more. */
        GATED
    }
}
