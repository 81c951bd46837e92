package io.reveille.core.scenario;

import static io.reveille.testing.ManualScheduler.START;
import static io.reveille.testing.ManualScheduler.properties;
import static org.assertj.core.api.Assertions.assertThat;

import io.reveille.Delivery;
import io.reveille.Job;
import io.reveille.JobContext;
import io.reveille.JobResult;
import io.reveille.JobState;
import io.reveille.Misfire;
import io.reveille.RunOutcome;
import io.reveille.RunReport;
import io.reveille.testing.Inside;
import io.reveille.testing.ManualScheduler;
import io.reveille.testing.Recorder;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What crashes, stops and failing stores mean for a run: at most once, or at least once. */
class DeliveryTest {

    private static final Instant ELEVEN = START.plus(Duration.ofHours(1));
    private static final Instant TWELVE = START.plus(Duration.ofHours(2));

    private final ManualScheduler gateway = new ManualScheduler();
    private final Recorder recorder = new Recorder();

    // At most once

    @Test
    void theStoreHasTheClaimBeforeTheHandlerIsCalled() {
        List<String> stored = new ArrayList<>();
        gateway.handler("pump", recorder.doing(context -> {
            stored.add(gateway.states().text("/claims/dose"));
            return JobResult.success();
        }));
        dose();

        gateway.advance(Duration.ofHours(2));

        assertThat(stored).hasSize(2).allMatch(text -> text.contains("\"RUNNING\""));
        assertThat(stored.get(0)).contains("\"nominal\":\"" + ELEVEN + "\"");
        assertThat(stored.get(1)).contains("\"nominal\":\"" + TWELVE + "\"");
    }

    @Test
    void withoutAClaimInTheStoreItDoesNotStartAndIsTriedAgain() {
        gateway.handler("pump", recorder.succeeding());
        Job job = dose();
        gateway.advance(Duration.ofMinutes(59));
        gateway.states().fail(true);

        gateway.advance(Duration.ofMinutes(2));
        assertThat(recorder.calls()).isEmpty();
        assertThat(job.status().waiting()).contains("saved");
        assertThat(job.explain()).contains("Its occurrence waits: its start could not be saved");
        gateway.states().fail(false);
        gateway.advance(Duration.ofSeconds(31));

        assertThat(recorder.nominalTimes()).containsExactly(ELEVEN);
        assertThat(recorder.last().missed()).isZero();
        assertThat(recorder.last().attempt()).isEqualTo(1);
        assertThat(job.status().waiting()).isEmpty();
    }

    @Test
    void aStoreThatFailsBeyondTheNextOccurrenceMakesItAMisfire() {
        gateway.handler("pump", recorder.succeeding());
        Job job = dose();
        gateway.advance(Duration.ofMinutes(59));
        gateway.states().fail(true);

        gateway.advance(Duration.ofMinutes(90)); // 12:29
        gateway.states().fail(false);
        gateway.advance(Duration.ofMinutes(1));

        assertThat(recorder.nominalTimes()).containsExactly(TWELVE);
        assertThat(recorder.last().missed()).isEqualTo(2);
        assertThat(job.status().missed()).isEqualTo(2);
    }

    @Test
    void aSlowStoreIsWaitedFor() {
        gateway.handler("pump", recorder.succeeding());
        Job job = dose();
        gateway.advance(Duration.ofMinutes(59));
        Inside.of(gateway).stateThread().hold();

        gateway.advance(Duration.ofMinutes(2));
        assertThat(recorder.calls()).isEmpty();
        assertThat(job.status().waiting()).isEqualTo("for its start to be saved");
        Inside.of(gateway).stateThread().release();
        gateway.settle();

        assertThat(recorder.nominalTimes()).containsExactly(ELEVEN);
    }

    @Test
    void aPauseWhileTheClaimIsSavedStopsTheRun() {
        gateway.handler("pump", recorder.succeeding());
        Job job = dose();
        gateway.advance(Duration.ofMinutes(59));
        Inside.of(gateway).stateThread().hold();
        gateway.advance(Duration.ofMinutes(2));

        job.pause();
        Inside.of(gateway).stateThread().release();
        gateway.settle();
        assertThat(recorder.calls()).isEmpty();
        job.resume();
        gateway.advance(Duration.ofHours(1));

        assertThat(recorder.nominalTimes()).containsExactly(TWELVE);
    }

