package io.reveille.core.scenario;

import static io.reveille.testing.ManualScheduler.START;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reveille.Job;
import io.reveille.JobContext;
import io.reveille.JobDefinitionException;
import io.reveille.JobResult;
import io.reveille.JobState;
import io.reveille.Misfire;
import io.reveille.Overlap;
import io.reveille.testing.Inside;
import io.reveille.testing.ManualScheduler;
import io.reveille.testing.ManualScheduler.Registration;
import io.reveille.testing.Recorder;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Jobs that follow others, and the start of the machine. */
class ChainTest {

    private final ManualScheduler gateway = new ManualScheduler();
    private final Recorder downloads = new Recorder();
    private final Recorder uploads = new Recorder();
    private final Deque<JobResult> results = new ArrayDeque<>(); // of downloads; then: success

    @BeforeEach
    void downloadEveryHour() {
        gateway.handler(
                "download",
                downloads.doing(context -> results.isEmpty() ? JobResult.success() : results.removeFirst()));
        gateway.define("download", "every hour at :00", "download");
    }

    // What follows

    @Test
    void aJobRunsRightAfterTheOneBeforeItSucceeds() {
        upload("after \"download\"");
        results.addAll(List.of(JobResult.success(), JobResult.failure("no")));

        gateway.advance(Duration.ofHours(3));

        assertThat(uploads.actualTimes())
                .containsExactly(START.plus(Duration.ofHours(1)), START.plus(Duration.ofHours(3)));
        assertThat(uploads.calls()).allMatch(context -> context.missed() == 0 && !context.isTriggered());
    }

    @Test
    void aJobMayRunAfterAFailureOnly() {
        upload("after \"download\" fails");
        results.addAll(List.of(JobResult.success(), JobResult.failure("no")));

        gateway.advance(Duration.ofHours(3));

        assertThat(uploads.actualTimes()).containsExactly(START.plus(Duration.ofHours(2)));
    }

    @Test
    void aJobMayRunAfterEachEnd() {
        upload("after \"download\" ends");
        results.addAll(List.of(JobResult.success(), JobResult.failure("no")));

        gateway.advance(Duration.ofHours(3));

        assertThat(uploads.calls()).hasSize(3);
    }

    @Test
    void onlyTheLastAttemptIsAnEnd() {
        upload("after \"download\" fails");
        gateway.scheduler()
                .schedule("every hour at :00")
                .named("download")
                .retry(2)
                .run("download");
        results.addAll(List.of(JobResult.failure("no"), JobResult.failure("no"), JobResult.failure("no")));

        gateway.advance(Duration.ofHours(1).plusSeconds(20));
        assertThat(uploads.calls()).isEmpty();
        gateway.advance(Duration.ofMinutes(5));

        assertThat(downloads.calls()).hasSize(3);
        assertThat(uploads.calls()).hasSize(1);
    }

    @Test
    void whatTheJobBeforeReturnsComesWithTheRun() {
        upload("after \"download\"");
        results.add(JobResult.success("3 files", Map.of("files", 3L)));

        gateway.advance(Duration.ofHours(1));

        assertThat(uploads.last().input()).isEqualTo(Map.of("files", 3L));
    }

    @Test
    void aRunOnRequestIsFollowedToo() {
        upload("after \"download\"");

        gateway.job("download").trigger();
        gateway.settle();

        assertThat(uploads.calls()).hasSize(1);
    }

    @Test
    void threeJobsFollowEachOther() {
        Recorder cleans = new Recorder();
        gateway.handler("clean", cleans.succeeding());
        upload("after \"download\"");
        gateway.define("clean", "after \"upload\"", "clean");

        gateway.advance(Duration.ofHours(2));

        assertThat(cleans.actualTimes())
                .containsExactly(START.plus(Duration.ofHours(1)), START.plus(Duration.ofHours(2)));
    }

    @Test
    void severalJobsMayFollowOne() {
        Recorder cleans = new Recorder();
        gateway.handler("clean", cleans.succeeding());
        upload("after \"download\"");
        gateway.define("clean", "after \"download\" ends", "clean");

        gateway.advance(Duration.ofHours(2));

        assertThat(cleans.calls()).hasSize(2);
        assertThat(uploads.calls()).hasSize(2);
    }

