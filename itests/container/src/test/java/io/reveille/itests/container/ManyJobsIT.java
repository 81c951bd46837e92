package io.reveille.itests.container;

import static org.assertj.core.api.Assertions.assertThat;

import io.reveille.Job;
import io.reveille.JobState;
import io.reveille.RunOutcome;
import io.reveille.RunReport;
import io.reveille.ScheduleService;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.Test;
import org.osgi.service.cm.Configuration;

/** Many jobs: all are planned, run and gone again in bounded time. */
public class ManyJobsIT extends ContainerTest {

    private static final int MANY = Integer.getInteger("reveille.many", 1000);

    /** For all that a test does; many times what it takes on a small machine. */
    private static final int PATIENCE_MS = 300_000;

    @Test(timeout = PATIENCE_MS)
    public void manyJobsFromCode() throws Exception {
        gateway.handler("many", new Recorder());
        ScheduleService scheduler = gateway.scheduler();
        for (int i = 0; i < MANY; i++) {
            scheduler
                    .every(2)
                    .hours()
                    .named("many-" + i)
                    .tagged(i % 2 == 0 ? "even" : "odd")
                    .with(Map.of("i", i))
                    .run("many");
        }
        assertAllArePlanned(scheduler);
        List<RunReport> reports = Gateway.done(scheduler.runAll(Duration.ZERO));
        assertThat(reports)
                .hasSize(MANY)
                .allSatisfy(run -> assertThat(run.outcome()).isEqualTo(RunOutcome.SUCCEEDED));

        gateway.restart(Gateway.CORE);
        assertAllArePlanned(gateway.scheduler());
        assertThat(gateway.scheduler().jobs())
                .allSatisfy(job -> assertThat(job.status().runs()).isEqualTo(1));
        assertThat(gateway.scheduler().clear("odd")).isEqualTo(MANY / 2);
        assertThat(gateway.scheduler().clear()).isEqualTo(MANY / 2);
        assertThat(gateway.scheduler().jobs()).isEmpty();
        assertThat(gateway.configurations()).isEmpty();
    }

    @Test(timeout = PATIENCE_MS)
    public void manyJobsFromAConsole() throws Exception {
        gateway.handler("many", new Recorder());
        for (int i = 0; i < MANY; i++) {
            gateway.configure(Map.of("name", "many-" + i, "schedule", "every 2 hours", "handler", "many"));
        }
        Gateway.until("all are there", () -> gateway.scheduler().jobs().size() == MANY);
        assertAllArePlanned(gateway.scheduler());
        assertThat(gateway.scheduler().broken()).isEmpty();

        gateway.restart(Gateway.PERSISTENCE);
        assertAllArePlanned(gateway.scheduler());
        for (Configuration configuration : gateway.configurations()) {
            configuration.delete();
        }
        Gateway.until("all are gone", () -> gateway.scheduler().jobs().isEmpty());
    }

    @Test(timeout = PATIENCE_MS)
    public void manyJobsDueAtOnce() {
        Recorder handler = new Recorder();
        gateway.handler("many", handler);
        ScheduleService scheduler = gateway.scheduler();
        for (int i = 0; i < MANY; i++) {
            scheduler.every(5).seconds().named("busy-" + i).run("many");
        }
        Gateway.until(
                "each has run",
                () -> scheduler.jobs().stream().allMatch(job -> job.status().runs() >= 1));
        assertThat(scheduler.jobs())
                .allSatisfy(job -> assertThat(job.status().failures()).isZero());
        assertThat(scheduler.clear()).isEqualTo(MANY);
    }

    private static void assertAllArePlanned(ScheduleService scheduler) {
        assertThat(scheduler.jobs()).hasSize(MANY).map(Job::status).allSatisfy(status -> {
            assertThat(status.state()).isEqualTo(JobState.READY);
            assertThat(status.nextRun()).isPresent();
        });
    }
}
