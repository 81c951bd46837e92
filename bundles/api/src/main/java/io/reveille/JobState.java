package io.reveille;

/** Where a job stands; see docs/state-machine.md. */
public enum JobState {
    /** Its next occurrence is planned, or runs. */
    READY,
    /** No service offers its handler; it waits and keeps its state. */
    WAITING_FOR_HANDLER,
    /**
     * Paused, quarantined after failures, its clock is not trusted, or it follows itself; {@link JobStatus#reason()} says
     * which.
     */
    HELD,
    /** Its schedule has no further occurrence, or its handler ended it. */
    DONE
}
