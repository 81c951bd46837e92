package io.reveille.core.component;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.reveille.JobResult;
import io.reveille.ScheduleService;
import io.reveille.ScheduledCall;
import io.reveille.spi.Quiescence;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Calls without a name on real threads. */
class RealCallsTest {

    private static final int THREADS = 4;
    private static final int CALLS = 5000;

    private final RealGateway gateway;
    private final ScheduleService scheduler;

    RealCallsTest() throws Exception {
        gateway = new RealGateway();
        scheduler = gateway.scheduler();
    }

    @AfterEach
    void stop() throws Exception {
        gateway.close();
    }

    @Test
    void eachOfThousandsGivenByManyThreadsIsCalledOnceUnlessItIsCancelled() throws Exception {
        AtomicIntegerArray called = new AtomicIntegerArray(THREADS * CALLS);
        AtomicIntegerArray cancelled = new AtomicIntegerArray(THREADS * CALLS);
        Queue<Throwable> faults = new ConcurrentLinkedQueue<>();
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < THREADS; i++) {
            int first = i * CALLS;
            threads.add(new Thread(() -> {
                try {
                    Random random = new Random(first);
                    for (int number = first; number < first + CALLS; number++) {
                        int mine = number;
                        ScheduledCall call = scheduler
                                .schedule("once in " + (1 + random.nextInt(5)) + " seconds")
                                .call(() -> called.incrementAndGet(mine));
                        if (random.nextInt(3) == 0 && call.cancel()) {
                            cancelled.incrementAndGet(mine);
                        }
                    }
                } catch (Throwable e) {
                    faults.add(e);
                }
            }));
        }
        threads.forEach(Thread::start);
        for (Thread thread : threads) {
            thread.join();
        }
        gateway.advance(Duration.ofSeconds(6));

        assertThat(faults).isEmpty();
        await().until(() -> scheduler.calls().get(0).running() == 0);
        for (int number = 0; number < THREADS * CALLS; number++) {
            assertThat(called.get(number)).isEqualTo(1 - cancelled.get(number));
        }
        assertThat(scheduler.calls().get(0).scheduled()).isZero();
    }

    @Test
    void aCallThatBlocksKeepsOneWorkerAndNoOther() throws Exception {
        CountDownLatch end = new CountDownLatch(1);
        AtomicInteger others = new AtomicInteger();
        scheduler.schedule("once in 1 second").call(end::await);
        for (int i = 0; i < 100; i++) {
            scheduler.schedule("once in 1 second").call(others::incrementAndGet);
        }
        gateway.advance(Duration.ofSeconds(1));

        await().until(() -> others.get() == 100);
        assertThat(scheduler.calls().get(0).running()).isEqualTo(1);
        assertThat(scheduler.calls().get(0).runningSince()).isPresent();
        end.countDown();
        await().until(() -> scheduler.calls().get(0).running() == 0);
        assertThat(scheduler.calls().get(0).runningSince()).isEmpty();
    }

    @Test
    void jobsAndCallsShareTheWorkers() throws Exception {
        AtomicInteger jobs = new AtomicInteger();
        AtomicInteger calls = new AtomicInteger();
        gateway.handler("count", run -> {
            jobs.incrementAndGet();
            return JobResult.success();
        });
        for (int i = 0; i < 50; i++) {
            scheduler.every().second().named("job " + i).run("count");
            scheduler.every().second().call(calls::incrementAndGet);
        }
        for (int second = 1; second <= 4; second++) {
            int each = 50 * second;
            gateway.advance(Duration.ofSeconds(1));
            await().until(() -> calls.get() == each && jobs.get() == each);
            await().until(() -> scheduler.status().running() == 0);
        }
    }

    @Test
    void theRunOfABundleThatHasGoneIsInterrupted() throws Exception {
        CountDownLatch never = new CountDownLatch(1);
        Queue<Throwable> thrown = new ConcurrentLinkedQueue<>();
        scheduler.every().second().call(() -> {
            try {
                never.await();
            } catch (InterruptedException e) {
                thrown.add(e);
                throw e;
            }
        });
        gateway.advance(Duration.ofSeconds(1));
        await().until(() -> scheduler.calls().get(0).running() == 1);

        gateway.engine().bundleGone("app");

        await().until(() -> thrown.size() == 1);
        await().until(() -> scheduler.status().running() == 0);
        assertThat(scheduler.calls()).isEmpty();
        AtomicInteger others = new AtomicInteger();
        scheduler.schedule("once in 1 second").call(others::incrementAndGet);
        gateway.advance(Duration.ofSeconds(1));
        await().until(() -> others.get() == 1);
    }

    @Test
    void theEngineIsNotWokenForACallThatIsLaterThanItsNextLook() throws Exception {
        scheduler.every(10).seconds().call(() -> {});
        scheduler.nextRun();
        int wakings = gateway.wakings();
        for (int i = 0; i < 500; i++) {
            scheduler.every(20).seconds().call(() -> {}).cancel();
            scheduler.schedule("once in 30 seconds").call(() -> {}).cancel();
        }

        assertThat(gateway.wakings() - wakings).isLessThan(5);
        assertThat(scheduler.calls().get(0).scheduled()).isEqualTo(1);
    }

    @Test
    void whatPassesWhileNoWorkerIsFreeIsMissedAndOneRunStandsForAll() throws Exception {
        CountDownLatch end = new CountDownLatch(1);
        Queue<Integer> missed = new ConcurrentLinkedQueue<>();
        for (int worker = 0; worker < 2; worker++) {
            scheduler.schedule("once in 1 second").call(end::await);
        }
        scheduler.every(2).seconds().callWith(run -> {
            missed.add(run.missed());
            return JobResult.success();
        });
        gateway.advance(Duration.ofSeconds(1));
        await().until(() -> scheduler.calls().get(0).runningSince().isPresent());
        gateway.advance(Duration.ofSeconds(6));
        end.countDown();
        await().until(() -> scheduler.calls().get(0).running() == 0);
        gateway.advance(Duration.ofSeconds(1));
        await().until(() -> missed.size() == 2);

        assertThat(missed).containsExactly(3, 0);
    }

    @Test
    void aCallForWhichTheMachineHasToWakeDisturbsAHoldAtOnce() throws Exception {
        scheduler.every().second().noWake().call(() -> {});
        scheduler.every(1).hours().call(() -> {});
        gateway.advance(Duration.ZERO);
        try (Quiescence.Quiet quiet = gateway.engine().quiescence().tryEnter().orElseThrow()) {
            scheduler.every(30).minutes().call(() -> {});
            await().until(quiet::isDisturbed);
        }
    }
}
