package io.reveille.power.cycle;

import io.reveille.AsyncJobHandler;
import io.reveille.JobContext;
import io.reveille.JobHandler;
import io.reveille.JobResult;
import io.reveille.PowerStatus.Sleep;
import io.reveille.ScheduleService;
import io.reveille.core.dispatch.Handler;
import io.reveille.core.state.ClockSteps;
import io.reveille.core.state.EngineState;
import io.reveille.power.TurnedClocks;
import io.reveille.spi.JobListener;
import io.reveille.spi.PowerBackend.Depth;
import io.reveille.spi.PowerBackend.End;
import io.reveille.spi.PowerBackend.Request;
import io.reveille.spi.PowerBackend.Result;
import io.reveille.spi.PowerListener;
import io.reveille.spi.Quiescence;
import io.reveille.testing.MemoryDefinitionStore;
import io.reveille.testing.MemoryStateStore;
import io.reveille.testing.internal.ManualEngine;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/**
 * The real engine and the real cycle in one thread: time goes by as the two of them wait for it, and the cycle looks when
 * its thread would, told by the engine or at the end of its wait.
 */
final class SleepingGateway {

    /** One call of a handler. */
    record Run(String job, Instant nominal, Instant start, int attempt, int missed) {}

    private record Ending(Instant at, CompletableFuture<JobResult> result) {}

    final ManualEngine engine;
    final TurnedClocks clocks;
    final FakeBackend backend;
    Journal journal;
    SleepCycle cycle;
    final List<Run> runs = new ArrayList<>();

    /** When a gate was first asked for an occurrence, by its nominal time. */
    final Map<Instant, Instant> asked = new HashMap<>();

    final List<Sleep> sleeps = new ArrayList<>();
    final List<Sleep> firstRuns = new ArrayList<>();

    /** How often the cycle has looked: one that spins is seen here. */
    int looks;

    private final Memory memory;
    private final Depth depth;
    private final PriorityQueue<Ending> endings = new PriorityQueue<>(Comparator.comparing(Ending::at));
    private boolean told = true;
    private Duration lookAt = Duration.ZERO; // since boot

    /** The machine goes down, and is up again then. */
    private Optional<Instant> upAgain = Optional.empty();

    SleepingGateway(Instant start, ZoneId zone, Path memory, Depth depth) throws IOException {
        this.memory = new Memory(memory);
        this.depth = depth;
        engine = new ManualEngine(start, ManualEngine.settings(zone), new MemoryDefinitionStore(), installed(start));
        clocks = new TurnedClocks(engine.time());
        backend = new FakeBackend(clocks);
        engine.add((JobListener)
                event -> event.run().filter(run -> !run.triggered()).ifPresent(run -> journal.ran(event.job(), run)));
        journal = new Journal(this::happened);
        cycle = newCycle();
    }

    /** Stopped in order the day before; its installation has a name, from which all is drawn that is drawn at random. */
    private static MemoryStateStore installed(Instant start) throws IOException {
        Instant before = start.minus(Duration.ofDays(1));
        MemoryStateStore states = new MemoryStateStore();
        states.save(
                List.of(new EngineState(
                                "week", true, "boot-0", before, Duration.ofHours(1), ClockSteps.NONE, before, "")
                        .write()),
                List.of());
        return states;
    }

    /** As the component makes it. */
    private SleepCycle newCycle() {
        told = true;
        Quiescence stillness = engine.engine().quiescence();
        SleepCycle made = new SleepCycle(
                new SleepCycle.Surroundings(
                        stillness,
                        clocks,
                        new Caller(Caller.PATIENCE, Caller.DISTURBED, SleepingGateway::onTheSpot),
                        new Inhibitors(clocks, () -> told = true),
                        journal),
                memory,
                Camp.rig(backend, depth));
        stillness.watch(() -> told = true);
        return made;
    }

    /** Somebody says that it should try again. */
    void tryAgain() {
        cycle.use(Camp.rig(backend, depth));
        told = true;
    }

    private void happened(PowerListener.Type type, Sleep sleep) {
        if (type == PowerListener.Type.FIRST_RUN) {
            firstRuns.add(sleep);
        } else {
            sleeps.add(sleep);
        }
    }

