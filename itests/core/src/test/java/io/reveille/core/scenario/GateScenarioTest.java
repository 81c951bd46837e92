package io.reveille.core.scenario;

import static io.reveille.testing.ManualScheduler.START;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reveille.Job;
import io.reveille.JobBuilder;
import io.reveille.JobDefinitionException;
import io.reveille.JobResult;
import io.reveille.JobState;
import io.reveille.Misfire;
import io.reveille.Overlap;
import io.reveille.RunOutcome;
import io.reveille.RunReport;
import io.reveille.spi.RunGate;
import io.reveille.spi.RunGate.Permit;
import io.reveille.spi.RunGate.Refusal;
import io.reveille.testing.Inside;
import io.reveille.testing.ManualScheduler;
import io.reveille.testing.ManualScheduler.Registration;
import io.reveille.testing.Recorder;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** Occurrences that have to wait for a condition. */
class GateScenarioTest {

    /** A gate that the test opens and closes. */
    private static final class Gate implements RunGate {

        private final List<Occurrence> asked = new ArrayList<>();
        private final List<String> conditions = new ArrayList<>();
        private boolean open;
        private Duration again = ASK_AGAIN;
        private int held; // permits

        @Override
        public Answer ask(Occurrence occurrence, String condition) {
            asked.add(occurrence);
            conditions.add(condition);
            if (!open) {
                return new Refusal("no link", again);
            }
            held++;
            return (Permit) () -> held--;
        }

        @Override
        public void check(String condition) {
            if (condition.equals("nowhere")) {
                throw new IllegalArgumentException("expected the name of an interface");
            }
        }
    }

    private final ManualScheduler gateway = new ManualScheduler();
    private final Recorder recorder = new Recorder();
    private final Gate link = new Gate();
    private final Registration service = gateway.gate("link", link);

    // Yes and no

    @Test
    void anOpenGateIsAskedOnceForEachOccurrenceWithItsCondition() {
        gateway.handler("upload", recorder.succeeding());
        define(hourly().onlyIf("link eth0"));
        link.open = true;

        gateway.advance(Duration.ofHours(2));

        assertThat(recorder.nominalTimes()).containsExactly(at(11), at(12));
        assertThat(link.asked)
                .containsExactly(new RunGate.Occurrence("upload", at(11)), new RunGate.Occurrence("upload", at(12)));
        assertThat(link.conditions).containsOnly("eth0");
    }

    @Test
    void thePermitIsHeldUntilTheRunHasEnded() {
        gateway.asyncHandler("upload", recorder.lasting());
        define(hourly().onlyIf("link"));
        link.open = true;
        gateway.advance(Duration.ofMinutes(90));
        assertThat(link.held).isEqualTo(1);

        recorder.finish(JobResult.failure("no"));
        gateway.settle();

        assertThat(link.held).isZero();
    }

    @Test
    void aClosedGateIsAskedAgainUntilItOpens() {
        gateway.handler("upload", recorder.succeeding());
        Job job = define(hourly().onlyIf("link"));

        gateway.advance(Duration.ofMinutes(75)); // 11:15
        assertThat(recorder.calls()).isEmpty();
        assertThat(link.asked).hasSize(31);
        link.open = true;
        gateway.advance(Duration.ofSeconds(30));

        assertThat(recorder.nominalTimes()).containsExactly(at(11));
        assertThat(recorder.last().missed()).isZero();
        assertThat(recorder.last().attempt()).isEqualTo(1);
        assertThat(job.status().missed()).isZero();
        assertThat(link.held).isZero();
    }

    @Test
    void aGateSaysWhenToBeAskedAgain() {
        gateway.handler("upload", recorder.succeeding());
        define(hourly().onlyIf("link"));
        link.again = Duration.ofMinutes(7);

        gateway.advance(Duration.ofMinutes(80));

        assertThat(link.asked).hasSize(3);
    }

    @Test
    void permitsOfOtherGatesAreGivenBackWhenOneSaysNo() {
        gateway.handler("upload", recorder.succeeding());
        Gate modem = new Gate();
        modem.open = true;
        gateway.gate("modem", modem);
        define(hourly().onlyIf("modem", "link"));

        gateway.advance(Duration.ofMinutes(61));

        assertThat(modem.asked).hasSize(3);
        assertThat(modem.held).isZero();
        assertThat(recorder.calls()).isEmpty();
    }

