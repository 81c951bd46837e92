package io.reveille.itests.container;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reveille.Job;
import io.reveille.JobDefinitionException;
import io.reveille.JobHandler;
import io.reveille.JobResult;
import io.reveille.JobState;
import io.reveille.RunOutcome;
import io.reveille.RunReport;
import io.reveille.ScheduleService;
import io.reveille.spi.RunGate;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.Test;
import org.ops4j.pax.exam.Configuration;
import org.ops4j.pax.exam.Option;
import org.osgi.framework.ServiceRegistration;

/** Policies, gates and chains with real threads, on a real framework. */
public class PoliciesIT extends ContainerTest {

    @Override
    @Configuration
    public Option[] container() {
        return Containers.reveilleAndExamples();
    }

    @Test
    public void theMachinesGatesAreThere() throws Exception {
        assertThat(gateway.count(RunGate.class))
                .as("five of our own, and the example")
                .isEqualTo(5 + 1);
        gateway.handler("upload", new Recorder());

        gateway.scheduler()
                .every(1)
                .hours()
                .named("small")
                .onlyIf("disk above 1 MB", "modem")
                .run("upload");
        RunReport report = gateway.run("small");

        assertThat(report.outcome()).as(report.message()).isEqualTo(RunOutcome.SUCCEEDED);
    }

    @Test
    public void aGateThatSaysNoIsExplained() {
        gateway.handler("upload", new Recorder());
        Job job = gateway.scheduler()
                .every(1)
                .seconds()
                .named("huge")
                .onlyIf("disk above 900000 TB")
                .run("upload");

        Gateway.until("the gate has said no", () -> job.status().waiting().contains("TB"));

        assertThat(job.explain()).contains("disk", "900000 TB");
        assertThat(job.status().runs()).isZero();
        assertThatThrownBy(() ->
                        gateway.scheduler().every().hour().onlyIf("disk over 3").run("upload"))
                .isInstanceOf(JobDefinitionException.class)
                .hasMessageContaining("disk over 3");
    }

    @Test
    public void aHandlerThatIgnoresItsInterruptLosesItsThreadAndHarmsNobody() throws Exception {
        CountDownLatch freed = new CountDownLatch(1);
        gateway.handler("stubborn", context -> {
            while (freed.getCount() > 0) {
                try {
                    freed.await(1, TimeUnit.MINUTES);
                } catch (InterruptedException e) {
                    // that is what this test is about
                }
            }
            return JobResult.success();
        });
        ScheduleService scheduler = gateway.scheduler();
        Job job = scheduler.every(1).hours().timeout(Duration.ofSeconds(1)).run("stubborn");
        try {
            CompletableFuture<RunReport> end = job.trigger().toCompletableFuture();
            RunReport report = Gateway.done(end);

            assertThat(report.outcome()).isEqualTo(RunOutcome.TIMED_OUT);
            assertThat(report.message()).contains("longer than 1 second", "does not come back");
            assertThat(scheduler.status().lostThreads()).isEqualTo(1);
            assertThat(gateway.run("door-check").outcome()).isEqualTo(RunOutcome.SUCCEEDED);
        } finally {
            freed.countDown();
        }
        Gateway.until("the thread is back", () -> scheduler.status().lostThreads() == 0);
    }

    @Test
    public void oneJobFollowsAnotherWithItsData() {
        Recorder second = new Recorder();
        gateway.handler("download", context -> JobResult.success("3 files", Map.of("files", 3L)));
        CompletableFuture<Map<String, Object>> input = new CompletableFuture<>();
        second.does(context -> {
            input.complete(context.input());
            return JobResult.success();
        });
        gateway.handler("unpack", second);
        ScheduleService scheduler = gateway.scheduler();
        Job first = scheduler.every(1).hours().run("download");
        scheduler.schedule("after \"download\"").run("unpack");

        first.trigger();

        assertThat(input.orTimeout(30, TimeUnit.SECONDS).join()).containsExactly(Map.entry("files", 3L));
        assertThatThrownBy(() ->
                        scheduler.schedule("after \"unpack\"").named("download").run("download"))
                .hasMessageContaining("download → unpack → download");
    }

    @Test
    public void aConsolesDefinitionSaysAllPolicies() throws Exception {
        gateway.handler("upload", new Recorder());
        Map<String, Object> properties = new HashMap<>();
        properties.put("name", "all");
        properties.put("schedule", "every day at 03:00 within 10 minutes");
        properties.put("handler", "upload");
        properties.put("misfire", "all");
        properties.put("misfire.limit", 5);
        properties.put("overlap", "queue");
        properties.put("timeout", "10 minutes");
        properties.put("retry", "3 from 10 seconds to 1 minute");
        properties.put("priority", 7);
        properties.put("concurrency", 1);
        properties.put("gates", new String[] {"mains"});
        properties.put("defer", "2 hours");

        gateway.configure("all", properties);

        Job job = gateway.job("all");
        assertThat(job.definition().policies().misfireLimit()).isEqualTo(5);
        assertThat(job.definition().policies().retry()).hasToString("3 from 10 seconds to 1 minute");
        assertThat(job.definition().policies().gates()).containsExactly("mains");
        assertThat(job.status().state()).isEqualTo(JobState.READY);
    }

    @Test
    public void aHandlerSaysHowManyRunsItTakesAtOnce() throws Exception {
        CountDownLatch freed = new CountDownLatch(1);
        Recorder modem = new Recorder(context -> {
            freed.await(1, TimeUnit.MINUTES);
            return JobResult.success();
        });
        ServiceRegistration<JobHandler> service = gateway.register(
                JobHandler.class, modem, Map.of("job.handler", "single", "job.handler.concurrency", 1));
        ScheduleService scheduler = gateway.scheduler();
        Job first = scheduler.every(1).hours().named("first").run("single");
        Job second = scheduler.every(1).hours().named("second").run("single");

        first.trigger();
        Gateway.until("the first runs", () -> modem.seen().size() == 1);
        CompletableFuture<RunReport> end = second.trigger().toCompletableFuture();

        assertThat(second.status().waiting()).isNotEmpty();
        freed.countDown();
        assertThat(Gateway.done(end).outcome()).isEqualTo(RunOutcome.SUCCEEDED);
        service.unregister();
    }
}
