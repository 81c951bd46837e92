package io.reveille.itests.torture;

import static java.util.Map.entry;

import io.reveille.JobContext;
import io.reveille.JobHandler;
import io.reveille.JobResult;
import io.reveille.itests.torture.Entry.What;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/**
 * Takes its time, and says when it began and when it was done. Remembers how often it was done. Its witness stays open until
 * the process ends: at a stop in order a run may outlive its service, and has to be able to say that it was done.
 */
@Component(property = "job.handler=" + Work.NAME)
public final class Work implements JobHandler {

    static final String NAME = "torture";

    private final Witness witness;

    @Activate
    public Work(BundleContext context) {
        this.witness = Witness.in(Witness.folder(context));
    }

    @Override
    public JobResult run(JobContext job) throws InterruptedException {
        long done = (long) job.memory().getOrDefault("done", 0L);
        witness.write(
                What.START,
                job.jobName(),
                Map.ofEntries(
                        entry("run", job.runId()),
                        entry("nominal", job.nominalTime()),
                        entry("missed", job.missed()),
                        entry("recovery", job.isRecovery()),
                        entry("v", job.arguments().getOrDefault("v", 0L)),
                        entry("delivery", job.arguments().getOrDefault("delivery", "")),
                        entry("done", done)));
        Thread.sleep(ThreadLocalRandom.current().nextLong(50, 200));
        job.memory().put("done", done + 1);
        if (job.arguments().get("pad") instanceof Long most) {
            job.memory().put("pad", "x".repeat(ThreadLocalRandom.current().nextInt(most.intValue())));
        }
        witness.write(
                What.END,
                job.jobName(),
                Map.of("run", job.runId(), "nominal", job.nominalTime(), "missed", job.missed(), "done", done + 1));
        return JobResult.success();
    }
}
