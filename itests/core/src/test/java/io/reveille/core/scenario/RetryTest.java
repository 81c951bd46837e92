package io.reveille.core.scenario;

import static io.reveille.testing.ManualScheduler.START;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reveille.Delivery;
import io.reveille.Job;
import io.reveille.JobBuilder;
import io.reveille.JobContext;
import io.reveille.JobDefinitionException;
import io.reveille.JobResult;
import io.reveille.JobState;
import io.reveille.RunOutcome;
import io.reveille.RunReport;
import io.reveille.testing.ManualScheduler;
import io.reveille.testing.Recorder;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** Failed runs that are tried again. */
class RetryTest {

    private static final Instant ELEVEN = START.plus(Duration.ofHours(1));

    private final ManualScheduler gateway = new ManualScheduler();
    private final Recorder recorder = new Recorder();
    private int failing = Integer.MAX_VALUE; // so many calls fail

    @Test
    void delaysGrowUpToTheLongestAndALittleByChance() {
        define(hourly().retry(4, Duration.ofSeconds(10), Duration.ofSeconds(60)));

        gateway.advance(Duration.ofMinutes(119));

        List<Instant> starts = recorder.actualTimes();
        assertThat(starts).hasSize(5);
        long[] delays = {10, 20, 40, 60};
        for (int i = 0; i < delays.length; i++) {
            Duration delay = Duration.between(starts.get(i), starts.get(i + 1));
            assertThat(delay).isBetween(Duration.ofSeconds(delays[i]), Duration.ofSeconds(delays[i] * 6 / 5));
        }
        assertThat(recorder.calls()).extracting(JobContext::attempt).containsExactly(1, 2, 3, 4, 5);
        assertThat(recorder.nominalTimes()).containsOnly(ELEVEN);
    }

    @Test
    void aSuccessEndsTheTries() {
        failing = 2;
        Job job = define(hourly().retry(5));

        gateway.advance(Duration.ofMinutes(119));

        assertThat(recorder.calls()).hasSize(3);
        assertThat(job.history())
                .extracting(RunReport::outcome)
                .containsExactly(RunOutcome.SUCCEEDED, RunOutcome.FAILED, RunOutcome.FAILED);
        assertThat(job.status().failures()).isEqualTo(2);
        assertThat(job.status().failuresInARow()).isZero();
    }

    @Test
    void onlyTheLastFailureOfAnOccurrenceCountsTowardsAQuarantine() {
        Job job = define(hourly().retry(3, Duration.ofSeconds(10), Duration.ofSeconds(10)));

        gateway.advance(Duration.ofHours(4).plusMinutes(30));
        assertThat(recorder.calls()).hasSize(16);
        assertThat(job.status().failuresInARow()).isEqualTo(4);
        assertThat(job.status().failures()).isEqualTo(16);
        assertThat(job.status().state()).isEqualTo(JobState.READY);
        gateway.advance(Duration.ofHours(1));

        assertThat(job.status().state()).isEqualTo(JobState.HELD);
        assertThat(job.status().reason()).contains("5 failures in a row");
    }

    @Test
    void whileItWaitsItSaysSo() {
        Job job = define(hourly().retry(3, Duration.ofMinutes(10), Duration.ofMinutes(10)));

        gateway.advance(Duration.ofHours(1));

        assertThat(job.status().waiting()).contains("attempt 1 failed");
        assertThat(job.status().nextRun()).contains(ELEVEN.plus(Duration.ofHours(1)));
        assertThat(gateway.scheduler().idle().orElseThrow()).isLessThanOrEqualTo(Duration.ofMinutes(12));
    }

    @Test
    void theNextOccurrenceEndsTheWait() {
        Job job = define(hourly().retry(3, Duration.ofMinutes(50), Duration.ofHours(2)));

        gateway.advance(Duration.ofMinutes(190)); // tries at 11:00, about 11:55, 12:00, about 12:55, 13:00

        assertThat(recorder.calls()).extracting(JobContext::attempt).containsExactly(1, 2, 1, 2, 1);
        assertThat(recorder.nominalTimes().stream().distinct()).hasSize(3);
        assertThat(job.status().missed()).isZero();
        assertThat(job.status().skipped()).isZero();
    }

    @Test
    void aWaitOutlivesARestartWithItsAttemptAndItsTime() {
        define(hourly().retry(3, Duration.ofMinutes(10), Duration.ofMinutes(10)));
        gateway.advance(Duration.ofMinutes(61));
        String waiting = gateway.job("upload").status().waiting();

        gateway.restartAfter(Duration.ofMinutes(1));
        assertThat(gateway.job("upload").status().waiting()).isEqualTo(waiting);
        assertThat(recorder.calls()).hasSize(1);
        gateway.advance(Duration.ofMinutes(10));

        assertThat(recorder.calls()).hasSize(2);
        assertThat(recorder.last().attempt()).isEqualTo(2);
        assertThat(recorder.last().nominalTime()).isEqualTo(ELEVEN);
        assertThat(recorder.last().isRecovery()).isFalse();
        assertThat(Duration.between(ELEVEN, recorder.last().actualTime()))
                .isBetween(Duration.ofMinutes(10), Duration.ofMinutes(12));
    }