    @Test
    void timesCountsForThemAsForAll() {
        upload("after \"download\" times 2");

        gateway.advance(Duration.ofHours(5));

        assertThat(uploads.calls()).hasSize(2);
        assertThat(gateway.job("upload").status().state()).isEqualTo(JobState.DONE);
    }

    @Test
    void aLimitInTimeCountsForThemAsForAll() {
        upload("after \"download\" until 2026-03-04 12:30");

        gateway.advance(Duration.ofHours(5));

        assertThat(uploads.calls()).hasSize(2);
    }

    // Crashes

    @Test
    void aCrashRightAfterTheEndLosesNoLink() {
        upload("after \"download\"");
        gateway.advance(Duration.ofMinutes(59));
        gateway.states().failFor("upload");
        gateway.advance(Duration.ofMinutes(1));
        uploads.clear();
        assertThat(gateway.states().text("download")).contains("\"runs\":1");

        gateway.states().failFor();
        gateway.crashFor(Duration.ofSeconds(1));

        assertThat(downloads.calls()).hasSize(1);
        assertThat(uploads.calls()).hasSize(1);
    }

    @Test
    void aLinkThatIsTakenWhileTheJobBeforeIsSavedIsKeptUntilItsTakerIs() {
        Registration upload = gateway.whiteboard("upload", "after \"download\"", uploads.succeeding(), Map.of());
        gateway.advance(Duration.ofMinutes(59));
        gateway.states().failFor("upload");
        gateway.advance(Duration.ofMinutes(2));
        upload.close();
        gateway.restartAfter(Duration.ofSeconds(1)); // in order: after a crash the start would be claimed
        gateway.states().failFor();
        gateway.advance(Duration.ofMinutes(1));
        uploads.clear();

        Inside.of(gateway).stateThread().hold();
        gateway.job("download").pause(); // its record is on its way
        gateway.settle();
        upload.register(); // and it takes the link
        gateway.states().failFor("upload");
        Inside.of(gateway).stateThread().release();
        gateway.advance(Duration.ofMinutes(2)); // and the next save breaks off
        assertThat(uploads.calls()).hasSize(1);
        gateway.states().failFor();
        gateway.crashFor(Duration.ofSeconds(1));

        assertThat(uploads.calls()).as("nobody has saved that it has run").hasSize(2);
    }

    @Test
    void aLinkThatIsSavedIsNotRunTwice() {
        upload("after \"download\"");
        gateway.advance(Duration.ofHours(2).plusSeconds(59));

        for (int crash = 0; crash < 3; crash++) {
            gateway.crashFor(Duration.ofSeconds(1));
            gateway.advance(Duration.ofSeconds(59));
        }

        assertThat(downloads.calls()).hasSize(2);
        assertThat(uploads.calls()).hasSize(2);
    }

    @Test
    void aCrashAtAnyMomentLosesNoLinkAndDoublesOnlyWhatIsNotSaved() {
        for (int second = 0; second < 70; second += 3) {
            ManualScheduler other = new ManualScheduler();
            Recorder first = new Recorder();
            Recorder next = new Recorder();
            other.handler("a", first.succeeding());
            other.handler("b", next.succeeding());
            other.define("a", "every 20 seconds", "a");
            other.define("b", "after \"a\"", "b");
            other.advance(Duration.ofSeconds(60).plusSeconds(second));

            other.crashFor(Duration.ofSeconds(1));
            other.advance(Duration.ofMinutes(1));

            assertThat(next.calls()).as("killed at %s", second).hasSameSizeAs(first.calls());
        }
    }

    @Test
    void aJobThatEndsEverySecondIsFollowedEachTimeAndNotAgainAfterARestart() {
        upload("after \"ping\"");
        gateway.handler("ping", downloads.succeeding());
        gateway.define("ping", "every second", "ping");

        gateway.advance(Duration.ofMinutes(10));
        int runs = downloads.calls().size();
        assertThat(uploads.calls()).hasSize(runs).hasSizeGreaterThan(595);
        gateway.restartAfter(Duration.ofMillis(100));

        assertThat(uploads.calls().size() - downloads.calls().size()).isZero();
        assertThat(gateway.states().text("ping").length()).isLessThan(4000);
    }

