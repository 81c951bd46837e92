package io.reveille.core.component;

import static org.assertj.core.api.Assertions.assertThat;

import io.reveille.Job;
import io.reveille.JobContext;
import io.reveille.JobResult;
import io.reveille.JobState;
import io.reveille.RunOutcome;
import io.reveille.RunReport;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Handlers that block on real threads: those that an interrupt ends, and those that it does not. */
class LostThreadTest {

    private RealGateway gateway;
    private final CountDownLatch deaf = new CountDownLatch(1); // until then, interrupts are ignored
    private final AtomicInteger calls = new AtomicInteger();
    private final AtomicInteger polls = new AtomicInteger();

    @BeforeEach
    void start() throws Exception {
        gateway = new RealGateway();
        gateway.handler("deaf", this::block);
        gateway.handler("poll", context -> {
            polls.incrementAndGet();
            return JobResult.success();
        });
    }

    @AfterEach
    void stop() throws Exception {
        deaf.countDown();
        gateway.close();
    }

    @Test
    void aHandlerThatBlocksIsInterrupted() throws Exception {
        gateway.handler("sleepy", context -> {
            new CountDownLatch(1).await();
            return JobResult.success();
        });
        Job job = define("sleep", "sleepy");

        gateway.advanceUntil(() -> !job.history().isEmpty());

        assertThat(job.history().get(0).outcome()).isEqualTo(RunOutcome.TIMED_OUT);
        assertThat(job.history().get(0).message()).contains("was interrupted").doesNotContain("given up");
        assertThat(gateway.scheduler().status().lostThreads()).isZero();
    }

    @Test
    void aHandlerThatIgnoresThatIsGivenUpAndOthersGoOn() throws Exception {
        Job job = define("hang", "deaf");

        gateway.advanceUntil(() -> !job.history().isEmpty());

        RunReport report = job.history().get(0);
        assertThat(report.outcome()).isEqualTo(RunOutcome.TIMED_OUT);
        assertThat(report.message()).contains("given up");
        assertThat(report.duration()).isBetween(Duration.ofSeconds(10), Duration.ofSeconds(20));
        assertThat(gateway.scheduler().status().lostThreads()).isEqualTo(1);
        Job poll =
                gateway.scheduler().schedule("every 10 seconds").named("poll").run("poll");
        gateway.advanceUntil(() -> polls.get() >= 3);
        assertThat(poll.status().missed()).isZero();
    }

    @Test
    void aRunThatSomebodyEndsIsInterruptedOrGivenUp() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        gateway.handler("sleepy", context -> {
            begun.countDown();
            new CountDownLatch(1).await();
            return JobResult.success();
        });
        Job sleep = gateway.scheduler().schedule("every hour").named("sleep").run("sleepy");
        Job hang = gateway.scheduler().schedule("every hour").named("hang").run("deaf");
        sleep.trigger();
        hang.trigger();
        begun.await();
        gateway.advanceUntil(() -> calls.get() == 1);

        assertThat(sleep.interrupt()).isEqualTo(1);
        assertThat(hang.interrupt()).isEqualTo(1);
        gateway.advanceUntil(() -> !sleep.history().isEmpty() && !hang.history().isEmpty());

        assertThat(sleep.history().get(0).outcome()).isEqualTo(RunOutcome.INTERRUPTED);
        assertThat(sleep.history().get(0).message()).isEqualTo("somebody ended it");
        assertThat(hang.history().get(0).outcome()).isEqualTo(RunOutcome.INTERRUPTED);
        assertThat(hang.history().get(0).message()).contains("somebody ended it", "given up");
        assertThat(gateway.scheduler().status().lostThreads()).isEqualTo(1);
    }

    @Test
    void threeLostThreadsHoldTheJobsOfThatHandlerUntilOneComesBack() throws Exception {
        Job job = define("hang", "deaf");
        Job other = gateway.scheduler()
                .schedule("every day at 03:00")
                .named("other")
                .run("deaf");
        Job poll =
                gateway.scheduler().schedule("every 10 seconds").named("poll").run("poll");

        gateway.advanceUntil(() -> job.status().state() == JobState.HELD);

        assertThat(calls).hasValue(3);
        assertThat(job.status().reason()).contains("3 runs of the handler \"deaf\"", "never came back");
        assertThat(other.status().state()).isEqualTo(JobState.HELD);
        assertThat(gateway.scheduler().status().lostThreads()).isEqualTo(3);
        int before = polls.get();
        gateway.advanceUntil(() -> polls.get() > before + 3);
        assertThat(poll.status().state()).isEqualTo(JobState.READY);
        gateway.advance(Duration.ofMinutes(2));
        assertThat(calls).hasValue(3);

        deaf.countDown();
        gateway.advanceUntil(() -> gateway.scheduler().status().lostThreads() == 0);
        assertThat(other.status().state()).isEqualTo(JobState.READY);
        gateway.advanceUntil(() -> calls.get() > 3);
    }

    @Test
    void anotherRevisionOfTheHandlersBundleIsAnotherHandler() throws Exception {
        Job job = define("hang", "deaf");
        gateway.advanceUntil(() -> job.status().state() == JobState.HELD);

        gateway.update("deaf", context -> JobResult.success("mended"));
        gateway.advanceUntil(() -> job.history().get(0).outcome() == RunOutcome.SUCCEEDED);

        assertThat(calls).hasValue(3);
        assertThat(gateway.scheduler().status().lostThreads())
                .as("they are stuck as before")
                .isEqualTo(3);
    }

    @Test
    void aRunOnRequestCostsNoFourthThread() throws Exception {
        Job job = define("hang", "deaf");
        gateway.advanceUntil(() -> job.status().state() == JobState.HELD);

        CompletableFuture<RunReport> asked = job.trigger().toCompletableFuture();
        gateway.advanceUntil(asked::isDone);

        assertThat(asked.join().outcome()).isEqualTo(RunOutcome.SKIPPED);
        assertThat(asked.join().message()).contains("never came back");
        assertThat(calls).hasValue(3);
    }

    private Job define(String name, String handler) {
        return gateway.scheduler()
                .schedule("every minute")
                .named(name)
                .timeout(Duration.ofSeconds(10))
                .run(handler);
    }

    private JobResult block(JobContext context) {
        calls.incrementAndGet();
        while (deaf.getCount() > 0) {
            LockSupport.parkNanos(1_000_000);
            Thread.interrupted(); // deaf
        }
        return JobResult.success();
    }
}