    @Test
    void aWaitOutlivesACrash() {
        define(hourly().retry(3, Duration.ofMinutes(10), Duration.ofMinutes(10)));
        gateway.advance(Duration.ofMinutes(61));

        gateway.crashFor(Duration.ofMinutes(20)); // 11:21: its time has passed

        assertThat(recorder.calls()).extracting(JobContext::attempt).containsExactly(1, 2);
        assertThat(recorder.last().nominalTime()).isEqualTo(ELEVEN);
        assertThat(recorder.last().missed()).isZero();
    }

    @Test
    void aWaitThatTheNextOccurrenceEndedDuringADowntimeIsOver() {
        define(hourly().retry(3, Duration.ofMinutes(10), Duration.ofMinutes(10)));
        gateway.advance(Duration.ofMinutes(61));
        recorder.clear();

        gateway.restartAfter(Duration.ofMinutes(90)); // 12:31

        assertThat(recorder.calls()).hasSize(1);
        assertThat(recorder.last().attempt()).isEqualTo(1);
        assertThat(recorder.last().nominalTime()).isEqualTo(ELEVEN.plus(Duration.ofHours(1)));
        assertThat(recorder.last().missed()).isEqualTo(1);
    }

    @Test
    void aRunOnRequestIsNotTriedAgain() {
        Job job = define(hourly().retry(3, Duration.ofSeconds(10), Duration.ofSeconds(10)));

        CompletableFuture<RunReport> asked = job.trigger().toCompletableFuture();
        gateway.advance(Duration.ofMinutes(10));

        assertThat(asked.join().outcome()).isEqualTo(RunOutcome.FAILED);
        assertThat(recorder.calls()).hasSize(1);
    }

    @Test
    void aHandlerThatThrowsIsTriedAgainToo() {
        gateway.handler("upload", recorder.doing(context -> {
            throw new StackOverflowError();
        }));
        hourly().retry(1, Duration.ofSeconds(10), Duration.ofSeconds(10)).run("upload");

        gateway.advance(Duration.ofMinutes(61));

        assertThat(recorder.calls()).hasSize(2);
    }

    @Test
    void aPauseEndsTheTries() {
        Job job = define(hourly().retry(3, Duration.ofMinutes(10), Duration.ofMinutes(10)));
        gateway.advance(Duration.ofMinutes(61));

        job.pause();
        gateway.advance(Duration.ofMinutes(30));
        job.resume();
        gateway.advance(Duration.ofMinutes(20));

        assertThat(recorder.calls()).hasSize(1);
    }

    @Test
    void triesEndWithAJobThatRunsOnce() {
        gateway.handler("upload", recorder.doing(context -> JobResult.failure("no")));
        Job job = gateway.scheduler()
                .schedule("once in 10 minutes")
                .named("upload")
                .retry(2, Duration.ofMinutes(1), Duration.ofMinutes(1))
                .run("upload");

        gateway.advance(Duration.ofMinutes(10).plusSeconds(30));
        assertThat(job.status().state()).isEqualTo(JobState.READY);
        gateway.advance(Duration.ofMinutes(5));

        assertThat(recorder.calls()).hasSize(3);
        assertThat(job.status().state()).isEqualTo(JobState.DONE);
    }

    @Test
    void anOccurrenceWhoseTriesTheNextOneEndsHasRun() {
        gateway.handler("upload", recorder.doing(context -> JobResult.failure("no")));
        Job job = gateway.scheduler()
                .schedule("every hour at :00 times 3")
                .named("upload")
                .retry(1, Duration.ofHours(2), Duration.ofHours(2))
                .run("upload");

        gateway.advance(Duration.ofHours(8));

        assertThat(recorder.nominalTimes().stream().distinct()).hasSize(3);
        assertThat(job.status().state()).isEqualTo(JobState.DONE);
    }

    @Test
    void whatMustNotRunTwiceCannotBeTriedAgain() {
        assertThatThrownBy(() -> define(hourly().retry(1).delivery(Delivery.AT_MOST_ONCE)))
                .isInstanceOf(JobDefinitionException.class);
    }

    @Test
    void aHandlerThatAsksForAnotherTryDoesNotGetItWhereThatMustNotBe() {
        gateway.handler("upload", recorder.doing(context -> JobResult.retryAfter(Duration.ofSeconds(10))));
        Job job = hourly().delivery(Delivery.AT_MOST_ONCE).run("upload");

        gateway.advance(Duration.ofMinutes(119));

        assertThat(recorder.calls()).hasSize(1);
        assertThat(job.status().failures()).isEqualTo(1);
        assertThat(job.history().get(0).message()).contains("at most once");
    }

    private JobBuilder hourly() {
        return gateway.scheduler().schedule("every hour at :00").named("upload");
    }

    private Job define(JobBuilder builder) {
        gateway.handler(
                "upload",
                recorder.doing(context ->
                        recorder.calls().size() <= failing ? JobResult.failure("no answer") : JobResult.success()));
        Job job = builder.run("upload");
        gateway.settle();
        return job;
    }
}
