package io.reveille.core.threads;

import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Supplier;

/**
 * The order in which code changes definitions, from the first question of a change to its last answer, over calls of the
 * stores: of each job one change at a time, of different jobs side by side, and a change of many jobs alone. A change that
 * a thread makes within another is part of that and waits for nobody: a store may call somebody who makes it. Any thread
 * but the engine's.
 */
public final class ChangeLock {

    private final ReentrantReadWriteLock all = new ReentrantReadWriteLock(); // read: one job is changed; write: many
    private final Set<String> jobs = new HashSet<>(); // that are being changed; guarded by itself

    /** Makes a change of one job, while that job is not changed otherwise. */
    public <T> T hold(String job, Supplier<T> change) {
        if (isHeld()) {
            return change.get();
        }
        all.readLock().lock();
        try {
            take(job);
            try {
                return change.get();
            } finally {
                give(job);
            }
        } finally {
            all.readLock().unlock();
        }
    }

    /** Makes a change of many jobs while no other is made. */
    public <T> T hold(Supplier<T> change) {
        if (isHeld()) {
            return change.get();
        }
        all.writeLock().lock();
        try {
            return change.get();
        } finally {
            all.writeLock().unlock();
        }
    }

    private boolean isHeld() {
        return all.getReadHoldCount() > 0 || all.isWriteLockedByCurrentThread();
    }

    private void take(String job) {
        boolean interrupted = false;
        synchronized (jobs) {
            while (!jobs.add(job)) {
                try {
                    jobs.wait();
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void give(String job) {
        synchronized (jobs) {
            jobs.remove(job);
            jobs.notifyAll();
        }
    }
}
