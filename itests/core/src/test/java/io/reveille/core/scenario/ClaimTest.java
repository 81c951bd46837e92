package io.reveille.core.scenario;

import static io.reveille.testing.ManualScheduler.START;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.reveille.Delivery;
import io.reveille.Job;
import io.reveille.JobContext;
import io.reveille.JobResult;
import io.reveille.JobState;
import io.reveille.Misfire;
import io.reveille.Overlap;
import io.reveille.RunOutcome;
import io.reveille.RunReport;
import io.reveille.testing.Inside;
import io.reveille.testing.ManualScheduler;
import io.reveille.testing.Recorder;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A start that is saved before its handler is called, and a crash before the job's own record is. */
class ClaimTest {

    private static final Duration MOMENT = Duration.ofSeconds(1);
    private static final Instant ELEVEN = START.plus(Duration.ofHours(1));
    private static final Instant TWELVE = START.plus(Duration.ofHours(2));

    private final ManualScheduler gateway = new ManualScheduler();
    private final Recorder recorder = new Recorder();

    @Test
    void aClaimIsAsLongHoweverManyJobsThereAre() {
        assertThat(bytesOfAClaim(200))
                .isCloseTo(bytesOfAClaim(0), within(10L)) // ids of runs grow by a digit
                .isLessThan(400);
    }

    @Test
    void whatHasEndedSinceTheCrashIsNotBlamedForTheNext() {
        gateway.handler("harmless", context -> JobResult.success());
        gateway.define("harmless", "every 10 seconds", "harmless");
        gateway.advance(Duration.ofMinutes(2));

        for (int crash = 1; crash <= 5; crash++) {
            gateway.crashFor(Duration.ofSeconds(1));
            gateway.advance(Duration.ofSeconds(10)); // its run has ended, and its record is not saved again yet
        }

        assertThat(gateway.job("harmless").status().reason()).isEmpty();
    }

    private static long bytesOfAClaim(int others) {
        ManualScheduler gateway = new ManualScheduler();
        Recorder recorder = new Recorder();
        List<Long> bytes = new ArrayList<>();
        gateway.handler("pump", recorder.doing(context -> {
            bytes.add(gateway.states().written().bytes());
            return JobResult.success();
        }));
        gateway.handler("scan", recorder.succeeding());
        define(gateway, "dose", "every hour at :00");
        for (int i = 0; i < others; i++) {
            gateway.define("scan " + i, "every 7 minutes", "scan");
        }
        gateway.advance(Duration.ofMinutes(59));
        gateway.advance(Duration.ofSeconds(59));
        long before = gateway.states().written().bytes();
        gateway.advance(MOMENT);
        return bytes.get(0) - before;
    }

    @Test
    void aCrashBeforeTheEndIsSavedAbandonsTheRunAllTheSame() {
        gateway.handler("pump", recorder.doing(this::hang));
        dose();
        gateway.advance(Duration.ofMinutes(60));
        assertThat(gateway.job("dose").status().lastRun().orElseThrow().outcome())
                .isEqualTo(RunOutcome.SUCCEEDED);

        gateway.crashFor(MOMENT);

        assertThat(recorder.calls()).hasSize(1);
        RunReport abandoned = gateway.job("dose").status().lastRun().orElseThrow();
        assertThat(abandoned.outcome()).isEqualTo(RunOutcome.ABANDONED);
        assertThat(abandoned.nominalTime()).isEqualTo(ELEVEN);
        gateway.advance(Duration.ofHours(1));
        assertThat(recorder.nominalTimes()).containsExactly(ELEVEN, TWELVE);
    }

    @Test
    void aClaimHoldsForAJobThatWasNeverSaved() {
        gateway.handler("pump", recorder.doing(this::hang));
        gateway.define("other", "every hour", "scan"); // and is saved: no save for 30 s from now on
        gateway.advance(MOMENT);
        define(gateway, "dose", "every 10 seconds");
        gateway.advance(Duration.ofSeconds(10));
        assertThat(gateway.states().text("dose")).isEmpty();
        assertThat(recorder.calls()).hasSize(1);

        gateway.crashFor(MOMENT);

        assertThat(recorder.calls()).hasSize(1);
        assertThat(gateway.job("dose").status().lastRun().orElseThrow().outcome())
                .isEqualTo(RunOutcome.ABANDONED);
        gateway.advance(Duration.ofSeconds(9));
        assertThat(recorder.nominalTimes()).containsExactly(START.plusSeconds(11), START.plusSeconds(21));
    }

    @Test
    void theNewestClaimKnowsWhatBecameOfTheRunsBefore() {
        gateway.handler("pump", recorder.doing(context -> {
            if (recorder.calls().size() == 2) {
                return hang(context);
            }
            context.memory().put("cursor", 7);
            return JobResult.success();
        }));
        gateway.define("other", "every hour", "scan");
        gateway.advance(MOMENT);
        define(gateway, "dose", "every 10 seconds times 2");
        gateway.advance(Duration.ofSeconds(20));
        assertThat(recorder.calls()).hasSize(2);
        assertThat(gateway.states().text("dose")).isEmpty();

        gateway.crashFor(MOMENT);
        gateway.advance(Duration.ofMinutes(1));

        Job job = gateway.job("dose");
        assertThat(recorder.calls()).hasSize(2);
        assertThat(job.status().state()).isEqualTo(JobState.DONE);
        assertThat(job.status().runs()).isEqualTo(2);
        assertThat(job.history()).extracting(RunReport::outcome).startsWith(RunOutcome.ABANDONED);
        assertThat(gateway.states().text("dose")).contains("\"memory\":{\"cursor\":7}");
    }

