package io.reveille.core.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reveille.JobContext;
import io.reveille.JobResult;
import io.reveille.ScheduleService;
import io.reveille.ScheduledCall;
import io.reveille.core.service.ScheduleServiceImpl;
import io.reveille.testing.Inside;
import io.reveille.testing.ManualScheduler;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.osgi.framework.Bundle;

/** Calls without a name whose moments lie beside something else: the end of a schedule, a step of the clock, a stop. */
class CallsAtTheEdgeTest {

    private static final Instant START = ManualScheduler.START;

    private final ManualScheduler gateway = new ManualScheduler();
    private final ScheduleService scheduler = gateway.scheduler();
    private final List<Instant> called = new ArrayList<>();

    private static Instant at(int second) {
        return START.plusSeconds(second);
    }

    private void poll() {
        called.add(gateway.now());
    }

    private JobResult againAtFirst(JobContext run) {
        poll();
        return called.size() == 1 ? JobResult.retryAfter(Duration.ofSeconds(5)) : JobResult.success();
    }

    @Test
    void theLastOccurrenceOfAScheduleIsTriedAgainIfItsCodeAsksForThat() {
        for (String schedule :
                List.of("once in 10 seconds", "every 10 seconds times 1", "every 10 seconds until 10:00:15")) {
            called.clear();
            Instant given = gateway.now();
            ScheduledCall call = scheduler
                    .schedule(schedule.replace("10:00:15", given.plusSeconds(15).toString()))
                    .callWith(this::againAtFirst);
            gateway.advance(Duration.ofSeconds(10));
            assertThat(call.next()).as(schedule).contains(given.plusSeconds(15));
            gateway.advance(Duration.ofMinutes(1));

            assertThat(called).as(schedule).containsExactly(given.plusSeconds(10), given.plusSeconds(15));
            assertThat(call.next()).isEmpty();
            assertThat(call.cancel()).isFalse();
            assertThat(scheduler.calls().get(0).scheduled()).isZero();
        }
    }

    @Test
    void anotherAttemptIsMadeAfterItsDelayWhateverTheClockShows() {
        scheduler.schedule("once in 10 seconds").callWith(this::againAtFirst);
        gateway.advance(Duration.ofSeconds(11));
        gateway.stepClock(Duration.ofHours(1));
        gateway.advance(Duration.ofSeconds(4));
        assertThat(called).containsExactly(at(10), at(3615));

        called.clear();
        scheduler.every().hour().callWith(this::againAtFirst);
        gateway.advance(Duration.ofSeconds(3601));
        gateway.stepClock(Duration.ofHours(-1));
        gateway.advance(Duration.ofSeconds(4));
        assertThat(called).hasSize(2);
    }

    @Test
    void aCallThatIsGivenAfterAStepOfTheClockCountsFromThen() {
        gateway.time().step(Duration.ofHours(3)); // the engine has not looked since
        scheduler.every(10).seconds().call(this::poll);
        scheduler.schedule("once in 10 seconds").call(this::poll);
        gateway.advance(Duration.ofSeconds(10));

        assertThat(called).containsExactly(at(10810), at(10810));
    }

    @Test
    void aCallThatIsGivenBeforeAStepOfTheClockCountsFromThen() {
        scheduler.every(10).seconds().call(this::poll);
        scheduler.schedule("once in 10 seconds").call(this::poll);
        gateway.time().advance(Duration.ofSeconds(5));
        gateway.time().step(Duration.ofHours(3)); // the engine has not looked since
        gateway.advance(Duration.ofSeconds(5));

        assertThat(called).containsExactly(at(10810), at(10810));
    }

    @Test
    void anOccurrenceThatPassesBeforeALateRunBeginsIsMissedToo() {
        List<Integer> missed = new ArrayList<>();
        scheduler.every().second().callWith(run -> {
            missed.add(run.missed());
            return JobResult.success();
        });
        gateway.settle();
        gateway.suspend(Duration.ofSeconds(2));
        gateway.advance(Duration.ofSeconds(1));

        assertThat(missed).containsExactly(2, 0);
    }

