package io.reveille.console.component;

import io.reveille.AsyncJobHandler;
import io.reveille.JobHandler;
import io.reveille.JobTransfer;
import io.reveille.PowerService;
import io.reveille.ScheduleService;
import io.reveille.console.Console;
import io.reveille.console.Guard;
import io.reveille.console.Request;
import io.reveille.console.Response;
import io.reveille.console.gateway.GatewayAddresses;
import io.reveille.console.jobs.JobAddresses;
import io.reveille.console.pages.HealthSource;
import io.reveille.console.pages.JobRevisions;
import io.reveille.console.pages.LogFile;
import io.reveille.console.pages.LogLines;
import io.reveille.console.pages.LogSource;
import io.reveille.console.pages.ProblemJobs;
import io.reveille.console.pages.Services;
import io.reveille.console.pages.SettingsSource;
import io.reveille.console.web.Refusal;
import io.reveille.console.web.Router;
import io.reveille.spi.DefinitionCheck;
import io.reveille.spi.JobEvent;
import io.reveille.spi.JobListener;
import io.reveille.spi.JobProperties;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.Collections;
import java.util.Dictionary;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;

/** The console as a service. The services that it shows may come and go: the page says which are missing. */
@Component(
        name = "io.reveille.console.pages.ConsoleComponent",
        service = {Console.class, JobListener.class})
public final class ConsoleComponent implements Console, JobListener, Services {

    private static final String SETTINGS = "(&(service.pid=io.reveille*)(!(service.factoryPid="
            + JobProperties.FACTORY_PID + "))(!(service.factoryPid=io.reveille.state)))";

    private static final String HANDLER = JobProperties.PREFIX + JobProperties.HANDLER;

