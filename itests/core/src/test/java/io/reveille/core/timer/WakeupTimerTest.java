package io.reveille.core.timer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.reveille.testing.internal.ManualTimeSource;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The two waits, on two real threads and a clock that the test turns. */
class WakeupTimerTest {

    private static final Instant NOON = Instant.parse("2026-03-04T12:00:00Z");

    private final ManualTimeSource time = new ManualTimeSource(NOON);
    private final WakeupTimer timer = new WakeupTimer(time);
    private final AtomicInteger looks = new AtomicInteger();
    private volatile Optional<Instant> moment = Optional.of(NOON.plusSeconds(3600));
    private volatile boolean stopped;
    private final Thread engine = new Thread(this::engine, "test-engine");
    private final Thread guard = new Thread(this::guard, "test-guard");

    @BeforeEach
    void start() {
        engine.start();
        guard.start();
        bothWait();
    }

    @AfterEach
    void stop() throws InterruptedException {
        stopped = true;
        timer.wake();
        timer.stop();
        engine.join();
        guard.join();
    }

    @Test
    void withOneMomentInAnHourNeitherWaitEndsInBetween() {
        int ended = time.ended();

        for (int minute = 1; minute < 60; minute++) {
            time.advance(Duration.ofMinutes(1));
        }
        time.advance(Duration.ofMillis(59_999));

        assertThat(time.ended()).isEqualTo(ended);
        assertThat(time.waiting()).isEqualTo(2);
        time.advance(Duration.ofMillis(1));
        awaitLook(2);
    }

    @Test
    void withNothingToWaitForNeitherEndsEver() {
        moment = Optional.empty();
        timer.wake();
        awaitLook(2);
        bothWait();
        int ended = time.ended();

        time.advance(Duration.ofDays(4000));
        time.step(Duration.ofDays(-8000));
        time.suspend(Duration.ofDays(4000));

        assertThat(time.ended()).isEqualTo(ended);
        assertThat(time.waiting()).isEqualTo(2);
    }

    @Test
    void afterAStepBackTheGuardEndsOnTimeAndTheEngineLooks() {
        time.step(Duration.ofHours(-5));
        moment = Optional.of(NOON.minus(Duration.ofHours(3)));

        time.advance(Duration.ofMinutes(59));
        assertThat(looks).hasValue(1);
        time.advance(Duration.ofMinutes(1));

        awaitLook(2);
    }

    @Test
    void overASuspendTheEngineEndsOnTime() {
        moment = Optional.of(NOON.plus(Duration.ofHours(9)));
        time.suspend(Duration.ofHours(1));

        awaitLook(2);
        bothWait();
        time.suspend(Duration.ofHours(8));
        awaitLook(3);
    }

    @Test
    void afterAStepForwardTheEngineEndsAtOnce() {
        moment = Optional.of(NOON.plus(Duration.ofHours(9)));
        time.step(Duration.ofHours(3));

        awaitLook(2);
    }

    @Test
    void anEarlierMomentIsTakenUpByBoth() {
        moment = Optional.of(NOON.plusSeconds(60));
        timer.wake();
        awaitLook(2);
        bothWait();

        moment = Optional.of(NOON.plusSeconds(3600));
        time.step(Duration.ofMinutes(-30));
        time.advance(Duration.ofMinutes(1)); // only the guard can know

        awaitLook(3);
    }

    @Test
    void ofALaterMomentTheGuardIsNotTold() {
        int ended = time.ended();
        moment = Optional.of(NOON.plusSeconds(7200));
        timer.wake();
        awaitLook(2);
        bothWait();
        assertThat(time.ended()).as("the engine's wait alone").isEqualTo(ended + 1);

        time.advance(Duration.ofHours(1)); // the guard's own wait is over, and it waits on
        bothWait();
        assertThat(looks).hasValue(2);
        time.step(Duration.ofHours(-5));
        moment = Optional.of(NOON.plusSeconds(1));
        time.advance(Duration.ofHours(1)); // only the guard can know

        awaitLook(3);
    }

    @Test
    void aSignalThatComesBeforeTheWaitIsNotLost() {
        for (int i = 2; i < 2000; i++) {
            timer.wake(); // while the engine may be anywhere
            awaitLook(i);
        }
    }

    @Test
    void aMomentInThePastEndsTheWaitAtOnce() {
        moment = Optional.of(NOON.minusSeconds(1));
        timer.wake();

        awaitLook(4);
        moment = Optional.of(NOON.plusSeconds(3600));
        bothWait();
        int ended = time.ended();
        time.advance(Duration.ofMinutes(50)); // the guard waited for the first moment, and waits on
        bothWait();
        assertThat(time.ended()).isLessThanOrEqualTo(ended + 1);
        int settled = time.ended();
        time.advance(Duration.ofMinutes(5));
        assertThat(time.ended()).isEqualTo(settled);
    }

    private void bothWait() {
        await().pollDelay(Duration.ZERO).pollInterval(Duration.ofMillis(1)).until(() -> time.waiting() == 2);
    }

    private void awaitLook(int count) {
        await().pollDelay(Duration.ZERO).pollInterval(Duration.ofMillis(1)).until(() -> looks.get() >= count);
    }

    private void engine() {
        try {
            while (!stopped) {
                looks.incrementAndGet();
                timer.await(moment);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void guard() {
        try {
            timer.guard();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
