package io.reveille.adopt;

import static org.assertj.core.api.Assertions.assertThat;

import io.reveille.JobHandler;
import io.reveille.testing.ManualScheduler;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.osgi.framework.Bundle;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceFactory;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.ServiceRegistration;

/** Everything comes and goes at once, in a real framework. The seed gives what each thread does, not who is first. */
@SuppressWarnings("JdkObsolete") // the framework takes a Dictionary
@Timeout(60)
final class AdopterStormTest {

    private static final String THEIRS = "org.apache.karaf.scheduler.Scheduler";

    private AdoptingFramework there;
    private final ManualScheduler idle = new ManualScheduler(); // no job of the storm is immediate, so nobody asks it

    @BeforeEach
    void start(@TempDir Path folder) throws Exception {
        there = AdoptingFramework.withoutEngine(folder);
    }

    @AfterEach
    void stop() throws Exception {
        there.stop();
        idle.stop();
    }

    private Adopter adopter() throws InvalidSyntaxException {
        Adopter adopter = new Adopter(there.context, idle.scheduler());
        adopter.start();
        return adopter;
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void noServiceIsLostAndNoneIsHeldAfterAStorm(long seed) throws Exception {
        Adopter[] adopter = {adopter()}; // of one thread, and then of this one
        List<Callable<List<ServiceRegistration<?>>>> threads = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            Bundle bundle = there.bundle("com.acme." + i, "1");
            Random random = new Random(seed * 31 + i);
            threads.add(() -> services(bundle, random));
        }
        threads.add(() -> theirScheduler(new Random(seed)));
        threads.add(() -> adopters(adopter, new Random(seed)));

        List<ServiceRegistration<?>> left = new ArrayList<>();
        for (List<ServiceRegistration<?>> each : all(threads)) {
            left.addAll(each);
        }
        assertThat(there.jobs()).hasSameSizeAs(left).doesNotHaveDuplicates();
        assertThat(adopter[0].rows())
                .extracting(Adoption.Row::schedule)
                .containsExactlyInAnyOrderElementsOf(left.stream()
                        .map(service -> "every " + service.getReference().getProperty("scheduler.period") + " seconds")
                        .toList());

        adopter[0].stop();
        assertThat(there.jobs()).isEmpty();
        for (ServiceRegistration<?> service : left) {
            assertThat(service.getReference().getUsingBundles()).isNull();
        }
    }

    private static List<ServiceRegistration<?>> services(Bundle bundle, Random random) throws Exception {
        List<ServiceRegistration<?>> mine = new ArrayList<>();
        for (int i = 0; i < 150; i++) {
            switch (random.nextInt(8)) {
                case 0, 1, 2 ->
                    mine.add(bundle.getBundleContext()
                            .registerService(Runnable.class.getName(), new Given(), properties(random)));
                case 3, 4 -> {
                    if (!mine.isEmpty()) {
                        mine.remove(random.nextInt(mine.size())).unregister();
                    }
                }
                case 5, 6 -> {
                    if (!mine.isEmpty()) {
                        mine.get(random.nextInt(mine.size())).setProperties(properties(random));
                    }
                }
                default -> {
                    bundle.stop();
                    mine.clear();
                    bundle.start();
                }
            }
        }
        return mine;
    }

    private static Hashtable<String, Object> properties(Random random) {
        return new Hashtable<>(Map.of(
                "scheduler.name", "poll" + random.nextInt(3), "scheduler.period", (long) (2 + random.nextInt(5))));
    }

    private List<ServiceRegistration<?>> theirScheduler(Random random) {
        for (int i = 0; i < 60; i++) {
            ServiceRegistration<?> theirs =
                    there.context.registerService(THEIRS, AdopterTest.theirScheduler(), new Hashtable<>());
            spin(random);
            theirs.unregister();
        }
        return List.of();
    }