    @Test
    void aStoreThatFailsForLongBreaksNoChain() {
        upload("after \"ping\"");
        gateway.handler("ping", downloads.succeeding());
        gateway.define("ping", "every 10 seconds", "ping");
        gateway.advance(Duration.ofMinutes(2));
        gateway.states().fail(true);

        gateway.advance(Duration.ofHours(1).minusMinutes(3));
        assertThat(uploads.calls()).hasSameSizeAs(downloads.calls());
        gateway.states().fail(false);
        gateway.advance(Duration.ofMinutes(30).plusSeconds(1));
        int pings = (int) gateway.job("ping").status().runs();
        assertThat(uploads.calls()).hasSize(pings);
        gateway.restartAfter(Duration.ofSeconds(1));

        assertThat(uploads.calls()).hasSize(pings);
    }

    @Test
    void aStopInMidRunIsNoEnd() {
        gateway.asyncHandler("slow", downloads.lasting());
        gateway.define("slow", "every hour at :30", "slow");
        upload("after \"slow\" ends");
        gateway.advance(Duration.ofMinutes(30));

        gateway.restartAfter(Duration.ofSeconds(10));
        assertThat(uploads.calls()).isEmpty();
        downloads.finish(JobResult.success()); // the one that was cut off
        gateway.settle();
        assertThat(uploads.calls()).isEmpty();
        downloads.finish(JobResult.success());
        gateway.settle();

        assertThat(uploads.calls()).hasSize(1);
    }

    // The next job is not ready

    @Test
    void aPausedJobDropsIt() {
        upload("after \"download\"");
        gateway.job("upload").pause();

        gateway.advance(Duration.ofHours(1));
        gateway.job("upload").resume();
        gateway.settle();

        assertThat(uploads.calls()).isEmpty();
        assertThat(gateway.job("upload").status().missed()).isZero();
    }

    @Test
    void whileItsHandlerIsMissingTheMisfirePolicyCounts() {
        Map<Misfire, List<Integer>> missed =
                Map.of(Misfire.ONCE, List.of(3), Misfire.SKIP, List.of(), Misfire.ALL, List.of(1, 1, 1));
        missed.forEach((misfire, expected) -> {
            Recorder calls = new Recorder();
            Registration handler = gateway.handler("upload", calls.succeeding());
            gateway.scheduler()
                    .schedule("after \"download\"")
                    .named("upload " + misfire)
                    .misfire(misfire)
                    .run("upload");
            handler.close();

            gateway.advance(Duration.ofHours(3));
            assertThat(calls.calls()).isEmpty();
            handler.register();
            gateway.advance(Duration.ofSeconds(1));

            assertThat(calls.calls()).extracting(JobContext::missed).isEqualTo(expected);
            assertThat(gateway.job("upload " + misfire).status().missed()).isEqualTo(3);
            gateway.job("upload " + misfire).cancel();
            handler.close();
        });
    }

    @Test
    void whatWaitsForAHandlerOutlivesARestart() {
        gateway.define("upload", "after \"download\"", "upload");
        results.add(JobResult.success("", Map.of("files", 3L)));
        gateway.advance(Duration.ofHours(1));

        gateway.restartAfter(Duration.ofMinutes(1));
        gateway.handler("upload", uploads.succeeding());

        assertThat(uploads.calls()).hasSize(1);
        assertThat(uploads.last().input()).isEqualTo(Map.of("files", 3L));
    }

