package io.reveille.core.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.reveille.JobHandler;
import io.reveille.JobResult;
import io.reveille.ScheduleService;
import io.reveille.core.dispatch.Handler;
import io.reveille.core.intake.HandlerTracker;
import io.reveille.core.service.ScheduleServiceImpl;
import io.reveille.testing.ManualScheduler;
import io.reveille.testing.MemoryDefinitionStore;
import io.reveille.testing.MemoryStateStore;
import io.reveille.testing.internal.FakeReference;
import io.reveille.testing.internal.ManualEngine;
import io.reveille.testing.internal.ManualTimeSource;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The engine on its own threads, all real, and a clock that the test turns. */
class EngineThreadTest {

    private final ManualTimeSource time = new ManualTimeSource(ManualScheduler.START);
    private final ExecutorService workers = Executors.newFixedThreadPool(2);
    private final ExecutorService single = Executors.newSingleThreadExecutor();
    private final MemoryDefinitionStore definitions = new MemoryDefinitionStore();
    private final Engine engine = new Engine(
            ManualEngine.SETTINGS, new MemoryStateStore(), ManualEngine.surroundings(time, workers, 2, single, single));
    private final EngineThread thread = new EngineThread(engine);
    private final AtomicInteger runs = new AtomicInteger();

    @AfterEach
    void stop() throws Exception {
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
            assertThat(engine.desk().view("scan")).isPresent();
        }
        assertThat(engine.desk().pause("scan")).isTrue();
        assertThat(engine.desk().pause("none")).isFalse();
    }

    @Test
    void whoActivatesTheEngineIsAnsweredByItsThreadToo() throws Exception {
        engine.load(definitions);
        thread.start();

        Thread answering = engine.desk().known("scan", (state, candidate) -> Thread.currentThread());

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
                engine.desk().view("scan").orElseThrow().status().nextRun().orElseThrow());
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
