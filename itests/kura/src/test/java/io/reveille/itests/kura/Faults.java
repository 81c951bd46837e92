package io.reveille.itests.kura;

import java.io.IOException;
import java.util.Set;

/** What goes wrong with Kura, or happens in the middle of what it does. */
public final class Faults {

    private boolean full;
    private Set<String> stuck = Set.of();
    private Set<String> stuckOnceFull = Set.of();
    private Runnable halfWay = () -> {};

    /** From now on no snapshot can be written, or one can again. */
    public void diskIsFull(boolean now) {
        full = now;
        stuck = Set.of();
        stuckOnceFull = Set.of();
    }

    /** The same, and once a snapshot could not be written nothing at these PIDs can be changed either. */
    public void diskIsFullAndThenStuck(String... pids) {
        full = true;
        stuckOnceFull = Set.of(pids);
    }

    /** Done in the middle of a rollback, when all is deleted and nothing is made anew. */
    public void halfWay(Runnable action) {
        halfWay = action;
    }

    void goHalfWay() {
        halfWay.run();
    }

    void checkDisk() throws IOException {
        if (full) {
            stuck = stuckOnceFull;
            throw new IOException("No space left on device");
        }
    }

    void checkIsNotStuck(String pid) throws IOException {
        if (stuck.contains(pid)) {
            throw new IOException("ConfigurationAdmin cannot write " + pid);
        }
    }
}
