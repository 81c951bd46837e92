package io.reveille.core.scenario;

import static io.reveille.testing.ManualScheduler.START;
import static org.assertj.core.api.Assertions.assertThat;

import io.reveille.Job;
import io.reveille.JobBuilder;
import io.reveille.JobContext;
import io.reveille.JobResult;
import io.reveille.JobState;
import io.reveille.Misfire;
import io.reveille.Overlap;
import io.reveille.spi.RunGate;
import io.reveille.testing.ManualScheduler;
import io.reveille.testing.Recorder;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What passes once the times of a schedule are used up is no occurrence. */
class TimesTest {

    private final ManualScheduler gateway = new ManualScheduler();
    private final Recorder recorder = new Recorder();
    private boolean open = true;

    @ParameterizedTest
    @EnumSource
    void behindTheLastOneThatHasFailedAndWaitsForItsGateNothingPasses(Misfire misfire) {
        gateway.handler(
                "count",
                recorder.doing(context -> context.attempt() == 1 ? JobResult.failure("no") : JobResult.success()));
        gateway.gate(
                "link",
                (occurrence, condition) ->
                        open ? RunGate.Permit.OPEN : new RunGate.Refusal("no link", Duration.ofMinutes(10)));
        define(builder("every minute at :05 times 1")
                .misfire(misfire)
                .onlyIf("link")
                .retry(1, Duration.ofSeconds(10), Duration.ofSeconds(10)));
        gateway.advance(Duration.ofSeconds(6));
        open = false;
        gateway.advance(Duration.ofSeconds(30));
        assertThat(recorder.calls()).hasSize(1);

        open = true;
        gateway.suspend(Duration.ofMinutes(10));
        gateway.advance(Duration.ofMinutes(20));

        assertThat(recorder.calls()).extracting(JobContext::missed).containsOnly(0);
        assertThat(job().status().missed()).isZero();
        assertThat(job().status().skipped()).isZero();
        assertThat(job().status().state()).isEqualTo(JobState.DONE);
    }

    @ParameterizedTest
    @EnumSource
    void theLastOneThatIsDeferredStandsForItselfAlone(Misfire misfire) {
        gateway.handler("count", recorder.succeeding());
        gateway.gate(
                "link",
                (occurrence, condition) ->
                        open ? RunGate.Permit.OPEN : new RunGate.Refusal("no link", Duration.ofMinutes(10)));
        define(builder("every minute at :05 times 1").misfire(misfire).onlyIf("link"));
        open = false;
        gateway.advance(Duration.ofSeconds(6));

        open = true;
        gateway.suspend(Duration.ofMinutes(10));
        gateway.advance(Duration.ofMinutes(2));

        assertThat(recorder.calls()).hasSize(1);
        if (misfire != Misfire.SKIP) { // which counts what is over, and runs the next
            assertThat(recorder.last().missed()).isEqualTo(1);
            assertThat(job().status().missed()).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"ONCE", "ALL"})
    void theLastOneThatIsLateStandsForItselfAlone(Misfire misfire) {
        gateway.handler("count", recorder.succeeding());
        define(builder("every minute at :05 times 1").misfire(misfire));

        gateway.suspend(Duration.ofMinutes(10));

        assertThat(recorder.nominalTimes()).containsExactly(START.plusSeconds(5));
        assertThat(recorder.last().missed()).isEqualTo(1);
        assertThat(job().status().missed()).isEqualTo(1);
        assertThat(job().status().state()).isEqualTo(JobState.DONE);
    }

    @ParameterizedTest
    @EnumSource
    void whatPassesWhileTheLastOneWaitsForAWorkerIsNoOccurrence(Misfire misfire) {
        Recorder busy = new Recorder();
        gateway.asyncHandler(
                "count",
                context -> context.jobName().equals("busy")
                        ? busy.lasting().start(context)
                        : recorder.lasting().start(context),
                Map.of("job.handler.concurrency", 1));
        gateway.define("busy", "once in 5 seconds", "count");
        define(builder("every 10 seconds times 1").misfire(misfire));
        gateway.advance(Duration.ofSeconds(65));

        busy.finish(JobResult.success());
        gateway.settle();
        recorder.finish(JobResult.success());
        gateway.settle();

        assertThat(recorder.nominalTimes()).containsExactly(START.plusSeconds(10));
        assertThat(recorder.last().missed()).isZero();
        assertThat(job().status().missed()).isZero();
        assertThat(job().status().state()).isEqualTo(JobState.DONE);
    }

    @ParameterizedTest
    @EnumSource
    void whatACrashCutsOffStandsForItselfAloneIfItIsTheLast(Misfire misfire) {
        gateway.asyncHandler("count", recorder.lasting());
        define(builder("every hour at :00 times 1").misfire(misfire));
        gateway.advance(Duration.ofMinutes(61));

        gateway.restartAfter(Duration.ofHours(10));
        recorder.finish(JobResult.success());
        recorder.finish(JobResult.success());
        gateway.settle();

        assertThat(recorder.calls()).hasSize(2);
        assertThat(recorder.last().missed()).isEqualTo(1);
        assertThat(job().status().missed()).isEqualTo(1);
        assertThat(job().status().skipped()).isZero();
        assertThat(job().status().state()).isEqualTo(JobState.DONE);
    }

    @Test
    void whatIsQueuedAsTheLastOneIsTheLast() {
        gateway.asyncHandler("count", recorder.lasting());
        define(builder("every 10 seconds times 2").overlap(Overlap.QUEUE));
        gateway.advance(Duration.ofSeconds(45));

        recorder.finish(JobResult.success());
        gateway.settle();
        recorder.finish(JobResult.success());
        gateway.settle();

        assertThat(recorder.nominalTimes()).containsExactly(START.plusSeconds(10), START.plusSeconds(20));
        assertThat(job().status().skipped()).isZero();
        assertThat(job().status().state()).isEqualTo(JobState.DONE);
    }

    @ParameterizedTest
    @EnumSource
    void endsOfTheJobBeforeAreNotCountedBeyondTheTimes(Overlap overlap) {
        gateway.handler("first", context -> JobResult.success());
        gateway.define("first", "every minute at :00", "first");
        gateway.asyncHandler("count", recorder.lasting());
        define(builder("after \"first\" times 1").overlap(overlap));
        gateway.advance(Duration.ofMinutes(5));

        recorder.finish(JobResult.success());
        gateway.advance(Duration.ofMinutes(5));

        assertThat(recorder.calls()).hasSize(1);
        assertThat(job().status().skipped()).isZero();
        assertThat(job().status().missed()).isZero();
        assertThat(job().status().state()).isEqualTo(JobState.DONE);
    }

    @Test
    void endsOfTheJobBeforeAreNotMissedBeyondTheTimes() {
        gateway.handler("first", context -> JobResult.success());
        gateway.define("first", "every minute at :00", "first");
        ManualScheduler.Registration handler = gateway.handler("count", recorder.succeeding());
        define(builder("after \"first\" times 2"));
        handler.close();
        gateway.advance(Duration.ofMinutes(5));

        handler.register();
        gateway.advance(Duration.ofMinutes(5));

        assertThat(recorder.calls()).extracting(JobContext::missed).containsExactly(2, 0);
        assertThat(job().status().missed()).isEqualTo(2);
    }

    private JobBuilder builder(String schedule) {
        return gateway.scheduler().schedule(schedule).named("count");
    }

    private void define(JobBuilder builder) {
        builder.run("count");
        gateway.settle();
    }

    private Job job() {
        return gateway.job("count");
    }
}
