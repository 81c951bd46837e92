package io.reveille.core.component;

import io.reveille.AsyncJobHandler;
import io.reveille.JobHandler;
import io.reveille.core.clock.SystemTimeSource;
import io.reveille.core.clock.TimeSource;
import io.reveille.core.dispatch.Dispatcher;
import io.reveille.core.dispatch.Handler;
import io.reveille.core.dispatch.Secrets;
import io.reveille.core.engine.ByHand;
import io.reveille.core.engine.Engine;
import io.reveille.core.engine.Engine.Surroundings;
import io.reveille.core.settings.LiveSettings;
import io.reveille.core.settings.Settings;
import io.reveille.core.threads.Alarm;
import io.reveille.core.threads.GuardedCaller;
import io.reveille.core.threads.SoleThread;
import io.reveille.spi.ClockTrust;
import io.reveille.spi.DefinitionStore;
import io.reveille.spi.Folders;
import io.reveille.spi.Folders.Place;
import io.reveille.spi.JobListener;
import io.reveille.spi.RunGate;
import io.reveille.spi.StateStore;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceReference;
import org.osgi.service.component.ComponentContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.osgi.service.metatype.annotations.Designate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The engine as a component: its threads, and the services that it works with. Immediate: jobs run even if nobody has
 * asked for the scheduler yet.
 */
@Component(
        name = EngineComponent.PID,
        configurationPid = EngineComponent.PID,
        service = EngineComponent.class,
        property = "kura.ui.service.hide:Boolean=true", // Eclipse Kura lists every service with its settings' PID
        immediate = true)
@Designate(ocd = EngineConfiguration.class)
public final class EngineComponent {

    /** The PID of the settings, and the component's name. */
    public static final String PID = "io.reveille";

    /** Framework property: set if the launcher ended the process before this one, since only a new one helped. */
    private static final String ENDED = "reveille.ended";

    private static final Logger LOG = LoggerFactory.getLogger(EngineComponent.class);

    /** The longest time that a call of a listener, of a gate or of code that waits for a run may take. */
    private static final Duration CALL_LIMIT = Duration.ofSeconds(RunGate.ANSWER_SECONDS);

    /** The longest time that the state store may take to end a save under way. */
    private static final Duration STORE_WAIT = Duration.ofSeconds(10);

    private final LiveSettings settings;
    private final DefinitionStore definitions;
    private final Dispatcher workers;
    private final SoleThread stateThread = new SoleThread("reveille-state");
    private final GuardedCaller announcements;
    private final GuardedCaller questions;
    private final Engine engine;
    private final EngineThread thread;
    private final Offers offers;

    @Activate
    public EngineComponent(
            BundleContext context,
            Map<String, Object> properties,
            @Reference DefinitionStore definitions,
            @Reference StateStore states,
            @Reference(policyOption = ReferencePolicyOption.GREEDY) Folders folders) {
        this.settings = new LiveSettings(properties);
        this.definitions = definitions;
        this.workers = new Dispatcher(settings.now().workers(), threads("reveille-worker-"));
        TimeSource time = new SystemTimeSource();
        // The guarded calls of the engine are timed by its own agenda.
        Alarm alarm = (delay, action) -> this.engine().alarm(delay, action);
        this.announcements = new GuardedCaller("reveille-events", CALL_LIMIT, time, alarm);
        this.questions = new GuardedCaller("reveille-questions", CALL_LIMIT, time, alarm);
        this.engine = new Engine(
                settings.now(),
                states,
                new Surroundings(
                        time,
                        workers,
                        stateThread,
                        announcements,
                        questions,
                        Secrets.of(folders.path(Place.SECRETS).orElse(null)),
                        ByHand.NOT));
        if (context.getProperty(ENDED) != null) {
            engine.wasEndedByItself();
        }
        this.thread = new EngineThread(engine);
        this.offers = new Offers(engine);
    }

    public Engine engine() {
        return engine;
    }

    /**
     * Starts the engine. A start that fails leaves nothing behind, since it is never stopped. Also called where there
     * is no framework.
     */
    @Activate
    public void start() throws IOException {
        try {
            engine.load(definitions);
            thread.start();
        } catch (Throwable e) {
            thread.stop();
            try {
                engine.abandon();
            } catch (Exception | Error second) {
                e.addSuppressed(second);
            }
            stopOthers();
            throw e;
        }
    }

    private void stopOthers() {
        workers.stop();
        stateThread.stop();
        announcements.stop();
        questions.stop();
    }

