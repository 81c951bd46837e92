package io.reveille.bench.engine;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.task.TaskInstanceId;
import com.github.kagkarlsson.scheduler.task.helper.OneTimeTask;
import com.github.kagkarlsson.scheduler.task.helper.PlainScheduleAndData;
import com.github.kagkarlsson.scheduler.task.helper.RecurringTaskWithPersistentSchedule;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.h2.jdbcx.JdbcConnectionPool;

/**
 * db-scheduler on a database of H2 on disk, with its default settings, apart from the workers and the time between
 * two looks: by default it looks every 10 seconds for what is due.
 */
final class DbSchedulerSubject implements Subject {

    private static final String TABLE = """
            create table scheduled_tasks (
              task_name varchar(100), task_instance varchar(100), task_data blob,
              execution_time timestamp with time zone, picked boolean, picked_by varchar(50),
              last_success timestamp with time zone, last_failure timestamp with time zone, consecutive_failures int,
              last_heartbeat timestamp with time zone, version bigint, priority smallint,
              primary key (task_name, task_instance));
            create index execution_time_idx on scheduled_tasks (execution_time);
            create index last_heartbeat_idx on scheduled_tasks (last_heartbeat)""";

    private final JdbcConnectionPool database = H2.open();
    private final OneTimeTask<Void> once;
    private final RecurringTaskWithPersistentSchedule<PlainScheduleAndData> recurring;
    private final Scheduler scheduler;

    DbSchedulerSubject(int workers, Payload payload) throws IOException, SQLException {
        H2.run(database, TABLE);
        this.once = Tasks.oneTime("once")
                .execute((instance, context) ->
                        payload.ran(context.getExecution().executionTime.toEpochMilli()));
        this.recurring = Tasks.recurringWithPersistentSchedule("recurring", PlainScheduleAndData.class)
                .execute((instance, context) ->
                        payload.ran(context.getExecution().executionTime.toEpochMilli()));
        this.scheduler = Scheduler.create(database, List.of(once, recurring))
                .threads(workers)
                .pollingInterval(Duration.ofMillis(100))
                .build();
        scheduler.start();
    }

    @Override
    public void give(int number, Instant due) {
        scheduler.schedule(once.instance(String.valueOf(number)), due);
    }

    @Override
    public void repeat(int number, Instant first, Duration interval) {
        scheduler.schedule(
                recurring.instance(String.valueOf(number), new PlainScheduleAndData(FixedDelay.of(interval))), first);
    }

    @Override
    public void cancel(int number) {
        scheduler.cancel(TaskInstanceId.of("once", String.valueOf(number)));
    }

    @Override
    public void close() {
        scheduler.stop();
        database.dispose();
    }
}