    private List<ServiceRegistration<?>> adopters(Adopter[] adopter, Random random) throws InvalidSyntaxException {
        for (int i = 0; i < 10; i++) {
            spin(random);
            adopter[0].stop();
            adopter[0] = adopter();
        }
        return List.of();
    }

    /** Lets others go on for a while, which differs each time. */
    private static void spin(Random random) {
        for (int i = random.nextInt(5_000); i > 0; i--) {
            Thread.onSpinWait();
        }
    }

    /** Whatever the order, nothing runs twice: what was taken while their scheduler came is given back. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void nothingIsTakenOnceTheirSchedulerIsThere(long seed) throws Exception {
        Adopter adopter = adopter();
        Given given = new Given();
        for (int round = 0; round < 100; round++) {
            String name = "poll" + seed + "." + round;
            List<ServiceRegistration<?>> came = all(List.of(
                    () -> there.context.registerService(
                            Runnable.class.getName(),
                            given,
                            new Hashtable<>(Map.of("scheduler.name", name, "scheduler.period", 5L))),
                    () -> there.context.registerService(THEIRS, AdopterTest.theirScheduler(), new Hashtable<>())));
            assertThat(there.jobs()).as("round %s", round).isEmpty();
            came.get(1).unregister();
            assertThat(there.jobs()).as("round %s", round).containsExactly(name);
            came.get(0).unregister();
            assertThat(there.jobs()).as("round %s", round).isEmpty();
        }
        adopter.stop();
        assertThat(given.held).hasValue(0);
    }

    /** A component is activated by the thread that gets its service, and may wait there for what another thread does. */
    @Test
    void aServiceThatWaitsForAnotherThreadWhileItIsGotBlocksNobody() throws Exception {
        Adopter adopter = adopter();
        ServiceRegistration<?> theirs =
                there.context.registerService(THEIRS, AdopterTest.theirScheduler(), new Hashtable<>());
        ExecutorService other = Executors.newSingleThreadExecutor();
        List<String> late = new ArrayList<>();
        register(new Given() {
            @Override
            public Object getService(Bundle bundle, ServiceRegistration<Object> self) {
                try {
                    other.submit(self::unregister).get(5, TimeUnit.SECONDS);
                } catch (Exception e) {
                    late.add(e.toString());
                }
                return super.getService(bundle, self);
            }
        });
        theirs.unregister();
        other.shutdown();
        assertThat(other.awaitTermination(5, TimeUnit.SECONDS)).isTrue();
        assertThat(late).isEmpty();
        assertThat(there.jobs()).isEmpty();
        assertThat(adopter.rows()).isEmpty();
        adopter.stop();
    }

    /** A component is modified by its configuration while it is activated. */
    @Test
    void aChangeWhileTheServiceIsGotIsNotLost() throws Exception {
        Adopter adopter = adopter();
        register(new Given() {
            @Override
            public Object getService(Bundle bundle, ServiceRegistration<Object> self) {
                self.setProperties(new Hashtable<>(Map.of("scheduler.name", "poll", "scheduler.period", 6L)));
                return super.getService(bundle, self);
            }
        });
        assertThat(adopter.rows()).extracting(Adoption.Row::schedule).containsExactly("every 6 seconds");
        adopter.stop();
    }

    /** A component that nobody else uses would be deactivated, and lose what it knows, if its service were given back. */
    @Test
    void aServiceIsHeldOverItsChanges() throws Exception {
        Adopter adopter = adopter();
        Given given = new Given();
        ServiceRegistration<?> service = register(given);
        for (Object period : List.of(6L, 0L, 7L)) {
            service.setProperties(new Hashtable<>(Map.of("scheduler.name", "poll", "scheduler.period", period)));
        }
        assertThat(adopter.rows()).extracting(Adoption.Row::schedule).containsExactly("every 7 seconds");
        assertThat(given.got).hasValue(1);
        assertThat(given.held).hasValue(1);
        adopter.stop();
        assertThat(given.held).hasValue(0);
    }

