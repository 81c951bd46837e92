package io.reveille.adopt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reveille.JobHandler;
import io.reveille.ScheduleService;
import io.reveille.testing.ManualScheduler;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.ServiceLoader;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.ServiceRegistration;
import org.osgi.framework.launch.Framework;
import org.osgi.framework.launch.FrameworkFactory;

/** Services of a real framework, with the real types of Karaf's and Sling's jobs. */
@SuppressWarnings("JdkObsolete") // the framework takes a Dictionary
final class AdopterTest {

    private static final String WEEKDAYS = "cron 0 */10 8-17 * * 1-5 in " + ZoneId.systemDefault();

    private final ManualScheduler gateway = new ManualScheduler();
    private Framework framework;
    private BundleContext context;
    private Adopter adopter;

    @BeforeEach
    void start(@TempDir Path folder) throws Exception {
        framework = ServiceLoader.load(FrameworkFactory.class)
                .findFirst()
                .orElseThrow()
                .newFramework(Map.of(Constants.FRAMEWORK_STORAGE, folder.toString()));
        framework.start();
        context = framework.getBundleContext();
        adopter = new Adopter(context, gateway.scheduler());
        adopter.start();
    }

    @AfterEach
    void stop() throws Exception {
        adopter.stop();
        framework.stop();
        framework.waitForStop(30_000);
        gateway.stop();
    }

    @Test
    void aRunnableBecomesAJobInTheWordsOfTheirs() throws Exception {
        AtomicInteger runs = new AtomicInteger();
        register(
                Runnable.class,
                runs::incrementAndGet,
                Map.of("scheduler.name", "poll", "scheduler.expression", "0 0/10 8-17 ? * 2-6", "other", "x"));

        ServiceReference<JobHandler> job = job("poll");
        assertThat(job.getProperty("job.schedule")).isEqualTo(WEEKDAYS);
        assertThat(job.getProperty("job.name")).isEqualTo("poll");
        assertThat(job.getProperty("job.overlap")).isEqualTo("parallel");
        assertThat(job.getProperty("job.tags")).isEqualTo(new String[] {"adopted"});
        run(job);
        assertThat(runs).hasValue(1);
        assertThat(adopter.rows()).extracting(Adoption.Row::schedule).containsExactly(WEEKDAYS);
    }

    @ParameterizedTest
    @CsvSource({"30,,every 30 seconds", "30,-1,every 30 seconds", "3600,,every 3600 seconds"})
    void periodsAreInSeconds(long period, Integer times, String schedule) throws Exception {
        Map<String, Object> properties = new HashMap<>(Map.of("scheduler.name", "poll", "scheduler.period", period));
        if (times != null) {
            properties.put("scheduler.times", times);
        }
        register(Runnable.class, () -> {}, properties);
        assertThat(job("poll").getProperty("job.schedule")).isEqualTo(schedule);
    }

    @Test
    void jobsOfKarafGetAContextOfKarafs() throws Exception {
        List<String> seen = new ArrayList<>();
        register(
                org.apache.karaf.scheduler.Job.class,
                their -> seen.add(their.getName() + their.getConfiguration()),
                Map.of("scheduler.name", "poll", "scheduler.period", 5L, "scheduler.concurrent", false));
        run(job("poll"));
        assertThat(seen).containsExactly("poll{}");
        assertThat(job("poll").getProperty("job.overlap")).isEqualTo("queue");
    }

    @Test
    void jobsOfSlingGetAContextOfSlings() throws Exception {
        List<String> seen = new ArrayList<>();
        register(
                org.apache.sling.commons.scheduler.Job.class,
                their -> seen.add(their.getName()),
                Map.of("scheduler.name", "poll", "scheduler.period", "5", "scheduler.runOn", "LEADER"));
        run(job("poll"));
        assertThat(seen).containsExactly("poll");
    }

    @Test
    void whatAJobThrowsIsWhatTheRunThrows() throws Exception {
        register(
                org.apache.karaf.scheduler.Job.class,
                their -> {
                    throw new IllegalStateException("no meter");
                },
                Map.of("scheduler.name", "poll", "scheduler.period", 5L));
        assertThatThrownBy(() -> run(job("poll")))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("no meter");
    }

