package io.reveille.core.changes;

/** Thrown out of a store of definitions once the process is killed: no code of the engine runs on. */
final class ProcessKilled extends Error {

    private static final long serialVersionUID = 1;

    ProcessKilled(String where) {
        super("the process is killed in the middle of " + where);
    }
}
