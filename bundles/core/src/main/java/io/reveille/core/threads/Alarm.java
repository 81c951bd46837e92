package io.reveille.core.threads;

import java.time.Duration;

/** Wakes somebody once. */
@FunctionalInterface
public interface Alarm {

    /**
     * Has an action done after this time, on any thread. It only puts it down, and calls nobody: this is called under
     * locks.
     *
     * @return calls it off; does nothing if it is done already
     */
    Runnable after(Duration delay, Runnable action);
}
