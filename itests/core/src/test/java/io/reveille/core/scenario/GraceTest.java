package io.reveille.core.scenario;

import static io.reveille.testing.ManualScheduler.START;
import static org.assertj.core.api.Assertions.assertThat;

import io.reveille.Job;
import io.reveille.JobBuilder;
import io.reveille.JobResult;
import io.reveille.Misfire;
import io.reveille.Overlap;
import io.reveille.spi.RunGate;
import io.reveille.testing.Inside;
import io.reveille.testing.ManualScheduler;
import io.reveille.testing.Recorder;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** A start within the grace is no misfire; all else that passed while nothing ran is the misfire policy's. */
class GraceTest {

    private final ManualScheduler gateway = new ManualScheduler();
    private final Recorder recorder = new Recorder();

    @ParameterizedTest
    @CsvSource({"1, QUEUE", "1, SKIP", "1, PARALLEL", "2, SKIP", "2, QUEUE", "3, SKIP"})
    void allLosesNothingAtTheEndOfItsCatchUp(int seconds, Overlap overlap) {
        gateway.handler("count", recorder.succeeding());

        define(builder("every " + seconds + " seconds").misfireAll(100).overlap(overlap));

        gateway.restartAfter(Duration.ofSeconds(20));
        gateway.advance(Duration.ofSeconds(40));

        assertThat(recorder.nominalTimes())
                .containsExactlyElementsOf(LongStream.rangeClosed(1, 60 / seconds)
                        .mapToObj(i -> START.plusSeconds(i * seconds))
                        .toList());
        assertThat(job("count").status().skipped()).isZero();
    }

    @Test
    void allRunsEachThatPassedWithinTheGrace() {
        gateway.handler("count", recorder.succeeding());
        define(builder("every 1 second").misfireAll(100));

        gateway.suspend(Duration.ofMillis(4500));
        gateway.settle();

        assertThat(recorder.nominalTimes()).containsExactly(at(1), at(2), at(3), at(4));
        assertThat(job("count").status().skipped()).isZero();
    }

    @Test
    void whatComesDueDuringARunOfAllThatIsInTimeIsTheOverlaps() {
        gateway.asyncHandler("count", recorder.lasting());
        define(builder("every 10 seconds").misfireAll(100));
        gateway.advance(Duration.ofSeconds(35));

        recorder.finish(JobResult.success());
        gateway.settle();

        assertThat(recorder.nominalTimes()).containsExactly(at(10));
        assertThat(job("count").status().skipped()).isEqualTo(2);
    }

    @Test
    void whatComesDueDuringTheLastRunOfACatchUpIsTheOverlaps() {
        gateway.asyncHandler("count", recorder.lasting());
        define(builder("every 10 seconds").misfireAll(100));
        gateway.suspend(Duration.ofSeconds(23)); // 10 is late, 20 within the grace
        recorder.finish(JobResult.success());
        gateway.settle();
        assertThat(recorder.nominalTimes()).containsExactly(at(10), at(20));
        gateway.advance(Duration.ofSeconds(12)); // 30 passes

        recorder.finish(JobResult.success());
        gateway.settle();

        assertThat(recorder.nominalTimes()).containsExactly(at(10), at(20));
        assertThat(job("count").status().skipped()).isEqualTo(1);
    }

    @Test
    void onceCountsAllThatPassed() {
        gateway.handler("count", recorder.succeeding());
        define(builder("every 1 second"));

        gateway.suspend(Duration.ofMillis(4500));

        assertThat(recorder.nominalTimes()).containsExactly(at(4));
        assertThat(recorder.last().missed()).isEqualTo(4);
        assertThat(job("count").status().missed()).isEqualTo(4);
        assertThat(job("count").status().skipped()).isZero();
    }

