package io.reveille.power;

import io.reveille.PowerStatus.Sleep;
import io.reveille.power.cycle.FailureLine;
import io.reveille.spi.PowerListener;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Calls the power listeners, in order, on a thread of its own: a listener that does not return only delays the others'
 * events.
 */
final class SleepAnnouncer {

    private static final Logger LOG = LoggerFactory.getLogger(SleepAnnouncer.class);

    private static final FailureLine NOT_TOLD =
            new FailureLine(LOG, "Listeners to the gateway's sleep miss an event for want of memory.");

    private static final FailureLine LISTENER_FAILED =
            new FailureLine(LOG, "A listener to the gateway's sleep failed.");

    /** The greatest number of events that wait for a listener; further ones are dropped. */
    private static final int MOST_WAITING = 1000;

    private final List<PowerListener> listeners = new CopyOnWriteArrayList<>();
    private final ThreadPoolExecutor thread =
            new ThreadPoolExecutor(1, 1, 10, TimeUnit.SECONDS, new LinkedBlockingQueue<>(MOST_WAITING), task -> {
                Thread made = new Thread(task, "reveille-power-events");
                made.setDaemon(true);
                return made;
            });

    SleepAnnouncer() {
        thread.allowCoreThreadTimeOut(true);
    }

    void add(PowerListener listener) {
        listeners.add(listener);
    }

    void remove(PowerListener listener) {
        listeners.remove(listener);
    }

    void announce(PowerListener.Type type, Sleep sleep) {
        try {
            thread.execute(() -> listeners.forEach(listener -> tell(listener, type, sleep)));
        } catch (RejectedExecutionException e) {
            LOG.warn(
                    "Listeners to the gateway's sleep miss the event {}: one of them does not return, or the bundle stops.",
                    type);
        } catch (OutOfMemoryError e) {
            NOT_TOLD.error(e);
        }
    }

    private static void tell(PowerListener listener, PowerListener.Type type, Sleep sleep) {
        try {
            listener.happened(type, sleep);
        } catch (Throwable e) { // the listener's code is not ours; the others are called even after an Error
            LISTENER_FAILED.error(e);
        }
    }

    void stop() {
        thread.shutdown();
    }
}
