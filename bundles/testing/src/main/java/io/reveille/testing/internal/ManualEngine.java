package io.reveille.testing.internal;

import io.reveille.JobTransfer;
import io.reveille.ScheduleService;
import io.reveille.core.clock.TimeSource;
import io.reveille.core.dispatch.Handler;
import io.reveille.core.dispatch.Secrets;
import io.reveille.core.engine.ByHand;
import io.reveille.core.engine.Engine;
import io.reveille.core.intake.HandlerTracker;
import io.reveille.core.intake.Handlers.Offer;
import io.reveille.core.service.DefinitionCheckService;
import io.reveille.core.service.JobTransferService;
import io.reveille.core.service.ScheduleServiceImpl;
import io.reveille.core.settings.Settings;
import io.reveille.core.settings.SettingsReader;
import io.reveille.core.threads.GuardedCalls;
import io.reveille.spi.ClockTrust;
import io.reveille.spi.DefinitionCheck;
import io.reveille.spi.DefinitionStore;
import io.reveille.spi.JobEvent;
import io.reveille.spi.JobListener;
import io.reveille.spi.RunGate;
import io.reveille.spi.StateStore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

/**
 * Runs one engine after the other on the same clock and stores, with queues in place of threads: nothing happens
 * outside {@link #settle}, {@link #advance} and the like. For one thread.
 */
public final class ManualEngine {

    /** The engine's default settings, in UTC. */
    public static final Settings SETTINGS = settings(ZoneOffset.UTC);

    /** The number of rounds without a turn of the clock beyond which the engine counts as in a busy loop. */
    private static final int MOST_ROUNDS = 10_000;

    private record Gate(String name, RunGate gate) {}

    private final Settings settings;
    private final ManualTimeSource time;
    private final DefinitionStore definitions;
    private final StateStore states;
    private final List<Offer> handlers = new ArrayList<>(); // bundles that outlive the engine
    private final List<Gate> gates = new ArrayList<>();
    private final List<ClockTrust> trusts = new ArrayList<>();
    private final List<JobListener> listeners = new ArrayList<>();
    private final List<JobEvent> events = new ArrayList<>();
    private boolean endsItself;
    private ManualExecutor workers = new ManualExecutor();
    private ManualExecutor stateThread = new ManualExecutor();
    private ManualExecutor announcements = new ManualExecutor();
    private ManualExecutor questions = new ManualExecutor();
    private Secrets secrets = new Secrets(null);
    private Engine engine;
    private boolean running = true;
    private Optional<Instant> next = Optional.empty();
    private int steps;

    /** Makes and starts the first engine, at this moment. */
    public ManualEngine(Instant start, Settings settings, DefinitionStore definitions, StateStore states) {
        this.settings = settings;
        this.time = new ManualTimeSource(start);
        this.definitions = definitions;
        this.states = states;
        this.listeners.add(events::add);
        this.engine = newEngine();
        load();
    }

    /** Returns the engine's default settings with another zone. */
    public static Settings settings(ZoneId zone) {
        return SettingsReader.read(Map.of(), zone, Optional.empty()).settings();
    }

    public ManualTimeSource time() {
        return time;
    }

    public ManualExecutor workers() {
        return workers;
    }

    public ManualExecutor stateThread() {
        return stateThread;
    }

    /** Returns the queue on which gates and clock services are asked. */
    public ManualExecutor questions() {
        return questions;
    }

    /** Returns the engine that runs, or ran last. */
    public Engine engine() {
        return engine;
    }

    /** Returns all events that listeners have received, since the beginning. */
    public List<JobEvent> events() {
        return Collections.unmodifiableList(events);
    }

    /** Returns the number of engine steps since the beginning. */
    public int steps() {
        return steps;
    }

    /** Returns the engine's next wake-up; empty: none. */
    public Optional<Instant> nextWakeUp() {
        return next;
    }

    /** Returns the scheduler's service for this bundle. */
    public ScheduleService scheduler(String bundle) {
        return new ScheduleServiceImpl(engine, bundle);
    }

    /** Returns the service for export and import. */
    public JobTransfer transfer() {
        return JobTransferService.on(engine);
    }

    /** Returns the check of definitions. */
    public DefinitionCheck check() {
        return DefinitionCheckService.on(engine);
    }

    /** Reads the offer of a handler's service with these properties; empty if the service is no handler. */
    public Optional<Offer> offer(String bundle, Map<String, ?> properties, Handler handler) {
        return HandlerTracker.read(new FakeReference<>(bundle, properties), handler);
    }

    /** Adds a handler's service. */
    public void add(Offer offer) {
        handlers.add(offer);
        engine.handlerAdded(offer);
        settle();
    }

    /** Removes a handler's service. */
    public void remove(Offer offer) {
        handlers.remove(offer);
        engine.handlerRemoved(offer);
        settle();
    }

    /** Adds a gate's service. */
    public void add(String name, RunGate gate) {
        gates.add(new Gate(name, gate));
        engine.gates().add(name, gate);
        settle();
    }

