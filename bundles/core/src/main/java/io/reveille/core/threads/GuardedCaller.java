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
 * Calls of somebody else's code on a guarded thread: the sender of one that does not come back is told, and its owner is
 * named.
 */
public final class GuardedCaller implements GuardedCalls {

    private static final Logger LOG = LoggerFactory.getLogger(GuardedCaller.class);

    private final String name;
    private final GuardedThread thread;

    private final Object lock = new Object(); // guards the two below; nothing is called under it
    private final IdentityHashMap<Object, Set<Runnable>> open = new IdentityHashMap<>(); // who to tell, by owner
    private final IdentityHashMap<Object, String> cutOff = new IdentityHashMap<>();

    /**
     * @param name the thread's name
     * @param limit the longest time that a call may take
     */
    public GuardedCaller(String name, Duration limit, TimeSource time, Alarm alarm) {
        this.name = name;
        this.thread = new GuardedThread(name, limit, time, alarm, this::overdue);
    }

    @Override
    public void call(Object owner, Runnable task, Runnable whenGivenUp) {
        synchronized (lock) {
            open.computeIfAbsent(owner, any -> new LinkedHashSet<>()).add(whenGivenUp);
        }
        boolean accepted = false;
        try {
            accepted = thread.execute(label(owner), owner, () -> {
                try {
                    task.run();
                } finally {
                    done(owner, whenGivenUp);
                }
            });
        } finally { // the thread may have thrown for want of memory
            if (!accepted) {
                done(owner, whenGivenUp);
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
    public void forget(Object owner) {
        thread.remove(owner);
        Collection<Runnable> told;
        synchronized (lock) {
            cutOff.remove(owner);
            Set<Runnable> waiting = open.remove(owner);
            told = waiting == null ? List.of() : new ArrayList<>(waiting);
        }
        told.forEach(Runnable::run);
    }

    /** Takes no more calls; those that wait are still done. */
    public void stop() {
        thread.stop();
    }

    private void done(Object owner, Runnable whenGivenUp) {
        synchronized (lock) {
            Set<Runnable> waiting = open.get(owner);
            if (waiting != null && waiting.remove(whenGivenUp) && waiting.isEmpty()) {
                open.remove(owner);
            }
        }
    }

    private void overdue(String label, Object owner, boolean cameBack) {
        if (cameBack) {
            LOG.info("{}: {} has come back, and is called again.", name, label);
            thread.forgive(owner);
            synchronized (lock) {
                cutOff.remove(owner);
            }
            return;
        }
        LOG.error(
                "{}: {} does not come back; its thread is given up, and it is not called until it does.", name, label);
        Collection<Runnable> told;
        synchronized (lock) {
            cutOff.put(owner, label);
            Set<Runnable> waiting = open.remove(owner);
            told = waiting == null ? List.of() : new ArrayList<>(waiting);
        }
        told.forEach(Runnable::run);
    }

    private static String label(Object owner) {
        return owner.getClass().getName();
    }
}
