package io.reveille.core.scenario;

import static io.reveille.testing.ManualScheduler.START;
import static org.assertj.core.api.Assertions.assertThat;

import io.reveille.Job;
import io.reveille.JobContext;
import io.reveille.JobResult;
import io.reveille.JobState;
import io.reveille.testing.ManualScheduler;
import io.reveille.testing.MemoryDefinitionStore;
import io.reveille.testing.Recorder;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What random scripts have found, each as short as it can be told. */
class FoundAtRandomTest {

    private final ManualScheduler gateway = new ManualScheduler();
    private final Recorder recorder = new Recorder();

    @Test
    void aClockThatIsSetWhileReveilleIsDownMovesNoElapsedJob() {
        gateway.handler("scan", recorder.succeeding());
        gateway.define("scan", "every 10 minutes", "scan");
        gateway.advance(Duration.ofMinutes(1));

        gateway.stop();
        gateway.time().step(Duration.ofHours(3));
        gateway.start();
        gateway.advance(Duration.ofMinutes(10));

        assertThat(recorder.calls()).hasSize(1);
        assertThat(recorder.last().missed()).isZero();
    }

    /** What is saved of the clock may be lost, with its page or by an older version that went on with the state. */
    @Test
    void whatIsNotKnownOfTheClockMovesNoJob() {
        gateway.handler("scan", recorder.succeeding());
        gateway.define("scan", "every 10 minutes", "scan");
        gateway.advance(Duration.ofMinutes(1));
        gateway.time().step(Duration.ofHours(3));
        gateway.advance(Duration.ofMinutes(1));
        gateway.stop();
        String engine = gateway.states().text("/engine");
        gateway.states().put("/engine", engine.replaceAll("\"(clock|stepped)\":[^,]*,", ""));

        gateway.start();
        gateway.advance(Duration.ofMinutes(8));

        assertThat(recorder.calls()).hasSize(1);
        assertThat(recorder.last().missed()).isZero();
    }

    @Test
    void anOccurrenceGivenUpByTheNextIsOneOfTheTimesToo() {
        gateway.handler("scan", recorder.doing(context -> JobResult.retryAfter(Duration.ofHours(1))));
        gateway.define("scan", "every 10 minutes times 3", "scan");

        gateway.advance(Duration.ofDays(1));

        assertThat(recorder.calls().stream().filter(call -> call.attempt() == 1))
                .hasSize(3);
    }

    @Test
    void noneIsQueuedBeyondTheTimes() {
        gateway.asyncHandler("scan", recorder.lasting());
        store("every 10 minutes times 1", Map.of("overlap", "queue"));
        gateway.advance(Duration.ofMinutes(25));

        recorder.finish(JobResult.success());
        gateway.settle();

        assertThat(recorder.calls()).hasSize(1);
        assertThat(job().status().state()).isEqualTo(JobState.DONE);
    }

    @Test
    void nothingIsSaidToRunNextAfterTheLastTime() {
        gateway.handler("scan", recorder.doing(context -> JobResult.retryAfter(Duration.ofHours(1))));
        Job job = gateway.define("scan", "every 10 minutes times 1", "scan");
        gateway.advance(Duration.ofMinutes(11));

        assertThat(job.status().nextRun()).isEmpty();
        assertThat(job.explain()).contains("it is tried again at").doesNotContain("runs next");
    }

    @Test
    void aRunOfTheScheduleBeforeIsNoneOfTheNewTimes() {
        gateway.asyncHandler("scan", recorder.lasting());
        store("every 10 minutes", Map.of());
        gateway.advance(Duration.ofMinutes(10));
        store("every 5 minutes times 1", Map.of());

        recorder.finish(JobResult.success());
        gateway.advance(Duration.ofMinutes(5));

        assertThat(recorder.calls()).hasSize(2);
    }

    @Test
    void aScheduleThatWasOverByAWrongClockGoesOn() {
        gateway.handler("scan", recorder.succeeding());
        Job job = gateway.define("scan", "every day at 12:00 until 2027-01-01", "scan");
        gateway.stepClock(Duration.ofDays(1000));
        assertThat(job.status().state()).isEqualTo(JobState.DONE);

        gateway.stepClock(Duration.ofDays(-1000));
        recorder.clear();
        gateway.advance(Duration.ofHours(3));

        assertThat(recorder.nominalTimes()).containsExactly(START.plus(Duration.ofHours(2)));
    }

    @Test
    void stepsBackThatAreWaitedForDoNotAddUp() {
        gateway.handler("scan", recorder.succeeding());
        gateway.define("scan", "every minute at :05", "scan");
        gateway.advance(Duration.ofMinutes(5));
        for (int i = 0; i < 24; i++) {
            gateway.stepClock(Duration.ofMinutes(-50));
        }
        recorder.clear();

        gateway.advance(Duration.ofHours(1).plusMinutes(1));

        assertThat(recorder.calls()).isNotEmpty();
    }

    @Test
    void whatWaitsForItsTurnIsDueByTheNewTime() {
        ManualScheduler.Registration handler = gateway.handler("scan", recorder.succeeding());
        for (int i = 0; i < 20; i++) {
            Map<String, Object> properties = ManualScheduler.properties("scan " + i, "every 10 minutes", "scan");
            properties.put("misfire", "all");
            gateway.store(MemoryDefinitionStore.canonical("scan " + i), properties);
        }
        handler.close();
        gateway.advance(Duration.ofMinutes(30));
        handler.register();

        gateway.stepClock(Duration.ofDays(-1));
        recorder.clear();
        gateway.advance(Duration.ofSeconds(10));

        assertThat(recorder.calls())
                .isNotEmpty()
                .allMatch(call -> !call.nominalTime().isAfter(call.actualTime()));
    }

