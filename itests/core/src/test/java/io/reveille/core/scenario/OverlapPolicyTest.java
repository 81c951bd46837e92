package io.reveille.core.scenario;

import static io.reveille.testing.ManualScheduler.START;
import static org.assertj.core.api.Assertions.assertThat;

import io.reveille.Job;
import io.reveille.JobContext;
import io.reveille.JobResult;
import io.reveille.JobState;
import io.reveille.Overlap;
import io.reveille.RunOutcome;
import io.reveille.RunReport;
import io.reveille.testing.ManualScheduler;
import io.reveille.testing.Recorder;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** What becomes of an occurrence that comes due during a run of the same job. */
class OverlapPolicyTest {

    private final ManualScheduler gateway = new ManualScheduler();
    private final Recorder recorder = new Recorder();

    // Skip

    @Test
    void skippedOnesAreCountedAndNeverMadeUpFor() {
        Job job = every10Seconds(Overlap.SKIP);
        gateway.advance(Duration.ofSeconds(45)); // 20, 30, 40 pass

        end();

        assertThat(job.status().skipped()).isEqualTo(3);
        assertThat(job.status().missed()).isZero();
        gateway.advance(Duration.ofSeconds(5));
        assertThat(recorder.nominalTimes()).containsExactly(at(10), at(50));
    }

    // Queue

    @Test
    void theNewestOfThoseThatPassWaitsForTheEnd() {
        Job job = every10Seconds(Overlap.QUEUE);
        gateway.advance(Duration.ofSeconds(45));
        assertThat(recorder.calls()).hasSize(1);

        end();

        assertThat(recorder.nominalTimes()).containsExactly(at(10), at(40));
        assertThat(recorder.last().missed()).isZero();
        assertThat(job.status().skipped()).isEqualTo(2);
        assertThat(job.status().missed()).isZero();
        end();
        gateway.advance(Duration.ofSeconds(5));
        assertThat(recorder.nominalTimes()).containsExactly(at(10), at(40), at(50));
    }

    @Test
    void withNothingPassedNothingIsQueued() {
        Job job = every10Seconds(Overlap.QUEUE);
        gateway.advance(Duration.ofSeconds(15));

        end();

        assertThat(recorder.calls()).hasSize(1);
        assertThat(job.status().skipped()).isZero();
    }

    @Test
    void theQueuedRunHasItsOwnQueue() {
        every10Seconds(Overlap.QUEUE);
        gateway.advance(Duration.ofSeconds(25));
        end(); // 20 goes on
        gateway.advance(Duration.ofSeconds(10)); // 30 passes

        end();

        assertThat(recorder.nominalTimes()).containsExactly(at(10), at(20), at(30));
    }

    @Test
    void aPauseDropsWhatIsQueued() {
        Job job = every10Seconds(Overlap.QUEUE);
        gateway.advance(Duration.ofSeconds(25));
        job.pause();

        end();
        gateway.advance(Duration.ofSeconds(20));
        job.resume();
        gateway.advance(Duration.ofSeconds(5));

        assertThat(recorder.nominalTimes()).containsExactly(at(10), at(50));
    }

    @Test
    void whatPassesDuringTheLastOfAFewRunsIsNeitherQueuedNorSkipped() {
        gateway.asyncHandler("scan", recorder.lasting());
        Job job = gateway.scheduler()
                .schedule("every 10 seconds times 2")
                .named("scan")
                .overlap(Overlap.QUEUE)
                .run("scan");
        gateway.advance(Duration.ofSeconds(25));
        end();
        gateway.advance(Duration.ofSeconds(30));

        end();
        gateway.advance(Duration.ofMinutes(1));

        assertThat(recorder.calls()).hasSize(2);
        assertThat(job.status().state()).isEqualTo(JobState.DONE);
        assertThat(job.status().skipped()).isZero();
    }

    // Parallel

    @Test
    void runsGoOnSideBySideAndEndEachOnItsOwn() {
        List<CompletableFuture<JobResult>> runs = new ArrayList<>();
        gateway.asyncHandler("scan", context -> {
            recorder.lasting().start(context);
            CompletableFuture<JobResult> run = new CompletableFuture<>();
            runs.add(run);
            return run;
        });
        Job job = define(Overlap.PARALLEL);
        gateway.advance(Duration.ofSeconds(35));
        assertThat(recorder.nominalTimes()).containsExactly(at(10), at(20), at(30));

        runs.get(1).complete(JobResult.success("the second"));
        gateway.settle();

        assertThat(job.status().running()).isTrue();
        assertThat(job.history()).extracting(RunReport::message).containsExactly("the second");
        assertThat(job.history().get(0).nominalTime()).isEqualTo(at(20));
        gateway.advance(Duration.ofSeconds(5));
        assertThat(recorder.last().nominalTime()).isEqualTo(at(40));
        runs.get(0).complete(JobResult.success("the first"));
        runs.get(2).complete(JobResult.failure("the third"));
        runs.get(3).complete(JobResult.success());
        gateway.settle();
        assertThat(job.status().running()).isFalse();
        assertThat(job.status().runs()).isEqualTo(4);
        assertThat(job.status().failures()).isEqualTo(1);
        assertThat(job.status().skipped()).isZero();
        assertThat(job.status().missed()).isZero();
    }