    /** Applies changed settings at once; only another zone needs another engine. */
    @Modified
    void modified(ComponentContext component, Map<String, Object> properties) {
        Settings before = settings.now();
        Settings now = settings.read(properties);
        if (!now.zone().equals(before.zone())) {
            LOG.info("The zone of schedules was {} and is {}: the engine restarts.", before.zone(), now.zone());
            // The component runtime carries out both calls later, in this order.
            component.disableComponent(PID);
            component.enableComponent(PID);
        } else if (!now.equals(before)) {
            LOG.info("The settings have changed, and count from now on.");
            settings.use(now);
            engine.use(now);
        }
    }

    /**
     * Stops the engine. Whatever happens on the way, an interrupt of the stopping thread included, nothing is left
     * behind.
     */
    @Deactivate
    void stop() throws Exception {
        boolean interrupted = false;
        if (!engine.loops().ended().isEmpty()) {
            interrupted = thread.stop();
            if (thread.hasEnded()) {
                engine.ownedBy(Thread.currentThread()); // this thread does the engine thread's work now
            }
        }
        try {
            LastRuns.end(engine, settings.now().stopWait());
        } catch (InterruptedException e) {
            interrupted = true; // a handler that stops Reveille, on this thread, is cut off like any other
        } catch (IllegalStateException e) {
            LOG.error("The engine does not stop in order; what still runs is cut off.", e);
        }
        workers.stop();
        interrupted |= thread.stop();
        stateThread.stop();
        interrupted |= awaitStore();
        try {
            if (thread.hasEnded()) {
                engine.close();
            } else {
                LOG.error("The engine's thread does not end; what changed last is not saved.");
                engine.abandon();
            }
        } finally {
            stopOthers();
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** Waits for the store's answer, for a bounded time, even if interrupted; returns whether it was. */
    private boolean awaitStore() {
        boolean interrupted = false;
        for (int second = 0; second < STORE_WAIT.toSeconds(); second++) {
            try {
                if (stateThread.awaitEnd(1000)) {
                    return interrupted;
                }
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        LOG.error("The state store does not answer; what changed last may not be saved.");
        return interrupted;
    }

    @Reference(
            service = JobHandler.class,
            cardinality = ReferenceCardinality.MULTIPLE,
            policy = ReferencePolicy.DYNAMIC,
            updated = "updatedHandler",
            unbind = "removeHandler")
    void addHandler(ServiceReference<JobHandler> reference, JobHandler handler) {
        offers.add(JobHandler.class, reference, Handler.of(handler));
    }

    void updatedHandler(ServiceReference<JobHandler> reference, JobHandler handler) {
        removeHandler(reference);
        addHandler(reference, handler);
    }

    void removeHandler(ServiceReference<JobHandler> reference) {
        offers.remove(JobHandler.class, reference);
    }

    @Reference(
            service = AsyncJobHandler.class,
            cardinality = ReferenceCardinality.MULTIPLE,
            policy = ReferencePolicy.DYNAMIC,
            updated = "updatedAsyncHandler",
            unbind = "removeAsyncHandler")
    void addAsyncHandler(ServiceReference<AsyncJobHandler> reference, AsyncJobHandler handler) {
        offers.add(AsyncJobHandler.class, reference, Handler.of(handler));
    }

    void updatedAsyncHandler(ServiceReference<AsyncJobHandler> reference, AsyncJobHandler handler) {
        removeAsyncHandler(reference);
        addAsyncHandler(reference, handler);
    }

    void removeAsyncHandler(ServiceReference<AsyncJobHandler> reference) {
        offers.remove(AsyncJobHandler.class, reference);
    }

    @Reference(
            service = JobListener.class,
            cardinality = ReferenceCardinality.MULTIPLE,
            policy = ReferencePolicy.DYNAMIC)
    void addListener(JobListener listener) {
        engine.listenerAdded(listener);
    }

    void removeListener(JobListener listener) {
        engine.listenerRemoved(listener);
    }

    @Reference(service = RunGate.class, cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    void addGate(RunGate gate, Map<String, Object> properties) {
        Object name = properties.get(RunGate.NAME);
        engine.gates().add(name == null ? "" : name.toString(), gate);
    }

    void removeGate(RunGate gate) {
        engine.gates().remove(gate);
    }

    @Reference(
            service = ClockTrust.class,
            cardinality = ReferenceCardinality.MULTIPLE,
            policy = ReferencePolicy.DYNAMIC)
    void addClockTrust(ClockTrust trust) {
        engine.clockTrustAdded(trust);
    }

    void removeClockTrust(ClockTrust trust) {
        engine.clockTrustRemoved(trust);
    }

    private static ThreadFactory threads(String prefix) {
        AtomicInteger count = new AtomicInteger();
        return task -> {
            Thread thread = new Thread(task, prefix + count.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        };
    }
}
