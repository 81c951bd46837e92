package io.reveille.core.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.reveille.AsyncJobHandler;
import io.reveille.JobContext;
import io.reveille.JobHandler;
import io.reveille.JobResult;
import io.reveille.JobState;
import io.reveille.RunOutcome;
import io.reveille.RunReport;
import io.reveille.testing.ManualScheduler;
import io.reveille.testing.MemoryDefinitionStore;
import io.reveille.testing.MemoryStateStore;
import io.reveille.testing.internal.FakeReference;
import java.lang.reflect.Proxy;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.Test;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceReference;

/** The component as the framework drives it, on the machine's clocks. */
class EngineComponentTest {

    private final MemoryDefinitionStore definitions = new MemoryDefinitionStore();
    private final MemoryStateStore states = new MemoryStateStore();
    private final BlockingQueue<JobContext> calls = new LinkedBlockingQueue<>();
    private final FakeReference<JobHandler> reference = new FakeReference<>("field", Map.of("job.handler", "scan"));

    @Test
    void handlersThatAreThereBeforeTheActivationServe() throws Exception {
        definitions.put("a", ManualScheduler.properties("scan", "every 10 hours", "scan"));
        EngineComponent component = component();
        component.addHandler(reference, handler());
        component.start();

        RunReport report = trigger(component).join();

        assertThat(report.outcome()).isEqualTo(RunOutcome.SUCCEEDED);
        component.stop();
        assertThat(states.text("scan")).contains("\"runs\":1");
        assertThatThrownBy(() -> component.engine().desk().view("scan")).hasMessage("Reveille has stopped.");
    }

    @Test
    void aStopInMidRunCutsTheRunOffAndItIsRecovered() throws Exception {
        definitions.put("a", ManualScheduler.properties("scan", "every 1 second", "scan"));
        EngineComponent component = component();
        component.addHandler(reference, context -> {
            calls.add(context);
            new CountDownLatch(1).await();
            return JobResult.success();
        });
        component.start();
        JobContext cut = calls.take();

        component.stop();

        assertThat(cut.isCancelled()).isTrue();
        EngineComponent again = component();
        again.addHandler(reference, handler());
        again.start();
        assertThat(calls.take().isRecovery()).isTrue();
        again.stop();
    }

    @Test
    void aServiceThatIsBothKindsGoesAltogether() throws Exception {
        definitions.put("a", ManualScheduler.properties("scan", "every 10 hours", "scan"));
        @SuppressWarnings("unchecked") // one service, registered under both interfaces
        ServiceReference<AsyncJobHandler> other = (ServiceReference<AsyncJobHandler>) (ServiceReference<?>) reference;
        EngineComponent component = component();
        component.start();
        component.addHandler(reference, handler());
        component.addAsyncHandler(other, context -> CompletableFuture.completedFuture(JobResult.success()));
        assertThat(state(component)).isEqualTo(JobState.READY);

        component.removeAsyncHandler(other);
        assertThat(state(component)).isEqualTo(JobState.READY);
        component.removeHandler(reference);
        assertThat(state(component)).isEqualTo(JobState.WAITING_FOR_HANDLER);
        component.stop();
    }

    @Test
    void aHandlerUnderAnotherNameServesOtherJobs() throws Exception {
        definitions.put("a", ManualScheduler.properties("scan", "every 10 hours", "scan"));
        EngineComponent component = component();
        component.start();
        component.addHandler(reference, handler());

        reference.set("job.handler", "skim");
        component.updatedHandler(reference, handler());

        assertThat(state(component)).isEqualTo(JobState.WAITING_FOR_HANDLER);
        component.stop();
    }

    @Test
    void withoutItsStoreItDoesNotStart() {
        states.fail(true);

        assertThatThrownBy(() -> component().start()).hasMessage("the disk does not answer");
    }

    @Test
    void threadsEndWithTheComponent() throws Exception {
        EngineComponent component = component();
        component.start();
        component.stop();

        await().until(() -> Thread.getAllStackTraces().keySet().stream()
                .map(Thread::getName)
                .noneMatch(name -> name.equals("reveille-engine") || name.equals("reveille-guard")));
    }

    @Test
    void aHandlerThatStopsReveilleIsCutOffAndLeavesNothingBehind() throws Exception {
        definitions.put("a", ManualScheduler.properties("scan", "every 1 second", "scan"));
        EngineComponent component = component();
        CountDownLatch stopped = new CountDownLatch(1);
        component.addHandler(reference, context -> {
            component.stop();
            stopped.countDown();
            return JobResult.success();
        });
        component.start();

        stopped.await();
        await().until(() -> Thread.getAllStackTraces().keySet().stream()
                .map(Thread::getName)
                .noneMatch(name -> name.equals("reveille-engine") || name.equals("reveille-guard")));
        assertThat(states.text("scan")).contains("\"RUNNING\"");
    }

    private JobHandler handler() {
        return context -> {
            calls.add(context);
            return JobResult.success();
        };
    }

    private EngineComponent component() {
        return new EngineComponent(context(), form(), definitions, states);
    }

    private static CompletableFuture<RunReport> trigger(EngineComponent component) {
        return component.engine().desk().trigger("scan").orElseThrow();
    }

    private static JobState state(EngineComponent component) {
        return component.engine().desk().view("scan").orElseThrow().status().state();
    }

    /** The form with all defaults, but for a stop that does not wait. */
    private static EngineConfiguration form() {
        return (EngineConfiguration) Proxy.newProxyInstance(
                EngineConfiguration.class.getClassLoader(),
                new Class<?>[] {EngineConfiguration.class},
                (proxy, method, args) -> method.getName().equals("stop_wait") ? 0 : method.getDefaultValue());
    }

    /** A framework without properties. */
    private static BundleContext context() {
        return (BundleContext) Proxy.newProxyInstance(
                BundleContext.class.getClassLoader(), new Class<?>[] {BundleContext.class}, (proxy, method, args) -> {
                    if (method.getName().equals("getProperty")) {
                        return null;
                    }
                    throw new UnsupportedOperationException(method.getName());
                });
    }
}
