package io.reveille.bench.engine;

import io.reveille.JobBuilder;
import io.reveille.JobContext;
import io.reveille.JobResult;
import io.reveille.ScheduleService;
import io.reveille.ScheduledCall;
import io.reveille.bench.BareEngine;
import io.reveille.schedule.Schedule;
import io.reveille.testing.MemoryStateStore;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/** Reveille's engine with calls of lambdas, with and without names. */
final class CallSubject implements Subject {

    private final BareEngine engine;
    private final ScheduleService service;
    private final Payload payload;
    private final boolean named;
    private final Map<Integer, ScheduledCall> calls = new HashMap<>();

    private CallSubject(int workers, Payload payload, boolean named) throws IOException {
        this.engine = BareEngine.start(
                Map.of("workers", workers), new MemoryStateStore(), "none", context -> JobResult.success());
        this.service = engine.service();
        this.payload = payload;
        this.named = named;
    }

    static CallSubject unnamed(int workers, Payload payload) throws IOException {
        return new CallSubject(workers, payload, false);
    }

    static CallSubject named(int workers, Payload payload) throws IOException {
        return new CallSubject(workers, payload, true);
    }

    @Override
    public void give(int number, Instant due) {
        give(number, Schedule.once(due));
    }

    @Override
    public void repeat(int number, Instant first, Duration interval) {
        give(
                number,
                Schedule.every(Math.toIntExact(interval.toSeconds()))
                        .seconds()
                        .starting(first)
                        .build());
    }

    private void give(int number, Schedule schedule) {
        JobBuilder builder = service.schedule(schedule);
        calls.put(number, (named ? builder.named("job " + number) : builder).callWith(this::run));
    }

    private JobResult run(JobContext context) {
        payload.ran(context.nominalTime().toEpochMilli());
        return JobResult.success();
    }

    @Override
    public void cancel(int number) {
        ScheduledCall call = calls.remove(number);
        if (call != null) {
            call.cancel();
        }
    }

    @Override
    public void settle() {
        service.nextRun();
    }

    @Override
    public void close() {
        engine.close();
    }
}
