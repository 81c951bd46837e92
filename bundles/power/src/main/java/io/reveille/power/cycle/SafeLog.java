package io.reveille.power.cycle;

import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;

/**
 * Logs what was thrown in a thread that has to go on. Logging needs memory too: after an OutOfMemoryError it may throw
 * another one, which ends here. Messages are constant texts, so that calling this needs no memory either.
 */
public final class SafeLog {

    private SafeLog() {}

    /** Loads what handles an error while there is memory for that: the first error may come when there is none. */
    public static void load() {
        LockSupport.parkNanos(0); // returns at once, and a loop that pauses after an error finds its class loaded
    }

    /** Logs an error, or nothing if that fails. */
    public static void error(Logger log, String message, Throwable thrown) {
        try {
            log.error(message, thrown);
        } catch (Throwable second) {
            // Nothing can be said of it, and nothing may be allocated here.
        }
    }
}
