package io.reveille.core.changes;

import java.util.concurrent.atomic.AtomicBoolean;

/** The faults that a store is about to have: failures, and a kill of the process, at chosen writes. */
final class WriteFaults {

    enum Outcome {
        /** The write works. */
        WORKS,
        /** The write fails; later ones may work. */
        FAILS,
        /** The process is killed in the middle of the write. */
        CUT_OFF,
        /** The process is killed already. */
        DEAD
    }

    private final AtomicBoolean killed; // of both stores: the process
    private int untilKill;
    private int untilFailure;
    private int failuresLeft;
    private int failures;

    WriteFaults(AtomicBoolean killed) {
        this.killed = killed;
    }

    /** Kills the process in the middle of a later write; 1 is the next. */
    void killAt(int write) {
        untilKill = write;
    }

    /** Makes a later write fail, and so many in all from that one on; 1 is the next. */
    void failAt(int write, int writes) {
        untilFailure = write;
        failuresLeft = writes;
    }

    void clear() {
        untilKill = 0;
        noFailures();
    }

    /** Clears the failures to come, not the kill. */
    void noFailures() {
        untilFailure = 0;
        failuresLeft = 0;
    }

    boolean isFailureToCome() {
        return untilFailure > 0;
    }

    /** The number of writes that have failed, since the beginning. */
    int failures() {
        return failures;
    }

    /** Counts a write, and decides what becomes of it. */
    Outcome next() {
        if (killed.get()) {
            return Outcome.DEAD;
        }
        if (untilKill > 0 && --untilKill == 0) {
            killed.set(true);
            return Outcome.CUT_OFF;
        }
        if (untilFailure > 0 && --untilFailure == 0) {
            failuresLeft--;
            untilFailure = failuresLeft > 0 ? 1 : 0;
            failures++;
            return Outcome.FAILS;
        }
        return Outcome.WORKS;
    }

    @Override
    public String toString() {
        return "kill at " + untilKill + ", " + failuresLeft + " failures from " + untilFailure;
    }
}
