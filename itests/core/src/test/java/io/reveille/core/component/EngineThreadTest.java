package io.reveille.core.component;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.reveille.JobHandler;
import io.reveille.JobResult;
import io.reveille.ScheduleService;
import io.reveille.core.dispatch.Handler;
import io.reveille.core.engine.ByHand;
import io.reveille.core.engine.Engine;
import io.reveille.core.fault.FaultMessage;
import io.reveille.core.health.SchedulerHealth;
import io.reveille.core.intake.HandlerTracker;
import io.reveille.core.service.ScheduleServiceImpl;
import io.reveille.core.threads.GuardedCalls;
import io.reveille.spi.RunGate;
import io.reveille.testing.ManualScheduler;
import io.reveille.testing.MemoryDefinitionStore;
import io.reveille.testing.MemoryStateStore;
import io.reveille.testing.internal.FakeReference;
import io.reveille.testing.internal.ManualEngine;
import io.reveille.testing.internal.ManualTimeSource;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import org.apache.felix.hc.api.Result;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import org.slf4j.impl.StaticLoggerBinder;

/** The engine on its own threads, all real, and a clock that the test turns. */
class EngineThreadTest {

    private final ManualTimeSource time = new ManualTimeSource(ManualScheduler.START);
    private final ExecutorService workers = Executors.newFixedThreadPool(2);
    private final ExecutorService single = Executors.newSingleThreadExecutor();
    private final MemoryDefinitionStore definitions = new MemoryDefinitionStore();
    private final Engine.Surroundings around = ManualEngine.surroundings(time, workers, 2, single, single);
    private final Refusing questions = new Refusing(around.questions());
    private final Engine engine = new Engine(
            ManualEngine.SETTINGS,
            new MemoryStateStore(),
            new Engine.Surroundings(
                    time, around.workers(), single, around.announcements(), questions, around.secrets(), ByHand.NOT));
    private final EngineThread thread = new EngineThread(engine);
    private final AtomicInteger runs = new AtomicInteger();

    @AfterEach
    void stop() throws Exception {
        StaticLoggerBinder.fail(false);
        thread.stop();
        workers.shutdownNow();
        single.shutdownNow();
        engine.close();
    }

    @Test
    void idleMeansIdle() throws Exception {
        start("every 1 hour");
        long left = untilNext().toSeconds();
        rest();
        int ended = time.ended();

        assertThat(left).isGreaterThan(3500);
        for (int second = 1; second < left; second++) {
            time.advance(Duration.ofSeconds(1));
        }
        assertThat(time.ended()).as("neither of the two waits").isEqualTo(ended);

        time.advance(Duration.ofSeconds(1));
        await().until(() -> runs.get() == 1);
        rest();
        assertThat(time.ended() - ended).as("a run costs a handful of looks").isLessThan(20);
    }

    @Test
    void aJobRunsOnTimeWhateverTheWallClockDoes() throws Exception {
        start("every 10 minutes");

        Duration left = untilNext();
        rest();
        time.step(Duration.ofHours(-9));
        time.advance(left);
        await().until(() -> runs.get() == 1);
        rest();
        time.step(Duration.ofHours(20));
        rest();
        time.advance(Duration.ofMinutes(10));
        await().until(() -> runs.get() == 2);
        rest();
        time.suspend(Duration.ofMinutes(10));
        await().until(() -> runs.get() == 3);
    }

    @Test
    void aQuestionFromAnyThreadIsAnsweredWhileTheEngineWaits() throws Exception {
        start("every 1 hour");

        for (int i = 0; i < 500; i++) {
            assertThat(engine.access().view("scan")).isPresent();
        }
        assertThat(engine.access().orders().pause("scan")).isTrue();
        assertThat(engine.access().orders().pause("none")).isFalse();
    }

    @Test
    void whoActivatesTheEngineIsAnsweredByItsThreadToo() throws Exception {
        engine.load(definitions);
        thread.start();

        Thread answering = engine.access().definitions().known("scan", (state, candidate) -> Thread.currentThread());

        assertThat(answering).isNotSameAs(Thread.currentThread());
    }

    @Test
    void aJobThatCodeChangedWhereItLiesStillYieldsToTheCanonicalOne() throws Exception {
        start("every 1 hour");
        ScheduleService scheduler = new ScheduleServiceImpl(engine, "app");
        scheduler.schedule("every 10 minutes").named("scan").run("scan");
        scheduler.schedule("every 20 minutes").named("scan").run("scan");

        definitions.put(
                MemoryDefinitionStore.canonical("scan"),
                ManualScheduler.properties("scan", "every 30 minutes", "scan"));

        assertThat(scheduler.job("scan").orElseThrow().definition().schedule()).hasToString("every 30 minutes");
        assertThat(scheduler.broken()).hasSize(1);
    }

