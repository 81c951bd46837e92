package io.reveille;

/** The state of a job; see docs/state-machine.md. */
public enum JobState {
    /** The next occurrence is planned, or runs. */
    READY,
    /** No service offers the job's handler; the job waits for one and keeps its state. */
    WAITING_FOR_HANDLER,
    /**
     * The job is paused, is quarantined after failures, follows a clock that is not trusted, or follows itself;
     * {@link JobStatus#reason()} says which.
     */
    HELD,
    /** The schedule has no further occurrence, or the handler has ended the job. */
    DONE
}
