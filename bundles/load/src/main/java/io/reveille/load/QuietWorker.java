package io.reveille.load;

import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Does a piece of work on a thread of its own once nobody has asked for it for a while. Without work nothing wakes. */
final class QuietWorker {

    private static final long STOP_SECONDS = 10;

    private static final Logger LOG = LoggerFactory.getLogger(LoadFolder.class);

    private final Runnable work;
    private final long quietMillis;
    private final ScheduledThreadPoolExecutor thread;

    private final Object lock = new Object(); // guards the next
    private @Nullable Future<?> planned;

    QuietWorker(Runnable work, long quietMillis) {
        this.work = work;
        this.quietMillis = quietMillis;
        this.thread = new ScheduledThreadPoolExecutor(1, run -> {
            Thread made = new Thread(run, "reveille-load");
            made.setDaemon(true);
            return made;
        });
        thread.setRemoveOnCancelPolicy(true);
        thread.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    }

    void now() {
        plan(0);
    }

    void soon() {
        plan(quietMillis);
    }

    private void plan(long millis) {
        synchronized (lock) {
            if (planned != null) {
                planned.cancel(false);
            }
            try {
                planned = thread.schedule(this::guarded, millis, TimeUnit.MILLISECONDS);
            } catch (RejectedExecutionException e) {
                LOG.debug("The load folder is looked at no more.", e);
            }
        }
    }

    private void guarded() {
        try {
            work.run();
        } catch (RuntimeException | LinkageError e) {
            LOG.error("The load folder cannot be looked at; the next change of a file tries again.", e);
        }
    }

    /** Waits for the work that is under way, and cuts it off if that takes too long. */
    void stop() {
        thread.shutdown();
        try {
            if (!thread.awaitTermination(STOP_SECONDS, TimeUnit.SECONDS)) {
                thread.shutdownNow();
            }
        } catch (InterruptedException e) {
            thread.shutdownNow();
            Thread.currentThread().interrupt();
        }
    }
}
