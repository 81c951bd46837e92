package io.reveille.core.component;

import static io.reveille.testing.ManualScheduler.properties;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.reveille.Job;
import io.reveille.JobDefinitionException;
import io.reveille.JobResult;
import io.reveille.spi.StateRecord;
import io.reveille.spi.StateStore;
import io.reveille.testing.MemoryDefinitionStore;
import io.reveille.testing.MemoryStateStore;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Callers that define jobs side by side, on real threads: they wait for one save together. */
class SideBySideTest {

    private static final int MANY = 20;

    private final SlowStates states = new SlowStates();
    private final MemoryDefinitionStore definitions = new MemoryDefinitionStore();
    private final ExecutorService callers = Executors.newCachedThreadPool();
    private RealGateway gateway;

    /** A store of state whose saves wait for the test's permission, once the test says so. */
    private static final class SlowStates implements StateStore {

        private final MemoryStateStore memory = new MemoryStateStore();
        private final Semaphore permits = new Semaphore(Integer.MAX_VALUE);
        private int saves; // of changes that are about to be made
        private long mostPending; // changes at a time

        @Override
        public Durability survives() {
            return memory.survives();
        }

        @Override
        public List<StateRecord> load() throws IOException {
            return memory.load();
        }

        @Override
        public void save(Collection<StateRecord> changed, Collection<String> forgotten) throws IOException {
            permits.acquireUninterruptibly();
            synchronized (this) {
                saves += changed.stream().anyMatch(record -> record.job().startsWith("/pending/")) ? 1 : 0;
                memory.save(changed, forgotten);
                long pending = memory.names().stream()
                        .filter(name -> name.startsWith("/pending/"))
                        .count();
                mostPending = Math.max(mostPending, pending);
            }
        }

        synchronized long mostPending() {
            return mostPending;
        }

        synchronized int savesOfChanges() {
            return saves;
        }

        void block() {
            permits.drainPermits();
        }

        void free() {
            permits.release(Integer.MAX_VALUE);
        }
    }

    @BeforeEach
    void start() throws Exception {
        gateway = new RealGateway(states, definitions);
        gateway.handler("poll", context -> JobResult.success());
    }

    @AfterEach
    void stop() throws Exception {
        if (states.permits.availablePermits() < MANY) {
            states.free();
        }
        callers.shutdownNow();
        gateway.close();
    }

    private Job define(String name) {
        return gateway.scheduler().every(1).hours().named(name).run("poll");
    }

    /** Has each of these called by a thread of its own, and waits until all of them wait for the store. */
    private <T> List<Future<T>> side(List<Callable<T>> calls) {
        List<Thread> threads = new ArrayList<>();
        List<Future<T>> results = new ArrayList<>();
        for (Callable<T> call : calls) {
            CompletableFuture<Thread> thread = new CompletableFuture<>();
            results.add(callers.submit(() -> {
                thread.complete(Thread.currentThread());
                return call.call();
            }));
            threads.add(thread.join());
        }
        await().until(() -> threads.stream().allMatch(SideBySideTest::waits));
        return results;
    }

    private static boolean waits(Thread thread) {
        return thread.getState() == Thread.State.WAITING
                && List.of(thread.getStackTrace()).stream()
                        .anyMatch(frame -> frame.getClassName().equals(CompletableFuture.class.getName()));
    }

    @Test
    void callersWaitForOneSaveTogether() throws Exception {
        states.block();
        List<Future<Job>> jobs = side(IntStream.range(0, MANY)
                .<Callable<Job>>mapToObj(number -> () -> define("job " + number))
                .toList());

        states.free();
        for (Future<Job> job : jobs) {
            job.get();
        }

        assertThat(states.savesOfChanges()).isLessThanOrEqualTo(2); // of the first, and of all others
        assertThat(gateway.scheduler().jobs()).hasSize(MANY);
        assertThat(definitions.saves()).isEqualTo(MANY);
    }

