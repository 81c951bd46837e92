package io.reveille.power.cycle;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The log line of a failure in a thread that has to go on. If logging fails too, for want of memory, that is ignored.
 * Instances are kept in static fields: a string constant is created at its first use, which needs memory, and so must
 * not be in the code that handles the failure.
 */
public final class FailureLine {

    static {
        LoggerFactory.getLogger(FailureLine.class)
                .isErrorEnabled(); // loads the classes of logging while there is memory
    }

    private final Logger log;
    private final String text;

    public FailureLine(Logger log, String text) {
        this.log = log;
        this.text = text;
    }

    String text() {
        return text;
    }

    /** Logs an error, or nothing if that fails. */
    public void error(Throwable thrown) {
        try {
            log.error(text, thrown);
        } catch (Throwable second) {
            // Cannot be logged, and nothing may be allocated here.
        }
    }
}
