package io.reveille.core.component;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.reveille.Job;
import io.reveille.JobHandler;
import io.reveille.JobResult;
import io.reveille.RunOutcome;
import io.reveille.RunReport;
import io.reveille.ScheduleService;
import io.reveille.core.service.ScheduleServiceImpl;
import io.reveille.testing.MemoryDefinitionStore;
import io.reveille.testing.MemoryStateStore;
import io.reveille.testing.internal.FakeReference;
import java.lang.management.ManagementFactory;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.osgi.framework.BundleContext;

/**
 * Eight threads do anything to a component on the machine's clock and threads. {@code -Dreveille.stress.seconds=60} makes
 * it last longer than 10 s.
 */
class StressTest {

    private static final int THREADS = 8;
    private static final int JOBS = 12;
    private static final int LEAST_CALLS = 100;
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private final MemoryDefinitionStore definitions = new MemoryDefinitionStore();
    private final MemoryStateStore states = new MemoryStateStore();
    private final AtomicInteger calls = new AtomicInteger();
    private final AtomicInteger cancels = new AtomicInteger();
    private final AtomicInteger ended = new AtomicInteger();
    private final Queue<CompletableFuture<RunReport>> asked = new ConcurrentLinkedQueue<>();
    private final Queue<Throwable> faults = new ConcurrentLinkedQueue<>();

    @Test
    void nothingHangsNothingIsLeftAndTheCountsAddUp() throws Exception {
        Duration time = Duration.ofSeconds(Integer.getInteger("reveille.stress.seconds", 10));
        long seed = Long.getLong("reveille.seed", System.nanoTime());
        EngineComponent component = component();
        component.addListener(event -> event.run().ifPresent(report -> ended.incrementAndGet()));
        component.start();
        ScheduleService scheduler = new ScheduleServiceImpl(component.engine(), "app");

        try {
            work(component, scheduler, seed, System.nanoTime() + time.toNanos());
            assertAllAddsUp(scheduler, seed);
        } finally {
            component.stop();
        }

        assertThat(ended.get()).as("runs that were reported").isLessThanOrEqualTo(calls.get());
        assertThat(states.jobs()).as("what is kept of jobs that were cancelled").isEmpty();
        await().until(() -> Thread.getAllStackTraces().keySet().stream()
                .map(Thread::getName)
                .noneMatch(name -> name.startsWith("reveille-")));
    }

    private void assertAllAddsUp(ScheduleService scheduler, long seed) {
        assertThat(ManagementFactory.getThreadMXBean().findDeadlockedThreads()).isNull();
        assertThat(faults).as("with -Dreveille.seed=" + seed).isEmpty();
        scheduler.jobs().forEach(this::cancel);
        assertThat(scheduler.jobs()).isEmpty();
        await().until(() ->
                scheduler.status().running() == 0 && scheduler.status().waiting() == 0);
        await().until(() -> asked.stream().allMatch(CompletableFuture::isDone));
        assertThat(calls.get()).isGreaterThan(LEAST_CALLS);
        long ran = asked.stream()
                .map(CompletableFuture::join)
                .filter(report -> report.outcome() == RunOutcome.SUCCEEDED)
                .count();
        assertThat(ran).isPositive().isLessThanOrEqualTo(calls.get());
        // A cancelled job takes the word of its run with it.
        await().until(() -> ended.get() + cancels.get() >= calls.get());
    }

    private void work(EngineComponent component, ScheduleService scheduler, long seed, long end) throws Exception {
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < THREADS; i++) {
            int number = i;
            Thread thread = new Thread(() -> act(component, scheduler, number, new Random(seed + number), end));
            thread.setDaemon(true);
            thread.start();
            threads.add(thread);
        }
        for (Thread thread : threads) {
            TimeUnit.NANOSECONDS.timedJoin(
                    thread,
                    Math.max(1, end - System.nanoTime())
                            + PATIENCE.multipliedBy(2).toNanos());
            assertThat(thread.isAlive())
                    .as("%s hangs, with -Dreveille.seed=%s", thread, seed)
                    .isFalse();
        }
    }

    private void act(EngineComponent component, ScheduleService scheduler, int number, Random random, long end) {
        FakeReference<JobHandler> own = new FakeReference<>("field", Map.of("job.handler", "work " + number % 3));
        boolean there = false;
        try {
            while (System.nanoTime() < end || isSlow(end)) {
                if (random.nextInt(4) == 0) {
                    if (there) {
                        component.removeHandler(own);
                    } else {
                        component.addHandler(own, handler());
                    }
                    there = !there;
                } else {
                    act(scheduler, "job " + random.nextInt(JOBS), random);
                }
            }
            if (!there) {
                component.addHandler(own, handler());
            }
        } catch (Throwable e) { // told by the test's own thread
            faults.add(e);
        }
    }

    /** A machine that has other things to do is given more time. */
    private boolean isSlow(long end) {
        return calls.get() <= LEAST_CALLS && System.nanoTime() < end + PATIENCE.toNanos();
    }

    private void act(ScheduleService scheduler, String name, Random random) {
        try {
            switch (random.nextInt(7)) {
                case 0, 1 ->
                    scheduler
                            .every(1 + random.nextInt(2))
                            .seconds()
                            .named(name)
                            .priority(random.nextInt(20))
                            .run("work " + random.nextInt(3));
                case 2 -> scheduler.job(name).ifPresent(this::cancel);
                case 3, 4 ->
                    scheduler.job(name).ifPresent(job -> asked.add(job.trigger().toCompletableFuture()));
                case 5 -> scheduler.job(name).ifPresent(Job::pause);
                default -> {
                    scheduler.resumeAll();
                    scheduler.jobs().forEach(job -> assertThat(job.explain()).isNotBlank());
                }
            }
        } catch (IllegalStateException e) {
            assertThat(e).hasMessageContaining("There is no job named"); // another thread was faster
        }
    }

    private void cancel(Job job) {
        if (job.cancel()) {
            cancels.incrementAndGet();
        }
    }

    private JobHandler handler() {
        return context -> {
            calls.incrementAndGet();
            return JobResult.success();
        };
    }

    private EngineComponent component() {
        BundleContext context = (BundleContext) Proxy.newProxyInstance(
                BundleContext.class.getClassLoader(), new Class<?>[] {BundleContext.class}, (proxy, method, args) -> {
                    if (method.getName().equals("getProperty")) {
                        return null;
                    }
                    throw new UnsupportedOperationException(method.getName());
                });
        return new EngineComponent(context, Map.of(), definitions, states, place -> Optional.empty());
    }
}
