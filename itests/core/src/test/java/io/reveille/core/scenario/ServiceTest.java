package io.reveille.core.scenario;

import static io.reveille.testing.ManualScheduler.START;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reveille.Job;
import io.reveille.JobResult;
import io.reveille.RunOutcome;
import io.reveille.RunReport;
import io.reveille.ScheduleService;
import io.reveille.testing.ManualScheduler;
import io.reveille.testing.Recorder;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** The questions and requests to all jobs at once. */
class ServiceTest {

    private final ManualScheduler gateway = new ManualScheduler();
    private final ScheduleService scheduler = gateway.scheduler();
    private final Recorder recorder = new Recorder();

    @Test
    void jobsAreListedByNameAndFoundByTag() {
        scheduler.every(10).seconds().named("b").tagged("field", "slow").run("scan");
        scheduler.every(10).seconds().named("a").tagged("field").run("scan");
        scheduler.every(10).seconds().named("c").run("scan");

        assertThat(scheduler.jobs()).extracting(Job::name).containsExactly("a", "b", "c");
        assertThat(scheduler.jobs("field")).extracting(Job::name).containsExactly("a", "b");
        assertThat(scheduler.jobs("slow")).extracting(Job::name).containsExactly("b");
        assertThat(scheduler.jobs("none")).isEmpty();
        assertThat(scheduler.job("c")).isPresent();
        assertThat(scheduler.job("d")).isEmpty();
    }

    @Test
    void clearCancelsTheBundlesOwnJobsOnly() {
        scheduler.every(10).seconds().named("a").tagged("field").run("scan");
        scheduler.every(10).seconds().named("b").run("scan");
        gateway.scheduler("other")
                .every(10)
                .seconds()
                .named("c")
                .tagged("field")
                .run("scan");
        gateway.store("d", "every 10 seconds", "scan");
        gateway.settle();

        assertThat(scheduler.clear("field")).isEqualTo(1);
        assertThat(scheduler.jobs()).extracting(Job::name).containsExactly("b", "c", "d");
        assertThat(scheduler.clear()).isEqualTo(1);
        assertThat(scheduler.clear()).isZero();
        assertThat(scheduler.jobs()).extracting(Job::name).containsExactly("c", "d");
    }

    @Test
    void nextRunIsTheEarliestOfThoseThatCanRun() {
        gateway.handler("scan", recorder.succeeding());
        assertThat(scheduler.nextRun()).isEmpty();
        assertThat(scheduler.idle()).isEmpty();

        scheduler.every(10).minutes().named("a").tagged("field").run("scan");
        scheduler.every(5).minutes().named("b").run("scan");
        scheduler.every(1).minutes().named("waits").run("missing");
        Job held = scheduler.every(2).minutes().named("held").run("scan");
        held.pause();

        assertThat(scheduler.nextRun()).contains(START.plusSeconds(300));
        assertThat(scheduler.nextRun("field")).contains(START.plusSeconds(600));
        assertThat(scheduler.nextRun("none")).isEmpty();
        assertThat(scheduler.idle()).contains(Duration.ofMinutes(5));
        gateway.advance(Duration.ofSeconds(100));
        assertThat(scheduler.idle()).contains(Duration.ofSeconds(200));
    }

    @Test
    void idleIsNeverNegative() {
        gateway.handler("scan", recorder.succeeding());
        scheduler.every(10).seconds().named("a").run("scan");
        gateway.settle();

        gateway.time().suspend(Duration.ofHours(1)); // and the engine has not yet looked

        assertThat(scheduler.idle()).contains(Duration.ZERO);
    }

    @Test
    void idleDoesNotCountTheRunUnderWay() {
        gateway.asyncHandler("scan", recorder.lasting());
        scheduler.every(10).seconds().named("a").run("scan");
        gateway.advance(Duration.ofSeconds(33));

        assertThat(scheduler.idle()).contains(Duration.ofSeconds(7));
    }

