package io.reveille.itests.container;

import static org.assertj.core.api.Assertions.assertThat;

import io.reveille.AsyncJobHandler;
import io.reveille.Job;
import io.reveille.JobHandler;
import io.reveille.JobResult;
import io.reveille.JobState;
import io.reveille.JobStatus;
import io.reveille.RunOutcome;
import io.reveille.RunReport;
import io.reveille.itests.container.Recorder.Seen;
import io.reveille.spi.JobEvent;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Hashtable;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.Test;
import org.osgi.framework.Constants;
import org.osgi.framework.ServiceRegistration;

/** Handlers that come and go, do their work, or do all that a handler must not do. */
@SuppressWarnings("JdkObsolete") // OSGi takes a Dictionary
public class HandlersIT extends ContainerTest {

    @Test
    public void jobWaitsForItsHandlerAndThenRunsOnceKnowingWhatItMissed() throws Exception {
        gateway.settings(Map.of("misfire.grace", 1));
        Recorder before = new Recorder();
        ServiceRegistration<JobHandler> service = gateway.handler("radio", before);
        gateway.scheduler().every().second().named("radio").run("radio");
        gateway.job("radio", "has run", status -> status.runs() >= 1);

        service.unregister();
        Job job = gateway.job("radio", "waits", status -> status.state() == JobState.WAITING_FOR_HANDLER);
        assertThat(job.status().reason()).contains("radio");
        assertThat(job.explain()).contains("waits", "radio");
        long runs = job.status().runs();
        Gateway.until("several occurrences have passed", () -> nextRunIsPastFor(job, Duration.ofMillis(3500)));
        assertThat(job.status().runs()).isEqualTo(runs).isEqualTo(before.seen().size());

        Recorder after = new Recorder();
        gateway.handler("radio", after);
        Gateway.until("it runs again in its rhythm", () -> after.seen().size() >= 2);
        Seen makingUp = after.seen().get(0);
        Seen inTime = after.seen().get(1);
        long passed = Duration.between(before.last().nominalTime(), makingUp.nominalTime())
                .toSeconds();
        assertThat(makingUp.missed()).isEqualTo((int) passed).isGreaterThanOrEqualTo(3);
        assertThat(makingUp.recovery()).isFalse();
        assertThat(inTime.missed()).isZero();
        assertThat(inTime.nominalTime()).isAfter(makingUp.nominalTime());
        assertThat(job.status().missed()).isEqualTo(makingUp.missed());
        assertThat(job.status().state()).isEqualTo(JobState.READY);
    }

    @Test
    public void jobThatIsMadeBeforeItsHandlerWaits() throws Exception {
        Job job = gateway.scheduler().every(2).hours().named("early").run("early");
        assertThat(job.status().state()).isEqualTo(JobState.WAITING_FOR_HANDLER);
        RunReport report = gateway.run("early");
        assertThat(report.outcome()).isEqualTo(RunOutcome.SKIPPED);
        assertThat(report.message()).contains("early");
        gateway.handler("early", new Recorder());
        gateway.job("early", "is ready", status -> status.state() == JobState.READY);
        assertThat(gateway.run("early").outcome()).isEqualTo(RunOutcome.SUCCEEDED);
    }

    @Test
    public void ofTwoHandlersTheOneOfHigherRankServes() throws Exception {
        Recorder usual = new Recorder(job -> JobResult.success("usual"));
        gateway.handler("ranked", usual);
        gateway.scheduler().every(2).hours().named("ranked").run("ranked");
        assertThat(gateway.run("ranked").message()).isEqualTo("usual");
        ServiceRegistration<JobHandler> better = gateway.register(
                JobHandler.class,
                job -> JobResult.success("better"),
                Map.of("job.handler", "ranked", Constants.SERVICE_RANKING, 10));
        assertThat(gateway.run("ranked").message()).isEqualTo("better");
        better.unregister();
        assertThat(gateway.run("ranked").message()).isEqualTo("usual");
    }

