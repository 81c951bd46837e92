package io.reveille.core.fault;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Knows whether a thread that must go on for as long as the engine does has ended, though nobody stopped it. Any thread. */
public final class LoopWatch {

    private static final Logger LOG = LoggerFactory.getLogger(LoopWatch.class);

    private static final FaultMessage NOT_TOLD =
            new FaultMessage(LOG, "The end of a thread of the engine was not told to all.");

    private final List<Consumer<String>> told = new CopyOnWriteArrayList<>();
    private volatile String ended = "";

    /** Why the engine is over; empty while it is not. */
    public String ended() {
        return ended;
    }

    /** Has somebody told once, on any thread, why the engine is over; at once if it is. */
    public void whenEnded(Consumer<String> then) {
        told.add(then);
        if (!ended.isEmpty()) {
            then.accept(ended);
        }
    }

    /** Tells this one no more. */
    public void forget(Consumer<String> then) {
        told.remove(then);
    }

    /** A thread ends that should not. Needs no memory. */
    public void ended(FaultMessage why) {
        ended = why.text();
        why.error(null);
        for (int i = 0; i < told.size(); i++) { // not by an iterator, which would be made
            try {
                told.get(i).accept(ended);
            } catch (Throwable e) { // the others are told all the same
                NOT_TOLD.error(e);
            }
        }
    }
}
