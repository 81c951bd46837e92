package io.reveille.itests.container;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reveille.Battery;
import io.reveille.PowerForecast;
import io.reveille.PowerService;
import io.reveille.PowerService.Hold;
import io.reveille.spi.PowerListener;
import io.reveille.spi.Quiescence;
import io.reveille.spi.SettingsCheck;
import io.reveille.spi.SleepInhibitor;
import java.time.Duration;
import java.time.Instant;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.Before;
import org.junit.Test;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;

/** The gateway's sleep as a service, with the back end that only simulates: no test machine goes to sleep. */
@SuppressWarnings("JdkObsolete") // ConfigurationAdmin takes a Dictionary
public class PowerIT extends ContainerTest {

    private static final String PID = "io.reveille.power";

    @Before
    public void anEngineThatCanBeHeldStill() {
        // Ranked below all others: the engine's own counts where there is one.
        gateway.register(Quiescence.class, new Idle(), Map.of("service.ranking", Integer.MIN_VALUE));
    }

    @Test
    public void itSaysWhyItIsAwake() throws Exception {
        PowerService power = gateway.service(PowerService.class);
        assertThat(power.status().backend().name()).isEqualTo("simulated");
        assertThat(power.status().backend().usable()).isTrue();
        Gateway.until(
                "the grace after the start is told",
                () -> power.status().now().doing().contains("just started"));
        settings(Map.of("grace.boot", 0));
        try (Hold hold = power.keepAwake(Duration.ofMinutes(30), "test", "a look")) {
            assertThat(hold.until()).isAfter(Instant.now().plusSeconds(1700));
            Gateway.until("the hold is told", () -> power.status().now().doing().contains("test (a look)"));
            assertThat(power.status().inhibitors()).hasSize(1);
        }
        ServiceRegistration<SleepInhibitor> inhibitor = gateway.register(SleepInhibitor.class, new Update(), Map.of());
        Gateway.until(
                "the inhibitor is told", () -> power.status().now().doing().contains("update (firmware)"));
        inhibitor.unregister();
        Gateway.until("its end is told", () -> !power.status().now().doing().contains("update"));
        power.operatorActive();
        power.tryAgain();
    }

    @Test
    public void settingsThatCannotBeUsedAreRefusedAndThoseBeforeStay() throws Exception {
        PowerService power = gateway.service(PowerService.class);
        settings(Map.of("backend", "simulated", "grace.boot", 77));
        Gateway.until("all is well", () -> power.status().now().problem().isEmpty());
        settings(Map.of("backend", "perpetuum-mobile"));
        Gateway.until(
                "the refusal is told", () -> power.status().now().problem().contains("perpetuum-mobile"));
        assertThat(power.status().backend().name()).isEqualTo("simulated");
        SettingsCheck check = gateway.settingsCheck("io.reveille.power");
        check.check(Map.of("backend", "linux", "strategy", "sysfs"));
        assertThatThrownBy(() -> check.check(Map.of("backend", "perpetuum-mobile")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("linux, simulated");
        assertThatThrownBy(() -> check.check(Map.of(
                        "strategy", "command", "command.arm", "/bin/true {epoch}", "command.sleep", "/bin/true")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("reveille.commands");
        settings(Map.of());
        Gateway.until("all is well again", () -> power.status().now().problem().isEmpty());
    }

    @Test
    public void aSimulatedSleepIsToldAndAForecastGiven() throws Exception {
        List<PowerListener.Type> told = new CopyOnWriteArrayList<>();
        gateway.register(PowerListener.class, (type, sleep) -> told.add(type), Map.of());
        PowerService power = gateway.service(PowerService.class);
        gateway.handler("hourly", job -> io.reveille.JobResult.success());
        gateway.scheduler().every(2).hours().named("hourly").run("hourly");
        settings(Map.of("grace.boot", 0, "grace.operator", 0));
        Gateway.until("a simulated sleep is told", () -> told.contains(PowerListener.Type.SIMULATED));
        assertThat(power.status().totals().simulated()).isPositive();
        assertThat(power.status().totals().sleeps()).isZero();
        PowerForecast forecast = power.forecast(Instant.now(), 2, new Battery(100, 1, 2600));
        assertThat(forecast.batched().wakeUps()).isPositive();
        assertThat(forecast.batched().batteryDays()).isPresent();
        assertThatThrownBy(() -> power.forecast(Instant.now(), 0)).isInstanceOf(IllegalArgumentException.class);
    }

    private void settings(Map<String, ?> settings) throws Exception {
        Configuration configuration = gateway.service(ConfigurationAdmin.class).getConfiguration(PID, "?");
        configuration.update(new Hashtable<>(settings));
    }

    private static final class Update implements SleepInhibitor {

        @Override
        public String name() {
            return "update";
        }

        @Override
        public String reason() {
            return "firmware";
        }

        @Override
        public Instant since() {
            return Instant.now();
        }
    }

    /** Something is due in two hours, always. */
    private static final class Idle implements Quiescence {

        private static final Duration NEXT = Duration.ofHours(2);

        @Override
        public Outlook outlook() {
            Instant now = Instant.now();
            return new Outlook(now, Optional.of(now.plus(NEXT)), List.of());
        }

        @Override
        public Optional<Quiet> tryEnter() {
            return Optional.empty();
        }

        @Override
        public AutoCloseable watch(Runnable changed) {
            return () -> {};
        }

        @Override
        public List<Window> windows(Instant from, Instant to) {
            Instant next = from.plus(NEXT);
            return next.isBefore(to) ? List.of(new Window("idle", next, next, true)) : List.of();
        }
    }
}
