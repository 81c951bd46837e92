package io.reveille.core.scenario;

import static io.reveille.testing.ManualScheduler.START;
import static org.assertj.core.api.Assertions.assertThat;

import io.reveille.Job;
import io.reveille.JobResult;
import io.reveille.JobState;
import io.reveille.RequestedRun;
import io.reveille.RunOutcome;
import io.reveille.RunReport;
import io.reveille.testing.Inside;
import io.reveille.testing.ManualScheduler;
import io.reveille.testing.ManualScheduler.Registration;
import io.reveille.testing.Recorder;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** What a handler's result means for its job. */
class OutcomeTest {

    private final ManualScheduler gateway = new ManualScheduler();
    private final Recorder recorder = new Recorder();

    @Test
    void aFailingHandlerIsAFailedRunAndTheJobGoesOn() {
        gateway.handler("modbus", recorder.doing(context -> {
            if (recorder.calls().size() % 2 == 1) {
                throw new java.io.IOException("no answer from unit 3");
            }
            return JobResult.success();
        }));
        Job job = gateway.define("poll", "every 10 seconds", "modbus");

        gateway.advance(Duration.ofSeconds(70));

        assertThat(job.status().runs()).isEqualTo(7);
        assertThat(job.status().failures()).isEqualTo(4);
        assertThat(job.status().failuresInARow()).isEqualTo(1);
        assertThat(job.status().state()).isEqualTo(JobState.READY);
        assertThat(job.history().get(0).outcome()).isEqualTo(RunOutcome.FAILED);
        assertThat(job.history().get(0).message()).isEqualTo("IOException: no answer from unit 3");
    }

    @Test
    void fiveFailuresInARowHoldTheJobUntilItIsResumed() {
        gateway.handler("modbus", recorder.doing(context -> JobResult.failure("no answer")));
        Job job = gateway.define("poll", "every 10 seconds", "modbus");

        gateway.advance(Duration.ofSeconds(100));
        assertThat(recorder.calls()).hasSize(5);
        assertThat(job.status().state()).isEqualTo(JobState.HELD);
        assertThat(job.status().reason()).isEqualTo("quarantined after 5 failures in a row, the last: no answer");
        assertThat(gateway.nextWakeUp()).isEmpty();

        gateway.crashFor(Duration.ofSeconds(5));
        assertThat(gateway.job("poll").status().state()).isEqualTo(JobState.HELD);

        gateway.job("poll").resume();
        gateway.advance(Duration.ofSeconds(9));
        assertThat(gateway.job("poll").status().state()).isEqualTo(JobState.READY);
        assertThat(recorder.calls()).hasSize(6);
        assertThat(recorder.last().missed()).as("dropped, not missed").isZero();
        assertThat(gateway.job("poll").status().failuresInARow()).isEqualTo(1);
    }

    @Test
    void anEditThatEndsAQuarantineDropsWhatPassedAsResumingDoes() {
        gateway.handler("modbus", recorder.doing(context -> JobResult.failure("no answer")));
        gateway.store("poll", "every 10 seconds", "modbus");
        gateway.advance(Duration.ofMinutes(5));
        assertThat(gateway.job("poll").status().state()).isEqualTo(JobState.HELD);

        Map<String, Object> mended = ManualScheduler.properties("poll", "every 10 seconds", "modbus");
        mended.put("args", "{\"unit\": 4}");
        gateway.store("io.reveille.job~poll", mended);
        assertThat(recorder.calls()).hasSize(5);
        gateway.advance(Duration.ofSeconds(10));

        assertThat(recorder.calls()).hasSize(6);
        assertThat(recorder.last().missed()).isZero();
    }

    @Test
    void aSuccessOnRequestDoesNotLiftAQuarantine() {
        boolean[] broken = {true};
        gateway.handler(
                "modbus", recorder.doing(context -> broken[0] ? JobResult.failure("no answer") : JobResult.success()));
        Job job = gateway.define("poll", "every 10 seconds", "modbus");
        gateway.advance(Duration.ofSeconds(60));
        broken[0] = false;

        CompletableFuture<RunReport> report = job.trigger().toCompletableFuture();
        gateway.settle();

        assertThat(report.join().outcome()).isEqualTo(RunOutcome.SUCCEEDED);
        assertThat(job.status().state()).isEqualTo(JobState.HELD);
        assertThat(job.status().reason()).contains("quarantined");
    }

