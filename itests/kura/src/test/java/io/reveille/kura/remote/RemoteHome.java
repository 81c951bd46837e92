package io.reveille.kura.remote;

import static org.awaitility.Awaitility.await;

import io.reveille.Battery;
import io.reveille.Job;
import io.reveille.JobHandler;
import io.reveille.JobResult;
import io.reveille.PowerForecast;
import io.reveille.PowerForecast.Figures;
import io.reveille.PowerForecast.Stretch;
import io.reveille.PowerService;
import io.reveille.ScheduleService;
import io.reveille.core.dispatch.Handler;
import io.reveille.itests.kura.FakeCloud;
import io.reveille.itests.kura.Form;
import io.reveille.itests.kura.KuraGateway;
import io.reveille.kura.KuraDefinitions;
import io.reveille.spi.DefinitionStore;
import io.reveille.testing.ManualScheduler;
import io.reveille.testing.MemoryStateStore;
import io.reveille.testing.internal.ManualEngine;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import org.osgi.framework.BundleException;
import org.osgi.service.cm.ConfigurationAdmin;
import org.osgi.service.cm.ManagedServiceFactory;

/** Remote control before the real engine, whose jobs lie in Kura's store. */
final class RemoteHome implements AutoCloseable {

    final KuraGateway gateway;
    final ManualEngine engine;
    final FakeCloud cloud = new FakeCloud();
    final RemoteControl control;

    @SuppressWarnings("JdkObsolete") // the framework takes a Dictionary
    RemoteHome(Path folder) {
        gateway = new KuraGateway(folder);
        KuraDefinitions definitions =
                new KuraDefinitions(gateway.context(), gateway.service(ConfigurationAdmin.class), gateway.kura());
        gateway.context()
                .registerService(
                        new String[] {DefinitionStore.class.getName(), ManagedServiceFactory.class.getName()},
                        definitions,
                        new Hashtable<>(Map.of("service.pid", "io.reveille.job")));
        engine = new ManualEngine(ManualScheduler.START, ManualEngine.SETTINGS, definitions, new MemoryStateStore());
        engine.add(engine.offer("field", Map.of("job.handler", "log"), Handler.of((JobHandler)
                        job -> JobResult.success("said hello")))
                .orElseThrow());
        control = new RemoteControl(
                Map.of("enabled", true, "writing", true), engine.scheduler("io.reveille.kura"), engine.transfer());
        control.setPower(power());
        control.addConnection(cloud);
    }

    /** Waits for what another thread gets from the engine, which works in this one meanwhile. */
    <T> T got(CompletableFuture<T> coming) {
        until(coming::isDone);
        return coming.join();
    }

    /** Waits for something, while the engine works. */
    void until(Callable<Boolean> seen) {
        await().pollInSameThread()
                .pollInterval(Duration.ofMillis(5))
                .atMost(Duration.ofSeconds(30))
                .until(() -> {
                    engine.settle();
                    return seen.call();
                });
    }

    /** Kura has seen the form of jobs. */
    void formIsThere() throws Exception {
        gateway.kura().formIsActive(new Form("io.reveille.job", true, Map.of()));
    }

    ScheduleService scheduler() {
        return engine.scheduler("app");
    }

    Job job(String name) {
        return scheduler().job(name).orElseThrow();
    }

    /** A gateway that is woken twice in a week. */
    private static PowerService power() {
        return (PowerService) Proxy.newProxyInstance(
                RemoteHome.class.getClassLoader(),
                new Class<?>[] {PowerService.class},
                (proxy, method, arguments) -> forecast((int) arguments[1]));
    }

    private static PowerForecast forecast(int days) {
        Instant from = ManualScheduler.START;
        Figures figures = new Figures(2, Duration.ofSeconds(20), OptionalDouble.empty());
        Instant to = from.plus(Duration.ofDays(days));
        List<Stretch> stretches = List.of(
                new Stretch(from.plusSeconds(3600), from.plusSeconds(3610)),
                new Stretch(from.plusSeconds(7200), from.plusSeconds(7210)));
        return new PowerForecast(from, to, to, Duration.ofSeconds(10), Battery.UNKNOWN, figures, figures, stretches);
    }

    @Override
    public void close() throws BundleException {
        control.stop();
        cloud.close();
        gateway.close();
    }
}
