package io.reveille.itests.container;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reveille.Job;
import io.reveille.JobContext;
import io.reveille.JobResult;
import io.reveille.JobState;
import io.reveille.JobStatus;
import io.reveille.RunOutcome;
import io.reveille.RunReport;
import io.reveille.ScheduleService;
import io.reveille.itests.container.Recorder.Seen;
import java.time.Duration;
import java.time.Instant;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.Before;
import org.junit.Test;
import org.osgi.service.cm.Configuration;

/** What a stop of Reveille's bundles does to runs under way, and what is there again after the start. */
@SuppressWarnings("JdkObsolete") // OSGi takes a Dictionary
public class RestartIT extends ContainerTest {

    @Before
    public void stopSoon() throws Exception {
        gateway.settings(Map.of("stop.wait", 1, "misfire.grace", 600));
    }

    @Test
    public void runThatAStopCutsOffRunsAgainAsARecovery() throws Exception {
        Recorder handler = new Recorder(job -> {
            new CountDownLatch(1).await(); // until the interrupt
            return JobResult.success();
        });
        gateway.handler("long", handler);
        gateway.scheduler().every(2).seconds().named("long").run("long");
        gateway.job("long", "is running", JobStatus::running);
        Gateway.until("the handler works", () -> !handler.seen().isEmpty());

        gateway.stop(Gateway.CORE);
        handler.does(job -> JobResult.success("made up for"));
        gateway.start(Gateway.CORE);

        Job job = gateway.job(
                "long",
                "has succeeded",
                status -> status.lastRun()
                        .filter(run -> run.outcome() == RunOutcome.SUCCEEDED)
                        .isPresent());
        Seen cutOff = handler.seen().get(0);
        Seen recovery = handler.seen().get(1);
        assertThat(cutOff.recovery()).isFalse();
        assertThat(recovery.recovery()).isTrue();
        assertThat(recovery.nominalTime()).isEqualTo(cutOff.nominalTime());
        assertThat(recovery.runId()).isNotEqualTo(cutOff.runId());
        Gateway.until("it goes on", () -> handler.seen().size() >= 3);
        assertThat(handler.seen().get(2).recovery()).isFalse();
        assertThat(job.status().failures()).isZero();
    }

    @Test
    public void runThatEndsWhenAskedToIsNotRepeated() throws Exception {
        Recorder handler = new Recorder(RestartIT::untilCancelled);
        gateway.handler("polite", handler);
        gateway.scheduler().every(2).seconds().named("polite").run("polite");
        Gateway.until("the handler works", () -> !handler.seen().isEmpty());
        gateway.stop(Gateway.CORE);
        handler.does(job -> JobResult.success());
        gateway.start(Gateway.CORE);
        Gateway.until("it runs again", () -> handler.seen().size() >= 2);
        assertThat(handler.seen().get(1).recovery()).isFalse();
        assertThat(handler.seen().get(1).nominalTime())
                .isAfter(handler.seen().get(0).nominalTime());
    }

    @Test
    public void stopIsBoundedWhateverAHandlerDoes() throws Exception {
        CountDownLatch release = new CountDownLatch(1);
        CompletableFuture<String> late = new CompletableFuture<>();
        Recorder handler = new Recorder(job -> {
            awaitUninterruptibly(release);
            late.complete(job.jobName());
            return JobResult.success("too late");
        });
        gateway.handler("deaf", handler);
        gateway.asyncHandler("silent", job -> new CompletableFuture<>());
        gateway.scheduler().every(2).seconds().named("deaf").run("deaf");
        gateway.scheduler().every(2).seconds().named("silent").run("silent");
        gateway.job("deaf", "is running", JobStatus::running);
        gateway.job("silent", "is running", JobStatus::running);
        Gateway.until("the handler works", () -> !handler.seen().isEmpty());

        Instant begin = Instant.now();
        gateway.stop(Gateway.CORE);
        assertThat(Duration.between(begin, Instant.now())).isLessThan(Duration.ofSeconds(8));

        Recorder next = new Recorder(job -> JobResult.success("in order"));
        handler.does(next);
        gateway.start(Gateway.CORE);
        Gateway.until("it runs again", () -> !next.seen().isEmpty());
        assertThat(next.seen().get(0).recovery()).isTrue();
        release.countDown();
        assertThat(Gateway.done(late)).isEqualTo("deaf");
        Job job = gateway.job("deaf", "has run twice", status -> status.runs() >= 2);
        assertThat(job.history()).extracting(RunReport::message).doesNotContain("too late");
    }

