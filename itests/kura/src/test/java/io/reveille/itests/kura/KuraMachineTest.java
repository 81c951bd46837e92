package io.reveille.itests.kura;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.reveille.ScheduleService;
import io.reveille.spi.PowerPrograms;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.eclipse.kura.executor.CommandStatus;
import org.eclipse.kura.executor.ExitStatus;
import org.eclipse.kura.executor.PrivilegedExecutorService;
import org.eclipse.kura.watchdog.CriticalComponent;
import org.eclipse.kura.watchdog.WatchdogService;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.ServiceRegistration;

/** What Kura lends for the machine, to the bundle as it is built. */
@Timeout(120)
class KuraMachineTest {

    private static final String PID = "io.reveille.kura.watchdog";

    private final KuraGateway gateway;

    KuraMachineTest(@TempDir Path folder) throws Exception {
        gateway = KuraGateway.withBundle(folder);
    }

    @AfterEach
    void stop() throws Exception {
        gateway.close();
    }

    @Test
    void programsThatSleepAreRunByKuraWhileItsExecutorIsThere() throws Exception {
        assertThat(gateway.context().getServiceReference(PowerPrograms.class)).isNull();
        PrivilegedExecutorService executor = command -> {
            write(command.getErrorStream(), String.join("|", command.getCommandLine()));
            return new CommandStatus(new Ended(1));
        };
        ServiceRegistration<PrivilegedExecutorService> registered =
                gateway.context().registerService(PrivilegedExecutorService.class, executor, null);

        PowerPrograms programs = gateway.service(PowerPrograms.class);
        assertThat(programs.name()).isEqualTo("kura");
        assertThat(programs.run(List.of("/usr/bin/systemctl", "suspend")))
                .isEqualTo(new PowerPrograms.Exit(1, "/usr/bin/systemctl|suspend"));

        registered.unregister();
        assertThat(gateway.context().getServiceReference(PowerPrograms.class)).isNull();
    }

    @Test
    void theEngineChecksInWithKurasWatchdogOnceThatIsSwitchedOn() throws Exception {
        Watchdog watchdog = new Watchdog();
        gateway.context().registerService(WatchdogService.class, watchdog, null);
        ServiceRegistration<ScheduleService> engine =
                gateway.context().registerService(ScheduleService.class, engine(), null);
        gateway.kura().formIsActive(new Form(PID, false, Map.of("enabled", false, "timeout", 300)));
        await().until(() -> gateway.shown(PID).size() == 1);
        assertThat(watchdog.registered).isEmpty();

        gateway.kura().updateConfiguration(PID, Map.of("enabled", true), true);
        await().until(() -> watchdog.checkins.get() > 0);
        assertThat(watchdog.registered)
                .singleElement()
                .satisfies(one -> assertThat(one.getCriticalComponentTimeout()).isEqualTo(300_000));
        gateway.kura().updateConfiguration(PID, Map.of("timeout", 600), true);
        await().until(() ->
                watchdog.registered.size() == 1 && watchdog.registered.get(0).getCriticalComponentTimeout() == 600_000);
        assertThat(gateway.shown(PID)).hasSize(1);

        engine.unregister(); // stopped in order, as for an upgrade: nothing is expected of it
        assertThat(watchdog.registered).isEmpty();
    }

    private static ScheduleService engine() {
        return (ScheduleService) Proxy.newProxyInstance(
                ScheduleService.class.getClassLoader(),
                new Class<?>[] {ScheduleService.class},
                (proxy, method, given) -> null);
    }

    private static void write(OutputStream out, String text) {
        try {
            out.write(text.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private record Ended(int getExitCode) implements ExitStatus {
        @Override
        public boolean isSuccessful() {
            return getExitCode == 0;
        }
    }

    private static final class Watchdog implements WatchdogService {

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