    /** Whoever calls is the engine's thread here: another's question to the engine would wait for ever. */
    private static Thread onTheSpot(Runnable task) {
        return new Thread(task) {
            @Override
            public synchronized void start() {
                task.run();
            }
        };
    }

    ScheduleService scheduler() {
        return engine.scheduler("week");
    }

    /** A handler that does this at once. */
    void handler(String name, JobHandler handler) {
        engine.add(engine.offer("week", Map.of("job.handler", name), Handler.of((JobContext context) -> {
                    noted(context);
                    return handler.run(context);
                }))
                .orElseThrow());
    }

    /** A handler that succeeds after such a time. */
    void slowHandler(String name, Function<JobContext, Duration> takes) {
        AsyncJobHandler handler = context -> {
            noted(context);
            CompletableFuture<JobResult> result = new CompletableFuture<>();
            endings.add(new Ending(clocks.wall().plus(takes.apply(context)), result));
            return result;
        };
        engine.add(engine.offer("week", Map.of("job.handler", name), Handler.of(handler))
                .orElseThrow());
    }

    private void noted(JobContext context) {
        runs.add(new Run(context.jobName(), context.nominalTime(), clocks.wall(), context.attempt(), context.missed()));
    }

    /** As a back end should: it asks twice, arms, and sleeps until its alarm; jobs can run after this latency. */
    Result sleep(Request request, Duration latency) {
        return undisturbed(request)
                ? awoken(backend.slept(request, latency))
                : Result.of(End.ABORTED, Duration.ZERO, "disturbed");
    }

    /** It sleeps, and something else wakes it. */
    Result sleep(Request request, Duration span, End end) {
        return undisturbed(request)
                ? awoken(backend.slept(span, end))
                : Result.of(End.ABORTED, Duration.ZERO, "disturbed");
    }

    /** The machine goes down, its alarm starts it, and after this time the gateway is there again. */
    Result powerOff(Request request, Duration start) {
        if (!undisturbed(request)) {
            return Result.of(End.ABORTED, Duration.ZERO, "disturbed");
        }
        upAgain = Optional.of(request.wake().orElseThrow().plus(start));
        return Result.of(End.POWERED_OFF, Duration.ZERO, "it goes down");
    }

    /** @param inOrder whether there was time to stop before the power was cut */
    private void restart(Instant up, boolean inOrder) {
        if (inOrder) {
            cycle.close();
            engine.stop();
        } else {
            engine.kill();
        }
        clocks.asleep(Duration.between(clocks.wall(), up).minusSeconds(20));
        clocks.boot(); // 20 s ago
        clocks.asleep(Duration.ofSeconds(20));
        engine.start();
        journal = new Journal(this::happened);
        cycle = newCycle();
    }

    private boolean undisturbed(Request request) {
        engine.settle(); // its thread goes on meanwhile
        return request.undisturbed().getAsBoolean();
    }

    private Result awoken(Result result) {
        engine.settle(); // its thread is back as soon as the back end's
        return result;
    }

    void runUntil(Instant end) throws InterruptedException {
        engine.settle();
        while (clocks.wall().isBefore(end)) {
            while (!endings.isEmpty() && !endings.peek().at().isAfter(clocks.wall())) {
                endings.remove().result().complete(JobResult.success());
            }
            engine.settle();
            if (told || lookAt.compareTo(clocks.sinceBoot()) <= 0) {
                told = false;
                looks++;
                lookAt = cycle.look().map(clocks.sinceBoot()::plus).orElse(Duration.ofDays(10_000));
                if (upAgain.isPresent()) {
                    restart(upAgain.get(), looks % 2 == 0);
                    upAgain = Optional.empty();
                }
                continue;
            }
            Instant next = end;
            next = earlier(next, clocks.wall().plus(lookAt.minus(clocks.sinceBoot())));
            next = engine.nextWakeUp()
                    .map(at -> at.isBefore(end) ? at : end)
                    .filter(next::isAfter)
                    .orElse(next);
            next = endings.isEmpty() ? next : earlier(next, endings.peek().at());
            clocks.awake(Duration.between(clocks.wall(), next));
        }
        engine.settle();
    }

    private static Instant earlier(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }
}
