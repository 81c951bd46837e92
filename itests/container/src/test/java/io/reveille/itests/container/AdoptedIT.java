package io.reveille.itests.container;

import static org.assertj.core.api.Assertions.assertThat;

import io.reveille.Job;
import io.reveille.JobState;
import io.reveille.RunOutcome;
import java.util.ArrayList;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.Test;
import org.osgi.framework.Bundle;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;

/** Services of bundles that know nothing of Reveille, with the properties of Karaf's and Sling's schedulers. */
@SuppressWarnings("JdkObsolete") // OSGi takes a Dictionary
public class AdoptedIT extends ContainerTest {

    private static final String STRANGER = "com.example.stranger";

    @Test
    public void aServiceOfAStrangerRunsAsAJobOfItsBundle() throws Exception {
        Bundle bundle = gateway.install(STRANGER);
        AtomicInteger runs = new AtomicInteger();
        ServiceRegistration<Runnable> service = bundle.getBundleContext()
                .registerService(
                        Runnable.class,
                        runs::incrementAndGet,
                        new Hashtable<>(Map.of("scheduler.name", "meter", "scheduler.period", 1L)));

        Gateway.until("it runs", () -> runs.get() > 1);
        assertThat(gateway.job("meter").definition().schedule()).hasToString("every second");
        assertThat(gateway.scheduler().jobs("adopted")).hasSize(1);
        assertThat(gateway.job("meter").status().owner()).contains(STRANGER);

        service.unregister();
        gateway.untilGone("meter");
        assertThat(gateway.scheduler().broken()).isEmpty();
    }

    @Test
    public void oneThatIsImmediateRunsAtOnceAndFailsAloud() throws Exception {
        Bundle bundle = gateway.install(STRANGER);
        AtomicInteger runs = new AtomicInteger();
        bundle.getBundleContext()
                .registerService(
                        Runnable.class,
                        () -> {
                            runs.incrementAndGet();
                            throw new IllegalStateException("no meter");
                        },
                        new Hashtable<>(Map.of(
                                "scheduler.name", "meter", "scheduler.period", 3600L, "scheduler.immediate", true)));

        Gateway.until("it has run", () -> runs.get() == 1);
        Gateway.until(
                "its failure is known", () -> gateway.job("meter").status().failuresInARow() == 1);
        assertThat(gateway.job("meter").status().state()).isEqualTo(JobState.READY);

        bundle.stop();
        gateway.untilGone("meter");
    }

    @Test
    public void eachInstanceOfAFactoryComponentIsAJobThatKeepsItsStateOverRestarts() throws Exception {
        Bundle bundle = gateway.installComponent(STRANGER, """
                <scr:component xmlns:scr="http://www.osgi.org/xmlns/scr/v1.3.0"
                    name="com.example.Poll" configuration-policy="require">
                  <implementation class="java.lang.Thread"/>
                  <service><provide interface="java.lang.Runnable"/></service>
                  <property name="scheduler.expression" value="0 0/10 8-17 ? * MON-FRI"/>
                  <property name="scheduler.concurrent" type="Boolean" value="false"/>
                </scr:component>
                """);
        List<Configuration> instances = new ArrayList<>();
        for (String name : List.of("garage", "kitchen")) {
            Configuration instance =
                    gateway.service(ConfigurationAdmin.class).getFactoryConfiguration("com.example.Poll", name, "?");
            instance.update(new Hashtable<>(Map.of("room", name)));
            instances.add(instance);
        }
        gateway.job("com.example.Poll~garage", "waits for its time", status -> status.state() == JobState.READY);
        assertThat(gateway.run("com.example.Poll~garage").outcome()).isEqualTo(RunOutcome.SUCCEEDED);
        gateway.job("com.example.Poll~kitchen").pause();

        gateway.restart(Gateway.CORE);
        gateway.job("com.example.Poll~kitchen", "is paused as before", status -> status.state() == JobState.HELD);
        gateway.job("com.example.Poll~garage", "is as before", status -> status.state() == JobState.READY);
        assertThat(gateway.job("com.example.Poll~garage").history()).hasSize(1);

        for (Configuration instance : instances) {
            instance.delete();
        }
        gateway.untilGone("com.example.Poll~garage");
        gateway.untilGone("com.example.Poll~kitchen");
        bundle.stop();
    }

    @Test
    public void allRunThatHaveOneName() throws Exception {
        Bundle bundle = gateway.install(STRANGER);
        AtomicInteger runs = new AtomicInteger();
        for (int i = 0; i < 2; i++) {
            bundle.getBundleContext()
                    .registerService(
                            Runnable.class,
                            runs::incrementAndGet,
                            new Hashtable<>(Map.of(
                                    "scheduler.name",
                                    "meter",
                                    "scheduler.period",
                                    3600L,
                                    "scheduler.times",
                                    1,
                                    "scheduler.immediate",
                                    true)));
        }
        Gateway.until("each has run", () -> runs.get() == 2);
        gateway.job("meter", "is over", status -> status.state() == JobState.DONE);
        gateway.job("meter.2", "is over", status -> status.state() == JobState.DONE);

        bundle.stop();
        gateway.untilGone("meter.2");
        assertThat(runs).hasValue(2);
    }

    /** Neither a deadlock nor a lost service, whoever stops first: the engine, the adopter, or a service that runs at once. */
    @Test
    public void servicesComeAndGoWhileTheEngineAndTheAdopterRestart() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(3);
        try {
            List<Future<List<String>>> left = new ArrayList<>();
            for (String name : List.of("com.example.gas", "com.example.water")) {
                Bundle bundle = gateway.install(name);
                left.add(threads.submit(() -> comeAndGo(bundle, new Random(name.hashCode()))));
            }
            Future<?> restarts = threads.submit(() -> {
                for (int i = 0; i < 4; i++) {
                    gateway.restart(i % 2 == 0 ? Gateway.CORE : "io.reveille.adopt");
                }
                return null;
            });
            restarts.get(60, TimeUnit.SECONDS);
            List<String> expected = new ArrayList<>();
            for (Future<List<String>> each : left) {
                expected.addAll(each.get(60, TimeUnit.SECONDS));
            }
            Gateway.await("all that are there are jobs, and no other")
                    .untilAsserted(() -> assertThat(gateway.scheduler().jobs("adopted"))
                            .extracting(Job::name)
                            .containsExactlyInAnyOrderElementsOf(expected));
            assertThat(gateway.scheduler().broken()).isEmpty();
        } finally {
            threads.shutdownNow();
        }
    }

    private static List<String> comeAndGo(Bundle bundle, Random random) {
        Map<String, ServiceRegistration<Runnable>> there = new TreeMap<>();
        for (int i = 0; i < 400; i++) {
            String name = bundle.getSymbolicName() + random.nextInt(8);
            Hashtable<String, Object> properties = new Hashtable<>(Map.of(
                    "scheduler.name",
                    name,
                    "scheduler.period",
                    3600L + random.nextInt(2),
                    "scheduler.immediate",
                    random.nextBoolean()));
            ServiceRegistration<Runnable> service = there.remove(name);
            if (service == null) {
                there.put(name, bundle.getBundleContext().registerService(Runnable.class, () -> {}, properties));
            } else if (random.nextBoolean()) {
                service.setProperties(properties);
                there.put(name, service);
            } else {
                service.unregister();
            }
        }
        return List.copyOf(there.keySet());
    }
}
