package io.reveille.core.component;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.reveille.JobHandler;
import io.reveille.JobResult;
import io.reveille.core.clock.TimeSource;
import io.reveille.core.dispatch.Handler;
import io.reveille.core.dispatch.Secrets;
import io.reveille.core.dispatch.Workers;
import io.reveille.core.engine.ByHand;
import io.reveille.core.engine.Engine;
import io.reveille.core.intake.HandlerTracker;
import io.reveille.core.service.ScheduleServiceImpl;
import io.reveille.core.threads.GuardedCalls;
import io.reveille.schedule.Schedule;
import io.reveille.testing.ManualScheduler;
import io.reveille.testing.MemoryDefinitionStore;
import io.reveille.testing.MemoryStateStore;
import io.reveille.testing.internal.FakeReference;
import io.reveille.testing.internal.ManualEngine;
import io.reveille.testing.internal.ManualTimeSource;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a plain run costs where nobody listens: counted, on one thread, so that no figure depends on the machine. */
class RunCostTest {

    /** The most bytes a run, of all threads and with its share of a save: about half as much again as was counted. */
    private static final long MOST_BYTES = 9_000;

    /** A queue in place of threads. */
    private static final class Tasks implements Workers {

        private final Queue<Runnable> waiting = new ArrayDeque<>();
        private int count;

        @Override
        public void execute(Runnable task) {
            count++;
            waiting.add(task);
        }

        @Override
        public int size() {
            return 2;
        }

        @Override
        public void resize(int runs) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void lost(int threads) {
            throw new UnsupportedOperationException();
        }

        boolean work() {
            boolean worked = !waiting.isEmpty();
            while (!waiting.isEmpty()) {
                waiting.remove().run();
            }
            return worked;
        }
    }

    /** Calls of others' code, which nobody has to make here. */
    private static final class Calls implements GuardedCalls {

        private int count;

        @Override
        public void call(Object owner, Runnable task, Runnable lost) {
            count++;
        }

        @Override
        public List<String> cutOff() {
            return List.of();
        }

        @Override
        public void forget(Object owner) {
            throw new UnsupportedOperationException();
        }
    }

    private final ManualTimeSource clock = new ManualTimeSource(ManualScheduler.START);
    private final MemoryStateStore states = new MemoryStateStore();
    private final Tasks workers = new Tasks();
    private final Tasks saves = new Tasks();
    private final Calls announcements = new Calls();
    private final Calls questions = new Calls();
    private int signals;
    private int runs;
    private Engine engine;

    @BeforeEach
    void start() throws Exception {
        engine = new Engine(
                ManualEngine.SETTINGS,
                states,
                new Engine.Surroundings(
                        new Counted(),
                        workers,
                        saves,
                        announcements,
                        questions,
                        new Secrets(null),
                        new ByHand(saves::work, () -> false)));
        engine.ownedBy(Thread.currentThread());
        engine.load(new MemoryDefinitionStore());
        JobHandler work = context -> {
            runs++;
            return JobResult.success();
        };
        engine.handlerAdded(
                HandlerTracker.read(new FakeReference<>("field", Map.of("job.handler", "work")), Handler.of(work))
                        .orElseThrow());
    }

    @AfterEach
    void stop() throws Exception {
        engine.close();
    }

    @Test
    void aPlainRunCrossesThreadsTwiceAndItsSaveTwice() {
        jobs(1, Duration.ofMinutes(1));
        advance(Duration.ofMinutes(5));
        int runsBefore = runs;
        int workersBefore = workers.count;
        int savesBefore = saves.count;
        int signalsBefore = signals;
        int announcementsBefore = announcements.count;

        advance(Duration.ofMinutes(100));

        assertThat(runs - runsBefore).isEqualTo(100);
        assertThat(workers.count - workersBefore).as("runs handed to workers").isEqualTo(100);
        assertThat(saves.count - savesBefore)
                .as("saves handed to the state thread")
                .isEqualTo(100);
        assertThat(signals - signalsBefore)
                .as("wake-ups of the engine's thread: the end of a run, the end of a save")
                .isEqualTo(200);
        assertThat(announcements.count).as("news for nobody").isEqualTo(announcementsBefore);
        assertThat(questions.count).isZero();
    }

    @Test
    void runsThatFollowEachOtherShareTheirSaves() {
        jobs(100, Duration.ofSeconds(1));
        advance(Duration.ofMinutes(1));
        int runsBefore = runs;
        int savesBefore = states.saves();

        advance(Duration.ofMinutes(5));

        assertThat(runs - runsBefore).isEqualTo(100 * 300);
        assertThat(states.saves() - savesBefore).isEqualTo(10);
    }

    @Test
    void aPlainRunLeavesLittleGarbage() {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        jobs(100, Duration.ofSeconds(1));
        advance(Duration.ofMinutes(2));
        int runsBefore = runs;
        long before = threads.getThreadAllocatedBytes(Thread.currentThread().getId());

        advance(Duration.ofMinutes(5));

        long bytes = threads.getThreadAllocatedBytes(Thread.currentThread().getId()) - before;
        assertThat(bytes / (runs - runsBefore)).as("bytes allocated a run").isLessThan(MOST_BYTES);
    }

    private void jobs(int count, Duration interval) {
        Schedule schedule =
                Schedule.every(Math.toIntExact(interval.toSeconds())).seconds().build();
        for (int i = 0; i < count; i++) {
            new ScheduleServiceImpl(engine, "app")
                    .schedule(schedule)
                    .named("job " + i)
                    .run("work");
        }
        settle();
    }

    private void advance(Duration span) {
        for (int second = 0; second < span.toSeconds(); second++) {
            clock.advance(Duration.ofSeconds(1));
            settle();
        }
    }

    private void settle() {
        boolean busy = true;
        while (busy) {
            boolean due =
                    engine.step().filter(next -> !next.isAfter(clock.wall())).isPresent();
            busy = workers.work();
            busy |= saves.work();
            busy |= due;
        }
    }

    /** The clock, whose signals are counted. */
    private final class Counted implements TimeSource {

        @Override
        public Instant wall() {
            return clock.wall();
        }

        @Override
        public long nanos() {
            return clock.nanos();
        }

        @Override
        public Duration sinceBoot() {
            return clock.sinceBoot();
        }

        @Override
        public String bootId() {
            return clock.bootId();
        }

        @Override
        public boolean hasRtc() {
            return clock.hasRtc();
        }

        @Override
        public Wait newWait() {
            return new Wait() {
                @Override
                public void untilWall(Instant time) {
                    throw new UnsupportedOperationException();
                }

                @Override
                public boolean forNanos(long nanos) {
                    throw new UnsupportedOperationException();
                }

                @Override
                public void forSignal() {
                    throw new UnsupportedOperationException();
                }

                @Override
                public void signal() {
                    signals++;
                }
            };
        }
    }
}
