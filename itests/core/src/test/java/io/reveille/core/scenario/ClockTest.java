package io.reveille.core.scenario;

import static io.reveille.testing.ManualScheduler.START;
import static org.assertj.core.api.Assertions.assertThat;

import io.reveille.Job;
import io.reveille.JobContext;
import io.reveille.JobResult;
import io.reveille.JobState;
import io.reveille.spi.RunGate.Permit;
import io.reveille.spi.RunGate.Refusal;
import io.reveille.testing.ManualScheduler;
import io.reveille.testing.Recorder;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Clocks that jump, and machines that sleep. */
class ClockTest {

    private final ManualScheduler gateway = new ManualScheduler();
    private final Recorder recorder = new Recorder();
    private final Recorder polls = new Recorder();

    @Test
    void aSuspendIsTimeThatPassed() {
        gateway.handler("scan", recorder.succeeding());
        gateway.define("scan", "every 10 minutes", "scan");
        gateway.advance(Duration.ofMinutes(10));

        gateway.time().suspend(Duration.ofHours(1));
        gateway.settle();

        assertThat(recorder.calls()).hasSize(2);
        assertThat(recorder.last().missed()).isEqualTo(6);
        assertThat(recorder.last().nominalTime()).isEqualTo(START.plus(Duration.ofMinutes(70)));
    }

    @Test
    void anElapsedJobIsNotMovedByAStepForward() {
        gateway.handler("scan", recorder.succeeding());
        gateway.define("scan", "every 10 minutes", "scan");
        gateway.advance(Duration.ofMinutes(4));

        gateway.time().step(Duration.ofHours(5));
        gateway.advance(Duration.ofMinutes(5));
        assertThat(recorder.calls()).isEmpty();
        gateway.advance(Duration.ofMinutes(1));

        assertThat(recorder.calls()).hasSize(1);
        assertThat(recorder.last().missed()).isZero();
        gateway.advance(Duration.ofMinutes(10));
        assertThat(recorder.calls()).hasSize(2);
    }

    @Test
    void anElapsedJobIsNotMovedByAStepBack() {
        gateway.handler("scan", recorder.succeeding());
        gateway.define("scan", "every 10 minutes", "scan");
        gateway.advance(Duration.ofMinutes(4));

        gateway.time().step(Duration.ofHours(-30));
        gateway.advance(Duration.ofMinutes(6));
        assertThat(recorder.calls()).hasSize(1);
        gateway.advance(Duration.ofMinutes(30));

        assertThat(recorder.calls()).hasSize(4).allMatch(context -> context.missed() == 0);
    }

    @Test
    void aStepWhileTheHandlerIsGoneMovesWhatItWillMakeUpFor() {
        gateway.define("scan", "every 10 minutes", "scan");
        gateway.advance(Duration.ofMinutes(5));
        gateway.time().step(Duration.ofDays(9000)); // 1970-like clock set right
        gateway.advance(Duration.ofMinutes(16));

        gateway.handler("scan", recorder.succeeding());

        assertThat(recorder.last().missed()).isEqualTo(2);
    }

    @Test
    void aCalendarJobFollowsAStepForwardAndWhatWasSteppedOverIsMissed() {
        gateway.handler("report", recorder.succeeding());
        gateway.define("report", "every hour at :30", "report");
        gateway.advance(Duration.ofMinutes(31)); // ran at 10:30

        gateway.time().step(Duration.ofHours(3)); // 13:31
        gateway.settle();

        assertThat(recorder.calls()).hasSize(2);
        assertThat(recorder.last().nominalTime()).isEqualTo(Instant.parse("2026-03-04T13:30:00Z"));
        assertThat(recorder.last().missed()).isEqualTo(3);
    }

    @Test
    void aCalendarJobRunsNothingTwiceAfterASmallStepBack() {
        gateway.handler("report", recorder.succeeding());
        gateway.define("report", "every hour at :30", "report");
        gateway.advance(Duration.ofMinutes(31)); // ran at 10:30

        gateway.time().step(Duration.ofMinutes(-20)); // 10:11
        gateway.advance(Duration.ofMinutes(60)); // 11:11
        assertThat(recorder.calls()).hasSize(1);
        gateway.advance(Duration.ofMinutes(20));

        assertThat(recorder.nominalTimes())
                .containsExactly(Instant.parse("2026-03-04T10:30:00Z"), Instant.parse("2026-03-04T11:30:00Z"));
        assertThat(recorder.calls()).allMatch(context -> context.missed() == 0);
    }