    @Test
    void aBusyJobSkipsQueuesOrRunsBeside() {
        Map<Overlap, Integer> runsAtOnce = Map.of(Overlap.SKIP, 1, Overlap.QUEUE, 1, Overlap.PARALLEL, 3);
        Map<Overlap, Integer> runsAfter = Map.of(Overlap.SKIP, 1, Overlap.QUEUE, 2, Overlap.PARALLEL, 3);
        Map<Overlap, Long> skipped = Map.of(Overlap.SKIP, 2L, Overlap.QUEUE, 1L, Overlap.PARALLEL, 0L);
        for (Overlap overlap : Overlap.values()) {
            Recorder calls = new Recorder();
            Registration handler = gateway.asyncHandler("upload", calls.lasting());
            Job job = gateway.scheduler()
                    .schedule("after \"download\"")
                    .named("upload")
                    .overlap(overlap)
                    .run("upload");

            gateway.advance(Duration.ofHours(3));
            assertThat(calls.calls().size()).as(overlap.name()).isEqualTo(runsAtOnce.get(overlap));
            while (calls.pending() > 0) {
                calls.finish(JobResult.success());
                gateway.settle();
            }

            assertThat(calls.calls().size()).as(overlap.name()).isEqualTo(runsAfter.get(overlap));
            assertThat(job.status().skipped()).as(overlap.name()).isEqualTo(skipped.get(overlap));
            job.cancel();
            handler.close();
        }
    }

    @Test
    void anOccurrenceThatTheNextOneEndedBetweenTwoAttemptsHasFailed() {
        gateway.handler("fetch", context -> JobResult.failure("no answer"));
        gateway.scheduler()
                .every(10)
                .minutes()
                .retry(3, Duration.ofHours(1), Duration.ofHours(1))
                .run("fetch");
        gateway.handler("alarm", uploads.succeeding());
        gateway.scheduler().schedule("after \"fetch\" fails").run("alarm");

        gateway.advance(Duration.ofMinutes(35));

        assertThat(uploads.calls()).hasSize(2);
    }

    @Test
    void moreThanSixteenBesideEachOtherAreSkipped() {
        gateway.asyncHandler("upload", uploads.lasting());
        Job job = gateway.scheduler()
                .schedule("after \"download\"")
                .named("upload")
                .overlap(Overlap.PARALLEL)
                .run("upload");

        gateway.advance(Duration.ofHours(20));

        assertThat(uploads.calls()).hasSize(16);
        assertThat(job.status().skipped()).isEqualTo(4);
    }

    @Test
    void theNextEventEndsARetryThatStillWaits() {
        gateway.handler("upload", uploads.doing(context -> JobResult.retryAfter(Duration.ofHours(5))));
        gateway.define("upload", "after \"download\"", "upload");

        gateway.advance(Duration.ofHours(2));

        assertThat(uploads.actualTimes())
                .containsExactly(START.plus(Duration.ofHours(1)), START.plus(Duration.ofHours(2)));
        assertThat(uploads.last().attempt()).isEqualTo(1);
        assertThat(gateway.job("upload").status().skipped()).isZero();
    }

    // Circles, and jobs that are not there

    @Test
    void codeCannotMakeACircle() {
        gateway.define("b", "after \"a\"", "upload");
        gateway.define("c", "after \"b\"", "upload");

        assertThatThrownBy(() -> gateway.define("a", "after \"c\"", "upload"))
                .isInstanceOf(JobDefinitionException.class)
                .hasMessageContaining("a → c → b → a");
        assertThat(gateway.scheduler().job("a")).isEmpty();
    }

    @Test
    void theFormRefusesACircle() {
        gateway.define("b", "after \"a\"", "upload");

        assertThatThrownBy(() -> Inside.of(gateway)
                        .engine()
                        .access()
                        .definitions()
                        .check(
                                java.util.Optional.empty(),
                                ManualScheduler.properties("a", "after \"b\" fails", "upload")))
                .isInstanceOf(JobDefinitionException.class)
                .hasMessageContaining("a → b → a");
    }

    @Test
    void aCircleThatComesInOtherwiseIsHeldUntilItIsBroken() {
        gateway.handler("upload", uploads.succeeding());
        gateway.store("a", "after \"b\"", "upload");
        gateway.store("b", "after \"a\"", "upload");

        for (String name : List.of("a", "b")) {
            assertThat(gateway.job(name).status().state()).isEqualTo(JobState.HELD);
            assertThat(gateway.job(name).status().reason()).contains("follows itself", "a", "→", "b");
        }
        gateway.restartAfter(Duration.ofSeconds(1));
        assertThat(gateway.job("a").status().state()).isEqualTo(JobState.HELD);
        gateway.store("b", "every hour at :30", "upload");
        gateway.advance(Duration.ofMinutes(30));

        assertThat(uploads.calls()).extracting(JobContext::jobName).containsExactly("b", "a");
    }

