package io.reveille.itests.kura;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.reveille.JobTransfer;
import io.reveille.ScheduleService;
import io.reveille.kura.KuraDefinitions;
import io.reveille.testing.ManualScheduler;
import io.reveille.testing.MemoryDefinitionStore;
import io.reveille.testing.MemoryStateStore;
import io.reveille.testing.internal.ManualEngine;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.eclipse.kura.cloudconnection.request.RequestHandlerRegistry;
import org.eclipse.kura.message.KuraPayload;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.ServiceRegistration;

/** Remote control as its bundle has it, with settings that Kura keeps and cloud connections that come and go. */
@Timeout(120)
class RemoteBundleTest {

    private static final String PID = "io.reveille.kura.remote";

    private final KuraGateway gateway;
    private final FakeCloud first = new FakeCloud();
    private final FakeCloud second = new FakeCloud();
    private final ManualEngine engine = new ManualEngine(
            ManualScheduler.START, ManualEngine.SETTINGS, new MemoryDefinitionStore(), new MemoryStateStore());
    private int ids;

    RemoteBundleTest(@TempDir Path folder) throws Exception {
        gateway = new KuraGateway(
                folder,
                ",org.slf4j;version=1.7.36,com.google.gson;version=2.9.0,com.google.gson.stream;version=2.9.0"
                        + ",io.reveille;version=0.99,io.reveille.spi;version=0.99,io.reveille.json;version=0.99"
                        + ",io.reveille.schedule;version=0.99");
        gateway.install(Class.forName("org.osgi.util.function.Function"));
        gateway.install(Class.forName("org.osgi.util.promise.Promise"));
        gateway.install(Class.forName("org.osgi.service.component.ComponentConstants"));
        gateway.install(Class.forName("org.apache.felix.scr.impl.Activator"));
        gateway.install(KuraDefinitions.class);
        gateway.context().registerService(ScheduleService.class, engine.scheduler("io.reveille.kura"), null);
        gateway.context().registerService(JobTransfer.class, engine.transfer(), null);
        gateway.context().registerService(RequestHandlerRegistry.class, first, null);
    }

    @AfterEach
    void stop() throws Exception {
        gateway.close();
        first.close();
        second.close();
    }

    /** The code of the answer to a request; the engine works in this thread. */
    private Optional<Object> code(String topic) {
        KuraPayload payload = new KuraPayload();
        payload.addMetric("requester.client.id", "console");
        payload.addMetric("request.id", "r" + ids++);
        CompletableFuture<Optional<KuraPayload>> answer = first.request(topic, payload);
        await().pollInSameThread().atMost(Duration.ofSeconds(30)).until(() -> {
            engine.settle();
            return answer.isDone();
        });
        return answer.join().map(told -> told.getMetric("response.code"));
    }

    @Test
    void kuraShowsTheSettingsOnceAndWhatTheySayCountsAtOnce() throws Exception {
        gateway.kura().formIsActive(new Form(PID, false, Map.of("enabled", false, "writing", false)));
        await().until(() -> gateway.shown(PID).size() == 1);
        ServiceReference<?> shown = gateway.shown(PID).get(0);
        assertThat(first.registered()).isEmpty();

        gateway.kura().updateConfiguration(PID, Map.of("enabled", true), true);
        await().until(() -> first.registered().size() == 1);

        assertThat(code("REVEILLE-V1/GET/jobs")).contains(200);
        assertThat(code("REVEILLE-V1/DEL/jobs/a")).contains(409);
        gateway.kura().updateConfiguration(PID, Map.of("writing", true), true);
        await().until(() -> Boolean.TRUE.equals(shown.getProperty("writing")));
        await().pollInSameThread().until(() -> code("REVEILLE-V1/DEL/jobs/a").equals(Optional.of(404)));

        ServiceRegistration<?> registration =
                gateway.context().registerService(RequestHandlerRegistry.class, second, null);
        assertThat(second.registered()).containsExactly("REVEILLE-V1");
        registration.unregister();
        assertThat(second.registered()).isEmpty();

        gateway.kura().updateConfiguration(PID, Map.of("enabled", false), true);
        await().until(() -> first.registered().isEmpty());
        assertThat(gateway.shown(PID)).hasSize(1).first().isEqualTo(shown);
    }
}