    @Test
    void aJobThatIsRemovedWhileItsClaimIsSavedDoesNotRun() {
        gateway.handler("pump", recorder.succeeding());
        Job job = dose();
        gateway.advance(Duration.ofMinutes(59));
        Inside.of(gateway).stateThread().hold();
        gateway.advance(Duration.ofMinutes(2));

        gateway.delete("io.reveille.job~dose");
        Inside.of(gateway).stateThread().release();
        gateway.advance(Duration.ofHours(2));

        assertThat(gateway.scheduler().job(job.name())).isEmpty();
        assertThat(recorder.calls()).isEmpty();
    }

    @Test
    void aScheduleThatChangesWhileTheClaimIsSavedBeginsAnew() {
        gateway.handler("pump", recorder.succeeding());
        dose();
        gateway.advance(Duration.ofMinutes(59));
        Inside.of(gateway).stateThread().hold();
        gateway.advance(Duration.ofMinutes(2)); // 11:01

        Map<String, Object> changed = properties("dose", "every hour at :30", "pump");
        changed.put("delivery", "at-most-once");
        gateway.store("io.reveille.job~dose", changed);
        Inside.of(gateway).stateThread().release();
        gateway.advance(Duration.ofMinutes(30));

        assertThat(recorder.nominalTimes()).containsExactly(ELEVEN.plusSeconds(1800));
    }

    @Test
    void whatACrashCutsOffAfterTheClaimIsAbandonedAndTheNextRuns() {
        gateway.asyncHandler("pump", recorder.lasting());
        dose();
        gateway.advance(Duration.ofMinutes(60));
        assertThat(recorder.calls()).hasSize(1);

        gateway.crashFor(Duration.ofSeconds(1));

        Job job = gateway.job("dose");
        assertThat(recorder.calls()).hasSize(1);
        RunReport abandoned = job.history().get(0);
        assertThat(abandoned.outcome()).isEqualTo(RunOutcome.ABANDONED);
        assertThat(abandoned.nominalTime()).isEqualTo(ELEVEN);
        assertThat(abandoned.message()).contains("crash", "at most once");
        assertThat(job.status().lastRun()).contains(abandoned);
        assertThat(job.explain()).contains("was lost in a crash");
        gateway.advance(Duration.ofHours(1));
        assertThat(recorder.nominalTimes()).containsExactly(ELEVEN, TWELVE);
        assertThat(recorder.last().isRecovery()).isFalse();
        assertThat(recorder.last().missed()).isZero();
    }

    @Test
    void anAbandonedRunIsAbandonedOnce() {
        gateway.asyncHandler("pump", recorder.lasting());
        dose();
        gateway.advance(Duration.ofMinutes(60));

        gateway.crashFor(Duration.ofSeconds(1));
        gateway.advance(Duration.ofMinutes(1));
        gateway.crashFor(Duration.ofSeconds(1));

        assertThat(recorder.calls()).hasSize(1);
        assertThat(gateway.job("dose").history()).hasSize(1);
        assertThat(gateway.job("dose").status().runs()).isEqualTo(1);
    }

    @Test
    void aCrashBetweenClaimAndCallCountsAsIfItHadRun() {
        gateway.handler("pump", recorder.succeeding());
        dose();
        Inside.of(gateway).workers().hold();
        gateway.advance(Duration.ofMinutes(60));

        gateway.crashFor(Duration.ofSeconds(1));

        assertThat(recorder.calls()).isEmpty();
        assertThat(gateway.job("dose").status().lastRun().orElseThrow().outcome())
                .isEqualTo(RunOutcome.ABANDONED);
    }

    @Test
    void whatACrashCutsOffBeforeTheClaimRuns() {
        gateway.handler("pump", recorder.succeeding());
        dose();
        gateway.advance(Duration.ofMinutes(59));
        Inside.of(gateway).stateThread().hold();
        gateway.advance(Duration.ofMinutes(1));

        gateway.crashFor(Duration.ofSeconds(30));

        assertThat(recorder.nominalTimes()).containsExactly(ELEVEN);
        assertThat(recorder.last().missed()).isEqualTo(1);
    }