    /** Their scheduler comes while one thread gets the service and another one has seen a change of it. */
    @Test
    void whoeverIsLastNothingIsTakenOnceTheirSchedulerIsThere() throws Exception {
        Adopter adopter = adopter();
        ServiceRegistration<?> theirs =
                there.context.registerService(THEIRS, AdopterTest.theirScheduler(), new Hashtable<>());
        CountDownLatch isGot = new CountDownLatch(1);
        CountDownLatch mayGoOn = new CountDownLatch(1);
        Given slow = new Given() {
            @Override
            public Object getService(Bundle bundle, ServiceRegistration<Object> self) {
                isGot.countDown();
                try {
                    mayGoOn.await();
                } catch (InterruptedException e) {
                    throw new IllegalStateException(e);
                }
                return super.getService(bundle, self);
            }
        };
        ServiceRegistration<?> service = register(slow);
        List<Thread> threads = new ArrayList<>();
        threads.add(started(theirs::unregister));
        isGot.await();
        threads.add(started(() ->
                service.setProperties(new Hashtable<>(Map.of("scheduler.name", "poll", "scheduler.period", 6L)))));
        awaitIdle(threads.get(1));
        threads.add(
                started(() -> there.context.registerService(THEIRS, AdopterTest.theirScheduler(), new Hashtable<>())));
        awaitIdle(threads.get(2));
        mayGoOn.countDown();
        for (Thread each : threads) {
            each.join();
        }
        assertThat(there.jobs()).isEmpty();
        assertThat(slow.held).hasValue(0);
        adopter.stop();
    }

    private ServiceRegistration<?> register(Given given) {
        return there.context.registerService(
                Runnable.class.getName(),
                given,
                new Hashtable<>(Map.of("scheduler.name", "poll", "scheduler.period", 5L)));
    }

    private static Thread started(Runnable task) {
        Thread thread = new Thread(task);
        thread.start();
        return thread;
    }

    /** Waits until a thread has ended, or can get no further by itself. */
    private static void awaitIdle(Thread thread) {
        while (thread.isAlive() && thread.getState() != Thread.State.BLOCKED) {
            Thread.onSpinWait();
        }
    }

    /** A handler may go with its bundle at any time; and the service that it stands for is given back all the same. */
    @Test
    void aBundleThatStopsTakesItsJobsAlong() throws Exception {
        Adopter adopter = adopter();
        Bundle bundle = there.bundle("com.acme.meter", "1");
        Given given = new Given();
        bundle.getBundleContext()
                .registerService(
                        Runnable.class.getName(),
                        given,
                        new Hashtable<>(Map.of("scheduler.name", "poll", "scheduler.period", 5L)));
        ServiceReference<?>[] handlers = there.context.getAllServiceReferences(JobHandler.class.getName(), null);
        assertThat(handlers)
                .singleElement()
                .extracting(ServiceReference::getBundle)
                .isEqualTo(bundle);
        bundle.stop();
        assertThat(there.jobs()).isEmpty();
        assertThat(given.held).hasValue(0);
        assertThat(adopter.rows()).isEmpty();
        adopter.stop();
    }

    private static <T> List<T> all(List<Callable<T>> tasks) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(tasks.size());
        try {
            List<T> results = new ArrayList<>();
            for (Future<T> each : threads.invokeAll(tasks)) {
                results.add(each.get());
            }
            return results;
        } finally {
            threads.shutdownNow();
        }
    }

    /** A service of each bundle its own, which counts how many are held. */
    private static class Given implements ServiceFactory<Object> {

        final AtomicInteger got = new AtomicInteger();
        final AtomicInteger held = new AtomicInteger();

        @Override
        public Object getService(Bundle bundle, ServiceRegistration<Object> registration) {
            got.incrementAndGet();
            held.incrementAndGet();
            Runnable service = () -> {};
            return service;
        }

        @Override
        public void ungetService(Bundle bundle, ServiceRegistration<Object> registration, Object service) {
            held.decrementAndGet();
        }
    }
}
