package io.reveille.core.scenario;

import static io.reveille.testing.ManualScheduler.START;
import static org.assertj.core.api.Assertions.assertThat;

import io.reveille.Job;
import io.reveille.JobContext;
import io.reveille.JobResult;
import io.reveille.JobState;
import io.reveille.JobStatus;
import io.reveille.RunOutcome;
import io.reveille.testing.Inside;
import io.reveille.testing.ManualScheduler;
import io.reveille.testing.ManualScheduler.Registration;
import io.reveille.testing.Recorder;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Stops in order, kills, and what is there afterwards. */
class RestartTest {

    private final ManualScheduler gateway = new ManualScheduler();
    private final Recorder recorder = new Recorder();

    @Test
    void aRestartLosesNothingAndMissesNothing() {
        gateway.handler("scan", recorder.doing(context -> JobResult.success("found 3")));
        gateway.define("scan", "every 10 seconds", "scan");
        gateway.advance(Duration.ofSeconds(41));
        JobStatus before = gateway.job("scan").status();

        gateway.restartAfter(Duration.ofSeconds(3));

        JobStatus after = gateway.job("scan").status();
        assertThat(after).isEqualTo(before);
        assertThat(after.runs()).isEqualTo(4);
        assertThat(after.lastRun().orElseThrow().message()).isEqualTo("found 3");
        gateway.advance(Duration.ofSeconds(6));
        assertThat(recorder.last().nominalTime()).isEqualTo(START.plusSeconds(50));
        assertThat(recorder.last().missed()).isZero();
    }

    @Test
    void whatPassedWhileTheGatewayWasDownRunsOnceAndTheRhythmStays() {
        gateway.handler("scan", recorder.succeeding());
        gateway.define("scan", "every 10 seconds", "scan");
        gateway.advance(Duration.ofSeconds(41));
        recorder.clear();

        gateway.restartAfter(Duration.ofSeconds(63)); // 10:01:44
        gateway.advance(Duration.ofSeconds(6));

        assertThat(recorder.nominalTimes()).containsExactly(START.plusSeconds(100), START.plusSeconds(110));
        assertThat(recorder.calls()).extracting(JobContext::missed).containsExactly(6, 0);
        assertThat(recorder.calls()).extracting(JobContext::isRecovery).containsExactly(false, false);
        assertThat(gateway.job("scan").status().missed()).isEqualTo(6);
    }

    @Test
    void aCrashLosesAtMostWhatWasNotYetSaved() {
        gateway.handler("scan", recorder.succeeding());
        gateway.define("scan", "every 10 seconds", "scan");
        gateway.advance(Duration.ofSeconds(605));
        recorder.clear();

        gateway.crashFor(Duration.ofSeconds(1)); // 10:10:06

        JobStatus status = gateway.job("scan").status();
        assertThat(status.runs()).isBetween(57L, 61L);
        assertThat(recorder.calls())
                .as("at least once: the newest may run again, once")
                .hasSizeLessThanOrEqualTo(1);
        assertThat(recorder.nominalTimes()).allMatch(START.plusSeconds(600)::equals);
        gateway.advance(Duration.ofSeconds(4));
        assertThat(recorder.last().nominalTime()).isEqualTo(START.plusSeconds(610));
    }

    @Test
    void aRunThatACrashCutOffIsRecoveredAndKnowsIt() {
        gateway.asyncHandler("scan", recorder.lasting());
        gateway.define("scan", "every hour at :00", "scan");
        gateway.advance(Duration.ofMinutes(62)); // long enough to be saved as begun

        gateway.crashFor(Duration.ofSeconds(30));

        assertThat(recorder.calls()).hasSize(2);
        assertThat(recorder.last().isRecovery()).isTrue();
        assertThat(recorder.last().nominalTime()).isEqualTo(START.plus(Duration.ofHours(1)));
        recorder.finish(JobResult.success("the old one, which nobody hears"));
        recorder.finish(JobResult.success("again"));
        gateway.settle();
        assertThat(gateway.job("scan").history()).hasSize(1);
        assertThat(gateway.job("scan").history().get(0).recovery()).isTrue();
        assertThat(gateway.job("scan").history().get(0).message()).isEqualTo("again");
        gateway.advance(Duration.ofHours(1));
        assertThat(recorder.last().isRecovery()).isFalse();
    }