    @Test
    void sixteenRunsAreTheMost() {
        gateway.asyncHandler("scan", recorder.lasting());
        Job job = define(Overlap.PARALLEL);

        gateway.advance(Duration.ofSeconds(200));
        assertThat(recorder.calls()).hasSize(16);
        assertThat(job.status().skipped()).isEqualTo(4);
        assertThat(job.status().missed()).isZero();
        end();
        gateway.advance(Duration.ofSeconds(10));

        assertThat(recorder.calls()).hasSize(17);
        assertThat(recorder.last().nominalTime()).isEqualTo(at(210));
        assertThat(recorder.last().missed()).isZero();
    }

    @Test
    void runsOnRequestCountAmongTheSixteen() {
        gateway.asyncHandler("scan", recorder.lasting());
        Job job = define(Overlap.PARALLEL);
        for (int i = 0; i < 15; i++) {
            job.trigger();
        }
        gateway.advance(Duration.ofSeconds(10));
        assertThat(recorder.calls()).hasSize(16);

        RunReport refused = job.trigger().toCompletableFuture().join();
        gateway.advance(Duration.ofSeconds(10));

        assertThat(refused.outcome()).isEqualTo(RunOutcome.SKIPPED);
        assertThat(recorder.calls()).hasSize(16);
        assertThat(job.status().skipped()).isEqualTo(1);
    }

    @Test
    void noWakeUpIsLostWhileRunsGoOn() {
        gateway.asyncHandler("scan", recorder.lasting());
        define(Overlap.PARALLEL);
        gateway.advance(Duration.ofMinutes(1)); // six runs go on, and state is saved

        for (int second = 70; second <= 160; second += 10) {
            assertThat(gateway.nextWakeUp().orElseThrow()).isBeforeOrEqualTo(at(second));
            gateway.advance(Duration.ofSeconds(10));
            assertThat(recorder.last().nominalTime()).isEqualTo(at(second));
        }
    }

    @Test
    void aRunOnRequestGoesBesideTheOthers() {
        gateway.asyncHandler("scan", recorder.lasting());
        Job job = define(Overlap.PARALLEL);
        gateway.advance(Duration.ofSeconds(15));

        CompletableFuture<RunReport> asked = job.trigger().toCompletableFuture();
        gateway.settle();
        assertThat(recorder.calls()).extracting(JobContext::isTriggered).containsExactly(false, true);
        gateway.advance(Duration.ofSeconds(5));
        assertThat(recorder.calls()).hasSize(3);
        end();
        end();

        assertThat(asked.join().outcome()).isEqualTo(RunOutcome.SUCCEEDED);
        assertThat(asked.join().triggered()).isTrue();
    }

    @Test
    void aCrashRecoversAllThatWentOn() {
        gateway.asyncHandler("scan", recorder.lasting());
        define(Overlap.PARALLEL);
        gateway.advance(Duration.ofSeconds(65)); // six, saved at 60 or before

        gateway.crashFor(Duration.ofSeconds(1));
        gateway.advance(Duration.ofSeconds(3));

        assertThat(recorder.calls().stream().filter(JobContext::isRecovery).map(JobContext::nominalTime))
                .contains(at(10), at(20), at(30))
                .doesNotHaveDuplicates();
        assertThat(recorder.nominalTimes()).contains(at(60));
    }

    @Test
    void timesCountsRunsThatGoOnToo() {
        gateway.asyncHandler("scan", recorder.lasting());
        Job job = gateway.scheduler()
                .schedule("every 10 seconds times 3")
                .named("scan")
                .overlap(Overlap.PARALLEL)
                .run("scan");

        gateway.advance(Duration.ofMinutes(2));
        assertThat(recorder.calls()).hasSize(3);
        assertThat(job.status().state()).isEqualTo(JobState.READY);
        end();
        end();
        end();

        assertThat(job.status().state()).isEqualTo(JobState.DONE);
    }

    // Runs on request beside the others

    @Test
    void aRunOnRequestDuringARunIsTurnedDownWithSkipAndQueue() {
        Job job = every10Seconds(Overlap.QUEUE);
        gateway.advance(Duration.ofSeconds(12));

        assertThat(job.trigger().toCompletableFuture().join().message()).isEqualTo("a run is under way");
    }

    @Test
    void whatComesDueDuringARunOnRequestRunsAfterIt() {
        gateway.asyncHandler("scan", recorder.lasting());
        Job job = define(Overlap.SKIP);
        gateway.advance(Duration.ofSeconds(7));
        job.trigger();
        gateway.advance(Duration.ofSeconds(5));
        assertThat(recorder.calls()).hasSize(1);

        end();

        assertThat(recorder.last().nominalTime()).isEqualTo(at(10));
        assertThat(job.status().skipped()).isZero();
    }

    private Job every10Seconds(Overlap overlap) {
        gateway.asyncHandler("scan", recorder.lasting());
        return define(overlap);
    }

    private Job define(Overlap overlap) {
        Job job = gateway.scheduler()
                .schedule("every 10 seconds")
                .named("scan")
                .overlap(overlap)
                .run("scan");
        gateway.settle();
        return job;
    }

    private void end() {
        recorder.finish(JobResult.success());
        gateway.settle();
    }

    private static Instant at(int seconds) {
        return START.plusSeconds(seconds);
    }
}
