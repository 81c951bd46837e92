package io.reveille.core.job;

import io.reveille.core.fault.FaultMessage;
import io.reveille.core.threads.Outside;
import io.reveille.spi.JobEvent;
import io.reveille.spi.JobListener;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells listeners, and whoever waits for a run, on a thread of their own: the engine calls nobody's code. One that does
 * not come back is not called any more.
 */
public final class Announcer {

    private static final Logger LOG = LoggerFactory.getLogger(Announcer.class);

    private static final FaultMessage NOT_TOLD =
            new FaultMessage(LOG, "What has happened to a job could not be told to all.");

    /** Names the code behind a stage that a caller holds, which nobody knows. */
    private static final class WhoeverWaitsForARun {}

    private final Outside outside;
    private final List<JobListener> listeners = new CopyOnWriteArrayList<>();
    private boolean announced; // the engine's thread's: since it was asked last

    public Announcer(Outside outside) {
        this.outside = outside;
    }

    public void add(JobListener listener) {
        listeners.add(listener);
    }

    public void remove(JobListener listener) {
        listeners.remove(listener);
        outside.forget(listener);
    }

    /** Whether something has happened to a job since this was asked last; on the engine's thread. */
    public boolean hasAnnounced() {
        boolean was = announced;
        announced = false;
        return was;
    }

    void announce(JobEvent event) {
        announced = true;
        for (JobListener listener : listeners) {
            call(listener, () -> tell(listener, event));
        }
    }

    /** Has somebody else's code called. */
    public void tell(Runnable task) {
        call(new WhoeverWaitsForARun(), task);
    }

    /** News that there is no memory for is lost; what it is about goes on. */
    private void call(Object culprit, Runnable task) {
        try {
            outside.call(culprit, task, () -> {});
        } catch (Throwable e) {
            NOT_TOLD.error(e);
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
