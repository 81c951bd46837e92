package io.reveille.core.scenario;

import static io.reveille.testing.ManualScheduler.START;
import static org.assertj.core.api.Assertions.assertThat;

import io.reveille.Job;
import io.reveille.JobBuilder;
import io.reveille.JobResult;
import io.reveille.Misfire;
import io.reveille.Overlap;
import io.reveille.spi.RunGate;
import io.reveille.testing.ManualScheduler;
import io.reveille.testing.Recorder;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What falls into a pause or a quarantine is dropped, and nothing else is. */
class HoldTest {

    private final ManualScheduler gateway = new ManualScheduler();
    private final Recorder recorder = new Recorder();

    // What falls into it

    @ParameterizedTest
    @EnumSource
    void whatFellIntoAPauseDoesNotRunAfterARunOnRequest(Misfire misfire) {
        Job job = lasting(builder("every 10 seconds").misfire(misfire));
        job.pause();
        gateway.advance(Duration.ofSeconds(33));
        job.trigger();
        gateway.settle();

        job.resume();
        recorder.finish(JobResult.success());
        gateway.settle();
        assertThat(recorder.calls()).hasSize(1);
        gateway.advance(Duration.ofSeconds(7));

        assertThat(recorder.calls()).hasSize(2);
        assertThat(recorder.last().nominalTime()).isEqualTo(at(40));
        assertThat(recorder.last().missed()).isZero();
        assertThat(counted(job)).isZero();
    }

    @ParameterizedTest
    @EnumSource(names = {"SKIP", "QUEUE"})
    void whatFellIntoAPauseIsNotTheOverlapsOfASlowRun(Overlap overlap) {
        Job job = lasting(builder("every 10 seconds").overlap(overlap));
        gateway.advance(Duration.ofSeconds(35)); // 20 and 30 pass during the run
        job.pause();
        gateway.advance(Duration.ofSeconds(30)); // 40 to 60 fall into the pause

        job.resume();
        gateway.settle();
        assertThat(job.status().skipped()).isEqualTo(2);
        gateway.advance(Duration.ofSeconds(10)); // 70 passes during the run
        recorder.finish(JobResult.success());
        gateway.settle();

        assertThat(job.status().missed()).isZero();
        if (overlap == Overlap.QUEUE) {
            assertThat(recorder.nominalTimes()).containsExactly(at(10), at(70));
            assertThat(job.status().skipped()).isEqualTo(2);
        } else {
            assertThat(recorder.nominalTimes()).containsExactly(at(10));
            assertThat(job.status().skipped()).isEqualTo(3);
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"SKIP", "QUEUE"})
    void whatFellIntoAQuarantineDoesNotRunWhateverRuns(Overlap overlap) {
        gateway.handler("count", context -> JobResult.failure("no"));
        Job job = define(builder("every 10 seconds").overlap(overlap));
        gateway.advance(Duration.ofSeconds(50));
        assertThat(job.status().reason()).contains("quarantined");
        gateway.advance(Duration.ofSeconds(33));
        Recorder repaired = new Recorder();
        gateway.asyncHandler("count", repaired.lasting(), Map.of("service.ranking", 1));
        job.trigger();
        gateway.settle();

        job.resume();
        repaired.finish(JobResult.success());
        gateway.advance(Duration.ofSeconds(7));

        assertThat(repaired.last().nominalTime()).isEqualTo(at(90));
        assertThat(repaired.calls()).hasSize(2);
        assertThat(counted(job)).isZero();
    }

    // What was due before it

    @ParameterizedTest
    @EnumSource
    void whatALateOneStoodForIsNotForgotten(Misfire misfire) {
        boolean[] open = {true};
        gateway.gate(
                "link",
                (occurrence, condition) ->
                        open[0] ? RunGate.Permit.OPEN : new RunGate.Refusal("no link", Duration.ofMinutes(10)));
        gateway.handler("count", recorder.succeeding());
        Job job = define(builder("every minute at :00").misfire(misfire).onlyIf("link"));
        open[0] = false;
        gateway.suspend(Duration.ofMinutes(13).plusSeconds(30));

        job.pause();
        gateway.advance(Duration.ofMinutes(5));
        job.resume();
        gateway.settle();

        assertThat(recorder.calls()).isEmpty();
        assertThat(job.status().missed()).isEqualTo(13);
        assertThat(job.status().skipped()).isZero();
    }

    @Test
    void whatWasDueBeforeAPauseAndCouldNotRunIsMissed() {
        ManualScheduler.Registration handler = gateway.handler("count", recorder.succeeding());
        Job job = define(builder("every hour at :00"));
        handler.close();
        gateway.advance(Duration.ofMinutes(210));
        job.pause();
        gateway.advance(Duration.ofHours(2));
        handler.register();

        job.resume();
        gateway.settle();

        assertThat(recorder.calls()).isEmpty();
        assertThat(job.status().missed()).isEqualTo(3);
    }

    @Test
    void whatCameDueDuringTheRunThatEndsInAQuarantineIsSkipped() {
        gateway.asyncHandler("count", recorder.lasting());
        Job job = define(builder("every 10 seconds"));
        for (int i = 0; i < 5; i++) {
            gateway.advance(Duration.ofSeconds(25));
            recorder.finish(JobResult.failure("no"));
            gateway.settle();
        }
        assertThat(job.status().reason()).contains("quarantined");
        long ran = recorder.calls().size();
        long skipped = job.status().skipped();
        assertThat(ran + skipped).isEqualTo(12);
        gateway.advance(Duration.ofMinutes(1));

        job.resume();
        gateway.settle();

        assertThat(job.status().skipped()).isEqualTo(skipped);
        assertThat(job.status().missed()).isZero();
    }

    @Test
    void triggersThatWaitWhenAPauseComesAreMissed() {
        gateway.handler("first", context -> JobResult.success());
        gateway.define("first", "every minute at :00", "first");
        ManualScheduler.Registration handler = gateway.handler("count", recorder.succeeding());
        Job job = define(builder("after \"first\""));
        handler.close();
        gateway.advance(Duration.ofMinutes(3));

        job.pause();
        gateway.advance(Duration.ofMinutes(3));
        handler.register();
        job.resume();
        gateway.settle();

        assertThat(recorder.calls()).isEmpty();
        assertThat(job.status().missed()).isEqualTo(3);
    }

    @Test
    void aPauseDuringAPauseOrOfADoneJobCountsNothing() {
        gateway.handler("count", recorder.succeeding());
        Job job = define(builder("every 10 seconds times 1"));
        gateway.advance(Duration.ofSeconds(35));
        job.pause();
        job.resume();
        assertThat(counted(job)).isZero();
        Job other = gateway.define("other", "every 10 seconds", "count");
        other.pause();
        gateway.advance(Duration.ofSeconds(35));
        other.pause();
        other.resume();

        assertThat(counted(other)).isZero();
    }

    private static long counted(Job job) {
        return job.status().missed() + job.status().skipped();
    }

    private Job lasting(JobBuilder builder) {
        gateway.asyncHandler("count", recorder.lasting());
        return define(builder);
    }

    private JobBuilder builder(String schedule) {
        return gateway.scheduler().schedule(schedule).named("count");
    }

    private Job define(JobBuilder builder) {
        Job job = builder.run("count");
        gateway.settle();
        return job;
    }

    private static Instant at(long seconds) {
        return START.plusSeconds(seconds);
    }
}
