package io.reveille.itests.kura;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.reveille.AsyncJobHandler;
import io.reveille.JobContext;
import io.reveille.JobResult;
import io.reveille.kura.KuraDefinitions;
import io.reveille.spi.ClockTrust;
import io.reveille.spi.DefinitionStore;
import io.reveille.spi.Folders;
import io.reveille.spi.RunGate;
import io.reveille.spi.SleepInhibitor;
import io.reveille.spi.StateRecord;
import io.reveille.spi.StateStore;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Date;
import java.util.Dictionary;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.eclipse.kura.clock.ClockService;
import org.eclipse.kura.cloudconnection.listener.CloudDeliveryListener;
import org.eclipse.kura.cloudconnection.message.KuraMessage;
import org.eclipse.kura.cloudconnection.publisher.CloudPublisher;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.Bundle;
import org.osgi.framework.ServiceReference;

/** The bundle as it is built, in a framework that has what Kura has of the packages that it imports. */
@Timeout(120)
class KuraBundleTest {

    private final Path folder;
    private final KuraGateway gateway;
    private final Bundle bundle;

    KuraBundleTest(@TempDir Path folder) throws Exception {
        this.folder = folder;
        gateway = KuraGateway.withBundle(folder);
        bundle = gateway.install(KuraDefinitions.class); // which is there
    }

    @AfterEach
    void stop() throws Exception {
        gateway.close();
    }

    @Test
    void itImportsWhatKuraHasAndExportsNothing() {
        Dictionary<String, String> headers = bundle.getHeaders();

        assertThat(bundle.getState()).isEqualTo(Bundle.ACTIVE);
        assertThat(headers.get("Import-Package"))
                .contains("org.eclipse.kura;version=\"[1.7,2)\"")
                .contains("org.eclipse.kura.configuration;version=\"[1.2,1.3)\"")
                .contains("org.eclipse.kura.cloudconnection.message;version=\"[1.0,2)\"")
                .contains("org.eclipse.kura.cloudconnection.request;version=\"[1.0,2)\"")
                .contains("org.eclipse.kura.message;version=\"[1.4,2)\"")
                .contains("com.google.gson.stream;version=\"[2.9,3)\"")
                .doesNotContain("io.reveille.core")
                .doesNotContain("org.osgi.service.metatype")
                .contains("org.eclipse.kura.system;version=\"[1.6,2)\"")
                .contains("org.eclipse.kura.executor;version=\"[1.0,2)\";resolution:=optional")
                .contains("org.eclipse.kura.watchdog;version=\"[1.0,2)\";resolution:=optional")
                .doesNotContain("io.reveille.persistence")
                .doesNotContain("io.reveille.kura");
        assertThat(headers.get("Export-Package")).isNull();
    }

    @Test
    void itKeepsJobsAsKurasComponents() throws Exception {
        String pid = gateway.service(DefinitionStore.class)
                .save(Optional.empty(), Map.of("name", "poll", "schedule", "every hour", "handler", "log"));

        assertThat(pid).isEqualTo("io.reveille.job.poll");
        await().until(() -> gateway.shown(pid).size() == 1);
        bundle.stop();
        assertThat(gateway.shown(pid)).isEmpty();
        bundle.start();
        await().until(() -> gateway.shown(pid).size() == 1);
    }

    @Test
    void itBringsAStoreOfItsOwnInKurasDataFolder() throws Exception {
        assertThat(bundle.getHeaders().get("Provide-Capability")) // by which core knows that it has to wait for it
                .contains("objectClass:List<String>=\"io.reveille.spi.Folders\"");

        StateStore store = gateway.service(StateStore.class);
        store.load();
        store.save(List.of(new StateRecord("poll", "{}")), List.of());

        Path state = KuraGateway.data(folder).resolve("reveille/state");
        assertThat(gateway.service(Folders.class).path(Folders.Place.STATE)).contains(state.toString());
        assertThat(state.resolve("1A.page")).exists();
        assertThat(store.survives()).isEqualTo(StateStore.Durability.POWER_CUT);
        bundle.stop();
        bundle.start(); // which finds the folder given back
        assertThat(gateway.service(StateStore.class).load()).hasSize(1);
    }