    @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC)
    volatile @Nullable DefinitionCheck checking;

    @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC)
    volatile @Nullable JobTransfer transferring;

    @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC)
    volatile @Nullable PowerService sleeping;

    @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC)
    volatile @Nullable LogSource logging;

    @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC)
    volatile @Nullable HealthSource checkingHealth;

    @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC)
    volatile @Nullable SettingsSource describing;

    @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC)
    volatile @Nullable ConfigurationAdmin configuring;

    /** The service of a launcher that has the login; see {@link Services#password}. */
    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            target = "(reveille.console.password=*)")
    volatile @Nullable BiFunction<String, String, Map<String, String>> changing;

    /** Framework property of a launcher: the file that it has the gateway log to, or nothing. */
    private static final String LOG_FILE = "reveille.log";

    private final BundleContext context;
    private final Optional<LogFile> logFile;
    private final Router router = router(this);
    private final Clock clock = Clock.systemUTC();
    private volatile @Nullable ScheduleService scheduling;
    private final ClockStepWatch steps = new ClockStepWatch(clock::millis, System::nanoTime);
    private volatile JobRevisions index = new JobRevisions();

    @Activate
    public ConsoleComponent(BundleContext context) {
        this.context = context;
        this.logFile = Optional.ofNullable(context.getProperty(LOG_FILE))
                .filter(file -> !file.isEmpty())
                .map(file -> new LogFile(Path.of(file), System::nanoTime));
    }

    /** Returns the router of all addresses, which answers with these services. */
    static Router router(Services services) {
        Guard guard = new Guard();
        ProblemJobs problems = new ProblemJobs(services, System::nanoTime);
        return new Router(
                guard,
                () -> services.power().ifPresent(PowerService::operatorActive),
                List.of(JobAddresses.of(services, problems), GatewayAddresses.of(services, problems, guard.token())));
    }

    /** Sets the scheduler and starts a new index, since another scheduler has other jobs. */
    @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC)
    void bindScheduler(ScheduleService scheduler) {
        index = new JobRevisions();
        scheduling = scheduler;
    }

    void unbindScheduler(ScheduleService scheduler) {
        if (scheduler.equals(scheduling)) {
            scheduling = null;
        }
    }

    @Override
    public void answer(Request request, Response response) {
        router.answer(request, response);
    }

    @Override
    public void happened(JobEvent event) {
        index.happened(event);
    }

    @Override
    public ScheduleService scheduler() {
        return there(scheduling, "the scheduler");
    }

    @Override
    public DefinitionCheck check() {
        return there(checking, "the check of definitions");
    }

    @Override
    public JobTransfer transfer() {
        return there(transferring, "export and import");
    }

    private static <T> T there(@Nullable T service, String what) {
        if (service == null) {
            throw new Refusal(
                    Refusal.UNAVAILABLE,
                    "Reveille has not started: " + what
                            + " of the bundle io.reveille.core is missing. The log says why.");
        }
        return service;
    }

    @Override
    public Optional<PowerService> power() {
        return Optional.ofNullable(sleeping);
    }

    @Override
    public Optional<LogLines> log() {
        return Optional.ofNullable(logging).map(LogSource::lines);
    }

    @Override
    public Optional<LogFile> logFile() {
        return logFile;
    }

    @Override
    public Optional<HealthSource> health() {
        return Optional.ofNullable(checkingHealth);
    }

    @Override
    public Optional<SettingsSource> settingsSource() {
        return Optional.ofNullable(describing);
    }

    @Override
    public Optional<BiFunction<String, String, Map<String, String>>> password() {
        return Optional.ofNullable(changing);
    }

    @Override
    public List<String> handlers() {
        SortedSet<String> names = new TreeSet<>();
        add(names, JobHandler.class);
        add(names, AsyncJobHandler.class);
        return List.copyOf(names);
    }

    private void add(SortedSet<String> names, Class<?> type) {
        try {
            // Handlers of other class spaces are listed, too: the scheduler says which it can use.
            ServiceReference<?> @Nullable [] found =
                    context.getAllServiceReferences(type.getName(), "(" + HANDLER + "=*)");
            for (ServiceReference<?> each : found == null ? new ServiceReference<?>[0] : found) {
                if (each.getProperty(HANDLER) instanceof String name) {
                    names.add(name);
                }
            }
        } catch (InvalidSyntaxException e) {
            throw new AssertionError("a filter that never changes", e);
        }
    }

    /** Returns the index; a new one after a step of the clock, since jobs then run at other times without an event. */
    @Override
    public JobRevisions index() {
        if (steps.hasStepped()) {
            renewIndex();
        }
        return index;
    }

    @Override
    public void renewIndex() {
        index = new JobRevisions();
    }

    @Override
    public Instant now() {
        return clock.instant();
    }

    @Override
    public String version() {
        return context.getBundle().getVersion().toString();
    }

    @Override
    public Map<String, String> versions() {
        Map<String, String> versions = new LinkedHashMap<>();
        for (Bundle bundle : context.getBundles()) {
            String name = String.valueOf(bundle.getSymbolicName());
            if (bundle.getBundleId() == 0 || name.startsWith("io.reveille")) {
                boolean isActive = bundle.getState() == Bundle.ACTIVE;
                versions.put(name, bundle.getVersion() + (isActive ? "" : ", not active"));
            }
        }
        for (String property : List.of("java.runtime.version", "java.vendor", "os.name", "os.version", "os.arch")) {
            versions.put(property, System.getProperty(property, ""));
        }
        versions.put("memory", Runtime.getRuntime().maxMemory() + " bytes");
        versions.put("processors", String.valueOf(Runtime.getRuntime().availableProcessors()));
        return versions;
    }

    @Override
    public Map<String, Map<String, Object>> settings() {
        ConfigurationAdmin admin = configuring;
        Map<String, Map<String, Object>> settings = new TreeMap<>();
        try {
            Configuration @Nullable [] found = admin == null ? null : admin.listConfigurations(SETTINGS);
            for (Configuration each : found == null ? new Configuration[0] : found) {
                Map<String, Object> values = new TreeMap<>();
                Dictionary<String, Object> properties = each.getProperties();
                Collections.list(properties.keys()).forEach(key -> values.put(key, properties.get(key)));
                settings.put(each.getPid(), values);
            }
        } catch (IOException | InvalidSyntaxException e) {
            throw new IllegalStateException("The settings cannot be read: " + e.getMessage(), e);
        }
        return settings;
    }
}
