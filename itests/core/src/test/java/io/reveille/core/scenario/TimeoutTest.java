package io.reveille.core.scenario;

import static io.reveille.testing.ManualScheduler.START;
import static org.assertj.core.api.Assertions.assertThat;

import io.reveille.Delivery;
import io.reveille.Job;
import io.reveille.JobBuilder;
import io.reveille.JobContext;
import io.reveille.JobResult;
import io.reveille.JobState;
import io.reveille.RunOutcome;
import io.reveille.RunReport;
import io.reveille.testing.ManualScheduler;
import io.reveille.testing.Recorder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** Runs that take longer than they may; those that block are tried on real threads, in LostThreadTest. */
class TimeoutTest {

    private final ManualScheduler gateway = new ManualScheduler();
    private final Recorder recorder = new Recorder();
    private final List<CompletableFuture<JobResult>> promises = new ArrayList<>();

    @Test
    void aRunThatTakesTooLongIsEndedAndItsPromiseCancelled() {
        Job job = define(hourly());

        gateway.advance(Duration.ofHours(1).plusSeconds(59));
        assertThat(job.status().running()).isTrue();
        gateway.advance(Duration.ofSeconds(1));

        RunReport report = job.history().get(0);
        assertThat(report.outcome()).isEqualTo(RunOutcome.TIMED_OUT);
        assertThat(report.message()).contains("longer than", "1 minute");
        assertThat(report.duration()).isEqualTo(Duration.ofMinutes(1));
        assertThat(report.startTime()).isEqualTo(START.plus(Duration.ofHours(1)));
        assertThat(promises.get(0)).isCancelled();
        assertThat(recorder.last().isCancelled()).isTrue();
        assertThat(job.status().running()).isFalse();
        assertThat(job.explain()).contains("was interrupted, it took too long");
        gateway.advance(Duration.ofHours(1));
        assertThat(recorder.calls()).hasSize(2);
    }

    @Test
    void aRunThatEndsInTimeIsLeftAlone() {
        Job job = define(hourly());
        gateway.advance(Duration.ofHours(1).plusSeconds(59));
        promises.get(0).complete(JobResult.success());

        gateway.advance(Duration.ofMinutes(5));

        assertThat(job.history()).extracting(RunReport::outcome).containsExactly(RunOutcome.SUCCEEDED);
        assertThat(recorder.last().isCancelled()).isFalse();
    }

    @Test
    void whatItReturnsAfterwardsIsNotHeard() {
        Job job = define(hourly());
        gateway.advance(Duration.ofHours(1).plusMinutes(1));

        promises.get(0).complete(JobResult.success("late"));
        gateway.settle();

        assertThat(job.history()).hasSize(1);
        assertThat(job.status().failures()).isEqualTo(1);
    }

    @Test
    void timeoutsCountAsFailuresAndFiveInARowHoldTheJob() {
        Job job = define(hourly());

        gateway.advance(Duration.ofHours(8));

        assertThat(recorder.calls()).hasSize(5);
        assertThat(job.status().failures()).isEqualTo(5);
        assertThat(job.status().state()).isEqualTo(JobState.HELD);
        assertThat(job.status().reason()).contains("5 failures in a row", "longer than");
    }

    @Test
    void aRunThatTookTooLongIsTriedAgain() {
        Job job = define(hourly().retry(1, Duration.ofSeconds(30), Duration.ofSeconds(30)));

        gateway.advance(Duration.ofHours(1).plusMinutes(2));
        assertThat(recorder.calls()).extracting(JobContext::attempt).containsExactly(1, 2);
        assertThat(job.status().running()).isTrue();
        promises.get(1).complete(JobResult.success());
        gateway.settle();

        assertThat(job.status().failuresInARow()).isZero();
    }

    @Test
    void aRunThatMustNotRunTwiceIsNotTriedAgain() {
        Job job = define(hourly().delivery(Delivery.AT_MOST_ONCE));

        gateway.advance(Duration.ofMinutes(119));

        assertThat(recorder.calls()).hasSize(1);
        assertThat(job.status().lastRun().orElseThrow().outcome()).isEqualTo(RunOutcome.TIMED_OUT);
    }

    @Test
    void whatItLeftInTheMemoryIsDropped() {
        gateway.asyncHandler("scan", context -> {
            context.memory().put("cursor", 7);
            return new CompletableFuture<>();
        });
        hourly().run("scan");

        gateway.advance(Duration.ofMinutes(62));

        assertThat(gateway.states().text("scan")).doesNotContain("cursor").contains("TIMED_OUT");
    }

    @Test
    void aRunOnRequestIsLimitedToo() {
        Job job = define(hourly());

        CompletableFuture<RunReport> asked = job.trigger().toCompletableFuture();
        gateway.advance(Duration.ofMinutes(1));

        assertThat(asked.join().outcome()).isEqualTo(RunOutcome.TIMED_OUT);
    }

    @Test
    void aStepOfTheClockDoesNotShortenIt() {
        Job job = define(hourly());
        gateway.advance(Duration.ofHours(1));

        gateway.stepClock(Duration.ofMinutes(40));
        assertThat(job.status().running()).isTrue();
        gateway.advance(Duration.ofMinutes(1));

        assertThat(job.history().get(0).outcome()).isEqualTo(RunOutcome.TIMED_OUT);
        assertThat(job.history().get(0).duration()).isEqualTo(Duration.ofMinutes(1));
    }

    @Test
    void theTimeInTheQueueIsNotCounted() {
        gateway.asyncHandler("scan", this::start, Map.of("job.handler.concurrency", 1));
        gateway.scheduler().schedule("every hour at :00").named("other").run("scan");
        Job job = hourly().priority(-1).run("scan");
        gateway.advance(Duration.ofMinutes(70)); // it waits for the other

        promises.get(0).complete(JobResult.success());
        gateway.advance(Duration.ofSeconds(59));
        assertThat(recorder.last().jobName()).isEqualTo("scan");
        assertThat(job.status().running()).isTrue();
        gateway.advance(Duration.ofSeconds(1));

        assertThat(job.history().get(0).outcome()).isEqualTo(RunOutcome.TIMED_OUT);
    }

    @Test
    void itLeavesNoWakeUpBehind() {
        define(hourly());
        gateway.advance(Duration.ofHours(1));
        promises.get(0).complete(JobResult.success());
        gateway.advance(Duration.ofSeconds(40)); // it is saved

        assertThat(gateway.nextWakeUp()).contains(START.plus(Duration.ofHours(2)));
    }

    private JobBuilder hourly() {
        return gateway.scheduler().schedule("every hour at :00").named("scan").timeout(Duration.ofMinutes(1));
    }

    private Job define(JobBuilder builder) {
        gateway.asyncHandler("scan", this::start);
        Job job = builder.run("scan");
        gateway.settle();
        return job;
    }

    private CompletableFuture<JobResult> start(JobContext context) throws Exception {
        recorder.succeeding().run(context); // for the record
        CompletableFuture<JobResult> promise = new CompletableFuture<>();
        promises.add(promise);
        return promise;
    }
}