    @Test
    void itSaysWhatItWaitsFor() {
        gateway.handler("upload", recorder.succeeding());
        Job job = define(hourly().onlyIf("link"));
        gateway.advance(Duration.ofMinutes(61));

        assertThat(job.status().waiting()).isEqualTo("no link");
        assertThat(job.explain()).contains("Its occurrence waits: no link.", "due since 2026-03-04T11:00");
        assertThat(job.status().running()).isFalse();
        link.open = true;
        gateway.advance(Duration.ofSeconds(30));
        assertThat(job.status().waiting()).isEmpty();
    }

    @Test
    void aDeferredOccurrenceCountsNeitherForIdleNorForTheNextRun() {
        gateway.handler("upload", recorder.succeeding());
        define(hourly().onlyIf("link"));
        gateway.advance(Duration.ofMinutes(75));

        assertThat(gateway.scheduler().idle()).contains(Duration.ofMinutes(45));
        assertThat(gateway.scheduler().nextRun()).contains(at(12));
    }

    // Beyond its time

    @Test
    void untilTheNextOccurrenceByDefaultThenOneRunMakesUpForBoth() {
        gateway.handler("upload", recorder.succeeding());
        Job job = define(hourly().onlyIf("link"));
        gateway.advance(Duration.ofMinutes(119).plusSeconds(50));
        link.open = true;

        gateway.advance(Duration.ofSeconds(20)); // 12:00:10

        assertThat(recorder.nominalTimes()).containsExactly(at(12));
        assertThat(recorder.last().missed()).isEqualTo(2);
        assertThat(job.status().missed()).isEqualTo(2);
    }

    @Test
    void untilTheNextOccurrenceByDefaultThenTheLateOneIsSkippedAndTheNextWaits() {
        gateway.handler("upload", recorder.succeeding());
        Job job = define(hourly().onlyIf("link").misfire(Misfire.SKIP));
        gateway.advance(Duration.ofMinutes(135)); // 12:15
        assertThat(job.status().missed()).isEqualTo(1);
        assertThat(link.asked.get(link.asked.size() - 1).nominalTime()).isEqualTo(at(12));

        link.open = true;
        gateway.advance(Duration.ofSeconds(30));

        assertThat(recorder.nominalTimes()).containsExactly(at(12));
        assertThat(recorder.last().missed()).isZero();
        assertThat(job.status().missed()).isEqualTo(1);
    }

    @Test
    void untilTheNextOccurrenceByDefaultThenEachRunsTheOldestFirst() {
        gateway.handler("upload", recorder.succeeding());
        Job job = define(hourly().onlyIf("link").misfire(Misfire.ALL));
        gateway.advance(Duration.ofMinutes(195)); // 13:15

        link.open = true;
        gateway.advance(Duration.ofSeconds(31));

        assertThat(recorder.nominalTimes()).containsExactly(at(11), at(12), at(13));
        assertThat(job.status().missed()).isEqualTo(3);
    }

    @Test
    void aGateThatWantsToBeAskedLateKeepsNoOccurrenceBeyondTheNext() {
        gateway.handler("upload", recorder.succeeding());
        Job job = define(hourly().onlyIf("link").misfire(Misfire.SKIP));
        link.again = Duration.ofHours(5);
        gateway.advance(Duration.ofMinutes(61));

        link.open = true;
        gateway.advance(Duration.ofMinutes(60)); // 12:01

        assertThat(recorder.nominalTimes()).containsExactly(at(12));
        assertThat(job.status().missed()).isEqualTo(1);
    }

    @Test
    void beyondItsDeferALateOneIsSkipped() {
        gateway.handler("upload", recorder.succeeding());
        Job job = define(
                hourly().onlyIf("link").deferAtMost(Duration.ofMinutes(10)).misfire(Misfire.SKIP));

        gateway.advance(Duration.ofMinutes(71));
        assertThat(job.status().missed()).isEqualTo(1);
        assertThat(job.status().waiting()).isEmpty();
        link.open = true;
        gateway.advance(Duration.ofMinutes(49));

        assertThat(recorder.nominalTimes()).containsExactly(at(12));
    }