    @Test
    void aServiceThatChangesIsTakenAnewAndOneThatGoesTakesItsJobAlong() throws Exception {
        ServiceRegistration<Runnable> service =
                register(Runnable.class, () -> {}, Map.of("scheduler.name", "poll", "scheduler.period", 5L));
        service.setProperties(new Hashtable<>(Map.of("scheduler.name", "poll", "scheduler.period", 6L)));
        assertThat(job("poll").getProperty("job.schedule")).isEqualTo("every 6 seconds");
        service.unregister();
        assertThat(jobs()).isEmpty();
        assertThat(adopter.rows()).isEmpty();
    }

    @Test
    void withoutANameAServiceHasOneThatStays() throws Exception {
        register(Runnable.class, () -> {}, Map.of("component.name", "com.acme/Poll", "scheduler.period", 5L));
        job("com.acme-Poll");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "scheduler.expression | 0 0 12 L-3 * ? | scheduler.expression: ",
                "scheduler.expression | */10 * * * *   | scheduler.expression: ",
                "scheduler.period     | 0              | scheduler.period is 0, expected ",
                "scheduler.period     | soon           | scheduler.period is \"soon\", expected a whole number",
                "scheduler.runOn      | 6d5f, 7e80     | scheduler.runOn is \"6d5f, 7e80\", which names machines"
            })
    void whatCannotBeTakenIsListedWithTheReason(String property, String value, String reason) throws Exception {
        Map<String, Object> properties = new HashMap<>(Map.of("scheduler.name", "poll", "scheduler.period", 5L));
        properties.put(property, value);
        register(Runnable.class, () -> {}, properties);
        assertThat(jobs()).isEmpty();
        assertThat(adopter.rows()).singleElement().satisfies(row -> {
            assertThat(row.name()).isEqualTo("poll");
            assertThat(row.fault()).startsWith(reason);
        });
    }

    @Test
    void nothingIsTakenWhileTheirSchedulerIsThere() throws Exception {
        register(Runnable.class, () -> {}, Map.of("scheduler.name", "poll", "scheduler.period", 5L));
        ServiceRegistration<org.apache.karaf.scheduler.Scheduler> theirs =
                register(org.apache.karaf.scheduler.Scheduler.class, theirScheduler(), Map.of());
        assertThat(jobs()).isEmpty();
        assertThat(adopter.others()).containsExactly("org.apache.felix.framework");

        theirs.unregister();
        job("poll");
        assertThat(adopter.others()).isEmpty();
    }

    @Test
    void oneThatCannotBeRunAtOnceIsTakenAllTheSame() throws Exception {
        ScheduleService scheduler = gateway.scheduler();
        gateway.stop();
        assertThatThrownBy(() -> scheduler.job("poll")).isInstanceOf(IllegalStateException.class);
        register(
                Runnable.class,
                () -> {},
                Map.of("scheduler.name", "poll", "scheduler.period", 5L, "scheduler.immediate", true));
        job("poll");
        gateway.start();
    }

    @Test
    void allJobsGoWithTheAdopter() throws Exception {
        register(Runnable.class, () -> {}, Map.of("scheduler.name", "poll", "scheduler.period", 5L));
        job("poll");
        adopter.stop();
        assertThat(jobs()).isEmpty();
    }

    static org.apache.karaf.scheduler.Scheduler theirScheduler() {
        return (org.apache.karaf.scheduler.Scheduler) java.lang.reflect.Proxy.newProxyInstance(
                AdopterTest.class.getClassLoader(),
                new Class<?>[] {org.apache.karaf.scheduler.Scheduler.class},
                (proxy, method, arguments) -> switch (method.getName()) {
                    case "hashCode" -> 1;
                    case "equals" -> proxy == arguments[0];
                    default -> null;
                });
    }

    private <T> ServiceRegistration<T> register(Class<T> type, T service, Map<String, ?> properties) {
        return context.registerService(type, service, new Hashtable<>(properties));
    }

    private ServiceReference<JobHandler> job(String name) throws InvalidSyntaxException {
        return jobs().stream()
                .filter(job -> name.equals(job.getProperty("job.handler")))
                .findFirst()
                .orElseThrow(() -> new AssertionError(name + " is no job: " + adopter.rows()));
    }

    private List<ServiceReference<JobHandler>> jobs() throws InvalidSyntaxException {
        return Stream.ofNullable(context.getServiceReferences(JobHandler.class, null))
                .flatMap(java.util.Collection::stream)
                .toList();
    }

    @SuppressWarnings("NullAway") // the job does not look at our context
    private void run(ServiceReference<JobHandler> job) throws Exception {
        assertThat(Objects.requireNonNull(context.getService(job)).run(null).isSuccess())
                .isTrue();
    }
}
