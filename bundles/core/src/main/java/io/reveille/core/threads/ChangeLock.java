package io.reveille.core.threads;

import java.util.function.Supplier;

/**
 * The order in which code changes definitions: one change at a time, from its first question to its last answer, over calls
 * of the store. A change may be part of another. Any thread but the engine's, which waits for nobody.
 */
public final class ChangeLock {

    private final Object lock = new Object();

    /** Makes a change while no other is made. */
    public void hold(Runnable change) {
        synchronized (lock) {
            change.run();
        }
    }

    /** Makes a change while no other is made, and returns what it returns. */
    public <T> T hold(Supplier<T> change) {
        synchronized (lock) {
            return change.get();
        }
    }
}
