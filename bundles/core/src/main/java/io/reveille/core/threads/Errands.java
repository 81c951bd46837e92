package io.reveille.core.threads;

import io.reveille.core.clock.TimeSource;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Calls of somebody else's code by a courier: the sender of one that does not come back is told, and its culprit is
 * named.
 */
public final class Errands implements Outside {

    private static final Logger LOG = LoggerFactory.getLogger(Errands.class);

    private final String name;
    private final Courier courier;

    private final Object lock = new Object(); // guards the two below; nothing is called under it
    private final IdentityHashMap<Object, Set<Runnable>> open = new IdentityHashMap<>(); // who to tell, by culprit
    private final IdentityHashMap<Object, String> cutOff = new IdentityHashMap<>();

    /**
     * @param name the thread's name
     * @param limit the longest time that a call may take
     */
    public Errands(String name, Duration limit, TimeSource time, Alarm alarm) {
        this.name = name;
        this.courier = new Courier(name, limit, time, alarm, this::overdue);
    }

    @Override
    public void call(Object culprit, Runnable task, Runnable whenGivenUp) {
        synchronized (lock) {
            open.computeIfAbsent(culprit, any -> new LinkedHashSet<>()).add(whenGivenUp);
        }
        boolean accepted = false;
        try {
            accepted = courier.execute(label(culprit), culprit, () -> {
                try {
                    task.run();
                } finally {
                    done(culprit, whenGivenUp);
                }
            });
        } finally { // the courier may have thrown for want of memory
            if (!accepted) {
                done(culprit, whenGivenUp);
            }
        }
        if (!accepted) {
            whenGivenUp.run();
        }
    }

    @Override
    public List<String> cutOff() {
        synchronized (lock) {
            return List.copyOf(cutOff.values());
        }
    }

    @Override
    public void forget(Object culprit) {
        courier.remove(culprit);
        Collection<Runnable> told;
        synchronized (lock) {
            cutOff.remove(culprit);
            Set<Runnable> waiting = open.remove(culprit);
            told = waiting == null ? List.of() : new ArrayList<>(waiting);
        }
        told.forEach(Runnable::run);
    }

    /** Takes no more calls; those that wait are still done. */
    public void stop() {
        courier.stop();
    }

    private void done(Object culprit, Runnable whenGivenUp) {
        synchronized (lock) {
            Set<Runnable> waiting = open.get(culprit);
            if (waiting != null && waiting.remove(whenGivenUp) && waiting.isEmpty()) {
                open.remove(culprit);
            }
        }
    }

    private void overdue(String label, Object culprit, boolean cameBack) {
        if (cameBack) {
            LOG.info("{}: {} has come back, and is called again.", name, label);
            courier.forgive(culprit);
            synchronized (lock) {
                cutOff.remove(culprit);
            }
            return;
        }
        LOG.error(
                "{}: {} does not come back; its thread is given up, and it is not called until it does.", name, label);
        Collection<Runnable> told;
        synchronized (lock) {
            cutOff.put(culprit, label);
            Set<Runnable> waiting = open.remove(culprit);
            told = waiting == null ? List.of() : new ArrayList<>(waiting);
        }
        told.forEach(Runnable::run);
    }

    private static String label(Object culprit) {
        return culprit.getClass().getName();
    }
}