    @Test
    void aRunOnRequestIsFoundByItsIdInTheHistory() {
        gateway.handler("modbus", recorder.succeeding());
        Job job = gateway.define("poll", "every 10 seconds", "modbus");

        RequestedRun asked = job.request();
        RequestedRun second = job.request();
        gateway.settle();
        gateway.advance(Duration.ofSeconds(10));

        assertThat(asked.report().toCompletableFuture().join().runId()).isEqualTo(asked.runId());
        assertThat(second.report().toCompletableFuture().join().runId()).isEqualTo(second.runId());
        assertThat(second.report().toCompletableFuture().join().outcome()).isEqualTo(RunOutcome.SKIPPED);
        assertThat(job.history())
                .filteredOn(RunReport::triggered)
                .extracting(RunReport::runId)
                .contains(asked.runId());
    }

    @Test
    void aChangedDefinitionEndsAQuarantine() {
        gateway.handler("modbus", recorder.doing(context -> JobResult.failure("no answer")));
        gateway.store("poll", "every 10 seconds", "modbus");
        gateway.advance(Duration.ofSeconds(60));
        assertThat(gateway.job("poll").status().state()).isEqualTo(JobState.HELD);

        gateway.handler("serial", recorder.succeeding());
        gateway.store("poll", "every 10 seconds", "serial");

        assertThat(gateway.job("poll").status().state()).isEqualTo(JobState.READY);
    }

    @Test
    void aStackOverflowIsAFailedRunAndNothingElseSuffers() {
        Recorder other = new Recorder();
        gateway.handler("deep", recorder.doing(context -> endless(0)));
        gateway.handler("fine", other.succeeding());
        Job job = gateway.define("deep", "every 10 seconds", "deep");
        gateway.define("fine", "every 10 seconds", "fine");

        gateway.advance(Duration.ofSeconds(20));

        assertThat(job.history()).hasSize(2);
        assertThat(job.history().get(0).outcome()).isEqualTo(RunOutcome.FAILED);
        assertThat(job.history().get(0).message()).isEqualTo("StackOverflowError");
        assertThat(other.calls()).hasSize(2);
    }

    @Test
    void aRunThatNoWorkerTakesIsAFailedRunAndTheJobGoesOn() {
        gateway.handler("scan", recorder.succeeding());
        Job job = gateway.define("scan", "every 10 seconds", "scan");
        Inside.of(gateway).workers().refuse(true);
        gateway.advance(Duration.ofSeconds(10));
        assertThat(job.history().get(0).outcome()).isEqualTo(RunOutcome.FAILED);
        assertThat(job.history().get(0).message()).contains("no worker", "unable to create native thread");
        assertThat(job.status().running()).isFalse();

        Inside.of(gateway).workers().refuse(false);
        gateway.advance(Duration.ofSeconds(10));

        assertThat(recorder.nominalTimes()).containsExactly(START.plusSeconds(20));
    }

    @Test
    void anAsynchronousHandlerEndsWhenItsPromiseDoes() {
        gateway.asyncHandler("upload", recorder.lasting());
        Job job = gateway.define("upload", "every hour", "upload");
        gateway.advance(Duration.ofHours(1));
        assertThat(job.status().running()).isTrue();

        gateway.advance(Duration.ofMinutes(2));
        recorder.finish(JobResult.success("42 KB"));
        gateway.settle();

        RunReport report = job.history().get(0);
        assertThat(report.duration()).isEqualTo(Duration.ofMinutes(2));
        assertThat(report.message()).isEqualTo("42 KB");
        assertThat(job.status().running()).isFalse();
    }

    @Test
    void aJobThatItsHandlerEndsIsDoneAndStaysDone() {
        gateway.handler("update", recorder.doing(context -> JobResult.cancelJob()));
        gateway.define("update", "every 10 seconds", "update");

        gateway.advance(Duration.ofSeconds(60));
        assertThat(recorder.calls()).hasSize(1);
        assertThat(gateway.job("update").status().state()).isEqualTo(JobState.DONE);
        assertThat(gateway.job("update").status().reason()).isEqualTo("its handler ended it");

        gateway.crashFor(Duration.ofMinutes(1));
        gateway.advance(Duration.ofMinutes(5));
        assertThat(recorder.calls()).hasSize(1);
        assertThat(gateway.job("update").status().state()).isEqualTo(JobState.DONE);
        gateway.job("update").resume();
        gateway.advance(Duration.ofMinutes(5));
        assertThat(recorder.calls()).hasSize(1);
    }