    @Test
    void runsSideBySideAreAllAbandoned() {
        gateway.asyncHandler("pump", recorder.lasting());
        gateway.scheduler()
                .schedule("every 10 seconds")
                .named("dose")
                .delivery(Delivery.AT_MOST_ONCE)
                .overlap(Overlap.PARALLEL)
                .run("pump");
        gateway.settle();
        gateway.states().failFor("dose");
        gateway.advance(Duration.ofSeconds(30));
        assertThat(recorder.calls()).hasSize(3);

        gateway.crashFor(MOMENT);

        assertThat(recorder.calls()).hasSize(3);
        assertThat(gateway.job("dose").history())
                .extracting(RunReport::nominalTime)
                .containsExactly(START.plusSeconds(30), START.plusSeconds(20), START.plusSeconds(10));
        assertThat(gateway.job("dose").history()).extracting(RunReport::outcome).containsOnly(RunOutcome.ABANDONED);
    }

    @Test
    void whatMisfiresHadPassedOverBeforeTheClaimStaysCounted() {
        gateway.handler("pump", recorder.succeeding());
        gateway.scheduler()
                .schedule("every hour at :00")
                .named("dose")
                .delivery(Delivery.AT_MOST_ONCE)
                .misfire(Misfire.SKIP)
                .run("pump");
        gateway.settle();
        gateway.states().failFor("dose");
        gateway.suspend(Duration.ofMinutes(3 * 60 + 30));
        gateway.advance(Duration.ofMinutes(30));
        assertThat(recorder.nominalTimes()).containsExactly(START.plus(Duration.ofHours(4)));

        gateway.crashFor(MOMENT);

        assertThat(recorder.calls()).hasSize(1);
        assertThat(gateway.job("dose").status().missed()).isEqualTo(3);
    }

    @Test
    void aFailedRetryIsClaimedAgainAfterACrash() {
        gateway.handler("pump", recorder.doing(context -> {
            if (recorder.calls().size() == 1) {
                return JobResult.failure("no answer");
            }
            return hang(context);
        }));
        gateway.scheduler()
                .schedule("every hour at :00")
                .named("scan")
                .retry(3, Duration.ofMinutes(10), Duration.ofHours(1))
                .run("pump");
        gateway.advance(Duration.ofMinutes(61));
        gateway.crashFor(MOMENT); // between the attempts: the next is claimed
        gateway.advance(Duration.ofMinutes(15));
        assertThat(recorder.last().attempt()).isEqualTo(2);

        gateway.crashFor(MOMENT);

        assertThat(recorder.last().attempt()).isEqualTo(2);
        assertThat(recorder.last().isRecovery()).isTrue();
        assertThat(recorder.nominalTimes()).containsExactly(ELEVEN, ELEVEN, ELEVEN);
    }

    // A job that goes, and another of its name

    @Test
    void aJobTakesItsClaimAlong() {
        gateway.handler("pump", recorder.succeeding());
        Job job = dose();
        gateway.advance(Duration.ofMinutes(61));
        assertThat(gateway.states().text("/claims/dose")).isNotEmpty();

        job.cancel();
        gateway.advance(Duration.ofMinutes(1));

        assertThat(gateway.states().text("/claims/dose")).isEmpty();
    }

    @Test
    void anotherJobOfItsNameIsNotTakenForIt() {
        gateway.handler("pump", recorder.succeeding());
        Job job = dose();
        gateway.advance(Duration.ofMinutes(61));
        String old = gateway.states().text("/claims/dose");
        job.cancel();
        define(gateway, "dose", "every hour at :00");
        gateway.advance(Duration.ofMinutes(1));
        gateway.kill();
        gateway.states().put("/claims/dose", old); // as if the save had broken off between two pages
        gateway.start();

        assertThat(gateway.job("dose").status().runs()).isZero();
        assertThat(gateway.job("dose").history()).isEmpty();
    }

    @Test
    void aClaimThatNobodyNeedsGoesWithTheNextOrAtTheStop() {
        gateway.handler("pump", recorder.succeeding());
        dose();
        define(gateway, "drain", "every hour at :30");
        gateway.advance(Duration.ofMinutes(61));
        assertThat(gateway.states().text("/claims/dose")).isNotEmpty();

        gateway.advance(Duration.ofMinutes(30));
        assertThat(gateway.states().text("/claims/dose")).isEmpty();
        assertThat(gateway.states().text("/claims/drain")).isNotEmpty();

        gateway.stop();
        assertThat(gateway.states().text("/claims/drain")).isEmpty();
    }

    // Chains

