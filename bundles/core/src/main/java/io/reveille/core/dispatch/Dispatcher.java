package io.reveille.core.dispatch;

import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** The worker pool. Threads come with the first runs and go after a minute without any. */
public final class Dispatcher implements Workers {

    private final ThreadPoolExecutor workers;
    private volatile int size;
    private int lost;

    public Dispatcher(int size, ThreadFactory threads) {
        this.size = size;
        workers = new ThreadPoolExecutor(size, size, 60, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), threads);
        workers.allowCoreThreadTimeOut(true);
    }

    @Override
    public int size() {
        return size;
    }

    @Override
    public void execute(Runnable run) {
        workers.execute(run);
    }

    @Override
    public synchronized void resize(int runs) {
        size = runs;
        fit();
    }

    @Override
    public synchronized void lost(int threads) {
        lost = threads;
        fit();
    }

    private void fit() {
        int now = size + lost;
        if (now > workers.getMaximumPoolSize()) {
            workers.setMaximumPoolSize(now);
            workers.setCorePoolSize(now);
        } else {
            workers.setCorePoolSize(now);
            workers.setMaximumPoolSize(now);
        }
    }

    /** Takes no more; what has not started never will. */
    public void stop() {
        workers.shutdownNow();
    }
}
