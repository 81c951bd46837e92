package io.reveille;

/**
 * The reason why a job does not do its work as it should, as far as the scheduler can see. A pause, which is somebody's
 * decision, is no problem.
 *
 * @param job the job's name
 * @param kind the kind of problem
 * @param text the problem in words, with the cause and, if somebody has to act, how to let the job go on
 */
public record JobProblem(String job, Kind kind, String text) {

    /** The kind of problem. */
    public enum Kind {
        /** The job is {@link JobState#HELD} by anything but a pause or the clock. */
        HELD,
        /** The job follows a clock that is not trusted, and waits for one that is. */
        CLOCK,
        /** No service offers the job's handler. * */
        NO_HANDLER,
        /** The job's last two runs or more have failed; the job is not held yet. */
        FAILING,
        /** A run of the job has been under way for an hour or more, and the definition has no timeout that ends it. */
        ENDLESS,
        /** Gates have let no run start for three occurrences or more. */
        GATED
    }
}
