package io.reveille.core.fault;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The record of whether a thread that the engine cannot do without has ended, though nobody stopped it. Any thread. */
public final class LoopWatch {

    private static final Logger LOG = LoggerFactory.getLogger(LoopWatch.class);

    private static final FaultMessage NOT_TOLD =
            new FaultMessage(LOG, "A listener could not be told that a thread of the engine has ended.");

    private final List<Consumer<String>> told = new CopyOnWriteArrayList<>();
    private volatile String ended = "";

    /** Why the engine has ended; empty while it has not. */
    public String ended() {
        return ended;
    }

    /** Tells a listener once, on any thread, why the engine has ended; at once if it has already. */
    public void whenEnded(Consumer<String> then) {
        told.add(then);
        if (!ended.isEmpty()) {
            then.accept(ended);
        }
    }

    /** Removes a listener. */
    public void forget(Consumer<String> then) {
        told.remove(then);
    }

    /** Notes, logs and tells that a thread ends that should not. Needs no memory. */
    public void ended(FaultMessage why) {
        ended = why.text();
        why.error(null);
        for (int i = 0; i < told.size(); i++) { // an iterator would need memory
            try {
                told.get(i).accept(ended);
            } catch (Throwable e) { // the others are told all the same
                NOT_TOLD.error(e);
            }
        }
    }
}