    @Test
    void whatAPauseDropsIsNotRecovered() {
        gateway.asyncHandler("scan", recorder.lasting());
        gateway.define("scan", "every hour at :00", "scan");
        gateway.advance(Duration.ofMinutes(62));
        gateway.job("scan").pause();
        gateway.advance(Duration.ofSeconds(31));
        gateway.crashFor(Duration.ofSeconds(30));

        gateway.job("scan").resume();
        gateway.advance(Duration.ofHours(1));

        assertThat(recorder.nominalTimes())
                .containsExactly(START.plus(Duration.ofHours(1)), START.plus(Duration.ofHours(2)));
        assertThat(recorder.last().isRecovery()).isFalse();
    }

    @Test
    void missedOccurrencesAreCountedOnceHoweverManyCrashesThereAre() {
        gateway.asyncHandler("scan", recorder.lasting());
        gateway.define("scan", "every minute", "scan");
        gateway.settle();
        for (int crash = 0; crash < 2; crash++) {
            gateway.crashFor(Duration.ofMinutes(10));
            gateway.advance(Duration.ofSeconds(40)); // saved as begun
        }
        recorder.clear();
        gateway.crashFor(Duration.ofMinutes(10));
        assertThat(recorder.last().missed()).isEqualTo(31);

        for (int run = 0; run < 3; run++) {
            recorder.finish(JobResult.success());
        }
        gateway.settle();

        assertThat(gateway.job("scan").status().missed()).isEqualTo(31);
    }

    @Test
    void anOrderlyStopInMidRunTellsTheHandlerAndRunsTheOccurrenceAgain() {
        gateway.asyncHandler("scan", recorder.lasting());
        gateway.define("scan", "every hour at :00", "scan");
        gateway.advance(Duration.ofMinutes(61));

        gateway.stop();
        assertThat(recorder.last().isCancelled()).isTrue();
        gateway.time().advance(Duration.ofMinutes(1));
        gateway.start();

        assertThat(recorder.calls()).hasSize(2);
        assertThat(recorder.last().isRecovery()).isTrue();
        assertThat(recorder.last().nominalTime()).isEqualTo(START.plus(Duration.ofHours(1)));
        assertThat(gateway.job("scan").status().lastRun().orElseThrow().outcome())
                .isEqualTo(RunOutcome.INTERRUPTED);
    }

    @Test
    void aRunThatEndsWhileReveilleStopsCounts() {
        gateway.asyncHandler("scan", recorder.lasting());
        gateway.define("scan", "every hour at :00", "scan");
        gateway.advance(Duration.ofMinutes(61));

        var quiet = Inside.of(gateway).engine().stopRuns();
        gateway.settle();
        assertThat(quiet).isNotDone();
        recorder.finish(JobResult.success("just in time"));
        gateway.settle();
        assertThat(quiet).isDone();
        gateway.stop();
        gateway.start();

        assertThat(recorder.calls()).hasSize(1);
        assertThat(gateway.job("scan").status().lastRun().orElseThrow().message())
                .isEqualTo("just in time");
    }

    @Test
    void nothingStartsOnceReveilleStops() {
        gateway.handler("scan", recorder.succeeding());
        Job job = gateway.define("scan", "every 10 seconds", "scan");
        Inside.of(gateway).workers().hold();
        gateway.advance(Duration.ofSeconds(10)); // the run waits for a worker

        var quiet = Inside.of(gateway).engine().stopRuns();
        Inside.of(gateway).workers().release();
        gateway.advance(Duration.ofSeconds(60));

        assertThat(quiet).isDone();
        assertThat(recorder.calls()).isEmpty();
        assertThat(job.trigger().toCompletableFuture().join().message()).isEqualTo("Reveille stops");
        gateway.stop();
        gateway.start();
        assertThat(recorder.last().missed()).isEqualTo(7);
    }

