package io.reveille.core.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.reveille.Delivery;
import io.reveille.Job;
import io.reveille.JobBuilder;
import io.reveille.JobContext;
import io.reveille.JobResult;
import io.reveille.JobState;
import io.reveille.Overlap;
import io.reveille.RunOutcome;
import io.reveille.RunReport;
import io.reveille.testing.ManualScheduler;
import io.reveille.testing.Recorder;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Somebody ends runs that are under way; those that block are tried on real threads, in LostThreadTest. */
class InterruptTest {

    private final ManualScheduler gateway = new ManualScheduler();
    private final Recorder recorder = new Recorder();

    @BeforeEach
    void offer() {
        gateway.asyncHandler("scan", recorder.lasting());
    }

    private JobBuilder hourly() {
        return gateway.scheduler().schedule("every hour").named("job");
    }

    @ParameterizedTest
    @EnumSource
    void aRunUnderWayEndsAtOnceAndIsOver(Delivery delivery) {
        Job job = hourly().delivery(delivery).run("scan");
        gateway.advance(Duration.ofHours(1).plusSeconds(20));

        assertThat(job.interrupt()).isEqualTo(1);
        gateway.settle();

        RunReport report = job.history().get(0);
        assertThat(report.outcome()).isEqualTo(RunOutcome.INTERRUPTED);
        assertThat(report.message()).isEqualTo("somebody ended it");
        assertThat(report.duration()).isEqualTo(Duration.ofSeconds(20));
        assertThat(recorder.last().isCancelled()).isTrue();
        assertThat(job.status().running()).isFalse();
        assertThat(job.status().runs()).isEqualTo(1);
        assertThat(job.status().failures()).isZero();
        gateway.advance(Duration.ofMinutes(59));
        assertThat(recorder.calls()).as("not tried again").hasSize(1);
        gateway.advance(Duration.ofMinutes(1));
        assertThat(recorder.calls()).hasSize(2);
        assertThat(job.explain()).contains("was cut off: somebody ended it");
    }

    @Test
    void withNothingUnderWayNothingIsTold() {
        Job job = hourly().run("scan");

        assertThat(job.interrupt()).isZero();

        gateway.advance(Duration.ofHours(1));
        assertThat(recorder.last().isCancelled()).isFalse();
        recorder.finish(JobResult.success());
        gateway.settle();
        assertThat(job.interrupt()).isZero();
        assertThat(job.history()).extracting(RunReport::outcome).containsExactly(RunOutcome.SUCCEEDED);
    }

    @Test
    void oneThatIsToBeTriedAgainIsNot() {
        Job job = hourly().retry(3, Duration.ofSeconds(10), Duration.ofSeconds(10))
                .run("scan");
        gateway.advance(Duration.ofHours(1));

        job.interrupt();
        gateway.advance(Duration.ofMinutes(30));

        assertThat(recorder.calls()).extracting(JobContext::attempt).containsExactly(1);
        assertThat(job.status().waiting()).isEmpty();
    }

    @Test
    void anAttemptThatWaitsIsLeftAlone() {
        Job job = hourly().retry(1, Duration.ofSeconds(60), Duration.ofSeconds(60))
                .run("scan");
        gateway.advance(Duration.ofHours(1));
        recorder.finish(JobResult.failure("no answer"));
        gateway.settle();

        assertThat(job.interrupt()).isZero();

        gateway.advance(Duration.ofMinutes(2));
        assertThat(recorder.calls()).extracting(JobContext::attempt).containsExactly(1, 2);
    }

    @Test
    void eachOfSeveralRunsIsTold() {
        Job job = hourly().overlap(Overlap.PARALLEL).run("scan");
        gateway.advance(Duration.ofHours(2));
        CompletableFuture<RunReport> asked = job.trigger().toCompletableFuture();
        gateway.settle();

        assertThat(job.interrupt()).isEqualTo(recorder.calls().size()).isGreaterThan(1);
        gateway.settle();

        assertThat(job.history()).extracting(RunReport::outcome).containsOnly(RunOutcome.INTERRUPTED);
        assertThat(asked).isCompletedWithValueMatching(report -> report.outcome() != RunOutcome.SUCCEEDED);
    }

    @Test
    void aRunOnRequestIsEndedForWhoWaitsForIt() {
        Job job = hourly().run("scan");
        CompletableFuture<RunReport> asked = job.trigger().toCompletableFuture();
        gateway.settle();

        job.interrupt();
        gateway.settle();

        assertThat(asked.join().outcome()).isEqualTo(RunOutcome.INTERRUPTED);
    }

    @Test
    void aRunThatWasEndedDoesNotRunAgainAfterARestart() throws Exception {
        Job job = hourly().run("scan");
        gateway.advance(Duration.ofHours(1));
        job.interrupt();
        gateway.advance(Duration.ofMinutes(2));

        gateway.crashFor(Duration.ofMinutes(1));

        gateway.asyncHandler("scan", recorder.lasting());
        gateway.advance(Duration.ofMinutes(30));
        assertThat(recorder.calls()).hasSize(1);
        assertThat(gateway.job("job").history().get(0).message()).isEqualTo("somebody ended it");
    }

    @Test
    void endingOneAgainAndAgainHoldsNoJob() {
        Job job = hourly().run("scan");
        for (int i = 0; i < 7; i++) {
            gateway.advance(Duration.ofHours(1));
            job.interrupt();
            gateway.settle();
        }

        assertThat(job.status().state()).isEqualTo(JobState.READY);
        assertThat(job.status().failuresInARow()).isZero();
        assertThat(recorder.calls()).hasSize(7);
    }

    @Test
    void whoFollowsIsToldOfAnEndThatIsNoSuccess() {
        gateway.handler("alarm", recorder.succeeding());
        Job job = hourly().run("scan");
        Job alarm = gateway.define("alarm", "after \"job\" fails", "alarm");
        gateway.advance(Duration.ofHours(1));

        job.interrupt();
        gateway.settle();

        assertThat(alarm.status().runs()).isEqualTo(1);
    }

    @Test
    void aJobThatIsGoneSaysSo() {
        Job job = hourly().run("scan");
        job.cancel();

        assertThatIllegalStateException().isThrownBy(job::interrupt).withMessageContaining("no job named \"job\"");
    }
}
