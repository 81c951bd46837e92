package io.reveille.core.scenario;

import static io.reveille.testing.ManualScheduler.START;
import static org.assertj.core.api.Assertions.assertThat;

import io.reveille.Job;
import io.reveille.JobResult;
import io.reveille.RunOutcome;
import io.reveille.RunReport;
import io.reveille.testing.Inside;
import io.reveille.testing.ManualScheduler;
import io.reveille.testing.Recorder;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** Runs that last, runs on request, and how the rhythm stays. */
class OverlapTest {

    private final ManualScheduler gateway = new ManualScheduler();
    private final Recorder recorder = new Recorder();

    @Test
    void whatIsDueDuringARunIsSkippedAndTheRhythmStays() {
        gateway.asyncHandler("scan", recorder.lasting());
        Job job = gateway.define("scan", "every 10 seconds", "scan");
        gateway.advance(Duration.ofSeconds(10));

        gateway.advance(Duration.ofSeconds(34));
        assertThat(recorder.calls()).hasSize(1);
        recorder.finish(JobResult.success());
        gateway.advance(Duration.ofSeconds(6));

        assertThat(job.status().skipped()).isEqualTo(3);
        assertThat(job.status().missed()).isZero();
        assertThat(recorder.nominalTimes()).containsExactly(START.plusSeconds(10), START.plusSeconds(50));
        assertThat(recorder.last().missed()).isZero();
    }

    @Test
    void aRunThatLastsCostsNoWakeUps() {
        gateway.asyncHandler("scan", recorder.lasting());
        gateway.define("scan", "every 10 seconds", "scan");
        gateway.advance(Duration.ofSeconds(50)); // its state is saved by then

        assertThat(gateway.nextWakeUp()).isEmpty();
    }

    @Test
    void aRunThatWaitsForAWorkerIsStillInTime() {
        gateway.handler("scan", recorder.succeeding());
        gateway.define("scan", "every minute", "scan");
        Inside.of(gateway).workers().hold();

        gateway.advance(Duration.ofSeconds(90));
        Inside.of(gateway).workers().release();
        gateway.settle();

        assertThat(recorder.nominalTimes()).containsExactly(START.plusSeconds(60));
        assertThat(recorder.last().missed()).isZero();
        assertThat(recorder.last().actualTime()).isEqualTo(START.plusSeconds(90));
    }

    @Test
    void aRunOnRequestDoesNotDisturbTheSchedule() {
        gateway.handler("scan", recorder.doing(context -> JobResult.success("found 3")));
        Job job = gateway.define("scan", "every 10 seconds", "scan");
        gateway.advance(Duration.ofSeconds(14));

        CompletableFuture<RunReport> asked = job.trigger().toCompletableFuture();
        assertThat(asked).isNotDone();
        gateway.settle();

        assertThat(asked.join().outcome()).isEqualTo(RunOutcome.SUCCEEDED);
        assertThat(asked.join().message()).isEqualTo("found 3");
        assertThat(asked.join().triggered()).isTrue();
        assertThat(asked.join().nominalTime()).isEqualTo(START.plusSeconds(14));
        assertThat(recorder.last().isTriggered()).isTrue();
        assertThat(job.status().nextRun()).contains(START.plusSeconds(20));
        gateway.advance(Duration.ofSeconds(6));
        assertThat(recorder.last().nominalTime()).isEqualTo(START.plusSeconds(20));
        assertThat(recorder.last().missed()).isZero();
    }

    @Test
    void aRequestDuringARunIsTurnedDownWithTheReason() {
        gateway.asyncHandler("scan", recorder.lasting());
        Job job = gateway.define("scan", "every 10 seconds", "scan");
        gateway.advance(Duration.ofSeconds(10));

        RunReport report = job.trigger().toCompletableFuture().join();

        assertThat(report.outcome()).isEqualTo(RunOutcome.SKIPPED);
        assertThat(report.message()).isEqualTo("a run is under way");
        assertThat(recorder.calls()).hasSize(1);
    }

    @Test
    void aHeldJobRunsOnRequestAndIsHeldStill() {
        gateway.handler("scan", recorder.succeeding());
        Job job = gateway.define("scan", "every 10 seconds", "scan");
        job.pause();

        job.trigger();
        gateway.advance(Duration.ofSeconds(60));

        assertThat(recorder.calls()).hasSize(1);
        assertThat(job.status().reason()).isEqualTo("paused");
    }