    @Test
    public void triggeredRunThatIsCutOffSaysSo() throws Exception {
        gateway.handler("asked", job -> {
            new CountDownLatch(1).await();
            return JobResult.success();
        });
        Job job = gateway.scheduler().every(2).hours().named("asked").run("asked");
        CompletionStage<RunReport> report = job.trigger();
        gateway.job("asked", "is running", JobStatus::running);
        gateway.stop(Gateway.CORE);
        assertThat(Gateway.done(report).outcome()).isEqualTo(RunOutcome.INTERRUPTED);
        gateway.start(Gateway.CORE);
        assertThat(gateway.job("asked").status().lastRun().orElseThrow().outcome())
                .isEqualTo(RunOutcome.INTERRUPTED);
    }

    @Test
    public void storedJobsRunThoughNobodyAsksForTheScheduler() throws Exception {
        Recorder handler = new Recorder();
        gateway.handler("unasked", handler);
        gateway.configure("unasked", Map.of("name", "unasked", "schedule", "every second", "handler", "unasked"));
        gateway.job("unasked");
        gateway.stop(Gateway.CORE);
        int runs = handler.seen().size();
        gateway.start(Gateway.CORE);
        Gateway.until("it runs", () -> handler.seen().size() >= runs + 2);
    }

    @Test
    public void serviceThatHasStoppedSaysSo() throws Exception {
        ScheduleService scheduler = gateway.scheduler();
        Job job = scheduler.every(2).hours().named("held-on").run("nobody");
        gateway.stop(Gateway.PERSISTENCE);
        assertThat(gateway.find(ScheduleService.class)).isEmpty();
        assertThatThrownBy(scheduler::jobs).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(job::status).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(job::trigger).isInstanceOf(IllegalStateException.class);
        gateway.start(Gateway.PERSISTENCE);
        gateway.job("held-on");
    }

    @Test
    public void argumentsKeepTheirTypes() throws Exception {
        Map<String, Object> arguments = Map.ofEntries(
                Map.entry("text", "Grüße, \"мир\"\n\t\\ \u2028 😀"),
                Map.entry("empty", ""),
                Map.entry("int", 3),
                Map.entry("long", Long.MAX_VALUE),
                Map.entry("negative", Long.MIN_VALUE),
                Map.entry("double", 2.5),
                Map.entry("whole double", 3.0),
                Map.entry("huge", 1e300),
                Map.entry("tiny", -4.9e-324),
                Map.entry("yes", true),
                Map.entry("no", false),
                Map.entry("list", List.of(1, "two", 3.5, List.of(), Map.of("deep", List.of(false)))),
                Map.entry("map", Map.of("a.b", Map.of("ключ", 1), "", "empty key")),
                Map.entry("nothing", Map.of()));
        Map<String, Object> expected = new java.util.HashMap<>(arguments);
        expected.put("int", 3L);
        expected.put("list", List.of(1L, "two", 3.5, List.of(), Map.of("deep", List.of(false))));
        expected.put("map", Map.of("a.b", Map.of("ключ", 1L), "", "empty key"));

        Recorder handler = new Recorder();
        gateway.handler("typed", handler);
        gateway.scheduler().every(2).hours().named("typed").with(arguments).run("typed");
        gateway.run("typed");
        assertThat(handler.last().arguments()).isEqualTo(expected);
        gateway.stop(Gateway.CORE, Gateway.PERSISTENCE);
        gateway.start(Gateway.PERSISTENCE, Gateway.CORE);
        gateway.job("typed", "is ready", status -> status.state() == JobState.READY);
        gateway.run("typed");
        assertThat(handler.last().arguments()).isEqualTo(expected);
        assertThat(gateway.job("typed").definition().arguments()).isEqualTo(expected);
    }