    @Test
    void beyondItsDeferALateOneRunsAsAMisfire() {
        for (Misfire misfire : List.of(Misfire.ONCE, Misfire.ALL)) {
            ManualScheduler other = new ManualScheduler();
            Recorder calls = new Recorder();
            Gate gate = new Gate();
            other.gate("link", gate);
            other.handler("upload", calls.succeeding());
            Job job = other.scheduler()
                    .schedule("every hour at :00")
                    .named("upload")
                    .onlyIf("link")
                    .deferAtMost(Duration.ofMinutes(10))
                    .misfire(misfire)
                    .run("upload");
            other.advance(Duration.ofMinutes(75));

            gate.open = true;
            other.advance(Duration.ofSeconds(31));

            assertThat(calls.nominalTimes()).as(misfire.name()).containsExactly(at(11));
            assertThat(calls.last().missed()).isEqualTo(1);
            assertThat(job.status().missed()).isEqualTo(1);
        }
    }

    @Test
    void beforeItsDeferIsOverItIsInTimeThoughTheNextHasNotCome() {
        gateway.handler("upload", recorder.succeeding());
        define(hourly().onlyIf("link").deferAtMost(Duration.ofMinutes(10)).misfire(Misfire.SKIP));
        gateway.advance(Duration.ofMinutes(69));
        link.open = true;

        gateway.advance(Duration.ofMinutes(1));

        assertThat(recorder.nominalTimes()).containsExactly(at(11));
        assertThat(recorder.last().missed()).isZero();
    }

    @Test
    void runsThatGoOnSideBySideWaitEachForItself() {
        gateway.handler("upload", recorder.succeeding());
        Job job = define(hourly().onlyIf("link").overlap(Overlap.PARALLEL).deferAtMost(Duration.ofHours(1)));
        gateway.advance(Duration.ofMinutes(130));

        link.open = true;
        gateway.advance(Duration.ofMinutes(1));

        assertThat(recorder.nominalTimes()).containsExactlyInAnyOrder(at(11), at(12));
        assertThat(job.status().skipped()).isZero();
    }

    @Test
    void aDeferredOccurrenceOutlivesARestart() {
        gateway.handler("upload", recorder.succeeding());
        define(hourly().onlyIf("link").misfire(Misfire.SKIP));
        gateway.advance(Duration.ofMinutes(75));

        gateway.restartAfter(Duration.ofMinutes(5));
        assertThat(gateway.job("upload").status().waiting()).contains("no link");
        link.open = true;
        gateway.advance(Duration.ofSeconds(31));

        assertThat(recorder.nominalTimes()).containsExactly(at(11));
        assertThat(recorder.last().missed()).isZero();
        assertThat(recorder.last().isRecovery()).isFalse();
    }

    @Test
    void aPauseDropsADeferredOccurrence() {
        gateway.handler("upload", recorder.succeeding());
        Job job = define(hourly().onlyIf("link"));
        gateway.advance(Duration.ofMinutes(75));
        job.pause();
        link.open = true;
        gateway.advance(Duration.ofMinutes(5));
        assertThat(recorder.calls()).isEmpty();
        job.resume();

        gateway.advance(Duration.ofMinutes(40));

        assertThat(recorder.nominalTimes()).containsExactly(at(12));
        assertThat(recorder.last().missed()).isZero();
    }

    @Test
    void aHeldJobDoesNotSayWhatItWaitedForBefore() {
        ManualScheduler.Registration handler = gateway.handler("upload", recorder.succeeding());
        Job job = define(hourly().onlyIf("link"));
        gateway.advance(Duration.ofMinutes(75));
        assertThat(job.status().waiting()).isNotEmpty();
        handler.close();
        gateway.settle();
        assertThat(job.status().waiting()).isEmpty();
        handler.register();
        gateway.advance(Duration.ofMinutes(5));
        assertThat(job.status().waiting()).isNotEmpty();

        job.pause();

        assertThat(job.status().waiting()).isEmpty();
        assertThat(job.explain()).doesNotContain("waits");
    }

    // Gates that do not work

    @Test
    void aGateThatThrowsSaysNo() {
        gateway.handler("upload", recorder.succeeding());
        boolean[] broken = {true};
        gateway.gate("disk", (occurrence, condition) -> {
            if (broken[0]) {
                throw new IllegalStateException("no such path");
            }
            return Permit.OPEN;
        });
        Job job = define(hourly().onlyIf("disk above 1 GB"));

        gateway.advance(Duration.ofMinutes(61));
        assertThat(job.status().waiting()).contains("the gate \"disk\" failed", "no such path");
        broken[0] = false;
        gateway.advance(Duration.ofSeconds(31));

        assertThat(recorder.calls()).hasSize(1);
    }