    @Test
    void aFullHouseCountsEachMissedOccurrenceOnce() {
        gateway.asyncHandler("scan", recorder.lasting());
        store("every minute", Map.of("overlap", "parallel", "misfire", "all", "misfire.limit", "5"));
        gateway.advance(Duration.ofMinutes(16));

        gateway.suspend(Duration.ofMinutes(60));
        gateway.advance(Duration.ofSeconds(30));

        assertThat(job().status().missed() + job().status().skipped()).isEqualTo(60);
    }

    @Test
    void aRetryAtTheMomentOfTheNextOccurrenceGivesWay() {
        gateway.handler(
                "scan",
                recorder.doing(context -> recorder.calls().size() == 1
                        ? JobResult.retryAfter(Duration.ofMinutes(10))
                        : JobResult.success()));
        Job job = gateway.define("scan", "every 10 minutes", "scan");

        gateway.advance(Duration.ofMinutes(20));

        assertThat(recorder.calls().stream().map(JobContext::attempt)).containsExactly(1, 1);
        assertThat(job.status().skipped()).isZero();
    }

    @Test
    void atMostOnceHoldsWhileTheDefinitionIsBroken() {
        gateway.asyncHandler("scan", recorder.lasting());
        store("every 10 minutes", Map.of("delivery", "at-most-once"));
        gateway.advance(Duration.ofMinutes(10));

        store("every 10 minutes or so", Map.of("delivery", "at-most-once"));
        recorder.finish(JobResult.retryAfter(Duration.ofMinutes(1)));
        gateway.settle();
        store("every 10 minutes", Map.of("delivery", "at-most-once"));
        gateway.advance(Duration.ofMinutes(9));

        assertThat(recorder.calls()).hasSize(1);
    }

    @Test
    void aFullHouseOfAChainIsNoBusyLoop() {
        gateway.handler("load", context -> JobResult.success());
        gateway.asyncHandler("scan", recorder.lasting());
        gateway.define("load", "every minute", "load");
        store("after \"load\"", Map.of("overlap", "parallel"));
        gateway.advance(Duration.ofMinutes(20));
        assertThat(recorder.calls()).hasSize(16);

        recorder.finish(JobResult.success());
        gateway.settle();
        assertThat(recorder.calls())
                .as("what there was no place for is skipped")
                .hasSize(16);
        gateway.advance(Duration.ofMinutes(1));

        assertThat(recorder.calls()).hasSize(17);
        assertThat(gateway.job("scan").status().skipped()).isEqualTo(4);
    }

    /** A start is saved alone, after a step that what is known of the clock was not saved with. */
    @ParameterizedTest
    @ValueSource(ints = {2, -2, -30})
    void aClaimIsOfTheClockThatItWasMadeBy(int hours) {
        gateway.handler("scan", recorder.succeeding());
        store("every 10 seconds", Map.of("delivery", "at-most-once"));
        gateway.advance(Duration.ofSeconds(65));

        gateway.stepClock(Duration.ofHours(hours));
        gateway.advance(Duration.ofSeconds(6));
        assertThat(recorder.calls()).hasSize(7);
        gateway.time().step(Duration.ofMillis(400)); // is slewed, and that is no step
        gateway.crashFor(Duration.ofSeconds(1));
        gateway.advance(Duration.ofSeconds(8));

        assertThat(recorder.calls()).hasSize(8);
        assertThat(recorder.last().missed()).isZero();
        assertThat(recorder.last().nominalTime())
                .isEqualTo(START.plus(Duration.ofHours(hours)).plusSeconds(80));
    }

    @Test
    void aCrashInTheFirstSaveAfterAStepMovesNobodyTwice() {
        gateway.handler("scan", recorder.succeeding());
        store("every 10 minutes", Map.of());
        gateway.advance(Duration.ofMinutes(4));

        gateway.states().failFor("scan");
        gateway.stepClock(Duration.ofHours(3)); // what is known of the clock is saved, the job is not
        gateway.kill();
        gateway.states().failFor();
        gateway.start();
        gateway.advance(Duration.ofMinutes(6));

        assertThat(recorder.calls()).hasSize(1);
        assertThat(recorder.last().missed()).isZero();
    }

    @Test
    void aStepOfARunOfTheMachineBeforeCountsNoMore() {
        gateway.handler("scan", recorder.succeeding());
        store("every 10 minutes", Map.of());
        gateway.advance(Duration.ofMinutes(2));
        gateway.stepClock(Duration.ofHours(3));
        gateway.advance(Duration.ofMinutes(2));

        gateway.stop();
        gateway.time().reboot();
        gateway.start();
        gateway.stepClock(Duration.ofHours(-2));
        gateway.crashFor(Duration.ZERO);
        gateway.advance(Duration.ofMinutes(6));

        assertThat(recorder.calls()).hasSize(1);
        assertThat(recorder.last().missed()).isZero();
    }

    private void store(String schedule, Map<String, Object> policies) {
        Map<String, Object> properties = ManualScheduler.properties("scan", schedule, "scan");
        properties.putAll(policies);
        gateway.store(MemoryDefinitionStore.canonical("scan"), properties);
    }

    private Job job() {
        return gateway.job("scan");
    }
}
