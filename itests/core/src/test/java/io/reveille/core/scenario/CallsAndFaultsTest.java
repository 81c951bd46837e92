package io.reveille.core.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import io.reveille.JobResult;
import io.reveille.ScheduleService;
import io.reveille.core.clock.TimeSource;
import io.reveille.core.engine.Engine;
import io.reveille.core.service.ScheduleServiceImpl;
import io.reveille.testing.ManualScheduler;
import io.reveille.testing.MemoryDefinitionStore;
import io.reveille.testing.MemoryStateStore;
import io.reveille.testing.internal.ManualEngine;
import io.reveille.testing.internal.ManualTimeSource;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import org.junit.jupiter.api.Test;

/** Calls without a name where memory is short, or something else happens at the worst moment. */
class CallsAndFaultsTest {

    private static final Instant START = ManualScheduler.START;

    /** A clock that does something else once when it is read next. */
    private static final class BusyClock implements TimeSource {
        private final ManualTimeSource time = new ManualTimeSource(START);
        private Runnable next = () -> {};

        @Override
        public Instant wall() {
            Runnable now = next;
            next = () -> {};
            now.run();
            return time.wall();
        }

        @Override
        public long nanos() {
            return time.nanos();
        }

        @Override
        public Duration sinceBoot() {
            return time.sinceBoot();
        }

        @Override
        public String bootId() {
            return time.bootId();
        }

        @Override
        public boolean hasRtc() {
            return true;
        }

        @Override
        public Wait newWait() {
            return time.newWait();
        }
    }

    private final BusyClock clock = new BusyClock();
    private final Queue<Runnable> workers = new ArrayDeque<>();
    private final List<Instant> called = new ArrayList<>();
    private boolean noThread;
    private final Engine engine = new Engine(
            ManualEngine.SETTINGS,
            new MemoryStateStore(),
            ManualEngine.surroundings(clock, this::execute, 2, Runnable::run, Runnable::run));
    private final ScheduleService scheduler;

    CallsAndFaultsTest() throws Exception {
        engine.ownedBy(Thread.currentThread());
        engine.load(new MemoryDefinitionStore());
        scheduler = new ScheduleServiceImpl(engine, "app");
    }

    private void execute(Runnable task) {
        if (noThread) {
            throw new OutOfMemoryError("no thread, in a test");
        }
        workers.add(task);
    }

    private static void fail() {
        throw new OutOfMemoryError("none, in a test");
    }

    private void poll() {
        called.add(clock.time.wall());
    }

    private Optional<Instant> step() {
        try {
            return engine.step();
        } catch (OutOfMemoryError e) {
            engine.stepFailed();
            return Optional.of(clock.time.wall());
        }
    }

    private void advance(int seconds) {
        clock.time.advance(Duration.ofSeconds(seconds));
        settle();
    }

    private void settle() {
        for (int round = 0; round < 10; round++) {
            step();
            for (Runnable task = workers.poll(); task != null; task = workers.poll()) {
                task.run();
            }
        }
    }

    @Test
    void aCallThatIsDueWhileThereIsNoMemoryForAWorkerRunsLater() {
        scheduler.schedule("once in 10 seconds").call(this::poll);
        settle();
        noThread = true;
        advance(10);
        assertThat(engine.step()).contains(START.plusSeconds(11));
        noThread = false;
        advance(1);

        assertThat(called).containsExactly(START.plusSeconds(11));
        assertThat(engine.step()).isEmpty();
    }

    @Test
    void anAttemptThatCouldNotBeginForWantOfMemoryIsMadeLater() {
        for (String schedule : List.of("once in 10 seconds", "every hour times 1")) {
            called.clear();
            scheduler.schedule(schedule).callWith(run -> {
                poll();
                return called.size() == 1 ? JobResult.retryAfter(Duration.ofSeconds(5)) : JobResult.success();
            });
            settle();
            advance(schedule.startsWith("once") ? 10 : 3600);
            assertThat(called).hasSize(1);
            clock.time.advance(Duration.ofSeconds(5));
            failsWithin(2);
            settle();

            assertThat(called).as(schedule).hasSize(2);
            assertThat(scheduler.calls().get(0).scheduled()).isZero();
            assertThat(scheduler.calls().get(0).running()).isZero();
        }
    }

    /** The clock is read so often in a step before there is no memory to read it. */
    private void failsWithin(int readings) {
        clock.next = readings == 1 ? CallsAndFaultsTest::fail : () -> failsWithin(readings - 1);
    }

    @Test
    void noReadingOfTheClockThatFailsLosesACall() {
        for (int reading = 1; reading < 12; reading++) {
            called.clear();
            scheduler.schedule("once in 10 seconds").callWith(run -> {
                poll();
                return called.size() == 1 ? JobResult.retryAfter(Duration.ofSeconds(5)) : JobResult.success();
            });
            scheduler.every(10).seconds().times(2).call(this::poll);
            settle();
            clock.time.advance(Duration.ofSeconds(10));
            failsWithin(reading);
            settle();
            clock.next = () -> {};
            advance(5);
            advance(5);
            advance(5);

            assertThat(scheduler.calls().get(0).scheduled())
                    .as("reading " + reading)
                    .isZero();
            assertThat(scheduler.calls().get(0).running()).isZero();
            assertThat(called.size()).as("reading " + reading).isBetween(2, 4);
            assertThat(engine.step()).isEmpty();
        }
    }

    @Test
    void aCallThatIsOnItsWayWhileItsBundleStopsEndsWithThat() {
        ScheduleService other = new ScheduleServiceImpl(engine, "other");
        other.every(10).seconds().call(this::poll);
        settle();
        clock.next = () -> clock.next = () -> { // the first is the check of the schedule
            engine.bundleGone("other");
            settle();
        };
        other.every(10).seconds().call(this::poll);
        engine.bundleGone("other");
        settle();
        advance(10);

        assertThat(called).isEmpty();
        assertThat(engine.step()).isEmpty();
    }

    @Test
    void aRunThatAWorkerHasJustTakenDoesNotBeginOnceItsBundleIsGone() {
        scheduler.every(10).seconds().call(this::poll);
        settle();
        clock.time.advance(Duration.ofSeconds(10));
        step();
        clock.next = () -> {
            engine.bundleGone("app");
            engine.step();
        };
        workers.remove().run();
        settle();

        assertThat(called).isEmpty();
        assertThat(engine.step()).isEmpty();
    }

    @Test
    void noRunBeginsOnceItsBundleIsGoneThoughTheEngineHasNotSeenThat() {
        scheduler.every(10).seconds().call(this::poll);
        settle();
        clock.time.advance(Duration.ofSeconds(10));
        step();
        engine.bundleGone("app");
        workers.remove().run();
        settle();

        assertThat(called).isEmpty();
        assertThat(engine.step()).isEmpty();
    }
}
