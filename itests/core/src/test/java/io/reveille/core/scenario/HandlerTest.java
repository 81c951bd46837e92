package io.reveille.core.scenario;

import static io.reveille.testing.ManualScheduler.START;
import static org.assertj.core.api.Assertions.assertThat;

import io.reveille.Job;
import io.reveille.JobResult;
import io.reveille.JobState;
import io.reveille.RunOutcome;
import io.reveille.testing.ManualScheduler;
import io.reveille.testing.ManualScheduler.Registration;
import io.reveille.testing.Recorder;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Handlers come and go at any moment. */
class HandlerTest {

    private final ManualScheduler gateway = new ManualScheduler();
    private final Recorder recorder = new Recorder();

    @Test
    void aJobWaitsForItsHandlerAndThenRunsOnceForAllThatItMissed() {
        Job job = gateway.define("poll", "every 10 seconds", "modbus");
        assertThat(job.status().state()).isEqualTo(JobState.WAITING_FOR_HANDLER);
        assertThat(job.status().reason()).contains("modbus");

        gateway.advance(Duration.ofSeconds(65));
        assertThat(job.status().runs()).isZero();
        assertThat(gateway.nextWakeUp()).as("nothing to wake up for").isEmpty();

        gateway.handler("modbus", recorder.succeeding());
        assertThat(job.status().state()).isEqualTo(JobState.READY);
        assertThat(recorder.calls()).hasSize(1);
        assertThat(recorder.last().missed()).isEqualTo(6);
        assertThat(recorder.last().nominalTime()).isEqualTo(START.plusSeconds(60));
        assertThat(job.status().missed()).isEqualTo(6);

        gateway.advance(Duration.ofSeconds(5));
        assertThat(recorder.calls()).hasSize(2);
        assertThat(recorder.last().nominalTime()).isEqualTo(START.plusSeconds(70));
        assertThat(recorder.last().missed()).isZero();
    }

    @Test
    void aHandlerThatComesInTimeMakesNoMisfire() {
        gateway.define("poll", "every 10 seconds", "modbus");
        gateway.advance(Duration.ofSeconds(8));

        gateway.handler("modbus", recorder.succeeding());
        gateway.advance(Duration.ofSeconds(2));

        assertThat(recorder.nominalTimes()).containsExactly(START.plusSeconds(10));
        assertThat(recorder.last().missed()).isZero();
    }

    @Test
    void aHandlerThatGoesInMidRunHarmsNothing() {
        Registration modbus = gateway.asyncHandler("modbus", recorder.lasting());
        Job job = gateway.define("poll", "every 10 seconds", "modbus");
        gateway.advance(Duration.ofSeconds(10));
        assertThat(job.status().running()).isTrue();

        modbus.close();
        assertThat(job.status().state()).isEqualTo(JobState.WAITING_FOR_HANDLER);
        gateway.advance(Duration.ofSeconds(2));
        recorder.finish(JobResult.success("done all the same"));
        gateway.settle();
        assertThat(job.history()).hasSize(1);
        assertThat(job.history().get(0).outcome()).isEqualTo(RunOutcome.SUCCEEDED);
        assertThat(job.status().running()).isFalse();

        gateway.advance(Duration.ofSeconds(20));
        assertThat(recorder.calls()).hasSize(1);
        modbus.register();
        assertThat(recorder.calls()).hasSize(2);
        assertThat(recorder.last().missed()).isEqualTo(2);
        assertThat(recorder.last().nominalTime()).isEqualTo(START.plusSeconds(30));
    }

    @Test
    void ofTwoHandlersWithOneNameTheFirstServesAndTheOtherTakesOver() {
        Recorder second = new Recorder();
        Registration first = gateway.handler("modbus", recorder.succeeding());
        gateway.handler("modbus", second.succeeding());
        gateway.define("poll", "every 10 seconds", "modbus");

        gateway.advance(Duration.ofSeconds(10));
        first.close();
        gateway.advance(Duration.ofSeconds(10));

        assertThat(recorder.nominalTimes()).containsExactly(START.plusSeconds(10));
        assertThat(second.nominalTimes()).containsExactly(START.plusSeconds(20));
    }

    @Test
    void aJobWhoseHandlerNeverComesWaitsVisiblyThroughRestarts() {
        gateway.define("poll", "every 10 seconds", "modbus");
        for (int day = 0; day < 3; day++) {
            gateway.advance(Duration.ofDays(1));
            gateway.restartAfter(Duration.ofMinutes(1));
        }

        Job job = gateway.job("poll");
        assertThat(job.status().state()).isEqualTo(JobState.WAITING_FOR_HANDLER);
        assertThat(job.status().reason()).contains("modbus");
        assertThat(job.status().missed())
                .as("nothing ran that made up for them")
                .isZero();
        assertThat(job.explain()).contains("modbus").contains("due since 2026-03-04T10:00:10Z");
        assertThat(job.trigger().toCompletableFuture().join().outcome()).isEqualTo(RunOutcome.SKIPPED);
        assertThat(job.cancel()).isTrue();
        assertThat(gateway.scheduler().jobs()).isEmpty();
    }

    @Test
    void aHandlerThatIsGoneWhenARetryIsDueIsWaitedFor() {
        Registration modbus = gateway.handler(
                "modbus",
                recorder.doing(context ->
                        context.attempt() == 1 ? JobResult.retryAfter(Duration.ofSeconds(20)) : JobResult.success()));
        Job job = gateway.define("poll", "every hour at :00", "modbus");
        gateway.advance(Duration.ofHours(1));
        gateway.advance(Duration.ofSeconds(10));

        modbus.close();
        gateway.advance(Duration.ofSeconds(60));
        assertThat(recorder.calls()).hasSize(1);
        assertThat(job.status().state()).isEqualTo(JobState.WAITING_FOR_HANDLER);

        modbus.register();
        assertThat(recorder.calls()).hasSize(2);
        assertThat(recorder.last().attempt()).isEqualTo(2);
        assertThat(recorder.last().nominalTime()).isEqualTo(START.plus(Duration.ofHours(1)));
    }
}