    @Test
    public void memoryKeepsItsTypes() throws Exception {
        Recorder handler = new Recorder(job -> {
            job.memory().put("count", (long) job.memory().getOrDefault("count", 0L) + 1);
            job.memory().put("seen", List.of("a", 1, 2.0, Map.of("deep", true)));
            return JobResult.success();
        });
        gateway.handler("counting", handler);
        gateway.scheduler().every(2).hours().named("counting").run("counting");
        gateway.run("counting");
        gateway.run("counting");
        gateway.restart(Gateway.CORE);
        gateway.job("counting", "is ready", status -> status.state() == JobState.READY);
        gateway.run("counting");
        assertThat(handler.last().memory())
                .isEqualTo(Map.of("count", 2L, "seen", List.of("a", 1L, 2.0, Map.of("deep", true))));
    }

    @Test
    public void stateIsThereAfterStoreAndCoreHaveStarted() throws Exception {
        gateway.handler(
                "state",
                new Recorder(job -> job.arguments().isEmpty() ? JobResult.success("fine") : JobResult.failure("no")));
        gateway.scheduler().every(2).hours().named("state").run("state");
        gateway.scheduler()
                .every(2)
                .hours()
                .named("failing")
                .with(Map.of("fail", true))
                .run("state");
        gateway.scheduler().every(2).hours().named("paused").run("state");
        gateway.run("state");
        RunReport last = gateway.run("state");
        gateway.run("failing");
        gateway.job("paused").pause();
        JobStatus state = gateway.job("state").status();
        JobStatus failing = gateway.job("failing").status();

        for (List<String> order :
                List.of(List.of(Gateway.CORE, Gateway.PERSISTENCE), List.of(Gateway.PERSISTENCE, Gateway.CORE))) {
            gateway.stop(order.toArray(new String[0]));
            gateway.start(order.toArray(new String[0]));
            Job job = gateway.job("state", "is ready", status -> status.state() == JobState.READY);
            assertThat(job.status().runs()).isEqualTo(2);
            assertThat(job.status().nextRun()).isEqualTo(state.nextRun());
            assertThat(job.status().owner()).isEqualTo(state.owner());
            RunReport known = job.status().lastRun().orElseThrow();
            assertThat(known.runId()).isEqualTo(last.runId());
            assertThat(known.message()).isEqualTo("fine");
            assertThat(known.startTime()).isEqualTo(last.startTime());
            JobStatus failed = gateway.job("failing").status();
            assertThat(failed.failures()).isEqualTo(1);
            assertThat(failed.failuresInARow()).isEqualTo(failing.failuresInARow());
            gateway.job("paused", "is held", status -> status.state() == JobState.HELD);
            assertThat(gateway.job("paused").status().reason()).isEqualTo("paused");
        }
    }

    @Test
    public void codeThatStartsAgainFindsItsJobAsItWas() throws Exception {
        gateway.handler("again", new Recorder());
        gateway.scheduler()
                .every(2)
                .hours()
                .named("found")
                .with(Map.of("b", 1, "a", 2))
                .run("again");
        gateway.run("found");
        Configuration before = gateway.configuration("found");
        long changes = before.getChangeCount();
        gateway.restart(Gateway.CORE);
        gateway.scheduler()
                .every(2)
                .hours()
                .named("found")
                .with(Map.of("a", 2, "b", 1))
                .run("again");
        assertThat(gateway.job("found").status().runs()).isEqualTo(1);
        assertThat(gateway.configuration("found").getChangeCount()).isEqualTo(changes);
    }

