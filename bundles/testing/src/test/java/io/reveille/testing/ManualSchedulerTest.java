package io.reveille.testing;

import static io.reveille.testing.ManualScheduler.START;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reveille.JobResult;
import io.reveille.testing.ManualScheduler.Registration;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** What a user's test may count on, beside all that the scenarios use. */
class ManualSchedulerTest {

    private final ManualScheduler gateway = new ManualScheduler();
    private final Recorder recorder = new Recorder();

    @Test
    void aZoneMayBeChosen() {
        ManualScheduler tokyo = new ManualScheduler(Instant.parse("2026-03-04T00:00:00Z"), ZoneId.of("Asia/Tokyo"));
        tokyo.handler("scan", recorder.succeeding());
        tokyo.define("scan", "every day at 10:00", "scan");

        tokyo.advance(Duration.ofHours(1));

        assertThat(recorder.nominalTimes()).containsExactly(Instant.parse("2026-03-04T01:00:00Z"));
    }

    @Test
    void aSuspendAndAStepAreSeenAtOnce() {
        gateway.handler("scan", recorder.succeeding());
        gateway.define("scan", "every hour at :00", "scan");

        gateway.suspend(Duration.ofMinutes(150));
        assertThat(recorder.calls()).hasSize(1);
        assertThat(recorder.last().missed()).isEqualTo(2);
        gateway.stepClock(Duration.ofMinutes(30)); // 13:00

        assertThat(recorder.calls()).hasSize(2);
        assertThat(gateway.now()).isEqualTo(START.plus(Duration.ofHours(3)));
    }

    @Test
    void whileReveilleDoesNotRunOnlyTimePasses() {
        Registration handler = gateway.handler("scan", recorder.succeeding());
        gateway.define("scan", "every 10 minutes", "scan");
        gateway.advance(Duration.ofMinutes(1)); // it is saved
        int steps = gateway.engine().steps();

        gateway.kill();
        assertThat(gateway.nextWakeUp()).isEmpty();
        handler.close();
        gateway.advance(Duration.ofHours(1));

        assertThat(gateway.engine().steps()).isEqualTo(steps);
        assertThat(gateway.now()).isEqualTo(START.plus(Duration.ofMinutes(61)));
        gateway.start();
        assertThat(recorder.calls()).isEmpty();
        handler.register();
        assertThat(recorder.last().missed()).isEqualTo(6);
    }

    @Test
    void aServiceComesAndGoesOnce() {
        Registration handler = gateway.handler("scan", recorder.succeeding());
        gateway.define("scan", "every 10 minutes", "scan");
        handler.register();
        handler.close();
        handler.close();

        gateway.advance(Duration.ofHours(1));

        assertThat(recorder.calls()).isEmpty();
    }

    @TestFactory
    Stream<DynamicTest> callsAtTheWrongTimeSaySo() {
        ManualScheduler stopped = new ManualScheduler();
        stopped.stop();
        Map<String, Runnable> calls = Map.of(
                "start", gateway::start,
                "stop", stopped::stop,
                "kill", stopped::kill,
                "scheduler", stopped::scheduler,
                "define", () -> stopped.define("scan", "every hour", "scan"),
                "restart", () -> stopped.restartAfter(Duration.ZERO));
        return calls.entrySet().stream()
                .map(call -> DynamicTest.dynamicTest(
                        call.getKey(),
                        () -> assertThatThrownBy(() -> call.getValue().run())
                                .isInstanceOf(IllegalStateException.class)
                                .hasMessageMatching("Reveille (runs already|does not run: start it first)\\.")));
    }

    @Test
    void timeDoesNotPassBackwards() {
        Duration back = Duration.ofSeconds(-1);
        for (Runnable call : List.<Runnable>of(
                () -> gateway.advance(back),
                () -> gateway.suspend(back),
                () -> gateway.restartAfter(back),
                () -> gateway.crashFor(back),
                () -> gateway.time().advance(back),
                () -> gateway.time().suspend(back))) {
            assertThatThrownBy(call::run)
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("PT-1S");
        }
        assertThat(gateway.now()).isEqualTo(START);
        gateway.settle(); // it runs still
        assertThat(gateway.scheduler().jobs()).isEmpty();
    }

    @Test
    void whatIsNotThereIsSaid() {
        assertThatThrownBy(() -> gateway.job("scan")).isInstanceOf(NoSuchElementException.class);
        assertThatThrownBy(recorder::last).isInstanceOf(NoSuchElementException.class);
        assertThatThrownBy(() -> recorder.finish(JobResult.success())).isInstanceOf(NoSuchElementException.class);
        assertThatThrownBy(() -> gateway.handler(" ", recorder.succeeding()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("job.handler");
    }
}
