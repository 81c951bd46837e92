package io.reveille.core.dispatch;

import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** The worker pool. Threads come with the first runs and go after a minute without any. */
public final class Dispatcher implements java.util.concurrent.Executor {

    private final ThreadPoolExecutor workers;

    public Dispatcher(int size, ThreadFactory threads) {
        workers = new ThreadPoolExecutor(size, size, 60, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), threads);
        workers.allowCoreThreadTimeOut(true);
    }

    @Override
    public void execute(Runnable run) {
        workers.execute(run);
    }

    /** Takes no more; what has not started never will. */
    public void stop() {
        workers.shutdownNow();
    }
}
