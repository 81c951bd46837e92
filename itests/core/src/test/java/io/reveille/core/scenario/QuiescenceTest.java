package io.reveille.core.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import io.reveille.Delivery;
import io.reveille.Job;
import io.reveille.JobResult;
import io.reveille.spi.Quiescence;
import io.reveille.spi.Quiescence.Quiet;
import io.reveille.spi.RunGate;
import io.reveille.testing.Inside;
import io.reveille.testing.ManualScheduler;
import io.reveille.testing.Recorder;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** The engine held still while the machine sleeps. */
class QuiescenceTest {

    private static final Instant START = ManualScheduler.START;

    private final ManualScheduler gateway = new ManualScheduler();
    private final Recorder recorder = new Recorder();

    @Test
    void theMachineHasToBeAwakeForTheEarliestDeadlineOfWhatWakesIt() {
        gateway.handler("work", recorder.succeeding());
        gateway.define("rides along", "every 5 minutes nowake", "work");
        gateway.define("batched", "every 10 minutes within 3 minutes", "work");
        gateway.define("late", "every hour", "work");

        assertThat(quiescence().outlook().next()).contains(START.plus(Duration.ofMinutes(13)));
        assertThat(quiescence().outlook().busy()).isEmpty();
        assertThat(quiescence().outlook().now()).isEqualTo(START);
    }

    @Test
    void nobodyEntersWhileARunIsUnderWay() {
        CompletableFuture<JobResult> slow = new CompletableFuture<>();
        gateway.asyncHandler("slow", context -> slow);
        gateway.define("poll", "every 10 minutes", "slow");
        gateway.advance(Duration.ofMinutes(10));

        assertThat(quiescence().outlook().busy()).containsExactly("job poll runs");
        assertThat(quiescence().tryEnter()).isEmpty();

        slow.complete(JobResult.success());
        gateway.advance(Duration.ofMinutes(1)); // its end is saved
        try (Quiet quiet = quiescence().tryEnter().orElseThrow()) {
            assertThat(quiet.isDisturbed()).isFalse();
        }
    }

    @Test
    void ofManyBusyJobsThreeAreNamedThatHaveBeenAtItTheLongest() {
        CompletableFuture<JobResult> slow = new CompletableFuture<>();
        gateway.asyncHandler("slow", context -> slow);
        for (int i = 0; i < 5; i++) {
            gateway.define("poll " + i, "every " + (14 - i) + " minutes", "slow");
        }

        gateway.advance(Duration.ofMinutes(13));
        assertThat(quiescence().outlook().busy())
                .containsExactly("job poll 4 runs", "job poll 3 runs", "job poll 2 runs", "1 more job");
        gateway.advance(Duration.ofMinutes(1));
        assertThat(quiescence().outlook().busy()).hasSize(4).endsWith("2 more jobs");

        slow.complete(JobResult.success());
        gateway.settle();
        assertThat(quiescence().outlook().busy()).isEmpty();
    }

    @Test
    void whatComesDueInASleepRunsAtItsEnd() {
        gateway.handler("work", recorder.succeeding());
        gateway.define("poll", "every 10 minutes", "work");
        gateway.advance(Duration.ofMinutes(1));
        Quiet quiet = quiescence().tryEnter().orElseThrow();
        assertThat(quiescence().tryEnter()).as("one at a time").isEmpty();
        assertThat(quiet.outlook().next()).contains(START.plus(Duration.ofMinutes(10)));

        gateway.suspend(Duration.ofMinutes(9));
        assertThat(recorder.calls()).isEmpty();
        assertThat(quiet.isDisturbed()).isTrue();

        quiet.close();
        gateway.settle();
        assertThat(recorder.nominalTimes()).containsExactly(START.plus(Duration.ofMinutes(10)));
        assertThat(recorder.last().missed()).isZero();
        quiet.close(); // and nothing more comes of it
        assertThat(gateway.nextWakeUp()).contains(START.plus(Duration.ofMinutes(20)));
    }

    @Test
    void theEngineWaitsInsteadOfTurningRoundWhileItIsHeld() {
        gateway.handler("work", recorder.succeeding());
        gateway.define("poll", "every 10 minutes", "work");
        gateway.advance(Duration.ofMinutes(1));
        try (Quiet quiet = quiescence().tryEnter().orElseThrow()) {
            gateway.suspend(Duration.ofHours(1));
            assertThat(gateway.nextWakeUp()).isEmpty();
            assertThat(quiet.isDisturbed()).isTrue();
        }
    }

    @Test
    void whatIsNotSavedYetIsSavedBeforeASleepAndNobodySleepsWithout() {
        gateway.handler("work", recorder.succeeding());
        Job poll = gateway.define("poll", "every 10 minutes", "work");
        gateway.advance(Duration.ofMinutes(1));
        poll.pause();
        poll.resume();
        poll.pause(); // within the 30 s between two saves
        gateway.states().fail(true);
        assertThat(quiescence().tryEnter()).isEmpty();

        gateway.states().fail(false);
        try (Quiet quiet = quiescence().tryEnter().orElseThrow()) {
            assertThat(gateway.states().text("poll")).contains("\"paused\":true");
            assertThat(quiet.isDisturbed()).isFalse();
        }
    }