    @Test
    void theIdleTimeEndsByTheFirstOfAllLastMoments() {
        scheduler.every().hour().within(Duration.ofMinutes(30)).call(this::poll);
        scheduler.every(70).minutes().call(this::poll);

        assertThat(scheduler.nextRun()).contains(START.plus(Duration.ofMinutes(60)));
        assertThat(scheduler.idle()).contains(Duration.ofMinutes(70));
    }

    @Test
    void aCallThatIsOnItsWayWhileItsBundleStopsEndsWithThat() {
        ScheduleService other = gateway.scheduler("other");
        other.every(10).seconds().call(this::poll);
        gateway.settle();
        // A thread of the bundle has come past all checks, and is slow.
        Inside.of(gateway).engine().bundleGone("other");
        other.every(10).seconds().call(this::poll);
        Inside.of(gateway).engine().bundleGone("other");
        gateway.advance(Duration.ofMinutes(1));

        assertThat(called).isEmpty();
        assertThat(gateway.nextWakeUp()).isEmpty();
    }

    @Test
    void aCallThatIsGivenWhileItsBundleStopsIsRefusedAndDoesNotStay() {
        for (boolean named : List.of(false, true)) {
            Deque<Integer> states = new ArrayDeque<>(List.of(Bundle.STOPPING));
            Bundle bundle = (Bundle) Proxy.newProxyInstance(
                    Bundle.class.getClassLoader(),
                    new Class<?>[] {Bundle.class},
                    (proxy, method, arguments) -> switch (method.getName()) {
                        case "getState" -> states.isEmpty() ? Bundle.RESOLVED : states.pop();
                        case "hashCode" -> System.identityHashCode(proxy);
                        case "equals" -> proxy == arguments[0];
                        case "getBundleId", "getLastModified" -> 7L;
                        default -> "slow";
                    });
            ScheduleService slow = new ScheduleServiceImpl(Inside.of(gateway).engine(), bundle, "slow");

            assertThatThrownBy(() -> {
                        if (named) {
                            slow.every(10).seconds().named("poll").call(this::poll);
                        } else {
                            slow.every(10).seconds().call(this::poll);
                        }
                    })
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("has stopped");
            gateway.advance(Duration.ofMinutes(1));
            assertThat(called).isEmpty();
            assertThat(scheduler.calls()).isEmpty();
            assertThat(scheduler.jobs()).isEmpty();
        }
    }

    @Test
    void whatABundleGivesAfterItsRestartDoesNotEndWithWhatItGaveBefore() {
        ScheduleService other = gateway.scheduler("other");
        other.every(10).seconds().call(() -> called.add(Instant.EPOCH));
        gateway.settle();
        Inside.of(gateway).engine().bundleGone("other"); // the engine has not seen that
        other.every(10).seconds().call(this::poll);
        gateway.advance(Duration.ofSeconds(10));

        assertThat(called).containsExactly(at(10));
        assertThat(scheduler.calls().get(0).scheduled()).isEqualTo(1);
    }

    @Test
    void aTimeOfDayThatEndsAScheduleIsTheNextOneByTheClockAsItWasCorrected() {
        scheduler.schedule("every hour until 18:30").call(this::poll);
        gateway.settle();
        gateway.stepClock(Duration.ofDays(-300));
        scheduler.trustClock();
        gateway.advance(Duration.ofDays(3));

        assertThat(called).hasSize(8);
        assertThat(scheduler.calls().get(0).scheduled()).isZero();
    }

    @Test
    void aClockThatShowsTheLastOfAllYearsEndsWhatLiesBeyondAndNothingElse() {
        scheduler.schedule("once in 36000 days").call(this::poll);
        scheduler.every(10).seconds().call(this::poll);
        gateway.settle();
        gateway.stepClock(Duration.between(gateway.now(), Instant.parse("9999-12-31T12:00:00Z")));
        gateway.advance(Duration.ofSeconds(30));

        assertThat(called).hasSize(3);
        assertThat(scheduler.calls().get(0).scheduled()).isEqualTo(1);
    }
}
