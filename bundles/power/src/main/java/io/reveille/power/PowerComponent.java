package io.reveille.power;

import static java.util.Objects.requireNonNull;

import io.reveille.power.cycle.Caller;
import io.reveille.power.cycle.CycleThread;
import io.reveille.power.cycle.Inhibitors;
import io.reveille.power.cycle.Journal;
import io.reveille.power.cycle.MachineClocks;
import io.reveille.power.cycle.Memory;
import io.reveille.power.cycle.Rig;
import io.reveille.power.cycle.SleepCycle;
import io.reveille.power.cycle.SystemClocks;
import io.reveille.power.settings.PowerConfiguration;
import io.reveille.power.settings.PowerSettings;
import io.reveille.spi.AllowedCommands;
import io.reveille.spi.Folders;
import io.reveille.spi.Folders.Place;
import io.reveille.spi.JobEvent;
import io.reveille.spi.JobListener;
import io.reveille.spi.PowerListener;
import io.reveille.spi.Quiescence;
import io.reveille.spi.SleepInhibitor;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;
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
 * The component that starts and stops the sleep cycle, and gives it its thread, its settings, and the services that it
 * works with.
 */
@Component(
        name = PowerSettings.PID,
        configurationPid = PowerSettings.PID,
        service = PowerComponent.class,
        property = "kura.ui.service.hide:Boolean=true", // Eclipse Kura lists whatever has its settings' PID
        immediate = true)
@Designate(ocd = PowerConfiguration.class)
public final class PowerComponent {

    private static final Logger LOG = LoggerFactory.getLogger(PowerComponent.class);

    private final Quiescence engine;
    private final Path kept;
    private final Backends backends;
    private final SleepAnnouncer announcer = new SleepAnnouncer();
    private final Journal journal = new Journal(announcer::announce);
    private final Inhibitors inhibitors;
    private final MachineClocks clocks = new SystemClocks();

    private final LivePowerSettings settings;
    private @Nullable AutoCloseable watch;
    private @Nullable ServiceRegistration<JobListener> listening;

    /** Present while the component is active. */
    private volatile @Nullable Running running;

    /** The launcher, if there is one: it restarts the process when a thread that must not end has ended. */
    @Reference(
            target = "(reveille.gateway=end)",
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC)
    volatile @Nullable Consumer<String> gateway;

    private record Running(SleepCycle cycle, CycleThread thread) {}

    @Activate
    public PowerComponent(
            BundleContext context,
            Map<String, Object> properties,
            @Reference Quiescence engine,
            @Reference(policyOption = ReferencePolicyOption.GREEDY) Folders folders,
            @Reference Backends backends) {
        this.engine = engine;
        this.kept = kept(context, folders.path(Place.DATA).orElse(""));
        this.backends = backends;
        this.inhibitors = new Inhibitors(clocks, this::changed);
        this.settings = new LivePowerSettings(
                properties, AllowedCommands.of(folders.path(Place.COMMANDS).orElse(null)), backends, engine);
    }

    /** @param data the gateway's data folder; blank: the bundle's own is used */
    private static Path kept(BundleContext context, String data) {
        String name = "power.properties";
        if (!data.isBlank()) {
            try {
                return Path.of(data, name);
            } catch (InvalidPathException e) {
                LOG.error(
                        "The framework property {} is \"{}\"; expected the path of a folder. The totals of sleeps are"
                                + " kept in the bundle's storage.",
                        Place.DATA.property(),
                        data);
            }
        }
        return requireNonNull(context.getDataFile(name), "the framework has no file system")
                .toPath();
    }

    /** Starts the cycle; a start that fails cleans up, since a component that has not started is never stopped. */
    @Activate
    void start(BundleContext context) throws Exception {
        try {
            begin(context);
        } catch (Throwable e) {
            try {
                stop();
            } catch (Exception | Error second) {
                e.addSuppressed(second);
            }
            throw e;
        }
    }

