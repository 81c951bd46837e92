package io.reveille.bench.idle;

import io.reveille.JobResult;
import io.reveille.bench.BareEngine;
import io.reveille.testing.MemoryStateStore;
import java.io.IOException;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.quartz.DateBuilder;
import org.quartz.Job;
import org.quartz.JobBuilder;
import org.quartz.JobExecutionContext;
import org.quartz.Scheduler;
import org.quartz.TriggerBuilder;
import org.quartz.impl.StdSchedulerFactory;

/** A process that has one job, due in a day, and nothing to do until then. */
public final class Idle {

    private static final int DAY = 24;

    private Idle() {}

    /** The first argument says who is to have the job. */
    public static void main(String[] arguments) throws Exception {
        switch (arguments[0]) {
            case "empty" -> {}
            case "engine" -> engine();
            case "executor" -> executor();
            case "quartz" -> quartz(10);
            case "quartz2" -> quartz(2);
            case "poll" -> poll();
            default -> throw new IllegalArgumentException("nobody is called " + arguments[0]);
        }
        new CountDownLatch(1).await();
    }

    @SuppressWarnings("resource") // stays until the process ends
    private static void engine() throws IOException {
        BareEngine.start(Map.of(), new MemoryStateStore(), "work", context -> JobResult.success())
                .service()
                .schedule("every 24 hours within 1 hour")
                .named("daily")
                .run("work");
    }

    @SuppressWarnings("FutureReturnValueIgnored") // it is not waited for
    private static void executor() {
        ScheduledThreadPoolExecutor executor = new ScheduledThreadPoolExecutor(1);
        executor.schedule(() -> {}, DAY, TimeUnit.HOURS);
    }

    /** In memory, with so many workers; 10 are its default. */
    private static void quartz(int workers) throws Exception {
        Properties settings = new Properties();
        settings.setProperty("org.quartz.scheduler.skipUpdateCheck", "true");
        settings.setProperty("org.quartz.threadPool.threadCount", String.valueOf(workers));
        settings.setProperty("org.quartz.threadPool.class", "org.quartz.simpl.SimpleThreadPool");
        Scheduler scheduler = new StdSchedulerFactory(settings).getScheduler();
        scheduler.start();
        scheduler.scheduleJob(
                JobBuilder.newJob(Nothing.class).build(),
                TriggerBuilder.newTrigger()
                        .startAt(DateBuilder.futureDate(DAY, DateBuilder.IntervalUnit.HOUR))
                        .build());
    }

    /** Looks every second whether it is time. */
    private static void poll() throws InterruptedException {
        long due = System.nanoTime() + TimeUnit.HOURS.toNanos(DAY);
        while (System.nanoTime() - due < 0) {
            Thread.sleep(1000);
        }
    }

    /** What Quartz is to run. */
    public static final class Nothing implements Job {
        @Override
        public void execute(JobExecutionContext context) {}
    }
}
