package io.reveille.itests.container;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.reveille.AsyncJobHandler;
import io.reveille.BrokenDefinition;
import io.reveille.Job;
import io.reveille.JobHandler;
import io.reveille.JobStatus;
import io.reveille.RunReport;
import io.reveille.ScheduleService;
import io.reveille.spi.JobListener;
import io.reveille.spi.JobProperties;
import io.reveille.spi.SettingsCheck;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.FrameworkEvent;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.ServiceRegistration;
import org.osgi.framework.wiring.FrameworkWiring;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;

/** The gateway that a test runs in, as an operator and a bundle of its own see it. */
@SuppressWarnings("JdkObsolete") // OSGi takes a Dictionary
final class Gateway {

    static final String API = "io.reveille.api";
    static final String CORE = "io.reveille.core";
    static final String PERSISTENCE = "io.reveille.persistence";
    static final String POWER = "io.reveille.power";
    static final String EXAMPLES = "io.reveille.itests.examples";

    /** PID of the engine's settings. */
    static final String SETTINGS = "io.reveille";

    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final BundleContext context;
    private final List<ServiceRegistration<?>> registrations = new ArrayList<>();
    private final List<Bundle> installed = new ArrayList<>();

    Gateway(BundleContext context) {
        this.context = context;
    }

    // Waiting

    static ConditionFactory await(String what) {
        return Awaitility.await(what).atMost(PATIENCE).pollInterval(Duration.ofMillis(20));
    }

    static void until(String what, Callable<Boolean> condition) {
        await(what).until(condition);
    }

    private static <T> T found(Optional<T> found) {
        return found.orElseThrow();
    }

    static <T> T done(CompletionStage<T> stage) throws Exception {
        return stage.toCompletableFuture().get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    }

    // Services

    /** The scheduler as this bundle sees it, once it is there. */
    ScheduleService scheduler() {
        return service(ScheduleService.class);
    }

    /** The scheduler as another bundle sees it. */
    ScheduleService schedulerOf(Bundle bundle) {
        scheduler();
        BundleContext other = bundle.getBundleContext();
        return requireNonNull(other.getService(requireNonNull(other.getServiceReference(ScheduleService.class))));
    }

    /** The service of this type, once it is there. */
    <T> T service(Class<T> type) {
        return find(type)
                .orElseGet(() ->
                        found(await(type.getSimpleName() + " is there").until(() -> find(type), Optional::isPresent)));
    }

    /** The service of this type, if it is there now. */
    <T> Optional<T> find(Class<T> type) {
        ServiceReference<T> reference = context.getServiceReference(type);
        return reference == null ? Optional.empty() : Optional.ofNullable(context.getService(reference));
    }

    /** The check of the settings with this PID. */
    SettingsCheck settingsCheck(String pid) throws Exception {
        ServiceReference<SettingsCheck> reference =
                context.getServiceReferences(SettingsCheck.class, "(" + SettingsCheck.PID + "=" + pid + ")").stream()
                        .findFirst()
                        .orElseThrow(() -> new AssertionError("no check of the settings " + pid));
        return context.getService(reference);
    }

    /** How many services of this type there are. */
    int count(Class<?> type) throws Exception {
        return context.getServiceReferences(type, null).size();
    }

    ServiceRegistration<JobHandler> handler(String name, JobHandler handler) {
        return register(JobHandler.class, handler, Map.of("job.handler", name));
    }

    ServiceRegistration<AsyncJobHandler> asyncHandler(String name, AsyncJobHandler handler) {
        return register(AsyncJobHandler.class, handler, Map.of("job.handler", name));
    }

    ServiceRegistration<JobListener> listener(JobListener listener) {
        return register(JobListener.class, listener, Map.of());
    }

    <T> ServiceRegistration<T> register(Class<T> type, T service, Map<String, ?> properties) {
        ServiceRegistration<T> registration = context.registerService(type, service, new Hashtable<>(properties));
        registrations.add(registration);
        return registration;
    }

    // Jobs

    /** The job of this name, once it is there. */
    Job job(String name) {
        return found(await("job " + name + " is there")
                .pollDelay(Duration.ZERO)
                .until(
                        () -> find(ScheduleService.class).flatMap(scheduler -> scheduler.job(name)),
                        Optional::isPresent));
    }

    /** The job of this name, once it is as the test wants it. */
    Job job(String name, String what, Predicate<JobStatus> wanted) {
        Job job = job(name);
        await("job " + name + " " + what).until(job::status, wanted);
        return job;
    }

    void untilGone(String name) {
        until("job " + name + " is gone", () -> scheduler().job(name).isEmpty());
    }

    /** Runs a job now and waits for the end. */
    RunReport run(String name) throws Exception {
        return done(job(name).trigger());
    }

    /** Why the definition at this address is not used, once it is known as such. */
    BrokenDefinition broken(String pid) {
        return found(await(pid + " is listed as broken").until(() -> brokenNow(pid), Optional::isPresent));
    }

    Optional<BrokenDefinition> brokenNow(String pid) {
        return scheduler().broken().stream()
                .filter(broken -> broken.source().equals(pid))
                .findFirst();
    }

