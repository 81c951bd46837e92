package io.reveille.kura;

import static org.awaitility.Awaitility.await;

import io.reveille.Job;
import io.reveille.JobHandler;
import io.reveille.JobResult;
import io.reveille.ScheduleService;
import io.reveille.core.dispatch.Handler;
import io.reveille.itests.kura.Form;
import io.reveille.itests.kura.KuraGateway;
import io.reveille.persistence.pages.PageStore;
import io.reveille.persistence.pages.StateOnPages;
import io.reveille.spi.DefinitionStore;
import io.reveille.spi.JobProperties;
import io.reveille.spi.StateStore;
import io.reveille.testing.ManualScheduler;
import io.reveille.testing.internal.ManualEngine;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.eclipse.kura.system.SystemService;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleException;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.cm.ConfigurationAdmin;
import org.osgi.service.cm.ManagedServiceFactory;

/** Reveille at home on Kura: its engine, in the test's thread, on {@link KuraDefinitions} and {@link KuraState}. */
final class Home implements AutoCloseable {

    static final Form JOBS = Form.ofFactory(JobProperties.FACTORY_PID, KuraJobForm.class);

    private final Path folder;
    private @Nullable KuraGateway gateway;
    private @Nullable KuraDefinitions definitions;
    private @Nullable KuraState state;
    private @Nullable ServiceRegistration<?> service;
    private @Nullable ManualEngine engine;

    Home(Path folder) throws Exception {
        this.folder = folder;
        start(true);
    }

    /** The gateway starts; Reveille's bundle is active when Kura looks at it, or not yet. */
    @SuppressWarnings("JdkObsolete") // the framework takes a Dictionary
    private void start(boolean withForm) throws Exception {
        gateway = new KuraGateway(folder);
        if (withForm) {
            gateway.kura().formIsActive(JOBS);
        }
        definitions = new KuraDefinitions(gateway.context(), gateway.service(ConfigurationAdmin.class), gateway.kura());
        definitions.start();
        SystemService system = gateway.service(SystemService.class);
        state = new KuraState(new KuraFolders(gateway.context(), system), system);
        service = gateway.context()
                .registerService(
                        new String[] {DefinitionStore.class.getName(), ManagedServiceFactory.class.getName()},
                        definitions,
                        new Hashtable<>(Map.of("service.pid", JobProperties.FACTORY_PID)));
        if (engine == null) {
            engine = new ManualEngine(ManualScheduler.START, ManualEngine.SETTINGS, definitions(), states());
            engine.add(engine.offer("field", Map.of("job.handler", "work"), Handler.of((JobHandler)
                            job -> JobResult.success("done")))
                    .orElseThrow());
        }
    }

    private DefinitionStore definitions() {
        return new DefinitionStore() {
            @Override
            public AutoCloseable open(Listener listener) throws IOException {
                return store().open(listener);
            }

            @Override
            public String save(Optional<String> id, Map<String, Object> properties) throws IOException {
                return store().save(id, properties);
            }

            @Override
            public void delete(String id) throws IOException {
                store().delete(id);
            }

            @Override
            public List<String> write(List<Write> writes) throws IOException {
                return store().write(writes);
            }

            @Override
            public void check(Map<String, Object> properties) {
                store().check(properties);
            }

            @Override
            public void tellAgain(String id) throws IOException {
                store().tellAgain(id);
            }
        };
    }

    private StateStore states() {
        return new StateOnPages() {
            @Override
            protected PageStore pages() {
                return state().pages();
            }
        };
    }

    /** Stops in order, and starts as Kura does: with nothing in ConfigurationAdmin. */
    void restart() throws Exception {
        stop();
        KuraGateway.wipe(folder);
        start(true);
        engine().start();
    }

    /** The same, on a framework that keeps what ConfigurationAdmin has. */
    void restartUnwiped() throws Exception {
        stop();
        start(true);
        engine().start();
    }

    /** The same as a restart, but that Kura has not seen Reveille's form yet. */
    void restartWithoutForm() throws Exception {
        stop();
        KuraGateway.wipe(folder);
        start(false);
        engine().start();
    }

    private void stop() throws Exception {
        engine().stop();
        stopGateway();
    }

    private void stopGateway() throws BundleException, IOException {
        if (gateway != null && service != null) {
            service.unregister();
            store().stop();
            state().close();
            gateway.close();
            gateway = null;
        }
    }

    @Override
    public void close() throws BundleException, IOException {
        stopGateway();
    }

    KuraGateway gateway() {
        return Objects.requireNonNull(gateway);
    }

    KuraDefinitions store() {
        return Objects.requireNonNull(definitions);
    }

    KuraState state() {
        return Objects.requireNonNull(state);
    }

    /** Kura's data folder. */
    Path data() {
        return KuraGateway.data(folder);
    }

    ManualEngine engine() {
        return Objects.requireNonNull(engine);
    }

    ScheduleService scheduler() {
        return engine().scheduler("app");
    }

    Job job(String name) {
        return scheduler().job(name).orElseThrow();
    }

    /** As code of the bundle {@code app} defines a job. */
    Job define(String name, String schedule) {
        Job job = scheduler().schedule(schedule).named(name).run("work");
        engine().settle();
        return job;
    }

    void advance(Duration span) {
        engine().advance(span);
    }

    /** ConfigurationAdmin tells of changes later, on its own thread. */
    void until(Callable<Boolean> seen) {
        await().pollInSameThread().pollInterval(Duration.ofMillis(5)).until(() -> {
            engine().settle();
            return seen.call();
        });
    }

    /** Whether the engine has a job of this schedule. */
    boolean runs(String name, String schedule) {
        return scheduler()
                .job(name)
                .filter(job -> job.definition().schedule().toString().equals(schedule))
                .isPresent();
    }

    // Kura's console

    /** The button "+": a component is made, and waited for. */
    void make(String pid) throws Exception {
        gateway().kura().createFactoryConfiguration(JobProperties.FACTORY_PID, pid, null, true);
    }

    /** The button "Apply". */
    void apply(String pid, Map<String, Object> fields) throws Exception {
        gateway().kura().updateConfiguration(pid, new HashMap<>(fields), true);
    }

    void delete(String pid) throws Exception {
        gateway().kura().deleteFactoryConfiguration(pid, true);
    }

    /** All that lies at this PID now. */
    Map<String, Object> lies(String pid) throws Exception {
        return gateway().kura().lies(pid);
    }

    /** A definition of a job that the handler {@code work} does. */
    static Map<String, Object> definition(String name, Map<String, Object> more) {
        Map<String, Object> definition =
                new HashMap<>(Map.of("name", name, "schedule", "every 10 minutes", "handler", "work"));
        definition.putAll(more);
        return definition;
    }
}
