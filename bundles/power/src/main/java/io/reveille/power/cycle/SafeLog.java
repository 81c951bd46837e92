package io.reveille.power.cycle;

import org.slf4j.Logger;

/**
 * Logs what was thrown in a thread that has to go on. Logging needs memory too: after an OutOfMemoryError it may throw
 * another one, which ends here. Messages are constant texts, so that calling this needs no memory either.
 */
public final class SafeLog {

    private SafeLog() {}

    /** Logs an error, or nothing if that fails. */
    public static void error(Logger log, String message, Throwable thrown) {
        try {
            log.error(message, thrown);
        } catch (Throwable second) {
            // Nothing can be said of it, and nothing may be allocated here.
        }
    }
}
