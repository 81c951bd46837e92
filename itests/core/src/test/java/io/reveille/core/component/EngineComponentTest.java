package io.reveille.core.component;

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
import io.reveille.core.fault.FaultMessage;
import io.reveille.spi.DefinitionStore;
import io.reveille.spi.Folders;
import io.reveille.spi.StoredDefinition;
import io.reveille.testing.ManualScheduler;
import io.reveille.testing.MemoryDefinitionStore;
import io.reveille.testing.MemoryStateStore;
import io.reveille.testing.internal.FakeReference;
import java.lang.reflect.Proxy;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.Test;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceReference;
import org.osgi.service.component.ComponentContext;
import org.slf4j.LoggerFactory;

/** The component as the framework drives it, on the machine's clocks. */
class EngineComponentTest {

    private static final Folders NO_FOLDERS = place -> Optional.empty();

    private final MemoryDefinitionStore definitions = new MemoryDefinitionStore();
    private final MemoryStateStore states = new MemoryStateStore();
    private final BlockingQueue<JobContext> calls = new LinkedBlockingQueue<>();
    private final List<String> restarts = new ArrayList<>();
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
        assertThatThrownBy(() -> component.engine().access().view("scan")).hasMessage("Reveille has stopped.");
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
    void aStartThatFailsLeavesNothingOpen() {
        HalfRead store = new HalfRead();
        EngineComponent component = new EngineComponent(context(), Map.of("stop.wait", 0), store, states, NO_FOLDERS);

        assertThatThrownBy(component::start).isInstanceOf(OutOfMemoryError.class);

        assertThat(store.open).isFalse();
        assertThatThrownBy(() -> component.engine().access().view("scan")).hasMessage("Reveille has stopped.");
        assertThat(Thread.getAllStackTraces().keySet())
                .extracting(Thread::getName)
                .doesNotContain("reveille-engine", "reveille-guard");
    }

    /** A store with one definition that there is no memory to read. */
    private static final class HalfRead implements DefinitionStore {

        private boolean open;

        @Override
        public AutoCloseable open(Listener listener) {
            open = true;
            List<String> unreadable = new AbstractList<>() {
                @Override
                public String get(int index) {
                    throw new OutOfMemoryError("no memory for a tag");
                }

                @Override
                public int size() {
                    return 1;
                }
            };
            listener.stored(new StoredDefinition(
                    "a",
                    true,
                    Map.of("name", "scan", "schedule", "every hour", "handler", "scan", "tags", unreadable)));
            return () -> open = false;
        }

        @Override
        public String save(Optional<String> id, Map<String, Object> properties) {
            throw new AssertionError("nothing is saved");
        }

        @Override
        public void delete(String id) {
            throw new AssertionError("nothing is deleted");
        }
    }

    @Test
    void itStopsInBoundedTimeThoughOneOfItsThreadsHasEnded() throws Exception {
        definitions.put("a", ManualScheduler.properties("scan", "every 10 hours", "scan"));
        EngineComponent component = component();
        component.addHandler(reference, handler());
        component.start();
        trigger(component).join();

        component
                .engine()
                .loops()
                .ended(new FaultMessage(LoggerFactory.getLogger(EngineThread.class), "The thread has ended."));
        component.stop();

        assertThat(states.text("scan")).contains("\"runs\":1");
        assertThat(states.text("/engine")).doesNotContain("\"clean\"");
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

    @Test
    void settingsThatCannotBeUsedDoNotKeepItFromComingUp() throws Exception {
        definitions.put("a", ManualScheduler.properties("scan", "every 10 hours", "scan"));
        EngineComponent component = new EngineComponent(
                context(),
                Map.of(
                        "workers",
                        "8 x",
                        "misfire.grace",
                        "5s",
                        "zone",
                        new String[] {},
                        "history",
                        true,
                        "stop.wait",
                        ""),
                definitions,
                states,
                NO_FOLDERS);
        component.addHandler(reference, handler());
        component.start();

        assertThat(trigger(component).join().outcome()).isEqualTo(RunOutcome.SUCCEEDED);
        component.stop();
    }

    @Test
    void theSameSettingsAgainChangeNothing() throws Exception {
        EngineComponent component = component();
        component.start();
        Map<String, Object> same = new HashMap<>(Map.of("stop.wait", "0", "kura.service.pid", "io.reveille"));
        component.modified(restarts(), same);
        same.put("workers", 4);
        component.modified(restarts(), same);
        assertThat(restarts).isEmpty();
        component.stop();
    }

    @Test
    void otherSettingsCountWithoutARestart() throws Exception {
        EngineComponent component = component();
        CountDownLatch go = new CountDownLatch(1);
        component.addHandler(reference, context -> {
            calls.add(context);
            go.await();
            return JobResult.success();
        });
        component.start();
        List<CompletableFuture<RunReport>> asked = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            definitions.put("p" + i, ManualScheduler.properties("scan-" + i, "every 10 hours", "scan"));
            asked.add(component
                    .engine()
                    .access()
                    .orders()
                    .trigger("scan-" + i)
                    .orElseThrow()
                    .report()
                    .toCompletableFuture());
        }
        await().until(() -> calls.size() == 4);

        component.modified(restarts(), Map.of("stop.wait", 0, "workers", 6));

        await().until(() -> calls.size() == 6);
        assertThat(restarts).isEmpty();
        go.countDown();
        assertThat(asked).allSatisfy(run -> assertThat(run.join().outcome()).isEqualTo(RunOutcome.SUCCEEDED));
        component.stop();
    }

    @Test
    void anotherZoneTakesAnotherEngine() throws Exception {
        EngineComponent component = component();
        component.start();
        component.modified(restarts(), Map.of("zone", "Mars"));
        assertThat(restarts).isEmpty();
        component.modified(restarts(), Map.of("zone", "Asia/Kathmandu"));
        assertThat(restarts)
                .containsExactly("disableComponent " + EngineComponent.PID, "enableComponent " + EngineComponent.PID);
        component.stop();
    }

    /** Notes what the component asks of its runtime. */
    private ComponentContext restarts() {
        return (ComponentContext) Proxy.newProxyInstance(
                ComponentContext.class.getClassLoader(),
                new Class<?>[] {ComponentContext.class},
                (proxy, method, args) -> {
                    restarts.add(method.getName() + " " + args[0]);
                    return null;
                });
    }

    private JobHandler handler() {
        return context -> {
            calls.add(context);
            return JobResult.success();
        };
    }

    private EngineComponent component() {
        return new EngineComponent(context(), Map.of("stop.wait", 0), definitions, states, NO_FOLDERS);
    }

    private static CompletableFuture<RunReport> trigger(EngineComponent component) {
        return component
                .engine()
                .access()
                .orders()
                .trigger("scan")
                .orElseThrow()
                .report()
                .toCompletableFuture();
    }

    private static JobState state(EngineComponent component) {
        return component.engine().access().view("scan").orElseThrow().status().state();
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