    @Test
    public void whatAnOperatorEditedStandsUntilTheCodeChanges() throws Exception {
        gateway.handler("edited", new Recorder());
        ScheduleService scheduler = gateway.scheduler();
        scheduler.every(2).hours().named("edited").run("edited");
        Configuration definition = gateway.configuration("edited");
        definition.update(new Hashtable<>(
                Map.of("name", "edited", "schedule", "every 7 hours", "handler", "edited", "note", "mine")));
        Gateway.until("the edit counts", () -> schedule("edited").equals("every 7 hours"));

        scheduler.every(2).hours().named("edited").run("edited");
        assertThat(schedule("edited")).isEqualTo("every 7 hours");
        gateway.restart(Gateway.CORE);
        gateway.scheduler().every(2).hours().named("edited").run("edited");
        assertThat(schedule("edited")).isEqualTo("every 7 hours");

        gateway.scheduler().every(3).hours().named("edited").run("edited");
        assertThat(schedule("edited")).isEqualTo("every 3 hours");
        assertThat(gateway.configuration("edited").getProperties().get("note")).isEqualTo("mine");
        gateway.restart(Gateway.CORE);
        assertThat(schedule("edited")).isEqualTo("every 3 hours");
    }

    @Test
    public void jobThatAnOperatorDeletedIsMadeAgainByItsCode() throws Exception {
        gateway.handler("deleted", new Recorder());
        gateway.scheduler().every(2).hours().named("deleted").run("deleted");
        gateway.run("deleted");
        gateway.configuration("deleted").delete();
        gateway.untilGone("deleted");
        gateway.scheduler().every(2).hours().named("deleted").run("deleted");
        assertThat(gateway.job("deleted").definition().schedule()).hasToString("every 2 hours");
    }

    @Test
    public void cancelledJobStaysGone() throws Exception {
        gateway.handler("cancelled", new Recorder());
        Job job = gateway.scheduler().every().second().named("cancelled").run("cancelled");
        gateway.job("cancelled", "has run", status -> status.runs() >= 1);
        assertThat(job.cancel()).isTrue();
        assertThat(job.cancel()).isFalse();
        assertThatThrownBy(job::status).isInstanceOf(IllegalStateException.class);
        gateway.restart(Gateway.CORE);
        assertThat(gateway.scheduler().job("cancelled")).isEmpty();
        assertThat(gateway.configurations())
                .noneMatch(definition ->
                        "cancelled".equals(definition.getProperties().get("name")));
    }

    @Test
    public void consoleMayChangeJobsWhileTheCoreIsStopped() throws Exception {
        Configuration edited = gateway.configure(
                "edited-away", Map.of("name", "edited-away", "schedule", "every 2 hours", "handler", "nobody"));
        Configuration deleted = gateway.configure(
                "deleted-away", Map.of("name", "deleted-away", "schedule", "every 2 hours", "handler", "nobody"));
        gateway.job("edited-away");
        gateway.job("deleted-away");
        gateway.stop(Gateway.CORE);
        edited.update(new Hashtable<>(Map.of("name", "edited-away", "schedule", "every 9 hours", "handler", "nobody")));
        deleted.delete();
        gateway.configure("new-away", Map.of("name", "new-away", "schedule", "every 2 hours", "handler", "nobody"));
        gateway.start(Gateway.CORE);
        gateway.job("new-away");
        assertThat(schedule("edited-away")).isEqualTo("every 9 hours");
        assertThat(gateway.scheduler().job("deleted-away")).isEmpty();
    }

    private String schedule(String job) {
        return gateway.job(job).definition().schedule().toString();
    }

    private static JobResult untilCancelled(JobContext job) {
        Gateway.until("the run is told to end", job::isCancelled);
        return JobResult.success("ended early");
    }

    private static void awaitUninterruptibly(CountDownLatch latch) {
        boolean open = false;
        while (!open) {
            try {
                open = latch.await(1, TimeUnit.MINUTES);
            } catch (InterruptedException e) {
                open = false; // this one does not listen
            }
        }
    }
}
