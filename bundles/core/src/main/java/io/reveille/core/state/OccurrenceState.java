package io.reveille.core.state;

/** Where an occurrence stands whose time has come; see docs/state-machine.md. Before that it is planned, after it ended. */
public enum OccurrenceState {
    /** It waits for a worker, or for its job to be ready again. */
    DUE,
    /** A gate said no, or the store did not take its claim; it is asked again. */
    DEFERRED,
    /** The handler works, or is about to: its start may have been saved. */
    RUNNING,
    /** It failed and waits for its next attempt. */
    RETRYING
}