    @Test
    void aLargeStepBackIsACorrectionAndPlansAnew() {
        gateway.handler("report", recorder.succeeding());
        Job job = gateway.define("report", "every hour at :30", "report");
        gateway.advance(Duration.ofMinutes(31));

        gateway.time().step(Duration.ofDays(-40));
        gateway.settle();
        assertThat(job.status().nextRun())
                .contains(START.minus(Duration.ofDays(40)).plus(Duration.ofMinutes(90)));
        gateway.advance(Duration.ofHours(1));

        assertThat(recorder.calls()).hasSize(2);
        assertThat(recorder.last().missed()).isZero();
    }

    @Test
    void aCorrectionTakesUpAtOnceWhatWaitsForARetryAndPlansAnew() {
        gateway.handler(
                "report",
                recorder.doing(context ->
                        context.attempt() == 1 ? JobResult.retryAfter(Duration.ofMinutes(5)) : JobResult.success()));
        gateway.define("report", "every day at 11:00", "report");
        gateway.advance(Duration.ofHours(1).plusMinutes(1));

        gateway.stepClock(Duration.ofDays(-1)); // 11:01 of the day before
        assertThat(recorder.calls()).extracting(JobContext::attempt).containsExactly(1, 2);
        gateway.advance(Duration.ofDays(1));

        assertThat(recorder.calls()).extracting(JobContext::attempt).containsExactly(1, 2, 1);
        assertThat(recorder.last().nominalTime()).isEqualTo(START.plus(Duration.ofHours(1)));
        assertThat(recorder.last().missed()).isZero();
    }

    @Test
    void aCorrectionTakesUpAtOnceWhatAGateDeferred() {
        boolean[] open = {false};
        gateway.gate(
                "door",
                (occurrence, condition) -> open[0] ? (Permit) () -> {} : new Refusal("closed", Duration.ofHours(3)));
        gateway.handler("report", recorder.succeeding());
        Map<String, Object> properties = ManualScheduler.properties("report", "every day at 11:00", "report");
        properties.put("gates", "door");
        gateway.store("io.reveille.job~report", properties);
        gateway.advance(Duration.ofHours(1).plusMinutes(1));
        open[0] = true;

        gateway.stepClock(Duration.ofDays(-1));

        assertThat(recorder.calls()).hasSize(1);
    }

    @Test
    void whatComesOnceAndWaitsForARetryDoesNotComeAgainAfterACorrection() {
        gateway.handler(
                "report",
                recorder.doing(context ->
                        context.attempt() == 1 ? JobResult.retryAfter(Duration.ofMinutes(5)) : JobResult.success()));
        gateway.define("report", "once at 2026-03-04T11:00:00Z", "report");
        gateway.advance(Duration.ofHours(1).plusMinutes(1));

        gateway.stepClock(Duration.ofDays(-1));
        gateway.advance(Duration.ofDays(3));

        assertThat(recorder.calls()).extracting(JobContext::attempt).containsExactly(1, 2);
        assertThat(gateway.job("report").status().state()).isEqualTo(JobState.DONE);
    }

    @Test
    void aCorrectionHoldsOverARestart() {
        gateway.handler("report", recorder.succeeding());
        gateway.define("report", "every hour at :30", "report");
        gateway.advance(Duration.ofMinutes(31));
        gateway.time().step(Duration.ofDays(-40));
        gateway.advance(Duration.ofMinutes(1));

        gateway.crashFor(Duration.ofSeconds(10));
        gateway.advance(Duration.ofHours(1));

        assertThat(recorder.calls()).hasSize(2);
    }

    @Test
    void aRetryFollowsElapsedTime() {
        gateway.handler(
                "report",
                recorder.doing(context ->
                        context.attempt() == 1 ? JobResult.retryAfter(Duration.ofMinutes(5)) : JobResult.success()));
        gateway.define("report", "every day at 11:00", "report");
        gateway.advance(Duration.ofHours(1));

        gateway.time().step(Duration.ofMinutes(-50));
        gateway.advance(Duration.ofMinutes(4));
        assertThat(recorder.calls()).hasSize(1);
        gateway.advance(Duration.ofMinutes(1));

        assertThat(recorder.calls()).extracting(JobContext::attempt).containsExactly(1, 2);
    }

