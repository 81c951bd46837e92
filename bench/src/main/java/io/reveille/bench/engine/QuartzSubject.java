package io.reveille.bench.engine;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.Objects;
import java.util.Properties;
import org.h2.jdbcx.JdbcConnectionPool;
import org.quartz.Job;
import org.quartz.JobBuilder;
import org.quartz.JobExecutionContext;
import org.quartz.JobKey;
import org.quartz.Scheduler;
import org.quartz.SchedulerException;
import org.quartz.SimpleScheduleBuilder;
import org.quartz.Trigger;
import org.quartz.TriggerBuilder;
import org.quartz.impl.StdSchedulerFactory;
import org.quartz.impl.jdbcjobstore.JobStoreTX;
import org.quartz.impl.jdbcjobstore.StdJDBCDelegate;
import org.quartz.simpl.RAMJobStore;
import org.quartz.utils.ConnectionProvider;

/** Quartz, with its default settings, apart from the workers. */
final class QuartzSubject implements Subject {

    private static final String WORK = "work";

    private final Scheduler scheduler;

    private QuartzSubject(int workers, Payload payload, Properties more) throws SchedulerException {
        Properties settings = new Properties();
        settings.putAll(more);
        settings.setProperty("org.quartz.scheduler.skipUpdateCheck", "true");
        settings.setProperty("org.quartz.threadPool.class", "org.quartz.simpl.SimpleThreadPool");
        settings.setProperty("org.quartz.threadPool.threadCount", String.valueOf(workers));
        this.scheduler = new StdSchedulerFactory(settings).getScheduler();
        scheduler.getContext().put(WORK, payload);
        scheduler.start();
    }

    static QuartzSubject inMemory(int workers, Payload payload) throws SchedulerException {
        Properties settings = new Properties();
        settings.setProperty("org.quartz.jobStore.class", RAMJobStore.class.getName());
        return new QuartzSubject(workers, payload, settings);
    }

    /** Jobs are kept in a database of H2 on disk. */
    static QuartzSubject onDisk(int workers, Payload payload) throws SchedulerException {
        Properties settings = new Properties();
        settings.setProperty("org.quartz.jobStore.class", JobStoreTX.class.getName());
        settings.setProperty("org.quartz.jobStore.driverDelegateClass", StdJDBCDelegate.class.getName());
        settings.setProperty("org.quartz.jobStore.dataSource", "h2");
        settings.setProperty("org.quartz.dataSource.h2.connectionProvider.class", Connections.class.getName());
        return new QuartzSubject(workers, payload, settings);
    }

    @Override
    public void give(int number, Instant due) {
        schedule(number, TriggerBuilder.newTrigger().startAt(Date.from(due)).build());
    }

    @Override
    public void repeat(int number, Instant first, Duration interval) {
        schedule(
                number,
                TriggerBuilder.newTrigger()
                        .startAt(Date.from(first))
                        .withSchedule(
                                SimpleScheduleBuilder.repeatSecondlyForever(Math.toIntExact(interval.toSeconds())))
                        .build());
    }

    private void schedule(int number, Trigger trigger) {
        try {
            scheduler.scheduleJob(
                    JobBuilder.newJob(Run.class).withIdentity(key(number)).build(), trigger);
        } catch (SchedulerException e) {
            throw new IllegalStateException(e);
        }
    }

    private static JobKey key(int number) {
        return JobKey.jobKey("job " + number);
    }

    @Override
    public void cancel(int number) {
        try {
            scheduler.deleteJob(key(number));
        } catch (SchedulerException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        try {
            scheduler.shutdown(true);
        } catch (SchedulerException e) {
            throw new IllegalStateException(e);
        }
    }

    /** What Quartz makes for each run. */
    public static final class Run implements Job {
        @Override
        public void execute(JobExecutionContext context) {
            try {
                Payload payload = (Payload) Objects.requireNonNull(
                        context.getScheduler().getContext().get(WORK));
                payload.ran(context.getScheduledFireTime().toInstant().toEpochMilli());
            } catch (SchedulerException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    /** Connections to a new database, with Quartz's tables. */
    public static final class Connections implements ConnectionProvider {

        private final JdbcConnectionPool pool;

        public Connections() throws IOException {
            this.pool = H2.open();
        }

        @Override
        public Connection getConnection() throws SQLException {
            return pool.getConnection();
        }

        @Override
        public void shutdown() {
            pool.dispose();
        }

        @Override
        public void initialize() throws SQLException {
            H2.run(pool, script());
        }

        private static String script() {
            try (BufferedReader script = new BufferedReader(new InputStreamReader(
                    Objects.requireNonNull(StdJDBCDelegate.class.getResourceAsStream("tables_h2.sql")),
                    StandardCharsets.UTF_8))) {
                return String.join("\n", script.lines().toList());
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
