package io.reveille.bench.engine;

import io.reveille.Job;
import io.reveille.JobResult;
import io.reveille.ScheduleService;
import io.reveille.bench.BareEngine;
import io.reveille.persistence.pages.PageStore;
import io.reveille.schedule.Schedule;
import io.reveille.spi.StateStore;
import io.reveille.testing.MemoryStateStore;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/** Reveille's engine with stored jobs, as any bundle gives them by code. Definitions are stored in memory. */
final class ReveilleSubject implements Subject {

    static final String HANDLER = "work";

    private final BareEngine engine;
    private final ScheduleService service;
    private final Map<Integer, Job> jobs = new HashMap<>();

    private ReveilleSubject(int workers, Payload payload, StateStore states) throws IOException {
        this.engine = BareEngine.start(Map.of("workers", workers), states, HANDLER, context -> {
            payload.ran(context.nominalTime().toEpochMilli());
            return JobResult.success();
        });
        this.service = engine.service();
    }

    static ReveilleSubject inMemory(int workers, Payload payload) throws IOException {
        return new ReveilleSubject(workers, payload, new MemoryStateStore());
    }

    /** State is saved as on a gateway. */
    static ReveilleSubject onFiles(int workers, Payload payload) throws IOException {
        return new ReveilleSubject(workers, payload, PageStore.open(Scratch.folder()));
    }

    ScheduleService service() {
        return service;
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
        jobs.put(number, service.schedule(schedule).named("job " + number).run(HANDLER));
    }

    @Override
    public void cancel(int number) {
        Job job = jobs.remove(number);
        if (job != null) {
            job.cancel();
        }
    }

    @Override
    public void close() {
        engine.close();
    }
}
