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

/** Tells listeners, in order, on a thread of its own: one that does not come back keeps nothing but news from others. */
final class SleepAnnouncer {

    private static final Logger LOG = LoggerFactory.getLogger(SleepAnnouncer.class);

    private static final FailureLine NOT_TOLD =
            new FailureLine(LOG, "Listeners to the gateway's sleep are not told for want of memory.");

    private static final FailureLine LISTENER_FAILED =
            new FailureLine(LOG, "A listener to the gateway's sleep failed.");

    /** News that nobody takes is dropped. */
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
            LOG.warn("A listener to the gateway's sleep does not come back, or it stops; not told: {}", type);
        } catch (OutOfMemoryError e) {
            NOT_TOLD.error(e);
        }
    }

    private static void tell(PowerListener listener, PowerListener.Type type, Sleep sleep) {
        try {
            listener.happened(type, sleep);
        } catch (Throwable e) { // somebody else's code: an Error too keeps no other listener from being told
            LISTENER_FAILED.error(e);
        }
    }

    void stop() {
        thread.shutdown();
    }
}
