package io.reveille.core.engine;

import io.reveille.spi.JobEvent;
import io.reveille.spi.JobListener;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells listeners, and whoever waits for a run, on a thread of their own: the engine calls nobody's code. */
final class Announcer {

    private static final Logger LOG = LoggerFactory.getLogger(Announcer.class);

    private final Executor thread;
    private final List<JobListener> listeners = new CopyOnWriteArrayList<>();

    /** @param thread runs one task at a time, in order */
    Announcer(Executor thread) {
        this.thread = thread;
    }

    void add(JobListener listener) {
        listeners.add(listener);
    }

    void remove(JobListener listener) {
        listeners.remove(listener);
    }

    void announce(JobEvent event) {
        if (!listeners.isEmpty()) {
            tell(() -> listeners.forEach(listener -> tell(listener, event)));
        }
    }

    /** Has somebody else's code called. */
    void tell(Runnable task) {
        try {
            thread.execute(task);
        } catch (RejectedExecutionException e) {
            LOG.debug("Nobody is told any more, Reveille has stopped", e);
        } catch (RuntimeException | Error e) { // no memory for another thread, say
            LOG.error("An event was not told; everything else goes on.", e);
        }
    }

    private static void tell(JobListener listener, JobEvent event) {
        try {
            listener.happened(event);
        } catch (Throwable e) { // somebody else's code, as with handlers
            LOG.warn("The job listener {} failed at {}; it is told of the next event as ever.", listener, event, e);
        }
    }
}
