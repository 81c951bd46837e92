package io.reveille.core.fault;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The log line of a failure in a thread that has to go on. Without memory logging fails too, and that failure is
 * swallowed here. To be kept in a static field: a text that is first named by the code that handles a failure is made
 * there, and that needs memory.
 */
public final class FaultMessage {

    static {
        LoggerFactory.getLogger(FaultMessage.class)
                .isErrorEnabled(); // loads what a log line takes while there is memory
    }

    private final Logger log;
    private final String text;

    public FaultMessage(Logger log, String text) {
        this.log = log;
        this.text = text;
    }

    public String text() {
        return text;
    }

    /** Logs an error, or nothing if logging fails. */
    public void error(@Nullable Throwable thrown) {
        try {
            log.error(text, thrown);
        } catch (Throwable second) {
            // The failure of logging cannot be logged, and nothing may be allocated here.
        }
    }

    /** Logs a warning, or nothing if logging fails. */
    public void warn(Throwable thrown) {
        try {
            log.warn(text, thrown);
        } catch (Throwable second) {
            // As in error().
        }
    }
}