    @Test
    void aJobDoneStaysDone() {
        gateway.handler("scan", recorder.succeeding());
        gateway.define("scan", "once in 10 minutes", "scan");
        gateway.advance(Duration.ofMinutes(11));

        gateway.restartAfter(Duration.ofDays(1));

        assertThat(gateway.job("scan").status().state()).isEqualTo(JobState.DONE);
        assertThat(recorder.calls()).hasSize(1);
    }

    @Test
    void aJobThatRunsOnceRunsLateIfTheGatewayWasDown() {
        gateway.handler("scan", recorder.succeeding());
        gateway.define("scan", "once in 10 minutes", "scan");
        gateway.advance(Duration.ofMinutes(1));

        gateway.restartAfter(Duration.ofDays(1));

        assertThat(recorder.nominalTimes()).containsExactly(START.plus(Duration.ofMinutes(10)));
        assertThat(recorder.last().missed()).isEqualTo(1);
        assertThat(gateway.job("scan").status().state()).isEqualTo(JobState.DONE);
    }

    @Test
    void stateWithoutDefinitionIsKeptForThirtyDaysAndThenDropped() {
        gateway.handler("scan", recorder.succeeding());
        gateway.define("scan", "every hour", "scan");
        gateway.define("other", "every hour", "scan");
        gateway.advance(Duration.ofHours(1));
        gateway.delete("io.reveille.job~scan");
        gateway.advance(Duration.ofMinutes(1));

        gateway.restartAfter(Duration.ofDays(29));
        gateway.advance(Duration.ofHours(2));
        assertThat(gateway.states().jobs()).contains("scan");

        gateway.restartAfter(Duration.ofDays(2));
        gateway.advance(Duration.ofHours(2));
        assertThat(gateway.states().jobs()).containsExactly("other");
    }

    @Test
    void stateIsKeptForAServiceThatComesLateAfterASeasonOff() {
        Registration service = gateway.whiteboard(
                "upload",
                "every hour",
                recorder.doing(context -> {
                    context.memory().put("cursor", 7);
                    return JobResult.success();
                }),
                Map.of());
        gateway.advance(Duration.ofHours(1));
        service.close(); // bundles stop one after the other
        gateway.stop();

        gateway.time().advance(Duration.ofDays(120));
        gateway.start();
        gateway.advance(Duration.ofMinutes(5));
        service.register();

        assertThat(recorder.last().memory()).isEqualTo(Map.of("cursor", 7));
        assertThat(recorder.calls()).hasSize(2);
        gateway.advance(Duration.ofHours(2));
        assertThat(gateway.states().jobs()).containsExactly("upload");
    }

    @Test
    void aThousandJobsComeBackAsTheyWere() {
        gateway.handler("scan", recorder.succeeding());
        IntStream.range(0, 1000)
                .forEach(i -> gateway.scheduler()
                        .schedule("every " + (10 + i % 50) + " minutes")
                        .named("job " + i)
                        .run("scan"));
        gateway.advance(Duration.ofHours(2));
        List<JobStatus> before =
                gateway.scheduler().jobs().stream().map(Job::status).toList();
        assertThat(before).hasSize(1000).allMatch(status -> status.runs() == 120 / minutes(status));

        gateway.restartAfter(Duration.ofSeconds(2));

        assertThat(gateway.scheduler().jobs().stream().map(Job::status).toList())
                .isEqualTo(before);
    }

    /** From the next run and the count: every N minutes from the start. */
    private static long minutes(JobStatus status) {
        long next = Duration.between(START, status.nextRun().orElseThrow()).toMinutes();
        return next / (status.runs() + 1);
    }

    @Test
    void theStateOfADeletedJobIsDroppedWithoutARestartToo() {
        gateway.handler("scan", recorder.succeeding());
        gateway.store("scan", "every 10 seconds", "scan");
        gateway.advance(Duration.ofSeconds(60));
        gateway.delete("io.reveille.job~scan");

        gateway.advance(Duration.ofDays(29));
        assertThat(gateway.states().text("scan")).isNotEmpty();
        gateway.advance(Duration.ofDays(2));
        assertThat(gateway.states().text("scan")).isEmpty();
    }
}