    @Test
    void skipCountsAllButTheOneThatIsInTime() {
        gateway.handler("count", recorder.succeeding());
        define(builder("every 1 second").misfire(Misfire.SKIP));

        gateway.suspend(Duration.ofMillis(4500));

        assertThat(recorder.calls()).hasSize(1);
        assertThat(recorder.last().missed()).isZero();
        assertThat(job("count").status().missed()).isEqualTo(3);
        assertThat(job("count").status().skipped()).isZero();
    }

    @ParameterizedTest
    @EnumSource
    void withAGraceOfAnHourAMinutelyJobLosesNothing(Misfire misfire) {
        ManualScheduler patient = Inside.withGrace(Duration.ofHours(1));
        patient.handler("count", recorder.succeeding());
        patient.scheduler()
                .schedule("every minute at :00")
                .named("count")
                .misfire(misfire)
                .run("count");
        patient.settle();

        patient.suspend(Duration.ofMinutes(20).plusSeconds(30));
        patient.advance(Duration.ofSeconds(20));

        long accounted =
                recorder.calls().stream().filter(call -> call.missed() == 0).count()
                        + patient.job("count").status().missed();
        assertThat(accounted).isEqualTo(20);
        assertThat(patient.job("count").status().skipped()).isZero();
        assertThat(recorder.calls()).hasSize(misfire == Misfire.ALL ? 20 : 1);
    }

    @ParameterizedTest
    @EnumSource
    void whatPassesWhileAWorkerIsWaitedForIsThePolicys(Misfire misfire) {
        Recorder busy = new Recorder();
        gateway.asyncHandler(
                "count",
                context -> context.jobName().equals("busy")
                        ? busy.lasting().start(context)
                        : recorder.lasting().start(context),
                Map.of("job.handler.concurrency", 1));
        gateway.define("busy", "once in 5 seconds", "count");
        define(builder("every 10 seconds").misfire(misfire));
        gateway.advance(Duration.ofSeconds(35)); // 10 waits; 20 and 30 pass

        busy.finish(JobResult.success());
        gateway.settle();
        recorder.finish(JobResult.success());
        gateway.settle();

        assertThat(job("count").status().skipped()).isZero();
        switch (misfire) {
            case ONCE -> {
                assertThat(recorder.nominalTimes()).containsExactly(at(30));
                assertThat(recorder.last().missed()).isEqualTo(3);
            }
            case SKIP -> {
                assertThat(recorder.nominalTimes()).containsExactly(at(10));
                assertThat(recorder.last().missed()).isZero();
                assertThat(job("count").status().missed()).isEqualTo(2);
            }
            case ALL -> assertThat(recorder.nominalTimes()).startsWith(at(10), at(20));
        }
    }

    @ParameterizedTest
    @EnumSource
    void whatPassesUntilAGateOpensIsThePolicys(Misfire misfire) {
        boolean[] open = {false};
        gateway.gate(
                "link",
                (occurrence, condition) ->
                        open[0] ? RunGate.Permit.OPEN : new RunGate.Refusal("no link", Duration.ofMinutes(10)));
        gateway.handler("count", recorder.succeeding());
        define(builder("every 1 second").misfire(misfire).onlyIf("link"));
        gateway.advance(Duration.ofSeconds(1));
        open[0] = true;

        gateway.suspend(Duration.ofSeconds(9));
        gateway.advance(Duration.ofMillis(900));

        long accounted =
                recorder.calls().stream().filter(call -> call.missed() == 0).count()
                        + job("count").status().missed();
        assertThat(accounted).isEqualTo(10);
        assertThat(job("count").status().skipped()).isZero();
    }

    private JobBuilder builder(String schedule) {
        return gateway.scheduler().schedule(schedule).named("count");
    }

    private Job define(JobBuilder builder) {
        Job job = builder.run("count");
        gateway.settle();
        return job;
    }

    private Job job(String name) {
        return gateway.job(name);
    }

    private static Instant at(long seconds) {
        return START.plusSeconds(seconds);
    }
}
