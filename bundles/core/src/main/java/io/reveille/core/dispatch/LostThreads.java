package io.reveille.core.dispatch;

import java.util.HashMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Threads with handlers that were interrupted and do not come back. Others take their places, up to a limit for each
 * handler; at the limit the handler is not called any more, until its bundle is updated: that is another handler. Belongs to
 * the engine's thread.
 */
public final class LostThreads {

    private static final Logger LOG = LoggerFactory.getLogger(LostThreads.class);

    /** The number of lost threads at which a handler is not called any more. */
    static final int LIMIT = 3;

    private record Of(String handler, String revision) {}

    private final Map<Of, Integer> byHandler = new HashMap<>();
    private final Workers workers;

    public LostThreads(Workers workers) {
        this.workers = workers;
    }

    /**
     * Notes that a thread does not come back.
     *
     * @param revision of the handler's bundle
     */
    public void add(String handler, String revision) {
        int lost = byHandler.merge(new Of(handler, revision), 1, Integer::sum);
        LOG.error(
                "The handler {} was interrupted and does not come back: its thread is given up, another takes its place."
                        + " {} of its threads are stuck; at {} it is no longer called, until its bundle is updated.",
                handler,
                lost,
                LIMIT);
        workers.lost(count());
    }

    public void remove(String handler, String revision) {
        byHandler.computeIfPresent(new Of(handler, revision), (of, lost) -> lost > 1 ? lost - 1 : null);
        LOG.info("A thread of the handler {} that was given up has come back.", handler);
        workers.lost(count());
    }

    public int count() {
        return byHandler.values().stream().mapToInt(Integer::intValue).sum();
    }

    /** Why a handler is not called any more; empty if it is. */
    public String why(String handler, String revision) {
        int lost = byHandler.getOrDefault(new Of(handler, revision), 0);
        return lost < LIMIT
                ? ""
                : "quarantined: " + lost + " runs of the handler \"" + handler
                        + "\" were interrupted and never came back; it is called again once one of them has, or its bundle is updated";
    }
}