    // Configurations, as a console makes them

    /** A new job at the address that follows from a name. */
    Configuration configure(String name, Map<String, ?> properties) throws Exception {
        Configuration configuration =
                service(ConfigurationAdmin.class).getFactoryConfiguration(JobProperties.FACTORY_PID, name, "?");
        configuration.update(new Hashtable<>(properties));
        return configuration;
    }

    /** A new job at an address that nobody chose, as the "+" of a console makes it. */
    Configuration configure(Map<String, ?> properties) throws Exception {
        Configuration configuration =
                service(ConfigurationAdmin.class).createFactoryConfiguration(JobProperties.FACTORY_PID, null);
        configuration.update(new Hashtable<>(properties));
        return configuration;
    }

    /** All job definitions. */
    List<Configuration> configurations() throws Exception {
        Configuration @Nullable [] found = service(ConfigurationAdmin.class)
                .listConfigurations("(service.factoryPid=" + JobProperties.FACTORY_PID + ")");
        return found == null ? List.of() : List.of(found);
    }

    /** The definition that this job has. */
    Configuration configuration(String job) throws Exception {
        return configurations().stream()
                .filter(configuration ->
                        job.equals(configuration.getProperties().get(JobProperties.NAME)))
                .findFirst()
                .orElseThrow();
    }

    /** Changes the engine's settings, and waits until it works by them: then its own service says them, too. */
    void settings(Map<String, ?> settings) throws Exception {
        Configuration configuration = service(ConfigurationAdmin.class).getConfiguration(SETTINGS, "?");
        configuration.updateIfDifferent(new Hashtable<>(settings));
        until("the engine works by them", () -> {
            ServiceReference<?> @Nullable [] engine =
                    context.getAllServiceReferences("io.reveille.core.component.EngineComponent", null);
            return engine != null
                    && settings.entrySet().stream()
                            .allMatch(setting -> setting.getValue().equals(engine[0].getProperty(setting.getKey())));
        });
    }

    // Bundles

    Bundle bundle(String symbolicName) {
        return Stream.of(context.getBundles())
                .filter(bundle -> symbolicName.equals(bundle.getSymbolicName()))
                .findFirst()
                .orElseThrow(() -> new AssertionError(
                        "no bundle " + symbolicName + " among " + Arrays.toString(context.getBundles())));
    }

    /** The bundle that offers this service. */
    Bundle providerOf(Class<?> type) {
        return requireNonNull(context.getServiceReference(type), type.getName()).getBundle();
    }

    /** Has the framework wire everything anew that was updated, and waits for it. */
    void refresh() throws Exception {
        CompletableFuture<Boolean> done = new CompletableFuture<>();
        context.getBundle(0)
                .adapt(FrameworkWiring.class)
                .refreshBundles(null, event -> done.complete(event.getType() == FrameworkEvent.PACKAGES_REFRESHED));
        assertThat(done(done)).isTrue();
    }

    void stop(String... symbolicNames) throws BundleException {
        for (String name : symbolicNames) {
            bundle(name).stop();
        }
    }

    void start(String... symbolicNames) throws BundleException {
        for (String name : symbolicNames) {
            bundle(name).start();
        }
    }

    /** Stops and starts a bundle, and waits until there is a scheduler. */
    void restart(String symbolicName) throws BundleException {
        stop(symbolicName);
        start(symbolicName);
        scheduler();
    }

    /** Installs a bundle without content. */
    Bundle install(String symbolicName) throws Exception {
        return install(symbolicName, Map.of());
    }

    /** Installs a bundle with headers, and without content. */
    Bundle install(String symbolicName, Map<String, String> headers) throws Exception {
        return install(symbolicName, headers, Map.of());
    }

    /** Installs a bundle with a component whose class is one of Java's. */
    Bundle installComponent(String symbolicName, String description) throws Exception {
        String file = "OSGI-INF/component.xml";
        return install(symbolicName, Map.of("Service-Component", file), Map.of(file, description));
    }

    private Bundle install(String symbolicName, Map<String, String> headers, Map<String, String> files)
            throws Exception {
        Bundle bundle = context.installBundle("test:" + symbolicName, EmptyBundle.named(symbolicName, headers, files));
        bundle.start();
        installed.add(bundle);
        return bundle;
    }

    /** Takes back all that the test has made or, failing, left behind. */
    void reset() throws Exception {
        start(PERSISTENCE, CORE);
        for (ServiceRegistration<?> registration : registrations) {
            try {
                registration.unregister();
            } catch (IllegalStateException gone) {
                // the test has done so
            }
        }
        for (Configuration configuration : configurations()) {
            configuration.delete();
        }
        until("no stored job is left", () -> scheduler().jobs().stream().noneMatch(Gateway::isStored));
        for (Bundle bundle : installed) {
            if (bundle.getState() != Bundle.UNINSTALLED) {
                bundle.uninstall();
            }
        }
    }

    private static boolean isStored(Job job) {
        try {
            return job.status().stored();
        } catch (IllegalStateException gone) {
            return false; // deleted since it was listed
        }
    }
}