    @Test
    public void handlerThatIsRenamedServesUnderItsNewName() throws Exception {
        ServiceRegistration<JobHandler> service = gateway.handler("first-name", new Recorder());
        gateway.scheduler().every(2).hours().named("renamed").run("second-name");
        gateway.job("renamed", "waits", status -> status.state() == JobState.WAITING_FOR_HANDLER);
        service.setProperties(new Hashtable<>(Map.of("job.handler", "second-name")));
        gateway.job("renamed", "is ready", status -> status.state() == JobState.READY);
        assertThat(gateway.run("renamed").outcome()).isEqualTo(RunOutcome.SUCCEEDED);
    }

    @Test
    public void handlerThatOverflowsTheStackHarmsOnlyItsOwnRun() {
        gateway.handler("deep", job -> JobResult.success("depth " + depth(1)));
        gateway.handler("flat", new Recorder());
        gateway.scheduler().every().second().named("deep").run("deep");
        gateway.scheduler().every().second().named("flat").run("flat");
        Job deep = gateway.job("deep", "has failed twice", status -> status.failures() >= 2);
        assertThat(deep.history())
                .isNotEmpty()
                .allSatisfy(run -> assertThat(run.outcome()).isEqualTo(RunOutcome.FAILED))
                .allSatisfy(run -> assertThat(run.message()).contains("StackOverflowError"));
        Job flat = gateway.job("flat", "has run twice", status -> status.runs() >= 2);
        assertThat(flat.status().failures()).isZero();
    }

    @Test
    public void whateverAHandlerThrowsIsAFailedRun() throws Exception {
        Map<String, JobHandler> handlers = new LinkedHashMap<>();
        handlers.put("IOException: no answer", job -> {
            throw new IOException("no answer");
        });
        handlers.put("NullPointerException", job -> {
            throw new NullPointerException();
        });
        handlers.put("OutOfMemoryError: none left", job -> {
            throw new OutOfMemoryError("none left");
        });
        handlers.put("NoClassDefFoundError: gone/Away", job -> {
            throw new NoClassDefFoundError("gone/Away");
        });
        handlers.put("Mute", job -> {
            throw new Mute();
        });
        handlers.put("InterruptedException", job -> {
            throw new InterruptedException();
        });
        handlers.put("returned null", job -> nothing());
        handlers.put("a plain no", job -> JobResult.failure("a plain no"));

        for (Map.Entry<String, JobHandler> entry : handlers.entrySet()) {
            Recorder handler = new Recorder(entry.getValue());
            String name = "thrower-" + entry.getKey().hashCode();
            gateway.handler(name, handler);
            Job job = gateway.scheduler().every(2).hours().named(name).run(name);
            RunReport report = gateway.run(name);
            assertThat(report.outcome()).as(entry.getKey()).isEqualTo(RunOutcome.FAILED);
            assertThat(report.message()).contains(entry.getKey());
            assertThat(job.status().failuresInARow()).isEqualTo(1);
            handler.does(run -> JobResult.success());
            assertThat(gateway.run(name).outcome())
                    .as("after " + entry.getKey())
                    .isEqualTo(RunOutcome.SUCCEEDED);
            assertThat(job.status().failuresInARow()).isZero();
        }
    }

    @Test
    public void jobThatFailsFiveTimesInARowIsHeldUntilResumed() throws Exception {
        gateway.handler("stubborn", job -> JobResult.failure("no"));
        Job job = gateway.scheduler().every(2).hours().named("stubborn").run("stubborn");
        for (int i = 0; i < 5; i++) {
            gateway.run("stubborn");
        }
        assertThat(job.status().state()).isEqualTo(JobState.HELD);
        assertThat(job.status().reason()).contains("5", "no");
        job.resume();
        assertThat(job.status().state()).isEqualTo(JobState.READY);
    }

    @Test
    public void asynchronousHandlerEndsWhenItsStageDoes() throws Exception {
        CompletableFuture<JobResult> answer = new CompletableFuture<>();
        gateway.asyncHandler("remote", job -> answer);
        Job job = gateway.scheduler().every(2).hours().named("remote").run("remote");
        CompletionStage<RunReport> report = job.trigger();
        gateway.job("remote", "is running", JobStatus::running);
        assertThat(report.toCompletableFuture()).isNotDone();
        RunReport second = Gateway.done(job.trigger());
        assertThat(second.outcome()).isEqualTo(RunOutcome.SKIPPED);
        answer.complete(JobResult.success("answered", Map.of("code", 200)));
        assertThat(Gateway.done(report).outcome()).isEqualTo(RunOutcome.SUCCEEDED);
        assertThat(Gateway.done(report).message()).isEqualTo("answered");
        assertThat(job.status().running()).isFalse();
    }