    @Test
    void aStopInOrderInMidRunIsItsEnd() {
        gateway.asyncHandler("pump", recorder.lasting());
        dose();
        gateway.advance(Duration.ofMinutes(60));

        gateway.restartAfter(Duration.ofSeconds(5));

        assertThat(recorder.calls()).hasSize(1);
        assertThat(gateway.job("dose").status().lastRun().orElseThrow().outcome())
                .isEqualTo(RunOutcome.INTERRUPTED);
        gateway.advance(Duration.ofHours(1));
        assertThat(recorder.nominalTimes()).containsExactly(ELEVEN, TWELVE);
    }

    @Test
    void aStopWhileTheClaimIsSavedLeavesTheRunForLater() {
        gateway.handler("pump", recorder.succeeding());
        dose();
        gateway.advance(Duration.ofMinutes(59));
        Inside.of(gateway).stateThread().hold();
        gateway.advance(Duration.ofMinutes(1));

        gateway.restartAfter(Duration.ofSeconds(2));

        assertThat(recorder.nominalTimes()).containsExactly(ELEVEN);
    }

    @Test
    void aRunOnRequestNeedsNoClaim() {
        gateway.handler("pump", recorder.succeeding());
        Job job = dose();
        gateway.states().fail(true);

        job.trigger();
        gateway.settle();

        assertThat(recorder.calls()).hasSize(1);
    }

    private Job dose() {
        Job job = gateway.scheduler()
                .schedule("every hour at :00")
                .named("dose")
                .delivery(Delivery.AT_MOST_ONCE)
                .run("pump");
        gateway.settle();
        return job;
    }

    // At least once

    @Test
    void whatACrashCutsOffInMidRunRunsAgain() {
        gateway.asyncHandler("scan", recorder.lasting());
        gateway.define("scan", "every hour at :00", "scan");
        gateway.advance(Duration.ofMinutes(61));

        gateway.crashFor(Duration.ofSeconds(30));

        assertThat(recorder.nominalTimes()).containsExactly(ELEVEN, ELEVEN);
        assertThat(recorder.last().isRecovery()).isTrue();
        assertThat(recorder.last().attempt()).isEqualTo(1);
    }

    @Test
    void whatACrashCutsOffRunsAgainThoughMisfiresAreSkipped() {
        gateway.asyncHandler("scan", recorder.lasting());
        gateway.scheduler()
                .schedule("every hour at :00")
                .named("scan")
                .misfire(Misfire.SKIP)
                .run("scan");
        gateway.advance(Duration.ofMinutes(61));

        gateway.crashFor(Duration.ofMinutes(10));

        assertThat(recorder.nominalTimes()).containsExactly(ELEVEN, ELEVEN);
        assertThat(recorder.last().isRecovery()).isTrue();
    }

    @Test
    void afterAnUncleanStopStartsAreClaimedUntilTheJobHasOnceEnded() {
        List<Boolean> claimed = new ArrayList<>();
        gateway.handler("scan", recorder.doing(context -> {
            String claim = gateway.states().text("/claims/scan");
            claimed.add(claim.contains("\"nominal\":\"" + context.nominalTime() + "\""));
            return JobResult.success();
        }));
        gateway.define("scan", "every minute", "scan");
        gateway.advance(Duration.ofMinutes(2));

        gateway.crashFor(Duration.ofSeconds(1));
        gateway.advance(Duration.ofMinutes(2));
        gateway.restartAfter(Duration.ofSeconds(1));
        gateway.advance(Duration.ofMinutes(1));

        assertThat(claimed).containsExactly(false, false, true, false, false);
    }

    @Test
    void aShortRunIsHeldAfterTheFourthCrashIfTheStopBeforeWasInOrder() {
        gateway.asyncHandler("scan", recorder.lasting());
        gateway.define("scan", "every hour at :00", "scan");
        gateway.restartAfter(Duration.ofSeconds(10));
        gateway.advance(Duration.ofMinutes(60)); // it runs, and no save has come since

        int crashes = 0;
        while (gateway.job("scan").status().state() == JobState.READY && crashes < 10) {
            gateway.crashFor(Duration.ofSeconds(1));
            crashes++;
        }

        assertThat(crashes).isEqualTo(4);
        assertThat(gateway.job("scan").status().reason()).contains("crashed 3 times");
    }