    @Test
    void whoAsksForARunDisturbs() {
        gateway.handler("work", recorder.succeeding());
        gateway.define("poll", "every 10 minutes", "work");
        gateway.advance(Duration.ofMinutes(1));
        Quiet quiet = quiescence().tryEnter().orElseThrow();

        gateway.job("poll").trigger();
        gateway.settle();
        assertThat(quiet.isDisturbed()).isTrue();
        assertThat(recorder.calls()).isEmpty();

        quiet.close();
        gateway.settle();
        assertThat(recorder.calls()).hasSize(1);
    }

    @Test
    void nobodyWakesToAskAGateAgainButForTheNextOccurrence() {
        AtomicBoolean link = new AtomicBoolean();
        gateway.handler("work", recorder.succeeding());
        gateway.gate(
                "link",
                (occurrence, condition) ->
                        link.get() ? RunGate.Permit.OPEN : new RunGate.Refusal("no link", Duration.ofMinutes(7)));
        gateway.scheduler()
                .schedule("every hour within 10 minutes")
                .named("upload")
                .onlyIf("link")
                .run("work");
        gateway.advance(Duration.ofMinutes(71)); // it was asked at 11:10
        assertThat(quiescence().outlook().next()).contains(START.plus(Duration.ofMinutes(130)));

        sleepFor(Duration.ofMinutes(59)); // asked again at 12:10, and the next is due
        assertThat(quiescence().outlook().next()).contains(START.plus(Duration.ofMinutes(190)));

        link.set(true);
        sleepFor(Duration.ofMinutes(60));
        assertThat(recorder.nominalTimes()).containsExactly(START.plus(Duration.ofHours(3)));
        assertThat(quiescence().outlook().next()).contains(START.plus(Duration.ofMinutes(250)));
    }

    @Test
    void oneThatWaitsLongerThanItsRhythmKeepsWakingTheMachine() {
        gateway.handler("work", recorder.succeeding());
        gateway.gate("link", (occurrence, condition) -> new RunGate.Refusal("no link", Duration.ofHours(30)));
        gateway.scheduler()
                .schedule("every hour")
                .named("upload")
                .misfireAll(100)
                .onlyIf("link")
                .run("work");
        gateway.advance(Duration.ofMinutes(150)); // the one of 11:00 waits, and the one of 12:00 behind it

        for (int hour = 3; hour < 9; hour++) {
            assertThat(quiescence().outlook().next()).contains(START.plus(Duration.ofHours(hour)));
            gateway.advance(Duration.ofHours(1));
        }
        assertThat(recorder.calls()).isEmpty();
    }

    @Test
    void anotherAttemptWakesTheMachineUnlessTheJobDoesNot() {
        gateway.handler("broken", recorder.doing(context -> JobResult.failure("no")));
        retried("every hour nowake", "rides along");
        gateway.advance(Duration.ofMinutes(61));
        assertThat(quiescence().outlook().next()).isEmpty();

        retried("every hour", "poll");
        gateway.advance(Duration.ofMinutes(61));
        assertThat(quiescence().outlook().next())
                .hasValueSatisfying(
                        next -> assertThat(next).isBefore(gateway.now().plus(Duration.ofMinutes(13))));
    }

    private void retried(String schedule, String name) {
        gateway.scheduler()
                .schedule(schedule)
                .named(name)
                .retry(3, Duration.ofMinutes(10), Duration.ofMinutes(10))
                .run("broken");
    }

    @Test
    void aStartThatCouldNotBeSavedIsNotSleptOver() {
        gateway.handler("work", recorder.succeeding());
        gateway.scheduler()
                .schedule("every hour")
                .named("once only")
                .delivery(Delivery.AT_MOST_ONCE)
                .run("work");
        gateway.advance(Duration.ofMinutes(59));
        gateway.states().fail(true);
        gateway.advance(Duration.ofMinutes(1));
        gateway.states().fail(false);
        assertThat(recorder.calls()).isEmpty();

        assertThat(quiescence().outlook().next())
                .contains(START.plus(Duration.ofHours(1)).plusSeconds(30));
    }

    @Test
    void watchersAreToldOfWhatMayMatter() throws Exception {
        AtomicInteger told = new AtomicInteger();
        AutoCloseable watch = quiescence().watch(told::incrementAndGet);
        gateway.handler("work", recorder.succeeding());
        gateway.define("poll", "every 10 minutes", "work");
        gateway.settle();
        assertThat(told.getAndSet(0)).isPositive();

        gateway.advance(Duration.ofMinutes(9));
        assertThat(told.get()).as("only time has passed").isZero();

        gateway.advance(Duration.ofMinutes(1));
        assertThat(told.getAndSet(0)).isPositive();

        watch.close();
        gateway.advance(Duration.ofMinutes(20));
        assertThat(told.get()).isZero();
    }

    @Test
    void theForecastGoesByTheJobsChains() {
        gateway.handler("work", recorder.succeeding());
        gateway.define("poll", "every 7 minutes within 2 minutes", "work");
        gateway.define("held", "every minute", "work").pause();
        gateway.define("gone", "every minute", "nobody");
        gateway.advance(Duration.ofMinutes(10));

        assertThat(quiescence().windows(gateway.now(), gateway.now().plus(Duration.ofMinutes(5))))
                .containsExactly(new Quiescence.Window(
                        "poll", START.plus(Duration.ofMinutes(14)), START.plus(Duration.ofMinutes(16)), true));
    }

    private void sleepFor(Duration span) {
        Quiet quiet = quiescence().tryEnter().orElseThrow();
        gateway.suspend(span);
        quiet.close();
        gateway.advance(Duration.ofSeconds(1));
    }

    private Quiescence quiescence() {
        return Inside.of(gateway).engine().quiescence();
    }
}