    @Test
    void aRequestWhileARetryWaitsDoesNotUseItUp() {
        gateway.handler(
                "scan",
                recorder.doing(context -> context.isTriggered() || context.attempt() == 2
                        ? JobResult.success()
                        : JobResult.retryAfter(Duration.ofSeconds(30))));
        Job job = gateway.define("scan", "every hour at :00", "scan");
        gateway.advance(Duration.ofHours(1).plusSeconds(10));

        job.trigger();
        gateway.advance(Duration.ofSeconds(30));

        assertThat(recorder.calls()).hasSize(3);
        assertThat(recorder.last().attempt()).isEqualTo(2);
        assertThat(recorder.last().nominalTime()).isEqualTo(START.plus(Duration.ofHours(1)));
    }

    @Test
    void aRetryThatIsDueDuringARunOnRequestComesRightAfter() {
        int[] asynchronous = {0};
        gateway.asyncHandler("scan", context -> {
            asynchronous[0]++;
            return context.isTriggered()
                    ? recorder.lasting().start(context)
                    : CompletableFuture.completedFuture(
                            context.attempt() == 1
                                    ? JobResult.retryAfter(Duration.ofSeconds(30))
                                    : JobResult.success());
        });
        Job job = gateway.define("scan", "every hour at :00", "scan");
        gateway.advance(Duration.ofHours(1).plusSeconds(10));
        job.trigger();
        gateway.advance(Duration.ofSeconds(60));
        assertThat(asynchronous[0]).isEqualTo(2);

        recorder.finish(JobResult.success());
        gateway.settle();

        assertThat(asynchronous[0]).isEqualTo(3);
        assertThat(job.history().get(0).attempt()).isEqualTo(2);
    }

    @Test
    void aPauseDropsWhatPassesAndKeepsTheRhythm() {
        gateway.handler("scan", recorder.succeeding());
        Job job = gateway.define("scan", "every 10 seconds", "scan");
        gateway.advance(Duration.ofSeconds(10));

        job.pause();
        gateway.advance(Duration.ofSeconds(35));
        assertThat(recorder.calls()).hasSize(1);
        job.resume();
        gateway.settle();
        assertThat(recorder.calls()).as("nothing is made up for").hasSize(1);
        gateway.advance(Duration.ofSeconds(5));

        assertThat(recorder.nominalTimes()).containsExactly(START.plusSeconds(10), START.plusSeconds(50));
        assertThat(job.status().missed()).isZero();
        assertThat(job.status().skipped()).isZero();
    }

    @Test
    void aPauseOutlivesARestartAndWhatPassedThenIsDroppedToo() {
        gateway.handler("scan", recorder.succeeding());
        gateway.define("scan", "every 10 seconds", "scan").pause();
        gateway.advance(Duration.ofSeconds(5));

        gateway.restartAfter(Duration.ofMinutes(10));
        gateway.advance(Duration.ofSeconds(18));
        assertThat(gateway.job("scan").status().reason()).isEqualTo("paused");
        gateway.job("scan").resume();
        gateway.advance(Duration.ofSeconds(7));

        assertThat(recorder.nominalTimes()).containsExactly(START.plusSeconds(630));
        assertThat(recorder.last().missed()).isZero();
        assertThat(recorder.last().isRecovery()).isFalse();
    }

    @Test
    void aPauseInMidRunLetsTheRunEnd() {
        gateway.asyncHandler("scan", recorder.lasting());
        Job job = gateway.define("scan", "every 10 seconds", "scan");
        gateway.advance(Duration.ofSeconds(10));

        job.pause();
        gateway.advance(Duration.ofSeconds(25));
        recorder.finish(JobResult.success());
        gateway.advance(Duration.ofSeconds(20));

        assertThat(job.history()).hasSize(1);
        assertThat(recorder.calls()).hasSize(1);
        job.resume();
        gateway.advance(Duration.ofSeconds(5));
        assertThat(recorder.nominalTimes()).containsExactly(START.plusSeconds(10), START.plusSeconds(60));
    }

    @Test
    void resumingAJobThatOnlyWaitsDropsNothing() {
        Job job = gateway.define("scan", "every 10 seconds", "scan");
        gateway.advance(Duration.ofSeconds(45));

        job.resume();
        gateway.handler("scan", recorder.succeeding());

        assertThat(recorder.calls()).hasSize(1);
        assertThat(recorder.last().missed()).isEqualTo(4);
    }
}
