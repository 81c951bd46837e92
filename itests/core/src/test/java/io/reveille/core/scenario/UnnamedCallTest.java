package io.reveille.core.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reveille.BundleCalls;
import io.reveille.JobContext;
import io.reveille.JobDefinitionException;
import io.reveille.JobResult;
import io.reveille.Misfire;
import io.reveille.ScheduleService;
import io.reveille.ScheduledCall;
import io.reveille.schedule.Schedule;
import io.reveille.spi.ClockTrust;
import io.reveille.spi.Quiescence;
import io.reveille.spi.Quiescence.Quiet;
import io.reveille.testing.Inside;
import io.reveille.testing.ManualScheduler;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class UnnamedCallTest {

    private static final Instant START = ManualScheduler.START;

    private final ManualScheduler gateway = new ManualScheduler();
    private final ScheduleService scheduler = gateway.scheduler();
    private final List<Instant> called = new ArrayList<>();

    private void poll() {
        called.add(gateway.now());
    }

    private BundleCalls figures() {
        assertThat(scheduler.calls()).hasSize(1);
        return scheduler.calls().get(0);
    }

    private static Instant at(int second) {
        return START.plusSeconds(second);
    }

    @Test
    void aMethodIsCalledByItsScheduleAndLeavesNothingBehind() {
        int records = gateway.states().jobs().size();

        ScheduledCall call = scheduler.every(10).seconds().call(this::poll);
        assertThat(call.next()).contains(at(10));
        gateway.advance(Duration.ofSeconds(35));

        assertThat(called).containsExactly(at(10), at(20), at(30));
        assertThat(call.next()).contains(at(40));
        assertThat(scheduler.jobs()).isEmpty();
        assertThat(scheduler.broken()).isEmpty();
        assertThat(gateway.events()).isEmpty();
        assertThat(gateway.states().jobs()).hasSize(records);
        assertThat(gateway.definitions().saves()).isZero();
        assertThat(figures().runs()).isEqualTo(3);
        assertThat(figures().scheduled()).isEqualTo(1);
        assertThat(figures().next()).contains(at(40));
        assertThat(figures().running()).isZero();
    }

    @Test
    void blocksExpressionsAndMethodReferencesOfEachKindCompile() {
        List<String> done = new ArrayList<>();
        scheduler.every().second().call(() -> done.add("expression"));
        scheduler.every().second().call(() -> {
            done.add("block");
            if (done.isEmpty()) {
                throw new IOException("checked");
            }
        });
        scheduler.every().second().callWith(run -> JobResult.success(run.jobName()));
        scheduler.every().second().callWith(this::withContext);
        scheduler.every().second().callAsync(run -> CompletableFuture.completedFuture(JobResult.success()));

        gateway.advance(Duration.ofSeconds(1));

        assertThat(done).containsExactly("expression", "block");
        assertThat(called).hasSize(1);
        assertThat(figures().runs()).isEqualTo(5);
        assertThat(figures().failures()).isZero();
    }

    private JobResult withContext(JobContext run) {
        poll();
        assertThat(run.nominalTime()).isEqualTo(gateway.now());
        assertThat(run.actualTime()).isEqualTo(gateway.now());
        assertThat(run.runId()).isNotBlank();
        assertThat(run.jobName()).isEqualTo("app");
        assertThat(run.memory()).isEmpty();
        run.memory().put("cursor", 7);
        return JobResult.success();
    }

    @Test
    void aCancelledCallIsNotCalledAnyMore() {
        ScheduledCall call = scheduler.every(10).seconds().call(this::poll);
        gateway.advance(Duration.ofSeconds(10));

        assertThat(call.cancel()).isTrue();
        assertThat(call.cancel()).isFalse();
        assertThat(call.next()).isEmpty();
        gateway.advance(Duration.ofSeconds(60));

        assertThat(called).containsExactly(at(10));
        assertThat(figures().scheduled()).isZero();
        assertThat(gateway.nextWakeUp()).isEmpty();
    }

    @Test
    void oneThatIsCancelledBeforeTheEngineHasSeenItIsNotCalled() {
        assertThat(scheduler.every(10).seconds().call(this::poll).cancel()).isTrue();
        gateway.advance(Duration.ofSeconds(60));

        assertThat(called).isEmpty();
    }

    @Test
    void aRunUnderWaySeesThatItIsCancelledAndOccurrencesDuringTheRunAreSkipped() {
        CompletableFuture<JobResult> answer = new CompletableFuture<>();
        List<JobContext> runs = new ArrayList<>();
        ScheduledCall call = scheduler.every(10).seconds().callAsync(run -> {
            runs.add(run);
            return answer;
        });
        gateway.advance(Duration.ofSeconds(35));
        assertThat(runs).hasSize(1);
        assertThat(figures().running()).isEqualTo(1);
        assertThat(runs.get(0).isCancelled()).isFalse();

        answer.complete(JobResult.success());
        gateway.settle();
        assertThat(call.next()).contains(at(40));
        gateway.advance(Duration.ofSeconds(5));
        assertThat(runs).hasSize(2);
        assertThat(runs.get(1).missed()).isZero();

        call.cancel();
        assertThat(runs.get(1).isCancelled()).isTrue();
    }

    @Test
    void failuresAreCountedAndTheCallGoesOn() {
        scheduler.every(10).seconds().call(() -> {
            poll();
            throw new IOException("no\nroute");
        });
        scheduler.every(10).seconds().callWith(run -> JobResult.failure("no answer"));
        scheduler.every(10).seconds().callAsync(run -> CompletableFuture.failedFuture(new IOException("closed")));
        gateway.advance(Duration.ofSeconds(20));

        assertThat(called).hasSize(2);
        assertThat(figures().runs()).isEqualTo(6);
        assertThat(figures().failures()).isEqualTo(6);
        assertThat(figures().lastFailure().orElseThrow())
                .isEqualTo(new BundleCalls.Failure(at(20), "IOException: closed"));
    }

    @Test
    void anExceptionThatCannotTellItsMessageIsCalledByItsType() {
        scheduler.every(10).seconds().call(() -> {
            throw new IOException("never told") {
                @Override
                public String getMessage() {
                    throw new IllegalStateException("broken");
                }
            };
        });
        gateway.advance(Duration.ofSeconds(10));

        assertThat(figures().lastFailure().orElseThrow().message()).isEqualTo("IOException");
    }

    @Test
    void codeThatIsDoneEndsItsSchedule() {
        scheduler.every(10).seconds().callWith(run -> {
            poll();
            return JobResult.cancelJob();
        });
        gateway.advance(Duration.ofSeconds(60));

        assertThat(called).containsExactly(at(10));
        assertThat(figures().scheduled()).isZero();
    }

    @Test
    void codeThatAsksForItIsCalledAgainBeforeTheNextOccurrence() {
        scheduler.every().minute().callWith(run -> {
            poll();
            return called.size() == 1 ? JobResult.retryAfter(Duration.ofSeconds(5)) : JobResult.success();
        });
        gateway.advance(Duration.ofSeconds(125));

        assertThat(called).containsExactly(at(60), at(65), at(120));
    }

    @Test
    void anAttemptThatIsAskedForGivesWayToTheNextOccurrenceAndOutlivesAStepOfTheClock() {
        scheduler.every().minute().callWith(run -> {
            poll();
            return called.size() == 1 ? JobResult.retryAfter(Duration.ofSeconds(90)) : JobResult.success();
        });
        scheduler.every().hour().callWith(run -> JobResult.retryAfter(Duration.ofMinutes(50)));
        gateway.advance(Duration.ofSeconds(130));
        assertThat(called).containsExactly(at(60), at(120));

        gateway.advance(Duration.ofHours(1));
        called.clear();
        gateway.stepClock(Duration.ofSeconds(20));
        gateway.advance(Duration.ofMinutes(10));
        assertThat(called).hasSize(10).doesNotHaveDuplicates();
        assertThat(figures().failures()).isEqualTo(3);
        gateway.advance(Duration.ofHours(2));
        assertThat(figures().failures()).isEqualTo(7);
    }

    @Test
    void aScheduleEndsByItsTimesAndByItsEnd() {
        scheduler.every(10).seconds().times(2).call(this::poll);
        scheduler.every(10).seconds().until(Duration.ofSeconds(30)).call(this::poll);
        scheduler.schedule("once in 20 seconds").call(this::poll);
        gateway.advance(Duration.ofMinutes(5));

        assertThat(called).containsExactly(at(10), at(10), at(20), at(20), at(20), at(30));
        assertThat(figures().scheduled()).isZero();
        assertThat(figures().next()).isEmpty();
    }

    @Test
    void aMomentThatHasJustPassedIsCalledAtOnceAndAnEarlierOneIsRefused() {
        scheduler.schedule(Schedule.once(START.minusSeconds(2))).call(this::poll);
        gateway.settle();
        assertThat(called).containsExactly(START);

        assertThatThrownBy(() -> scheduler
                        .schedule(Schedule.once(START.minusSeconds(60)))
                        .call(this::poll))
                .isInstanceOf(JobDefinitionException.class)
                .hasMessageContaining("never run");
    }

    @Test
    void whatNeedsANameIsRefusedAndNamesIt() {
        refused(() -> scheduler.schedule("after \"x\"").call(this::poll), "follows an event");
        refused(() -> scheduler.schedule("@reboot").call(this::poll), "follows an event");
        refused(() -> scheduler.every(10).seconds().retry(3).call(this::poll), "policies");
        refused(() -> scheduler.every(10).seconds().misfire(Misfire.SKIP).call(this::poll), "policies");
        refused(() -> scheduler.every(10).seconds().tagged("field").call(this::poll), "tags");
        refused(() -> scheduler.every(10).seconds().with(Map.of("unit", 3)).call(this::poll), "arguments");
        assertThat(scheduler.calls()).isEmpty();
    }

    private static void refused(Runnable making, String why) {
        assertThatThrownBy(making::run)
                .isInstanceOf(JobDefinitionException.class)
                .hasMessageContaining(why)
                .hasMessageContaining("named(");
    }

    @Test
    void whatPassesWhileTheMachineSleepsIsCalledOnce() {
        List<Integer> missed = new ArrayList<>();
        scheduler.every(10).seconds().callWith(run -> {
            poll();
            missed.add(run.missed());
            return JobResult.success();
        });
        gateway.advance(Duration.ofSeconds(10));
        gateway.suspend(Duration.ofMinutes(10));
        gateway.advance(Duration.ofSeconds(10));

        assertThat(called).containsExactly(at(10), at(610), at(620));
        assertThat(missed).containsExactly(0, 60, 0);
    }

    @Test
    void anElapsedIntervalIsNotMovedByAStepOfTheClock() {
        scheduler.every(10).minutes().call(this::poll);
        gateway.advance(Duration.ofMinutes(4));
        gateway.stepClock(Duration.ofHours(3));
        gateway.advance(Duration.ofMinutes(6));

        assertThat(called).containsExactly(START.plus(Duration.ofMinutes(190)));

        gateway.stepClock(Duration.ofHours(-2));
        gateway.advance(Duration.ofMinutes(10));
        assertThat(called).hasSize(2);
        assertThat(called.get(1)).isEqualTo(START.plus(Duration.ofMinutes(80)));
    }

    @Test
    void aTimeOfDayFollowsTheClock() {
        scheduler.every().day().at("11:00").call(this::poll);
        gateway.stepClock(Duration.ofMinutes(59));
        gateway.advance(Duration.ofMinutes(1));
        assertThat(called).containsExactly(START.plus(Duration.ofHours(1)));

        gateway.stepClock(Duration.ofHours(-5)); // a correction: 11:00 comes again
        gateway.advance(Duration.ofHours(5));
        assertThat(called).hasSize(2);
    }

    @Test
    void aTimeOfDayWaitsForATrustedClockAndAnIntervalDoesNot() {
        ManualScheduler wrong = new ManualScheduler(Instant.parse("2001-01-01T00:00:00Z"), ZoneOffset.UTC);
        List<String> done = new ArrayList<>();
        wrong.scheduler().every().day().at("00:10").call(() -> done.add("day"));
        wrong.scheduler().every(10).minutes().call(() -> done.add("interval"));
        wrong.scheduler()
                .every(10)
                .minutes()
                .until(Instant.parse("2000-01-01T00:00:00Z").plusSeconds(1))
                .call(() -> done.add("over, if the clock were right"));
        wrong.advance(Duration.ofMinutes(15));
        assertThat(done).containsExactly("interval");

        wrong.stepClock(Duration.between(wrong.now(), START));
        wrong.clockTrust(() -> ClockTrust.Verdict.TRUSTED);
        wrong.advance(Duration.ofHours(15));
        assertThat(done).contains("day");
    }

    @Test
    void aBundleThatHasGoneTakesItsCallsWithIt() {
        gateway.scheduler("other").every(10).seconds().call(() -> called.add(Instant.EPOCH));
        scheduler.every(10).seconds().call(this::poll);
        gateway.advance(Duration.ofSeconds(10));
        called.clear();

        Inside.of(gateway).engine().bundleGone("other");
        gateway.advance(Duration.ofSeconds(10));

        assertThat(called).containsExactly(at(20));
        assertThat(scheduler.calls()).extracting(BundleCalls::bundle).containsExactly("app");
    }

    @Test
    void clearEndsTheCallsOfTheCallingBundle() {
        scheduler.every(10).seconds().call(this::poll);
        scheduler.every(20).seconds().call(this::poll);
        gateway.scheduler("other").every(10).seconds().call(() -> called.add(Instant.EPOCH));

        assertThat(scheduler.clear()).isEqualTo(2);
        gateway.advance(Duration.ofSeconds(10));

        assertThat(called).containsExactly(Instant.EPOCH);
    }

    @Test
    void theNextRunAndTheIdleTimeKnowOfCalls() {
        scheduler.every(10).seconds().call(this::poll);
        assertThat(scheduler.nextRun()).contains(at(10));
        assertThat(scheduler.idle()).contains(Duration.ofSeconds(10));

        scheduler.every(5).seconds().within(Duration.ofSeconds(3)).call(this::poll);
        assertThat(scheduler.nextRun()).contains(at(5));
        assertThat(scheduler.idle()).contains(Duration.ofSeconds(8));
    }

    @Test
    void callsWithATolerangeShareWakeUpsWithJobs() {
        gateway.handler("h", run -> JobResult.success());
        gateway.define("job", "every 30 seconds", "h");
        scheduler.every(25).seconds().within(Duration.ofSeconds(10)).call(this::poll);
        gateway.advance(Duration.ofSeconds(30));

        assertThat(called).containsExactly(at(30));
    }

    @Test
    void randomIntervalsOfTwoCallsDiffer() {
        List<Instant> other = new ArrayList<>();
        scheduler.every(10).to(1000).seconds().times(5).call(this::poll);
        scheduler.every(10).to(1000).seconds().times(5).call(() -> other.add(gateway.now()));
        gateway.advance(Duration.ofMinutes(100));

        assertThat(called).hasSize(5).isNotEqualTo(other);
        assertThat(other).hasSize(5);
    }

    @Test
    void aStopLetsRunsEndAndARestartKnowsNothingOfCalls() {
        List<JobContext> runs = new ArrayList<>();
        CompletableFuture<JobResult> answer = new CompletableFuture<>();
        scheduler.every(10).seconds().callAsync(run -> {
            runs.add(run);
            return answer;
        });
        gateway.advance(Duration.ofSeconds(10));
        gateway.stop();
        assertThat(runs.get(0).isCancelled()).isTrue();
        assertThatThrownBy(() -> scheduler.every(10).seconds().call(this::poll))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("stopped");

        gateway.start();
        gateway.advance(Duration.ofSeconds(60));
        assertThat(runs).hasSize(1);
        assertThat(gateway.scheduler().calls()).isEmpty();
    }

    @Test
    void theMachineIsWokenForACallAndANewOneDisturbsTheHold() {
        scheduler.every(10).minutes().call(this::poll);
        Quiescence quiescence = Inside.of(gateway).engine().quiescence();
        assertThat(quiescence.outlook().next()).contains(START.plus(Duration.ofMinutes(10)));
        gateway.advance(Duration.ofMinutes(1));
        try (Quiet quiet = quiescence.tryEnter().orElseThrow()) {
            assertThat(quiet.isDisturbed()).isFalse();
            scheduler.every(3).minutes().call(this::poll);
            gateway.settle();
            assertThat(quiet.isDisturbed()).isTrue();
            assertThat(quiet.outlook().next()).contains(START.plus(Duration.ofMinutes(4)));
        }
        gateway.advance(Duration.ofMinutes(3));
        assertThat(called).hasSize(1);
    }

    @Test
    void nobodyEntersAHoldWhileACallIsUnderWay() {
        scheduler.every(10).minutes().callAsync(run -> new CompletableFuture<>());
        gateway.advance(Duration.ofMinutes(10));
        Quiescence quiescence = Inside.of(gateway).engine().quiescence();

        assertThat(quiescence.outlook().busy()).containsExactly("a call of app runs");
        assertThat(quiescence.tryEnter()).isEmpty();
    }

    @Test
    void theForecastOfWakeUpsKnowsOfCalls() {
        scheduler.every(10).minutes().call(this::poll);
        scheduler.every(1).minute().noWake().call(this::poll);
        assertThat(Inside.of(gateway).engine().quiescence().windows(START, START.plus(Duration.ofHours(1))))
                .filteredOn(Quiescence.Window::wakes)
                .hasSize(5); // the sixth is no longer before the end
    }
}