    @Test
    void anInterruptFromOutsideEndsNeitherThread() throws Exception {
        start("every 10 minutes");
        for (Thread running : Thread.getAllStackTraces().keySet()) {
            if (running.getName().equals("reveille-engine") || running.getName().equals("reveille-guard")) {
                running.interrupt();
            }
        }
        rest();

        time.step(Duration.ofHours(-3));
        time.advance(Duration.ofMinutes(10));
        await().until(() -> runs.get() == 1);
    }

    @Test
    void anErrorThatCannotEvenBeLoggedEndsNothing() throws Exception {
        start("every 10 minutes");
        StaticLoggerBinder.fail(true);
        for (int i = 0; i < 5; i++) {
            engine.alarm(Duration.ZERO, () -> {
                throw new OutOfMemoryError("no memory for a step");
            });
            CompletableFuture<Boolean> answer = CompletableFuture.supplyAsync(
                    () -> engine.access().view("scan").isPresent());
            await().until(() -> {
                time.advance(Duration.ofSeconds(1)); // the pause after steps that fail one after the other
                return answer.isDone();
            });
            assertThat(answer.join()).isTrue();
        }
        StaticLoggerBinder.fail(false);

        assertThat(engine.loops().ended()).isEmpty();
        time.advance(Duration.ofMinutes(10));
        await().until(() -> runs.get() == 1);
    }

    @Test
    void stepsThatFailAgainAndAgainDoNotSpin() throws Exception {
        AtomicInteger steps = new AtomicInteger();
        start("every 10 minutes");
        rest();
        Runnable fails = new Runnable() {
            @Override
            public void run() {
                steps.incrementAndGet();
                engine.alarm(Duration.ZERO, this);
                throw new OutOfMemoryError("no memory for a step");
            }
        };

        engine.alarm(Duration.ZERO, fails);
        rest();

        int before = steps.get();
        assertThat(before).isLessThan(10);
        time.advance(Duration.ofSeconds(1));
        await().until(() -> steps.get() > before);
    }

    @Test
    void whoAsksAnEngineWhoseThreadHasEndedIsToldWhy() throws Exception {
        start("every 10 minutes");

        engine.loops().ended(new FaultMessage(LoggerFactory.getLogger(EngineThread.class), "The thread has ended."));

        assertThatThrownBy(() -> engine.access().view("scan"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("The thread has ended.");
        ScheduleService scheduler = new ScheduleServiceImpl(engine, "app");
        Result health = new SchedulerHealth(scheduler).execute();
        assertThat(health.getStatus()).isEqualTo(Result.Status.CRITICAL);
        assertThat(health.toString()).contains("The thread has ended.");
    }

    @Test
    void aRunWhoseEndFailedHalfWayIsTakenInAndTheJobGoesOn() throws Exception {
        AtomicInteger failures = new AtomicInteger();
        questions.refuse = owner -> owner instanceof RunGate.Permit && failures.incrementAndGet() < 3;
        engine.gates().add("", (occurrence, condition) -> permits());
        start("every 10 minutes");

        time.advance(Duration.ofMinutes(10));
        await().until(() -> runs.get() == 1 && failures.get() > 0);
        rest();
        time.advance(Duration.ofMinutes(10));

        await().until(() -> runs.get() == 2);
    }

    private static RunGate.Permit permits() {
        return () -> {};
    }

    /** Has no memory for some calls. */
    private static final class Refusing implements GuardedCalls {

        private final GuardedCalls outside;
        private volatile Predicate<Object> refuse = owner -> false;

        Refusing(GuardedCalls outside) {
            this.outside = outside;
        }

        @Override
        public void call(Object owner, Runnable task, Runnable whenGivenUp) {
            if (refuse.test(owner)) {
                throw new OutOfMemoryError("no memory for a call");
            }
            outside.call(owner, task, whenGivenUp);
        }

        @Override
        public List<String> cutOff() {
            return outside.cutOff();
        }

        @Override
        public void forget(Object owner) {
            outside.forget(owner);
        }
    }

    private void start(String schedule) throws Exception {
        definitions.put("a", ManualScheduler.properties("scan", schedule, "scan"));
        engine.load(definitions);
        thread.start();
        JobHandler handler = context -> {
            runs.incrementAndGet();
            return JobResult.success();
        };
        engine.handlerAdded(
                HandlerTracker.read(new FakeReference<>("field", Map.of("job.handler", "scan")), Handler.of(handler))
                        .orElseThrow());
        rest();
        time.advance(Duration.ofSeconds(31)); // past the first saves
        rest();
    }

    private Duration untilNext() {
        return Duration.between(
                time.wall(),
                engine.access().view("scan").orElseThrow().status().nextRun().orElseThrow());
    }

    /** All that there is to do now is done, and both threads wait. */
    private void rest() {
        await().pollDelay(Duration.ZERO).pollInterval(Duration.ofMillis(2)).until(() -> {
            int ended = time.ended();
            boolean stored = single.submit(() -> true).get();
            boolean worked = workers.submit(() -> true).get();
            return stored && worked && time.waiting() == 2 && time.ended() == ended;
        });
    }
}