    @Test
    void aRunOnRequestDoesNotReviveAJobThatIsDone() {
        gateway.handler(
                "update",
                recorder.doing(context -> context.isTriggered() ? JobResult.success() : JobResult.cancelJob()));
        Job job = gateway.define("update", "every 10 seconds", "update");
        gateway.advance(Duration.ofSeconds(10));
        assertThat(job.status().state()).isEqualTo(JobState.DONE);

        job.trigger();
        gateway.advance(Duration.ofSeconds(60));

        assertThat(recorder.calls()).hasSize(2);
        assertThat(job.status().state()).isEqualTo(JobState.DONE);
    }

    @Test
    void aRetryIsTheSameOccurrenceAgain() {
        gateway.handler(
                "upload",
                recorder.doing(context ->
                        context.attempt() < 3 ? JobResult.retryAfter(Duration.ofSeconds(30)) : JobResult.success()));
        Job job = gateway.define("upload", "every hour at :00", "upload");

        gateway.advance(Duration.ofMinutes(62));

        assertThat(recorder.calls()).extracting(context -> context.attempt()).containsExactly(1, 2, 3);
        assertThat(recorder.nominalTimes()).containsOnly(START.plus(Duration.ofHours(1)));
        assertThat(recorder.actualTimes())
                .containsExactly(START.plusSeconds(3600), START.plusSeconds(3630), START.plusSeconds(3660));
        assertThat(job.status().failures()).isEqualTo(2);
        assertThat(job.status().nextRun()).contains(START.plus(Duration.ofHours(2)));
    }

    @Test
    void theNextOccurrenceEndsARetryThatStillWaits() {
        gateway.handler("upload", recorder.doing(context -> JobResult.retryAfter(Duration.ofSeconds(25))));
        gateway.define("upload", "every 10 seconds", "upload");

        gateway.advance(Duration.ofSeconds(60));

        assertThat(recorder.actualTimes()).isEqualTo(recorder.nominalTimes());
        assertThat(recorder.calls()).hasSize(6).allMatch(context -> context.attempt() == 1);
    }

    @Test
    void failuresThatAskForARetryDoNotQuarantine() {
        gateway.handler("upload", recorder.doing(context -> JobResult.retryAfter(Duration.ofSeconds(1))));
        Job job = gateway.define("upload", "every hour", "upload");

        gateway.advance(Duration.ofMinutes(61));

        assertThat(recorder.calls()).hasSizeGreaterThan(50);
        assertThat(job.status().state()).isEqualTo(JobState.READY);
    }

    @Test
    void aRetryInTheFarthestFutureIsOneThatTheNextOccurrenceEnds() {
        gateway.handler("upload", recorder.doing(context -> JobResult.retryAfter(Duration.ofSeconds(Long.MAX_VALUE))));
        Job job = gateway.define("upload", "every 10 seconds", "upload");

        gateway.advance(Duration.ofSeconds(30));

        assertThat(recorder.calls()).hasSize(3);
        assertThat(job.status().runs()).isEqualTo(3);
    }

    @Test
    void aRetryThatWaitsEndsWithTheDefinition() {
        gateway.handler("upload", recorder.doing(context -> JobResult.retryAfter(Duration.ofSeconds(30))));
        gateway.store("upload", "every hour", "upload");
        gateway.advance(Duration.ofHours(1));
        assertThat(recorder.calls()).hasSize(1);

        gateway.delete("io.reveille.job~upload");
        gateway.advance(Duration.ofMinutes(1));
        gateway.store("upload", "every hour", "upload");
        gateway.advance(Duration.ofMinutes(59));

        assertThat(recorder.calls()).as("a new job knows of no retry").hasSize(1);
    }

    @Test
    void aRetryOutlivesADefinitionThatIsBrokenForAWhile() {
        Registration handler = gateway.handler(
                "upload",
                recorder.doing(context ->
                        context.attempt() == 1 ? JobResult.retryAfter(Duration.ofSeconds(30)) : JobResult.success()));
        gateway.store("upload", "every hour", "upload");
        gateway.advance(Duration.ofHours(1));

        gateway.store("upload", "every our", "upload");
        gateway.advance(Duration.ofMinutes(5));
        assertThat(recorder.calls()).hasSize(1);
        gateway.store("upload", "every hour", "upload");

        assertThat(recorder.calls()).hasSize(2);
        assertThat(recorder.last().attempt()).isEqualTo(2);
        handler.close();
    }

    @SuppressWarnings("InfiniteRecursion") // what it is for
    private static JobResult endless(int depth) {
        return endless(depth + 1);
    }
}