    @Test
    void runPendingDoesWhatIsDueAndWaitsForIt() {
        gateway.asyncHandler("slow", recorder.lasting());
        gateway.handler("quick", recorder.succeeding());
        gateway.define("under way", "every 10 seconds", "slow");
        gateway.define("due", "every 1 minute", "quick");
        gateway.define("later", "every 1 hour", "quick");
        gateway.advance(Duration.ofSeconds(10));
        gateway.time().advance(Duration.ofSeconds(52)); // and the engine has not yet looked

        CompletableFuture<List<RunReport>> reports = scheduler.runPending().toCompletableFuture();
        gateway.settle();
        assertThat(reports).isNotDone();
        recorder.finish(JobResult.success());
        gateway.settle();

        assertThat(reports.join()).extracting(RunReport::job).containsExactlyInAnyOrder("under way", "due");
        assertThat(scheduler.runPending().toCompletableFuture().join()).isEmpty();
    }

    @Test
    void runAllStartsOneJobEachSpacing() {
        gateway.handler("scan", recorder.succeeding());
        gateway.define("b", "every 1 hour", "scan");
        gateway.define("a", "every 1 hour", "scan");
        gateway.define("c", "every 1 hour", "missing");
        gateway.define("d", "every 1 hour", "scan");

        CompletableFuture<List<RunReport>> reports =
                scheduler.runAll(Duration.ofSeconds(2)).toCompletableFuture();
        gateway.settle();
        gateway.job("d").cancel();
        gateway.advance(Duration.ofSeconds(5));
        assertThat(reports).isNotDone();
        gateway.advance(Duration.ofSeconds(1));

        assertThat(reports.join()).extracting(RunReport::job).containsExactly("a", "b", "c");
        assertThat(reports.join())
                .extracting(RunReport::outcome)
                .containsExactly(RunOutcome.SUCCEEDED, RunOutcome.SUCCEEDED, RunOutcome.SKIPPED);
        assertThat(recorder.actualTimes()).containsExactly(START, START.plusSeconds(2));
        assertThat(gateway.job("a").status().nextRun()).contains(START.plus(Duration.ofHours(1)));
    }

    @Test
    void runAllAtOnce() {
        gateway.handler("scan", recorder.succeeding());
        for (int i = 0; i < 20; i++) {
            gateway.define("job " + i, "every 1 hour", "scan");
        }

        CompletableFuture<List<RunReport>> reports =
                scheduler.runAll(Duration.ZERO).toCompletableFuture();
        gateway.settle();

        assertThat(reports.join()).hasSize(20);
        assertThat(recorder.actualTimes()).containsOnly(START);
        assertThatThrownBy(() -> scheduler.runAll(Duration.ofSeconds(-1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("PT-1S");
    }

    @Test
    void nobodyWaitsForEverForARunThatAStopPrevents() {
        gateway.handler("scan", recorder.succeeding());
        gateway.define("a", "every 1 hour", "scan");
        gateway.define("b", "every 1 hour", "scan");
        CompletableFuture<List<RunReport>> reports =
                scheduler.runAll(Duration.ofMinutes(1)).toCompletableFuture();
        gateway.settle();

        gateway.stop();

        assertThat(reports).isDone();
        assertThat(reports.join()).extracting(RunReport::job).containsExactly("a", "b");
        assertThat(reports.join())
                .extracting(RunReport::outcome)
                .containsExactly(RunOutcome.SUCCEEDED, RunOutcome.SKIPPED);
    }

    @Test
    void whoWaitsForARunThatDoesNotEndHearsOfTheStop() {
        Recorder lasting = new Recorder();
        gateway.asyncHandler("scan", context -> {
            lasting.lasting().start(context);
            return new CompletableFuture<JobResult>().minimalCompletionStage();
        });
        CompletableFuture<RunReport> report =
                gateway.define("a", "every 1 hour", "scan").trigger().toCompletableFuture();
        gateway.settle();
        assertThat(lasting.calls()).hasSize(1);

        gateway.stop();

        assertThat(report).isDone();
        assertThat(report.join().outcome()).isEqualTo(RunOutcome.INTERRUPTED);
    }

    @Test
    void afterTheEndEveryCallSaysSo() {
        Job job = gateway.define("a", "every 1 hour", "scan");

        gateway.stop();

        for (Runnable call : List.<Runnable>of(
                scheduler::jobs, scheduler::broken, scheduler::clear, scheduler::nextRun, job::pause, job::explain)) {
            assertThatThrownBy(call::run)
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage("Reveille has stopped.");
        }
    }
}