    @Test
    void callersWithoutEndDoNotPutOffTheSaveOfJobs() throws Exception {
        List<Future<Integer>> jobs = new ArrayList<>();
        for (int caller = 0; caller < MANY; caller++) {
            String prefix = caller + " ";
            jobs.add(callers.submit(() -> {
                for (int i = 0; i < 50; i++) {
                    define(prefix + i);
                }
                return 50;
            }));
        }
        for (Future<Integer> job : jobs) {
            job.get();
        }

        assertThat(gateway.scheduler().jobs()).hasSize(50 * MANY);
        // Of 100 changes the effects are saved at once; meanwhile each caller may make another or two.
        assertThat(states.mostPending()).isLessThanOrEqualTo(100 + 100 + 3 * MANY);
    }

    @Test
    void aRefusedOneFailsAlone() throws Exception {
        definitions.refuse("job 7");
        states.block();
        List<Future<Job>> jobs = side(IntStream.range(0, MANY)
                .filter(number -> number != 7)
                .<Callable<Job>>mapToObj(number -> () -> define("job " + number))
                .toList());
        assertThatThrownBy(() -> define("job 7")).isInstanceOf(JobDefinitionException.class);
        states.free();

        for (Future<Job> job : jobs) {
            job.get();
        }
        assertThat(gateway.scheduler().jobs()).hasSize(MANY - 1);
    }

    @Test
    void aDefinitionThatCouldNotBeWrittenFailsAlone() throws Exception {
        states.block();
        List<Future<Job>> jobs = side(IntStream.range(0, MANY)
                .<Callable<Job>>mapToObj(number -> () -> define("job " + number))
                .toList());
        definitions.failAt(5);
        states.free();

        List<String> failed = new ArrayList<>();
        for (Future<Job> job : jobs) {
            try {
                job.get();
            } catch (ExecutionException e) {
                assertThat(e).hasMessageContaining("could not be stored; nothing was changed");
                failed.add(String.valueOf(e.getMessage()));
            }
        }
        // Written together, each is tried again by itself after a failure.
        assertThat(failed).hasSizeLessThanOrEqualTo(1);
        assertThat(gateway.scheduler().jobs()).hasSize(MANY - failed.size());
    }

    @Test
    void ifTheSaveFailsNoCallerHasChangedAnything() throws Exception {
        states.block();
        List<Future<Job>> jobs = side(IntStream.range(0, MANY)
                .<Callable<Job>>mapToObj(number -> () -> define("job " + number))
                .toList());
        states.memory.fail(true);
        states.free();

        for (Future<Job> job : jobs) {
            assertThatThrownBy(job::get).hasMessageContaining("nothing was changed");
        }
        assertThat(gateway.scheduler().jobs()).isEmpty();
        assertThat(definitions.saves()).isZero();
        states.memory.fail(false);
    }

    @Test
    void ofOneJobTheChangesComeOneAfterTheOther() throws Exception {
        define("first");
        states.block();
        List<Future<Job>> jobs = side(List.of(() -> define("job")));
        Future<Boolean> cancelled = callers.submit(
                () -> gateway.scheduler().job("first").orElseThrow().cancel());
        Future<Job> again = callers.submit(
                () -> gateway.scheduler().every(2).hours().named("job").run("poll"));
        states.free();

        assertThat(jobs.get(0).get().name()).isEqualTo("job");
        assertThat(again.get().definition().schedule()).hasToString("every 2 hours");
        assertThat(cancelled.get()).isTrue();
    }

    @Test
    void whomAStoreCallsMayMakeChangesWithinAChange() throws Exception {
        define("there");
        definitions.beforeNextSave(() -> {
            define("inner");
            define("there");
            gateway.scheduler()
                    .defineAll(List.of(properties("a", "every hour", "poll"), properties("b", "every hour", "poll")));
        });
        Future<Job> outer = callers.submit(() -> define("outer"));

        await().until(outer::isDone);
        assertThat(outer.get().name()).isEqualTo("outer");
        assertThat(gateway.scheduler().jobs()).hasSize(5);
    }

    @Test
    void manyAtOnceWaitForThoseThatAreUnderWay() throws Exception {
        states.block();
        List<Future<Job>> jobs = side(List.of(() -> define("a"), () -> define("b")));
        Future<Integer> cleared = callers.submit(() -> gateway.scheduler().clear());
        states.free();

        for (Future<Job> job : jobs) {
            job.get();
        }
        assertThat(cleared.get()).isEqualTo(2);
        assertThat(gateway.scheduler().jobs()).isEmpty();
    }
}
