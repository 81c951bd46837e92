package io.reveille.core.dispatch;

import java.util.List;
import java.util.Queue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One daemon thread and what waits for it. It comes when needed and goes after a minute. Not safe for several threads. */
final class SoleThread {

    private static final Logger LOG = LoggerFactory.getLogger(SoleThread.class);

    private final String name;
    private ThreadPoolExecutor pool;

    SoleThread(String name) {
        this.name = name;
        this.pool = pool();
    }

    Queue<Runnable> waiting() {
        return pool.getQueue();
    }

    void add(Runnable task) {
        pool.getQueue()
                .add(task); // not execute: without memory for a thread the task would be lost, or come first later
        start();
    }

    /** Interrupts the thread and leaves it to itself; another does what waits. */
    void replace() {
        boolean stopped = isStopped();
        List<Runnable> rest = pool.shutdownNow();
        pool = pool();
        if (!rest.isEmpty()) {
            pool.getQueue().addAll(rest);
            start();
        }
        if (stopped) {
            stop();
        }
    }

    /** What waits is still done. */
    void stop() {
        pool.shutdown();
    }

    boolean isStopped() {
        return pool.isShutdown();
    }

    private void start() {
        try {
            pool.prestartCoreThread();
        } catch (OutOfMemoryError e) {
            LOG.error("There is no memory for the thread {}; what waits for it is done with the next task.", name, e);
        }
    }

    private ThreadPoolExecutor pool() {
        ThreadPoolExecutor one =
                new ThreadPoolExecutor(1, 1, 60, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), task -> {
                    Thread thread = new Thread(task, name);
                    thread.setDaemon(true);
                    return thread;
                });
        one.allowCoreThreadTimeOut(true);
        return one;
    }
}
