package io.reveille.core.threads;

import java.time.Duration;

/** A timer that runs an action once. */
@FunctionalInterface
public interface Alarm {

    /**
     * Has an action done after this time, on any thread. Only notes the action and calls nobody: callers hold locks.
     *
     * @return an action that cancels this one; does nothing if it is done already
     */
    Runnable after(Duration delay, Runnable action);
}