    @Test
    void aPermitThatThrowsHarmsNothing() {
        gateway.handler("upload", recorder.succeeding());
        gateway.gate("disk", (occurrence, condition) -> (Permit) () -> {
            throw new StackOverflowError();
        });
        define(hourly().onlyIf("disk"));

        gateway.advance(Duration.ofHours(3));

        assertThat(recorder.calls()).hasSize(3);
    }

    @Test
    void aGateThatIsNotThereSaysNoAndMayComeLater() {
        gateway.handler("upload", recorder.succeeding());
        Job job = define(hourly().onlyIf("modem"));
        gateway.advance(Duration.ofMinutes(61));
        assertThat(job.status().waiting()).isEqualTo("there is no gate \"modem\"");

        gateway.gate("modem", (occurrence, condition) -> Permit.OPEN);
        gateway.advance(Duration.ofSeconds(31));

        assertThat(recorder.nominalTimes()).containsExactly(at(11));
    }

    @Test
    void aGateThatGoesWhileItIsWaitedForSaysNo() {
        gateway.handler("upload", recorder.succeeding());
        Job job = define(hourly().onlyIf("link"));
        gateway.advance(Duration.ofMinutes(61));

        service.close();
        gateway.advance(Duration.ofMinutes(1));
        assertThat(job.status().waiting()).contains("there is no gate \"link\"");
        link.open = true;
        service.register();
        gateway.advance(Duration.ofSeconds(31));

        assertThat(recorder.calls()).hasSize(1);
    }

    @Test
    void aGateWithoutNameIsAskedForEveryJob() {
        gateway.handler("upload", recorder.succeeding());
        Gate all = new Gate();
        Registration registered = gateway.gate("", all);
        define(hourly());
        gateway.advance(Duration.ofMinutes(61));
        assertThat(recorder.calls()).isEmpty();
        assertThat(all.conditions).containsOnly("");

        registered.close();
        gateway.advance(Duration.ofSeconds(31));

        assertThat(recorder.calls()).hasSize(1);
    }

    @Test
    void aConditionThatItsGateRefusesIsNoDefinition() {
        assertThatThrownBy(() -> define(hourly().onlyIf("link nowhere")))
                .isInstanceOf(JobDefinitionException.class)
                .hasMessageContaining("expected the name of an interface");
        assertThat(gateway.scheduler().jobs()).isEmpty();
    }

    // While gates are asked

    @Test
    void aSlowAnswerIsWaitedFor() {
        gateway.handler("upload", recorder.succeeding());
        Job job = define(hourly().onlyIf("link"));
        link.open = true;
        Inside.of(gateway).questions().hold();

        gateway.advance(Duration.ofMinutes(60).plusSeconds(8));
        assertThat(job.status().waiting()).isEqualTo("for the answer of its gates");
        Inside.of(gateway).questions().release();
        gateway.settle();

        assertThat(recorder.nominalTimes()).containsExactly(at(11));
        assertThat(recorder.last().missed()).isZero();
    }

    @Test
    void aGateThatTakesItsTimeKeepsNoWorkerFromOthers() {
        ManualScheduler one = Inside.withWorkers(1);
        Recorder polls = new Recorder();
        one.handler("upload", recorder.succeeding());
        one.handler("poll", polls.succeeding());
        one.gate("link", link);
        link.open = true;
        one.scheduler().schedule("every hour at :00").onlyIf("link").run("upload");
        one.scheduler().schedule("every hour at :00").run("poll");
        one.settle();
        Inside.of(one).questions().hold();

        one.advance(Duration.ofMinutes(60));
        assertThat(polls.calls()).hasSize(1);
        assertThat(recorder.calls()).isEmpty();
        Inside.of(one).questions().release();
        one.settle();

        assertThat(recorder.calls()).hasSize(1);
    }

    @Test
    void aPauseWhileGatesAreAskedStopsTheRunAndGivesThePermitBack() {
        gateway.handler("upload", recorder.succeeding());
        Job job = define(hourly().onlyIf("link"));
        link.open = true;
        Inside.of(gateway).questions().hold();
        gateway.advance(Duration.ofMinutes(60));

        job.pause();
        Inside.of(gateway).questions().release();
        gateway.settle();

        assertThat(recorder.calls()).isEmpty();
        assertThat(link.asked).hasSize(1);
        assertThat(link.held).isZero();
    }

