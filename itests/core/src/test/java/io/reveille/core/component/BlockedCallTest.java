package io.reveille.core.component;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.reveille.ArgumentChecker;
import io.reveille.ArgumentSpec;
import io.reveille.GateAnswer;
import io.reveille.Job;
import io.reveille.JobContext;
import io.reveille.JobHandler;
import io.reveille.JobResult;
import io.reveille.spi.JobEvent;
import io.reveille.spi.JobListener;
import io.reveille.spi.RunGate;
import io.reveille.spi.RunGate.Permit;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Gates and listeners that do not come back, on real threads. */
class BlockedCallTest {

    private RealGateway gateway;
    private final CountDownLatch back = new CountDownLatch(1);
    private final CountDownLatch asked = new CountDownLatch(1); // a gate that blocks, for the first time
    private final AtomicInteger polls = new AtomicInteger();
    private final AtomicInteger given = new AtomicInteger(); // permits
    private final AtomicInteger returned = new AtomicInteger();

    /** It is named where it is shown. */
    private final class BlockingGate implements RunGate {
        @Override
        public Answer ask(Occurrence occurrence, String condition) {
            asked.countDown();
            waitForBack();
            given.incrementAndGet();
            return (Permit) returned::incrementAndGet;
        }
    }

    /** It too. */
    private final class BlockingListener implements JobListener {
        @Override
        public void happened(JobEvent event) {
            waitForBack();
        }
    }

    @BeforeEach
    void start() throws Exception {
        gateway = new RealGateway();
        gateway.handler("poll", context -> {
            polls.incrementAndGet();
            return JobResult.success();
        });
    }

    @AfterEach
    void stop() throws Exception {
        back.countDown();
        gateway.close();
    }

    @Test
    void aGateThatBlocksHarmsNoOtherJobAndIsAskedAgainOnceItHasComeBack() throws Exception {
        gateway.engine().gates().add("stuck", new BlockingGate());
        Job stuck = gateway.scheduler()
                .schedule("every hour")
                .named("stuck")
                .onlyIf("stuck")
                .run("poll");
        Job free =
                gateway.scheduler().schedule("every 10 minutes").named("free").run("poll");
        gateway.engine().gates().add("open", (occurrence, condition) -> Permit.OPEN);
        Job gated = gateway.scheduler()
                .schedule("every 10 minutes")
                .named("gated")
                .onlyIf("open")
                .run("poll");

        gateway.advance(Duration.ofMinutes(61));
        gateway.advanceUntil(() -> stuck.status().waiting().contains("does not answer"));

        assertThat(stuck.status().runs()).isZero();
        assertThat(gateway.scheduler().status().cutOff())
                .hasSize(1)
                .first()
                .asString()
                .contains("BlockingGate");
        assertThat(free.status().runs()).isEqualTo(6);
        assertThat(free.status().missed()).isZero();
        // A gate answers on a thread of its own, and the clock does not wait for it: how often it ran is not the
        // question.
        gateway.advanceUntil(() -> gated.status().runs() > 0);

        back.countDown();
        gateway.advanceUntil(() -> stuck.status().runs() == 1);
        gateway.advanceUntil(() -> returned.get() == given.get());
        assertThat(gateway.scheduler().status().cutOff()).isEmpty();
    }

    @Test
    void whoeverAsksHowGatesStandWaitsNoLongerThanForOneThatBlocks() throws Exception {
        gateway.engine().gates().add("stuck", new BlockingGate());
        gateway.engine().gates().add("open", (occurrence, condition) -> Permit.OPEN);
        gateway.engine().gates().add("", new BlockingGate());
        Job job = gateway.scheduler()
                .schedule("every hour")
                .named("gated")
                .onlyIf("stuck", "open")
                .run("poll");
        CompletableFuture<List<GateAnswer>> first = CompletableFuture.supplyAsync(job::askGates);
        assertThat(asked.await(20, TimeUnit.SECONDS)).isTrue(); // before the clock moves: its ten seconds run
        gateway.advance(Duration.ofSeconds(9));
        assertThat(first).isNotDone();
        assertThat(job.status().running()).isFalse(); // the engine answers meanwhile

        gateway.advance(Duration.ofSeconds(2));
        assertThat(first.get(20, TimeUnit.SECONDS))
                .extracting(GateAnswer::gate, GateAnswer::open)
                .containsExactly(tuple("", false), tuple("stuck", false), tuple("open", false));
        assertThat(first.join().get(0).reason()).isEqualTo("a gate does not answer");

        back.countDown();
        gateway.advanceUntil(() -> gateway.scheduler().status().cutOff().isEmpty());
        assertThat(job.askGates()).extracting(GateAnswer::open).containsExactly(true, true, true);
        gateway.advanceUntil(() -> returned.get() == given.get());
    }

    @Test
    void aListenerThatBlocksIsCutOffAndNamedAndTheOthersAreTold() throws Exception {
        AtomicInteger heard = new AtomicInteger();
        gateway.engine().listenerAdded(new BlockingListener());
        gateway.engine().listenerAdded(event -> heard.incrementAndGet());
        Job job = gateway.scheduler().schedule("every 10 seconds").named("poll").run("poll");

        gateway.advanceUntil(() -> !gateway.scheduler().status().cutOff().isEmpty());

        assertThat(gateway.scheduler().status().cutOff())
                .hasSize(1)
                .first()
                .asString()
                .contains("BlockingListener");
        gateway.advanceUntil(() -> job.status().runs() >= 5);
        gateway.advanceUntil(() -> heard.get() >= 10);
        assertThat(job.status().missed()).isZero();

        back.countDown();
        gateway.advanceUntil(() -> gateway.scheduler().status().cutOff().isEmpty());
    }

    private void waitForBack() {
        boolean waiting = true;
        while (waiting) {
            try {
                back.await();
                waiting = false;
            } catch (InterruptedException e) {
                waiting = back.getCount() > 0; // deaf
            }
        }
    }

    @Test
    void aHandlerWhoseCheckDoesNotReturnKeepsNobodyFromMakingJobsForLong() throws Exception {
        gateway.handler("meter", new BlockingChecker());
        CompletableFuture<Job> first = CompletableFuture.supplyAsync(
                () -> gateway.scheduler().every().hour().named("first").run("meter"));

        gateway.advanceUntil(first::isDone);
        Job second = gateway.scheduler().every().hour().named("second").run("meter"); // at once: it is cut off

        assertThat(first.join().name()).isEqualTo("first");
        assertThat(second.name()).isEqualTo("second");
        assertThat(gateway.scheduler().status().cutOff())
                .singleElement()
                .asString()
                .contains("BlockingChecker");
        back.countDown();
        gateway.advanceUntil(() -> gateway.scheduler().status().cutOff().isEmpty());
    }

    /** A handler that knows its arguments, once it comes back. */
    private final class BlockingChecker implements JobHandler, ArgumentChecker {
        @Override
        public JobResult run(JobContext context) {
            return JobResult.success();
        }

        @Override
        public List<ArgumentSpec> arguments() {
            return List.of();
        }

        @Override
        public void check(Map<String, Object> arguments) {
            waitForBack();
        }
    }
}