    @Test
    void aJobThatCrashesTheGatewayThreeTimesIsQuarantinedUntilItIsResumed() {
        gateway.asyncHandler("scan", recorder.lasting());
        gateway.define("scan", "every hour at :00", "scan");
        gateway.advance(Duration.ofMinutes(61));

        int crashes = 0;
        while (gateway.job("scan").status().state() == JobState.READY && crashes < 10) {
            gateway.crashFor(Duration.ofSeconds(10));
            crashes++;
        }

        assertThat(crashes).isEqualTo(3);
        Job job = gateway.job("scan");
        assertThat(job.status().state()).isEqualTo(JobState.HELD);
        assertThat(job.status().reason()).contains("quarantined", "crashed 3 times");
        gateway.advance(Duration.ofHours(3));
        gateway.restartAfter(Duration.ofSeconds(10));
        assertThat(recorder.calls()).hasSize(3);

        gateway.job("scan").resume();
        gateway.advance(Duration.ofHours(1));
        assertThat(gateway.job("scan").status().state()).isEqualTo(JobState.READY);
        assertThat(recorder.calls()).hasSize(4);
        assertThat(recorder.last().isRecovery()).isFalse();
        gateway.crashFor(Duration.ofMinutes(1));
        assertThat(gateway.job("scan").status().state())
                .as("it counts from the start again")
                .isEqualTo(JobState.READY);
    }

    @Test
    void anEndForWantOfMemoryIsNoCrashOfOneJobAmongSeveral() {
        gateway.asyncHandler("scan", recorder.lasting());
        gateway.define("scan", "every hour at :00", "scan");
        gateway.define("dig", "every hour at :00", "scan");
        gateway.advance(Duration.ofMinutes(61));
        Inside.of(gateway).endsItself();

        for (int end = 0; end < 5; end++) {
            gateway.crashFor(Duration.ofSeconds(10));
            gateway.advance(Duration.ofSeconds(5)); // both have had their turn
        }

        assertThat(gateway.job("scan").status().state()).isEqualTo(JobState.READY);
        assertThat(gateway.job("dig").status().state()).isEqualTo(JobState.READY);
        assertThat(recorder.last().isRecovery()).isTrue();
    }

    @Test
    void anEndForWantOfMemoryIsACrashOfTheOnlyJobThatRan() {
        gateway.asyncHandler("scan", recorder.lasting());
        gateway.define("scan", "every hour at :00", "scan");
        gateway.define("dig", "every day at 05:00", "scan");
        gateway.advance(Duration.ofMinutes(61));
        Inside.of(gateway).endsItself();

        for (int end = 0; end < 4; end++) {
            gateway.crashFor(Duration.ofSeconds(10));
        }

        assertThat(gateway.job("scan").status().state()).isEqualTo(JobState.HELD);
    }

    @Test
    void anEndBetweenTwoCrashesBeginsTheCountAnew() {
        gateway.asyncHandler("scan", recorder.lasting());
        gateway.define("scan", "every hour at :00", "scan");
        gateway.advance(Duration.ofMinutes(61));
        gateway.crashFor(Duration.ofSeconds(10));
        gateway.crashFor(Duration.ofSeconds(10));
        while (recorder.pending() > 0) {
            recorder.finish(JobResult.success());
        }
        gateway.advance(Duration.ofMinutes(61));

        gateway.crashFor(Duration.ofSeconds(10));
        gateway.crashFor(Duration.ofSeconds(10));

        assertThat(gateway.job("scan").status().state()).isEqualTo(JobState.READY);
    }

    @Test
    void oneJobsCrashesAreNotAnothers() {
        gateway.asyncHandler("scan", recorder.lasting());
        Recorder polls = new Recorder();
        gateway.handler("poll", polls.succeeding());
        gateway.define("scan", "every hour at :00", "scan");
        gateway.define("poll", "every hour at :00", "poll");
        gateway.advance(Duration.ofMinutes(61));

        for (int crash = 0; crash < 4; crash++) {
            gateway.crashFor(Duration.ofSeconds(10));
            gateway.advance(Duration.ofSeconds(1));
        }

        assertThat(gateway.job("scan").status().state()).isEqualTo(JobState.HELD);
        assertThat(gateway.job("poll").status().state()).isEqualTo(JobState.READY);
        assertThat(polls.calls()).extracting(JobContext::isRecovery).containsOnly(false);
    }
}
