package io.reveille.bench.engine;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** The JDK's executor. Jobs that are cancelled leave its queue at once. */
final class ExecutorSubject implements Subject {

    private final ScheduledThreadPoolExecutor executor;
    private final Payload payload;
    private final Map<Integer, Future<?>> jobs = new HashMap<>();

    ExecutorSubject(int workers, Payload payload) {
        this.executor = new ScheduledThreadPoolExecutor(workers);
        this.payload = payload;
        executor.setRemoveOnCancelPolicy(true);
    }

    @Override
    public void give(int number, Instant due) {
        long nominal = due.toEpochMilli();
        jobs.put(number, executor.schedule(() -> payload.ran(nominal), nanosUntil(due), TimeUnit.NANOSECONDS));
    }

    @Override
    public void repeat(int number, Instant first, Duration interval) {
        Runnable run = new Runnable() {
            private long nominal = first.toEpochMilli();

            @Override
            public void run() {
                payload.ran(nominal);
                nominal += interval.toMillis();
            }
        };
        jobs.put(
                number, executor.scheduleAtFixedRate(run, nanosUntil(first), interval.toNanos(), TimeUnit.NANOSECONDS));
    }

    private static long nanosUntil(Instant due) {
        return Duration.between(Instant.now(), due).toNanos();
    }

    @Override
    public void cancel(int number) {
        Future<?> job = jobs.remove(number);
        if (job != null) {
            job.cancel(false);
        }
    }

    @Override
    public void close() {
        executor.shutdownNow();
    }
}