    @Test
    void aCrashAfterTheClaimOfAFollowerRepeatsNeitherOfTheTwo() {
        Recorder downloads = new Recorder();
        gateway.handler("download", downloads.succeeding());
        gateway.handler("pump", recorder.doing(this::hang));
        gateway.define("download", "every hour at :00", "download");
        define(gateway, "dose", "after \"download\"");
        gateway.advance(Duration.ofSeconds(3599));
        gateway.define("other", "every hour", "scan"); // and is saved: no save for 30 s from now on

        gateway.advance(MOMENT);
        assertThat(recorder.calls()).hasSize(1);
        gateway.crashFor(MOMENT);

        assertThat(downloads.calls()).hasSize(1);
        assertThat(recorder.calls()).hasSize(1);
        assertThat(gateway.job("dose").status().lastRun().orElseThrow().outcome())
                .isEqualTo(RunOutcome.ABANDONED);
        assertThat(gateway.job("download").status().runs()).isEqualTo(1);
    }

    @Test
    void whatIsHandedOverAgainIsKnownToTheClaim() {
        Recorder downloads = new Recorder();
        gateway.handler("download", downloads.succeeding());
        gateway.handler("pump", recorder.succeeding());
        gateway.define("download", "every hour at :00", "download");
        define(gateway, "dose", "after \"download\"");
        gateway.advance(Duration.ofMinutes(59));
        gateway.states().failFor("dose"); // the job's own record is never saved

        gateway.advance(Duration.ofMinutes(2));
        assertThat(recorder.calls()).hasSize(1);
        assertThat(gateway.states().text("download")).contains("\"handed\"");
        gateway.crashFor(MOMENT);
        gateway.advance(Duration.ofMinutes(10));

        assertThat(downloads.calls()).hasSize(1);
        assertThat(recorder.calls()).hasSize(1);
        assertThat(gateway.states().text("download")).contains("\"handed\"");

        gateway.states().failFor();
        gateway.advance(Duration.ofMinutes(60));
        assertThat(recorder.calls()).hasSize(2);
        assertThat(gateway.states().text("download")).doesNotContain("\"handed\"");
    }

    // What cannot be read

    @Test
    void aDamagedClaimHoldsAJobThatMustNotRunTwice() {
        gateway.handler("pump", recorder.succeeding());
        dose();
        gateway.define("scan", "every hour at :00", "pump");
        gateway.advance(Duration.ofMinutes(70));
        gateway.kill();
        gateway.states().put("/claims/dose", "{\"v\":");
        gateway.states().put("/claims/scan", "{\"v\":");
        recorder.clear();

        gateway.start();
        gateway.advance(Duration.ofHours(1));

        assertThat(gateway.job("dose").status().state()).isEqualTo(JobState.HELD);
        assertThat(gateway.job("dose").status().reason()).contains("last start cannot be read", "resume");
        assertThat(recorder.calls()).extracting(JobContext::jobName).containsExactly("scan");
        gateway.job("dose").resume();
        gateway.advance(Duration.ofHours(1));
        assertThat(recorder.calls()).extracting(JobContext::jobName).containsExactlyInAnyOrder("scan", "scan", "dose");
        gateway.restartAfter(MOMENT);
        assertThat(gateway.job("dose").status().state()).isEqualTo(JobState.READY);
    }

    @Test
    void aClaimOfANewerVersionHoldsTheJobAndIsKept() {
        gateway.handler("pump", recorder.succeeding());
        dose();
        gateway.advance(Duration.ofMinutes(10));
        gateway.kill();
        gateway.states().put("/claims/dose", "{\"v\":99,\"new\":true}");
        String before = gateway.states().text("dose");

        gateway.start();
        gateway.advance(Duration.ofHours(2));
        gateway.restartAfter(MOMENT);

        assertThat(recorder.calls()).isEmpty();
        assertThat(gateway.job("dose").status().reason()).contains("version 99");
        assertThat(gateway.states().text("/claims/dose")).isEqualTo("{\"v\":99,\"new\":true}");
        assertThat(gateway.states().text("dose")).isEqualTo(before);
    }

    // The start of the engine itself

    @Test
    void theFirstClaimAfterAStartSaysThatReveilleRuns() {
        gateway.handler("pump", recorder.doing(this::hang));
        dose();
        gateway.stop();
        gateway.time().advance(Duration.ofMinutes(70));
        gateway.start(); // it is late, and runs at once
        assertThat(recorder.calls()).hasSize(1);

        gateway.crashFor(MOMENT);

        assertThat(gateway.job("dose").history().get(0).message()).contains("cut off by a crash");
    }

    /** Succeeds, and from then on no save comes to an end: all that the store gets before a crash is the claim. */
    private JobResult hang(JobContext context) {
        Inside.of(gateway).stateThread().hold();
        return JobResult.success();
    }

    private Job dose() {
        return define(gateway, "dose", "every hour at :00");
    }

    private static Job define(ManualScheduler gateway, String name, String schedule) {
        Job job = gateway.scheduler()
                .schedule(schedule)
                .named(name)
                .delivery(Delivery.AT_MOST_ONCE)
                .run("pump");
        gateway.settle();
        return job;
    }
}
