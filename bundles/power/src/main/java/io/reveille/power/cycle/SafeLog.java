package io.reveille.power.cycle;

import org.slf4j.Logger;

/**
 * Logs what was thrown in a thread that has to go on. Logging needs memory too: after an OutOfMemoryError it may throw
 * another one, which ends here. Messages are constant texts, so that calling this needs no memory either.
 */
public final class SafeLog {

    private SafeLog() {}

    /** Loads this class while there is memory for that: the first error may come when there is none. */
    public static void load() {
        // To be called is enough.
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
