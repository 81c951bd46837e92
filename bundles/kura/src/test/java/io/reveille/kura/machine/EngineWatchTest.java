package io.reveille.kura.machine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.reveille.JobResult;
import io.reveille.ScheduleService;
import io.reveille.testing.ManualScheduler;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.eclipse.kura.watchdog.CriticalComponent;
import org.eclipse.kura.watchdog.WatchdogService;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class EngineWatchTest {

    private static final Map<String, Object> ON = Map.of("enabled", true, "timeout", 120);

    private final FakeWatchdog watchdog = new FakeWatchdog();
    private @Nullable RuntimeException fault;
    private final ScheduleService engine = (ScheduleService) Proxy.newProxyInstance(
            ScheduleService.class.getClassLoader(), new Class<?>[] {ScheduleService.class}, (proxy, method, given) -> {
                if (fault != null) {
                    throw fault;
                }
                return null;
            });

    @Test
    void itIsOffUnlessSomebodySwitchesItOn() {
        for (Map<String, Object> properties : List.<Map<String, Object>>of(
                Map.of(),
                Map.of("enabled", false),
                Map.of("enabled", "perhaps"),
                Map.of("enabled", true, "timeout", 59))) {
            EngineWatch watch = new EngineWatch(properties, engine, watchdog);
            watch.start();
            assertThat(watchdog.registered).as("%s", properties).isEmpty();
            watch.stop();
        }
    }

    @Test
    void anEngineThatAnswersChecksInAndAtAStopNothingIsExpectedAnyMore() {
        EngineWatch watch = new EngineWatch(ON, engine, watchdog);
        watch.start();
        assertThat(watchdog.registered).singleElement().satisfies(component -> {
            assertThat(component.getCriticalComponentName()).isEqualTo("io.reveille");
            assertThat(component.getCriticalComponentTimeout()).isEqualTo(120_000);
        });
        await().until(() -> watchdog.checkins.get() == 1);
        watch.look();
        assertThat(watchdog.checkins).hasValue(2);
        watch.stop();
        assertThat(watchdog.registered).isEmpty();
    }

    @Test
    void anEngineThatDoesNotAnswerDoesNotCheckIn() {
        EngineWatch watch = new EngineWatch(ON, engine, watchdog);
        fault = new IllegalStateException("The engine has not answered within 300 s.");
        watch.look();
        fault = new IllegalArgumentException("a bug");
        watch.look();
        assertThat(watchdog.checkins).hasValue(0);
        fault = null;
        watch.look();
        assertThat(watchdog.checkins).hasValue(1);
    }

    @Test
    void aHandlerThatNeverEndsIsNoReasonAndAnEngineThatHasStoppedIsOne() {
        ManualScheduler gateway = new ManualScheduler();
        gateway.asyncHandler("stuck", job -> new CompletableFuture<JobResult>());
        gateway.define("poll", "every minute", "stuck");
        EngineWatch watch = new EngineWatch(ON, gateway.scheduler(), watchdog);
        gateway.advance(Duration.ofMinutes(10));
        assertThat(gateway.job("poll").status().running()).isTrue();
        watch.look();
        assertThat(watchdog.checkins).hasValue(1);
        gateway.stop();
        watch.look();
        assertThat(watchdog.checkins).hasValue(1);
    }

    private static final class FakeWatchdog implements WatchdogService {

        final List<CriticalComponent> registered = new CopyOnWriteArrayList<>();
        final AtomicInteger checkins = new AtomicInteger();

        @Override
        public void registerCriticalComponent(CriticalComponent component) {
            registered.add(component);
        }

        @Override
        public void unregisterCriticalComponent(CriticalComponent component) {
            registered.remove(component);
        }

        @Override
        public void checkin(CriticalComponent component) {
            checkins.incrementAndGet();
        }
    }
}
