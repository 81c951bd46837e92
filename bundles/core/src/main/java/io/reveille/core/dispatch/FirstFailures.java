package io.reveille.core.dispatch;

import io.reveille.core.fault.FaultMessage;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The log of exceptions that handlers throw: the first of each kind with its stack trace, more of that kind without. A kind is what is
 * thrown and where, by one handler; a handler that comes anew, with another revision of its bundle for example, begins
 * anew. May be used by any thread.
 */
public final class FirstFailures {

    private static final Logger LOG = LoggerFactory.getLogger(JobRun.class);

    private static final FaultMessage UNSAID =
            new FaultMessage(LOG, "A handler threw an exception that cannot be logged; its run has ended as failed.");

    /** So many kinds are remembered; the oldest is forgotten first. */
    static final int MOST = 200;

    private record Kind(int handler, String thrown, String place) {}

    private final Set<Kind> seen = new LinkedHashSet<>(); // guarded by itself

    /**
     * Logs what was thrown, whatever that is: an exception may throw by itself when its message is asked for.
     *
     * @param handler that threw it
     * @param hide hides secrets, in the stack trace too
     */
    void log(RunRequest request, Handler handler, Mask hide, Throwable thrown) {
        try {
            tryToLog(request, handler, hide, thrown);
        } catch (Throwable e) { // the run has its own words for the end
            UNSAID.error(e);
        }
    }

    private void tryToLog(RunRequest request, Handler handler, Mask hide, Throwable thrown) {
        if (!isFirst(handler, thrown)) {
            LOG.debug("Job {}: run {} threw", request.job(), request.runId(), thrown);
        } else if (hide == Mask.NONE) {
            LOG.warn(
                    "Job {}: run {} threw. More of this kind from its handler are logged without a stack trace.",
                    request.job(),
                    request.runId(),
                    thrown);
        } else {
            LOG.warn(
                    "Job {}: run {} threw. More of this kind from its handler are logged without a stack trace. {}",
                    request.job(),
                    request.runId(),
                    hide.apply(text(thrown)));
        }
    }

    private boolean isFirst(Handler handler, Throwable thrown) {
        StackTraceElement[] trace = thrown.getStackTrace();
        String place = trace.length == 0 ? "" : trace[0].toString();
        Kind kind = new Kind(System.identityHashCode(handler), thrown.getClass().getName(), place);
        synchronized (seen) {
            boolean first = seen.add(kind);
            if (seen.size() > MOST) {
                Iterator<Kind> oldest = seen.iterator();
                oldest.next();
                oldest.remove();
            }
            return first;
        }
    }

    private static String text(Throwable thrown) {
        StringWriter text = new StringWriter();
        thrown.printStackTrace(new PrintWriter(text));
        return text.toString();
    }
}