    @Test
    void settingsAreShownOnceTheyAreThereAndStayShownWhenTheyChange() throws Exception {
        for (String pid : new String[] {"io.reveille", "io.reveille.power"}) {
            assertThat(gateway.shown(pid)).isEmpty();
            gateway.kura().formIsActive(new Form(pid, false, Map.of("workers", 4)));
            await().until(() -> gateway.shown(pid).size() == 1);
            ServiceReference<?> shown = gateway.shown(pid).get(0);

            gateway.kura().updateConfiguration(pid, Map.of("workers", 2), true);

            await().until(() -> Integer.valueOf(2).equals(shown.getProperty("workers")));
            assertThat(gateway.shown(pid)).containsExactly(shown);
        }
    }

    @Test
    @SuppressWarnings({"JavaUtilDate", "JdkObsolete"}) // Kura has a Date, and the framework takes a Dictionary
    void whatKuraHasOfConnectionsAndTimeIsThereForJobs() throws Exception {
        assertThat(gateway.context().getServiceReferences(RunGate.class, "(gate.name=cloud)"))
                .hasSize(1);
        RunGate publishing = gateway.context()
                .getService(gateway.context()
                        .getServiceReferences(RunGate.class, "(gate.name=publishing)")
                        .iterator()
                        .next());
        assertThat(gateway.context().getServiceReference(ClockTrust.class)).isNull();
        ClockService clock = () -> new Date(0);
        gateway.context().registerService(ClockService.class, clock, null);
        assertThat(gateway.service(ClockTrust.class).verdict()).isEqualTo(ClockTrust.Verdict.TRUSTED);

        AsyncJobHandler publish = gateway.context()
                .getService(gateway.context()
                        .getServiceReferences(AsyncJobHandler.class, "(job.handler=publish)")
                        .iterator()
                        .next());
        Publisher publisher = new Publisher();
        gateway.context()
                .registerService(
                        CloudPublisher.class, publisher, new Hashtable<>(Map.of("kura.service.pid", "to-the-cloud")));
        await().until(() -> publisher.listener != null);
        JobResult result = publish.start(context(Map.of("body", "hello")))
                .toCompletableFuture()
                .get(30, TimeUnit.SECONDS);
        assertThat(result.message()).isEqualTo("published by to-the-cloud");

        assertThat(publishing.ask(new RunGate.Occurrence("any", Instant.EPOCH), "done"))
                .isInstanceOf(RunGate.Refusal.class);
        assertThat(gateway.service(SleepInhibitor.class).reason()).isEqualTo("1 message is not confirmed yet");
        requireNonNull(publisher.listener).onMessageConfirmed("m1");
        assertThat(gateway.context().getServiceReference(SleepInhibitor.class)).isNull();
        assertThat(publishing.ask(new RunGate.Occurrence("any", Instant.EPOCH), "done"))
                .isEqualTo(RunGate.Permit.OPEN);
    }

    private static JobContext context(Map<String, Object> arguments) {
        return (JobContext) Proxy.newProxyInstance(
                JobContext.class.getClassLoader(),
                new Class<?>[] {JobContext.class},
                (proxy, method, given) -> switch (method.getName()) {
                    case "arguments" -> arguments;
                    case "input" -> Map.of();
                    case "actualTime" -> Instant.EPOCH;
                    default -> throw new UnsupportedOperationException(method.getName());
                });
    }

    /** Takes a message and says its id. */
    private static final class Publisher implements CloudPublisher {

        volatile @Nullable CloudDeliveryListener listener;

        @Override
        public String publish(KuraMessage message) {
            return "m1";
        }

        @Override
        public void registerCloudDeliveryListener(CloudDeliveryListener one) {
            listener = one;
        }

        @Override
        public void unregisterCloudDeliveryListener(CloudDeliveryListener one) {
            listener = null;
        }
    }
}
