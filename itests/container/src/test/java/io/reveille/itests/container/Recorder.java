package io.reveille.itests.container;

import io.reveille.JobContext;
import io.reveille.JobHandler;
import io.reveille.JobResult;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/** A handler that keeps what it was told, and does what the test wants. */
final class Recorder implements JobHandler {

    /** A run as its handler saw it begin. */
    record Seen(
            String job,
            String runId,
            Instant nominalTime,
            int attempt,
            int missed,
            boolean recovery,
            boolean triggered,
            Map<String, Object> arguments,
            Map<String, Object> memory) {}

    private volatile JobHandler body;
    private final List<Seen> seen = new CopyOnWriteArrayList<>();

    Recorder(JobHandler body) {
        this.body = body;
    }

    Recorder() {
        this(job -> JobResult.success());
    }

    /** From now on it does this. */
    void does(JobHandler work) {
        body = work;
    }

    @Override
    public JobResult run(JobContext job) throws Exception {
        seen.add(new Seen(
                job.jobName(),
                job.runId(),
                job.nominalTime(),
                job.attempt(),
                job.missed(),
                job.isRecovery(),
                job.isTriggered(),
                job.arguments(),
                Map.copyOf(job.memory())));
        return body.run(job);
    }

    /** All runs that have begun, the oldest first. */
    List<Seen> seen() {
        return List.copyOf(seen);
    }

    /** The newest run that has begun. */
    Seen last() {
        return seen.get(seen.size() - 1);
    }
}