    /** Removes a gate's service. */
    public void remove(RunGate gate) {
        gates.removeIf(there -> there.gate == gate);
        engine.gates().remove(gate);
        settle();
    }

    /** Adds a service that knows whether the clock is set. */
    public void add(ClockTrust trust) {
        trusts.add(trust);
        engine.clockTrustAdded(trust);
        settle();
    }

    /** Removes a service that knows whether the clock is set. */
    public void remove(ClockTrust trust) {
        trusts.remove(trust);
        engine.clockTrustRemoved(trust);
        settle();
    }

    /** Adds a listener's service. */
    public void add(JobListener listener) {
        listeners.add(listener);
        engine.listenerAdded(listener);
        settle();
    }

    /** Removes a listener's service. */
    public void remove(JobListener listener) {
        listeners.remove(listener);
        engine.listenerRemoved(listener);
        settle();
    }

    /** Sets whether listeners are held up; once released, they get the events since. */
    public void holdListeners(boolean now) {
        if (now) {
            announcements.hold();
        } else {
            announcements.release();
        }
        settle();
    }

    /** Sets the file of secrets, and restarts the engine if it runs. */
    public void secrets(Path file) {
        secrets = new Secrets(file);
        if (running) {
            stop();
            start();
        }
    }

    /** Does all there is to do now, on every thread; nothing while no engine runs. */
    public void settle() {
        for (int round = 0; running && round < MOST_ROUNDS; round++) {
            next = engine.step();
            steps++;
            boolean worked = workers.work();
            worked |= stateThread.work();
            worked |= questions.work();
            worked |= announcements.work();
            if (!worked && (next.isEmpty() || next.get().isAfter(time.wall()))) {
                return;
            }
        }
        if (running) {
            throw new AssertionError(
                    "the engine does not come to rest at " + time.wall() + ", it wants to wake at " + next);
        }
    }

    /** Lets time pass; the engine wakes at each of its wake-ups. */
    public void advance(Duration span) {
        settle();
        Duration left = span;
        while (next.isPresent()) {
            Duration nap = Duration.between(time.wall(), next.get());
            if (nap.compareTo(left) > 0) {
                break;
            }
            time.advance(nap);
            left = left.minus(nap);
            settle();
        }
        time.advance(left);
        settle();
    }

    /** Stops the engine in order, as the component does. */
    public void stop() {
        checkRunning(true);
        CompletableFuture<Void> quiet = engine.stopRuns();
        settle();
        if (!quiet.isDone()) {
            engine.cutOffRuns();
            settle();
        }
        try {
            engine.close();
        } catch (Exception e) {
            throw new AssertionError("the engine does not close", e);
        }
        announcements.work();
        kill();
    }

    /** Makes the engines to come believe that the launcher ended the process before. */
    public void endsItself() {
        endsItself = true;
    }

    /** Kills the process: changes that no store has acknowledged are lost. */
    public void kill() {
        checkRunning(true);
        running = false;
        next = Optional.empty();
        workers.kill();
        stateThread.kill();
        announcements.kill();
        questions.kill();
    }

    /** Starts another engine; the handlers that were there come back. */
    public void start() {
        checkRunning(false);
        workers = new ManualExecutor();
        stateThread = new ManualExecutor();
        announcements = new ManualExecutor();
        questions = new ManualExecutor();
        engine = newEngine();
        running = true;
        load();
        handlers.forEach(engine::handlerAdded);
        settle();
    }

    /**
     * Checks whether the engine runs.
     *
     * @throws IllegalStateException if the engine runs and should not, or the other way round
     */
    public void checkRunning(boolean expected) {
        if (running != expected) {
            throw new IllegalStateException(
                    running ? "Reveille runs already." : "Reveille does not run: start it first.");
        }
    }

    /** Returns the surroundings of an engine, with these clocks and threads. */
    public static Engine.Surroundings surroundings(
            TimeSource time, Executor workers, int size, Executor stateThread, Executor outside) {
        GuardedCalls calls = new ManualOutside(outside);
        return new Engine.Surroundings(
                time, new ManualWorkers(workers, size), stateThread, calls, calls, new Secrets(null), ByHand.NOT);
    }

    private Engine newEngine() {
        Engine made = new Engine(
                settings,
                states,
                new Engine.Surroundings(
                        time,
                        new ManualWorkers(workers, settings.workers()),
                        stateThread,
                        new ManualOutside(announcements),
                        new ManualOutside(questions),
                        secrets,
                        new ByHand(stateThread::work, questions::work)));
        if (endsItself) {
            made.wasEndedByItself();
        }
        listeners.forEach(made::listenerAdded);
        gates.forEach(there -> made.gates().add(there.name, there.gate));
        trusts.forEach(made::clockTrustAdded);
        return made;
    }

    private void load() {
        try {
            engine.load(definitions);
        } catch (IOException e) {
            running = false;
            throw new UncheckedIOException("Reveille does not start", e);
        }
        settle();
    }
}
