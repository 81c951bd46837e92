package io.reveille.core.state;

/** Where the occurrence that a job is at stands; see docs/state-machine.md. */
public enum OccurrenceState {
    /** Its time is to come, or the job cannot run now. */
    PLANNED,
    /** Its time has come; it waits for a worker. */
    DUE,
    /** The handler works. */
    RUNNING,
    /** It failed and waits for its next attempt. */
    RETRYING,
    /** It has ended, and no other is planned. */
    ENDED
}