    @Test
    void aStepInMidRunHarmsNeitherTheRunNorTheRhythm() {
        gateway.asyncHandler("scan", recorder.lasting());
        Job job = gateway.define("scan", "every 10 minutes", "scan");
        gateway.advance(Duration.ofMinutes(10));

        gateway.time().step(Duration.ofHours(8));
        gateway.advance(Duration.ofMinutes(3));
        recorder.finish(JobResult.success());
        gateway.settle();

        assertThat(job.history().get(0).duration()).isEqualTo(Duration.ofMinutes(3));
        assertThat(job.status().skipped()).isZero();
        gateway.advance(Duration.ofMinutes(7));
        assertThat(recorder.calls()).hasSize(2);
    }

    @Test
    void aSlewedClockIsNoStep() {
        gateway.handler("scan", recorder.succeeding());
        gateway.define("scan", "every 10 minutes", "scan");
        for (int i = 0; i < 60; i++) {
            gateway.advance(Duration.ofMinutes(1));
            gateway.time().step(Duration.ofMillis(i % 2 == 0 ? 500 : -500));
        }
        gateway.advance(Duration.ofSeconds(1));

        assertThat(recorder.calls()).hasSize(6);
        assertThat(recorder.nominalTimes())
                .allMatch(time -> Duration.between(START, time).toSeconds() % 600 == 0);
    }

    @Test
    void anElapsedJobGoesOnFromNowWhereTheClockBootsInThePast() {
        gateway.handler("scan", recorder.succeeding());
        gateway.define("scan", "every 10 seconds", "scan");
        gateway.advance(Duration.ofSeconds(30));
        gateway.stop();
        gateway.time().reboot();
        gateway.time().step(Duration.ofDays(-20_000));
        gateway.start();

        gateway.advance(Duration.ofSeconds(30));
        assertThat(recorder.calls()).hasSize(6);
        gateway.time().step(Duration.ofDays(20_000));
        gateway.advance(Duration.ofSeconds(30));
        assertThat(recorder.calls()).hasSize(9);
    }

    @Test
    void aCalendarJobWaitsForTheClockToBeSetAfterABootInThePast() {
        gateway.handler("scan", recorder.succeeding());
        gateway.define("scan", "every hour at :30 in UTC", "scan");
        gateway.advance(Duration.ofMinutes(45));
        gateway.stop();
        gateway.time().reboot();
        gateway.time().step(Duration.ofDays(-20_000));
        gateway.start();

        gateway.advance(Duration.ofMinutes(5));
        gateway.time().step(Duration.ofDays(20_000));
        gateway.advance(Duration.ofMinutes(45));
        assertThat(recorder.nominalTimes())
                .containsExactly(START.plus(Duration.ofMinutes(30)), START.plus(Duration.ofMinutes(90)));
    }

    @Test
    void aClockThatStaysBehindHoldsCalendarJobsUntilSomebodySaysThatItIsRight() {
        gateway.handler("scan", recorder.succeeding());
        gateway.define("scan", "every hour at :30 in UTC", "scan");
        gateway.handler("poll", polls.succeeding());
        gateway.define("poll", "every 10 minutes", "poll");
        gateway.advance(Duration.ofMinutes(45));
        gateway.stop();
        gateway.time().reboot();
        gateway.time().step(Duration.ofDays(-3650));
        gateway.start();

        gateway.advance(Duration.ofHours(2));
        assertThat(recorder.calls()).hasSize(1);
        assertThat(polls.calls()).as("elapsed jobs run").hasSize(16);
        assertThat(gateway.job("scan").status().state()).isEqualTo(JobState.HELD);
        assertThat(gateway.job("scan").explain()).contains("the clock shows 2016-", "before this Reveille was made");
        assertThat(gateway.scheduler().status().clockTrusted()).isFalse();

        gateway.scheduler().trustClock();
        gateway.advance(Duration.ofHours(2));
        assertThat(recorder.calls()).hasSize(3);
        assertThat(recorder.last().missed()).isZero();
        assertThat(gateway.scheduler().status().clockTrusted()).isTrue();
    }
}