    @Test
    public void asynchronousHandlerFailsAsItsStageDoes() throws Exception {
        gateway.asyncHandler("broken-stage", job -> CompletableFuture.failedFuture(new IOException("line is dead")));
        gateway.asyncHandler("no-stage", job -> nothing());
        gateway.asyncHandler("throwing", job -> {
            throw new IOException("not even begun");
        });
        gateway.asyncHandler(
                "minimal",
                job -> CompletableFuture.<JobResult>completedFuture(JobResult.success("seen"))
                        .minimalCompletionStage());
        gateway.scheduler().every(2).hours().run("broken-stage");
        gateway.scheduler().every(2).hours().run("no-stage");
        gateway.scheduler().every(2).hours().run("throwing");
        gateway.scheduler().every(2).hours().run("minimal");
        assertThat(gateway.run("broken-stage").message()).isEqualTo("IOException: line is dead");
        assertThat(gateway.run("no-stage").outcome()).isEqualTo(RunOutcome.FAILED);
        assertThat(gateway.run("throwing").message()).isEqualTo("IOException: not even begun");
        assertThat(gateway.run("minimal").message()).isEqualTo("seen");
    }

    @Test
    public void asynchronousHandlerOnTheWhiteboardIsAJobToo() {
        gateway.register(
                AsyncJobHandler.class,
                job -> CompletableFuture.completedFuture(JobResult.success()),
                Map.of("job.handler", "async-beat", "job.schedule", "every second"));
        gateway.job("async-beat", "has run twice", status -> status.runs() >= 2);
    }

    @Test
    public void handlerCanEndItsJob() throws Exception {
        Recorder handler = new Recorder(job -> job.isTriggered() ? JobResult.success() : JobResult.cancelJob());
        gateway.handler("once-only", handler);
        gateway.scheduler().every().second().named("once-only").run("once-only");
        Job job = gateway.job("once-only", "is done", status -> status.state() == JobState.DONE);
        assertThat(job.status().runs()).isEqualTo(1);
        assertThat(job.status().nextRun()).isEmpty();
        assertThat(job.status().reason()).isNotEmpty();
        assertThat(gateway.configuration("once-only")).isNotNull();
        gateway.restart(Gateway.CORE);
        assertThat(gateway.job("once-only").status().state()).isEqualTo(JobState.DONE);
        assertThat(handler.seen()).hasSize(1);
    }

    @Test
    public void handlerCanAskForAnotherTry() {
        Recorder handler = new Recorder(job ->
                job.attempt() < 3 ? JobResult.retryAfter(Duration.ofMillis(50)) : JobResult.success("third time"));
        gateway.handler("again", handler);
        gateway.scheduler().every(2).seconds().named("again").run("again");
        gateway.job(
                "again",
                "has succeeded",
                status -> status.lastRun()
                        .filter(run -> run.outcome() == RunOutcome.SUCCEEDED)
                        .isPresent());
        List<Seen> tries = handler.seen().subList(0, 3);
        assertThat(tries).extracting(Seen::attempt).containsExactly(1, 2, 3);
        assertThat(tries)
                .extracting(Seen::nominalTime)
                .containsOnly(tries.get(0).nominalTime());
    }

    @Test
    public void memoryIsKeptWithTheResultOrNotAtAll() throws Exception {
        Recorder handler = new Recorder();
        gateway.handler("cursor", handler);
        gateway.scheduler().every(2).hours().named("cursor").run("cursor");
        handler.does(job -> {
            job.memory().put("line", 42);
            job.memory().put("file", "a.log");
            return JobResult.success();
        });
        gateway.run("cursor");
        handler.does(job -> {
            job.memory().put("line", 43);
            throw new IOException("disk full");
        });
        gateway.run("cursor");
        assertThat(handler.last().memory()).isEqualTo(Map.of("line", 42L, "file", "a.log"));
        gateway.run("cursor");
        assertThat(handler.last().memory()).isEqualTo(Map.of("line", 42L, "file", "a.log"));
    }

