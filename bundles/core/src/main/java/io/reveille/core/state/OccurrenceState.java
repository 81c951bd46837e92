package io.reveille.core.state;

/** Where an occurrence stands whose time has come; see docs/state-machine.md. Before that it is planned, after it ended. */
public enum OccurrenceState {
    /** Waits for a worker, or for its job to be ready again. */
    DUE,
    /** Was refused by a gate, or its claim by the store; either is asked again. */
    DEFERRED,
    /** Is with its handler, or about to be: its start may have been saved. */
    RUNNING,
    /** Has failed and waits for its next attempt. */
    RETRYING
}