    @Test
    void aJobOutsideOfACircleIsNotHeld() {
        gateway.store("a", "after \"b\"", "upload");
        gateway.store("b", "after \"a\"", "upload");
        gateway.handler("upload", uploads.succeeding());
        gateway.store("c", "after \"download\"", "upload");

        assertThat(gateway.job("c").status().state()).isEqualTo(JobState.READY);
    }

    @Test
    void aJobBeforeItThatIsNotThereIsWaitedFor() {
        gateway.handler("upload", uploads.succeeding());
        gateway.define("upload", "after \"later\"", "upload");
        gateway.advance(Duration.ofHours(1));
        assertThat(gateway.job("upload").status().state()).isEqualTo(JobState.READY);
        assertThat(gateway.job("upload").explain()).contains("later");

        gateway.define("later", "every hour at :10", "download");
        gateway.advance(Duration.ofMinutes(10));

        assertThat(uploads.calls()).hasSize(1);
    }

    // The start of the machine

    @Test
    void aJobAtRebootRunsOnceEachStartOfTheMachine() {
        gateway.handler("upload", uploads.succeeding());
        gateway.define("upload", "@reboot", "upload");
        gateway.advance(Duration.ofMinutes(1));
        assertThat(uploads.calls()).as("the next start").isEmpty();

        gateway.restartAfter(Duration.ofSeconds(10));
        assertThat(uploads.calls()).as("only Reveille has started").isEmpty();
        for (int boot = 1; boot <= 2; boot++) {
            reboot();
            assertThat(uploads.calls()).hasSize(boot);
            gateway.advance(Duration.ofMinutes(1));
            gateway.restartAfter(Duration.ofSeconds(10));
            gateway.crashFor(Duration.ofSeconds(10));
            assertThat(uploads.calls()).hasSize(boot);
        }
    }

    @Test
    void theStartOfTheMachineIsNotMissedThoughHandlersComeAfterIt() {
        for (Misfire misfire : Misfire.values()) {
            gateway.scheduler()
                    .schedule("@reboot")
                    .named("upload " + misfire)
                    .misfire(misfire)
                    .run("upload");
        }
        gateway.advance(Duration.ofMinutes(1));
        reboot();
        gateway.advance(Duration.ofSeconds(10));

        gateway.handler("upload", uploads.succeeding());
        gateway.advance(Duration.ofSeconds(1));

        assertThat(uploads.calls()).hasSize(3).allMatch(context -> context.missed() == 0);
    }

    @Test
    void aCrashInMidRunAtRebootRecoversIt() {
        gateway.asyncHandler("upload", uploads.lasting());
        gateway.define("upload", "@reboot", "upload");
        gateway.advance(Duration.ofMinutes(1));
        reboot();
        gateway.advance(Duration.ofMinutes(1));

        gateway.crashFor(Duration.ofSeconds(1));

        assertThat(uploads.calls()).hasSize(2);
        assertThat(uploads.last().isRecovery()).isTrue();
    }

    private void reboot() {
        gateway.stop();
        gateway.time().reboot();
        gateway.start();
    }

    /** The newest run of a job that waits for another attempt need not be its own. */
    @Test
    void anOccurrenceThatIsGivenUpHandsOverItsOwnEndAndNotThatOfARunOnRequest() {
        upload("after \"download\" fails");
        Recorder cleanings = new Recorder();
        gateway.handler("clean", cleanings.succeeding());
        gateway.define("clean", "after \"download\"", "clean");
        results.addAll(List.of(
                JobResult.retryAfter(Duration.ofHours(5)),
                JobResult.success("", Map.of("number", 1)),
                JobResult.success("", Map.of("number", 2))));
        gateway.advance(Duration.ofMinutes(90));

        gateway.job("download").trigger();
        gateway.settle();
        gateway.advance(Duration.ofMinutes(31));

        assertThat(uploads.actualTimes()).containsExactly(START.plus(Duration.ofHours(2)));
        assertThat(cleanings.calls())
                .extracting(context -> context.input().get("number"))
                .containsExactly(1L, 2L);
    }

    private void upload(String schedule) {
        gateway.handler("upload", uploads.succeeding());
        gateway.define("upload", schedule, "upload");
    }
}