    @Test
    public void definitionMayChangeWhileItsJobRuns() throws Exception {
        CountDownLatch go = new CountDownLatch(1);
        Recorder handler = new Recorder(job -> {
            go.await();
            return JobResult.success(String.valueOf(job.arguments().get("version")));
        });
        gateway.handler("changing", handler);
        org.osgi.service.cm.Configuration definition = gateway.configure(
                "changing",
                Map.of(
                        "name",
                        "changing",
                        "schedule",
                        "every 2 hours",
                        "handler",
                        "changing",
                        "args",
                        "{\"version\":1}"));
        Job job = gateway.job("changing");
        CompletionStage<RunReport> running = job.trigger();
        gateway.job("changing", "is running", JobStatus::running);

        definition.update(new Hashtable<>(Map.of(
                "name", "changing", "schedule", "every second", "handler", "changing", "args", "{\"version\":2}")));
        Gateway.until(
                "the new definition counts",
                () -> Map.of("version", 2L).equals(job.definition().arguments()));
        assertThat(job.status().running()).isTrue();
        go.countDown();
        assertThat(Gateway.done(running).message()).isEqualTo("1"); // it began with the old one
        gateway.job("changing", "runs by its new schedule", status -> status.runs() >= 3);
        assertThat(handler.last().arguments()).isEqualTo(Map.of("version", 2L));
    }

    @Test
    public void definitionMayGoAndComeBackWhileItsJobRuns() throws Exception {
        CountDownLatch go = new CountDownLatch(1);
        gateway.handler("vanishing", job -> {
            go.await();
            return JobResult.success(job.isCancelled() ? "told" : "not told");
        });
        Job job = gateway.scheduler().every(2).hours().named("vanishing").run("vanishing");
        CompletionStage<RunReport> running = job.trigger();
        gateway.job("vanishing", "is running", JobStatus::running);
        assertThat(job.cancel()).isTrue();
        assertThat(gateway.scheduler().job("vanishing")).isEmpty();
        assertThat(Gateway.done(running).outcome()).isEqualTo(RunOutcome.INTERRUPTED);
        gateway.scheduler().every(2).hours().named("vanishing").run("vanishing");
        go.countDown();
        assertThat(gateway.run("vanishing").message()).isEqualTo("not told");
        assertThat(job.status().runs()).isEqualTo(1); // the first run's result was dropped with its job
    }

    @Test
    public void listenersAreToldInOrderWhateverOneOfThemThrows() throws Exception {
        List<JobEvent> events = new CopyOnWriteArrayList<>();
        gateway.listener(event -> {
            throw new IllegalStateException("a listener that fails");
        });
        gateway.listener(event -> {
            if (event.job().equals("told")) {
                events.add(event);
            }
        });
        gateway.handler("told", new Recorder());
        Job job = gateway.scheduler().every(2).hours().named("told").run("told");
        RunReport report = gateway.run("told");
        gateway.scheduler().every(3).hours().named("told").run("told");
        job.pause();
        job.cancel();
        Gateway.until(
                "the last event is there",
                () -> events.stream().anyMatch(event -> event.type() == JobEvent.Type.REMOVED));
        assertThat(events)
                .extracting(JobEvent::type)
                .containsExactly(
                        JobEvent.Type.DEFINED,
                        JobEvent.Type.RUN_STARTED,
                        JobEvent.Type.RUN_ENDED,
                        JobEvent.Type.CHANGED,
                        JobEvent.Type.STATE,
                        JobEvent.Type.REMOVED);
        assertThat(events.get(2).run()).contains(report);
        assertThat(events.get(4).status().state()).isEqualTo(JobState.HELD);
    }

    private static boolean nextRunIsPastFor(Job job, Duration time) {
        return job.status()
                .nextRun()
                .filter(next -> next.plus(time).isBefore(Instant.now()))
                .isPresent();
    }

    private static int depth(int depth) {
        return depth < 0 ? 0 : depth(depth + 1) + 1;
    }

    /** Null where the API wants something: what a handler without null checks may do. */
    @SuppressWarnings({"NullAway", "TypeParameterUnusedInFormals"})
    private static <T> T nothing() {
        return null;
    }

    private static final class Mute extends RuntimeException {
        private static final long serialVersionUID = 1;

        @Override
        public String getMessage() {
            throw new IllegalStateException("nothing to say");
        }
    }
}