    @Test
    void aCancelledJobGivesThePermitBack() {
        gateway.handler("upload", recorder.succeeding());
        Job job = define(hourly().onlyIf("link"));
        link.open = true;
        Inside.of(gateway).questions().hold();
        gateway.advance(Duration.ofMinutes(60));

        job.cancel();
        Inside.of(gateway).questions().release();
        gateway.settle();

        assertThat(recorder.calls()).isEmpty();
        assertThat(link.held).isZero();
    }

    // Runs on request

    @Test
    void aRunOnRequestThatAGateRefusesIsSkippedWithTheReason() {
        gateway.handler("upload", recorder.succeeding());
        Job job = define(hourly().onlyIf("link"));

        CompletableFuture<RunReport> asked = job.trigger().toCompletableFuture();
        gateway.settle();

        assertThat(asked.join().outcome()).isEqualTo(RunOutcome.SKIPPED);
        assertThat(asked.join().message()).contains("no link");
        gateway.advance(Duration.ofMinutes(10));
        assertThat(link.asked).as("not asked again").hasSize(1);
        assertThat(job.status().nextRun()).isEqualTo(Optional.of(at(11)));
        link.open = true;
        gateway.advance(Duration.ofMinutes(50));
        assertThat(recorder.nominalTimes()).containsExactly(at(11));
    }

    // Between two attempts

    @Test
    void anAttemptThatItsGateKeepsTooLongHasRunInVainAndIsOneOfTheTimes() {
        gateway.handler("upload", recorder.doing(context -> failAndShut()));
        link.open = true;
        Job job = define(oneHour().deferAtMost(Duration.ofMinutes(10)));
        gateway.advance(Duration.ofMinutes(90));

        link.open = true;
        gateway.advance(Duration.ofHours(3));

        assertThat(recorder.nominalTimes()).containsExactly(at(11));
        assertThat(job.status().state()).isEqualTo(JobState.DONE);
        assertThat(job.status().failuresInARow()).isEqualTo(1);
    }

    @Test
    void whatTakesThePlaceOfAnAttemptThatItsGateKeepsTooLongIsAFirstOne() {
        gateway.handler(
                "upload",
                recorder.doing(context -> recorder.calls().size() == 1 ? failAndShut() : JobResult.success()));
        link.open = true;
        Job job = define(hourly().onlyIf("link").misfire(Misfire.SKIP).retry(3));
        gateway.advance(Duration.ofMinutes(119).plusSeconds(50));

        link.open = true;
        gateway.advance(Duration.ofSeconds(20));

        assertThat(recorder.nominalTimes()).containsExactly(at(11), at(12));
        assertThat(recorder.last().attempt()).isEqualTo(1);
        assertThat(job.status().missed()).isZero();
    }

    @Test
    void nothingTakesThePlaceOfTheLastOfItsTimes() {
        gateway.handler("upload", recorder.doing(context -> failAndShut()));
        link.open = true;
        Job job = define(oneHour());
        gateway.advance(Duration.ofMinutes(119).plusSeconds(50));

        link.open = true;
        gateway.advance(Duration.ofHours(3));

        assertThat(recorder.nominalTimes()).containsExactly(at(11));
        assertThat(job.status().state()).isEqualTo(JobState.DONE);
    }

    private JobResult failAndShut() {
        link.open = false;
        return JobResult.failure("no answer");
    }

    @Test
    void aRunOnRequestLeavesADeferredOneAsItIs() {
        gateway.handler("upload", recorder.succeeding());
        Job job = define(hourly().onlyIf("link"));
        gateway.advance(Duration.ofMinutes(61));

        job.trigger();
        gateway.settle();
        link.open = true;
        gateway.advance(Duration.ofSeconds(31));

        assertThat(recorder.nominalTimes()).containsExactly(at(11));
    }

    private JobBuilder hourly() {
        return gateway.scheduler().schedule("every hour at :00").named("upload");
    }

    private JobBuilder oneHour() {
        return gateway.scheduler()
                .schedule("every hour at :00 times 1")
                .named("upload")
                .onlyIf("link")
                .misfire(Misfire.SKIP)
                .retry(3);
    }

    private Job define(JobBuilder builder) {
        Job job = builder.run("upload");
        gateway.settle();
        return job;
    }

    private static Instant at(int hour) {
        return START.plus(Duration.ofHours(hour - 10));
    }
}
