package io.reveille.core.job;

import io.reveille.core.fault.FaultMessage;
import io.reveille.core.threads.GuardedCalls;
import io.reveille.spi.JobEvent;
import io.reveille.spi.JobListener;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The messenger to listeners and to callers that wait for a run, on a separate thread, since the engine's thread calls
 * no foreign code. A listener that does not come back is not called any more.
 */
public final class Announcer {

    private static final Logger LOG = LoggerFactory.getLogger(Announcer.class);

    private static final FaultMessage NOT_TOLD =
            new FaultMessage(LOG, "An event of a job could not be told to all listeners.");

    /** A label for the unknown code that waits for a run. */
    private static final class WhoeverWaitsForARun {}

    private final GuardedCalls calls;
    private final List<JobListener> listeners = new CopyOnWriteArrayList<>();
    private boolean announced; // since {@link #hasAnnounced} was called last; for the engine's thread only

    public Announcer(GuardedCalls calls) {
        this.calls = calls;
    }

    public void add(JobListener listener) {
        listeners.add(listener);
    }

    public void remove(JobListener listener) {
        listeners.remove(listener);
        calls.forget(listener);
    }

    /** Whether something has happened to a job since this method was called last; on the engine's thread. */
    public boolean hasAnnounced() {
        boolean was = announced;
        announced = false;
        return was;
    }

    /** Whether there is any listener. */
    boolean isHeard() {
        return !listeners.isEmpty();
    }

    /** Tells all listeners of an event, which is made only if there are any. */
    void announce(Supplier<JobEvent> event) {
        announced = true;
        if (!isHeard()) {
            return;
        }
        JobEvent made = event.get();
        for (JobListener listener : listeners) {
            call(listener, () -> tell(listener, made));
        }
    }

    /** Has somebody else's code called. */
    public void tell(Runnable task) {
        call(new WhoeverWaitsForARun(), task);
    }

    /** Has code called; without memory the news is lost, and the engine goes on. */
    private void call(Object owner, Runnable task) {
        try {
            calls.call(owner, task, () -> {});
        } catch (Throwable e) {
            NOT_TOLD.error(e);
        }
    }

    private static void tell(JobListener listener, JobEvent event) {
        try {
            listener.happened(event);
        } catch (Throwable e) { // somebody else's code, as with handlers
            LOG.warn("The job listener {} failed at {}; it is still told of the next event.", listener, event, e);
        }
    }
}