    private void begin(BundleContext context) {
        Caller caller = new Caller();
        SleepCycle cycle = new SleepCycle(
                new SleepCycle.Surroundings(engine, clocks, caller, inhibitors, journal), new Memory(kept), rig());
        CycleThread thread = new CycleThread(cycle, caller, this::ended);
        running = new Running(cycle, thread);
        watch = engine.watch(this::changed);
        backends.watch(this::againIfChosen);
        // Registered here and not by the component, which needs the engine: the engine looks for listeners while it
        // starts.
        listening = context.registerService(JobListener.class, this::happened, null);
        thread.start();
    }

    @Modified
    void modified(Map<String, Object> properties) {
        if (settings.use(properties)) {
            again();
        }
    }

    @Deactivate
    void stop() throws Exception {
        Running ending = running;
        running = null;
        backends.watch(name -> {});
        ServiceRegistration<JobListener> heard = listening;
        if (heard != null) {
            heard.unregister();
        }
        AutoCloseable ended = watch;
        if (ended != null) {
            ended.close();
        }
        boolean interrupted = ending != null && ending.thread().stop();
        announcer.stop();
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** @throws IllegalArgumentException if the settings cannot be used */
    void check(Map<String, ?> properties) {
        settings.check(properties);
    }

    /** Probes the machine again, and forgets failures. */
    void again() {
        Running alive = running;
        if (alive != null) {
            alive.thread().submit(() -> alive.cycle().use(rig()));
        }
    }

    private void againIfChosen(String backend) {
        if (backend.equals(settings.now().backend())) {
            again();
        }
    }

    void operatorActive() {
        Running alive = running;
        if (alive != null) {
            alive.cycle().operatorActive();
            alive.thread().changed();
        }
    }

    private void ended(String why) {
        Consumer<String> told = gateway;
        if (told != null) {
            told.accept(why);
        }
    }

    /** @throws IllegalStateException if the component has been stopped, or its thread has ended */
    SleepCycle cycle() {
        Running alive = running;
        if (alive == null) {
            throw new IllegalStateException("Reveille's power bundle has been stopped");
        }
        alive.thread().check();
        return alive.cycle();
    }

    /** Returns the measured time that a wake-up keeps the machine awake, if known. */
    Optional<Duration> awakeEachTime() {
        Running alive = running;
        return alive == null ? Optional.empty() : alive.cycle().awakeEachTime();
    }

    PowerSettings settings() {
        return settings.now();
    }

    Inhibitors inhibitors() {
        return inhibitors;
    }

    Journal journal() {
        return journal;
    }

    Quiescence engine() {
        return engine;
    }

    private Rig rig() {
        PowerSettings current = settings.now();
        return new Rig(current.cycle(), current.backend(), backends.of(current), settings.problem());
    }

    private void changed() {
        Running alive = running;
        if (alive != null) {
            alive.thread().changed();
        }
    }

    private void happened(JobEvent event) {
        event.run().filter(run -> !run.triggered()).ifPresent(run -> journal.ran(event.job(), run));
    }

    @Reference(
            service = SleepInhibitor.class,
            cardinality = ReferenceCardinality.MULTIPLE,
            policy = ReferencePolicy.DYNAMIC,
            updated = "updatedInhibitor")
    void addInhibitor(SleepInhibitor inhibitor) {
        inhibitors.add(inhibitor);
    }

    void updatedInhibitor(SleepInhibitor inhibitor) {
        inhibitors.add(inhibitor);
    }

    void removeInhibitor(SleepInhibitor inhibitor) {
        inhibitors.remove(inhibitor);
    }

    @Reference(
            service = PowerListener.class,
            cardinality = ReferenceCardinality.MULTIPLE,
            policy = ReferencePolicy.DYNAMIC)
    void addListener(PowerListener listener) {
        announcer.add(listener);
    }

    void removeListener(PowerListener listener) {
        announcer.remove(listener);
    }
}
