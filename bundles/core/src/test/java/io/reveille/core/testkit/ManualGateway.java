package io.reveille.core.testkit;

import io.reveille.AsyncJobHandler;
import io.reveille.Job;
import io.reveille.JobHandler;
import io.reveille.ScheduleService;
import io.reveille.core.dispatch.Handler;
import io.reveille.core.engine.Engine;
import io.reveille.core.engine.Settings;
import io.reveille.core.intake.HandlerTracker;
import io.reveille.core.intake.Handlers.Offer;
import io.reveille.core.service.ScheduleServiceImpl;
import io.reveille.spi.JobEvent;
import io.reveille.spi.JobProperties;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * A gateway in one thread: the whole engine, on clocks that the test turns, with stores that survive restarts and
 * crashes. Nothing happens but in {@link #settle}, {@link #advance} and the like.
 */
public final class ManualGateway {

    public static final Instant START = Instant.parse("2026-03-04T10:00:00Z");

    public static final Settings SETTINGS = new Settings(
            ZoneOffset.UTC,
            4,
            Duration.ofSeconds(5),
            Duration.ofHours(1),
            Duration.ofSeconds(30),
            Duration.ofSeconds(10),
            10,
            20);

    /** More rounds than this without the clock turning are no work but a busy loop. */
    private static final int MOST_ROUNDS = 10_000;

    /** A handler's service: closing it is the service going away. */
    public final class Registration implements AutoCloseable {
        private final Offer offer;

        private Registration(Offer offer) {
            this.offer = offer;
            register();
        }

        /** The service comes back. */
        public void register() {
            handlers.add(offer);
            engine.handlerAdded(offer);
            settle();
        }

        /** The service goes. */
        @Override
        public void close() {
            handlers.remove(offer);
            engine.handlerRemoved(offer);
            settle();
        }
    }

    private final Settings settings;
    private final ManualTimeSource time;
    private final MemoryDefinitionStore definitions = new MemoryDefinitionStore();
    private final MemoryStateStore states = new MemoryStateStore();
    private final List<Offer> handlers = new ArrayList<>(); // bundles that outlive the engine
    private final List<JobEvent> events = new ArrayList<>();
    private ManualExecutor workers = new ManualExecutor();
    private ManualExecutor stateThread = new ManualExecutor();
    private ManualExecutor announcements = new ManualExecutor();
    private Engine engine;
    private Optional<Instant> next = Optional.empty();
    private int steps;

    public ManualGateway() {
        this(START, SETTINGS);
    }

    public ManualGateway(Instant start, Settings settings) {
        this.settings = settings;
        this.time = new ManualTimeSource(start);
        this.engine = newEngine();
        load();
    }

    public ManualTimeSource time() {
        return time;
    }

    public Instant now() {
        return time.wall();
    }

    public MemoryDefinitionStore definitions() {
        return definitions;
    }

    public MemoryStateStore states() {
        return states;
    }

    public ManualExecutor workers() {
        return workers;
    }

    public ManualExecutor stateThread() {
        return stateThread;
    }

    public Engine engine() {
        return engine;
    }

    /** What listeners were told, since the beginning. */
    public List<JobEvent> events() {
        return events;
    }

    /** How often the engine was stepped, since the beginning. */
    public int steps() {
        return steps;
    }

    /** The engine's next wake-up; empty: none. */
    public Optional<Instant> nextWakeUp() {
        return next;
    }

    /** The service as a bundle named {@code app} gets it. */
    public ScheduleService scheduler() {
        return scheduler("app");
    }

    /** The service as this bundle gets it. */
    public ScheduleService scheduler(String bundle) {
        return new ScheduleServiceImpl(engine, definitions, bundle);
    }

    /** A job that must be there. */
    public Job job(String name) {
        return scheduler().job(name).orElseThrow();
    }

    /** Makes a job by text, from code, and settles. */
    public Job define(String name, String schedule, String handler) {
        Job job = scheduler().schedule(schedule).named(name).run(handler);
        settle();
        return job;
    }

    /** An operator stores a definition under the address that the store would give it. */
    public void store(String name, String schedule, String handler) {
        store(MemoryDefinitionStore.canonical(name), properties(name, schedule, handler));
    }

    /** An operator stores a definition somewhere. */
    public void store(String id, Map<String, Object> properties) {
        definitions.put(id, properties);
        settle();
    }

    /** An operator deletes a definition. */
    public void delete(String id) {
        definitions.remove(id);
        settle();
    }

    public static Map<String, Object> properties(String name, String schedule, String handler) {
        Map<String, Object> properties = new HashMap<>();
        properties.put(JobProperties.NAME, name);
        properties.put(JobProperties.SCHEDULE, schedule);
        properties.put(JobProperties.HANDLER, handler);
        return properties;
    }

    /** A bundle offers a handler. */
    public Registration handler(String name, JobHandler handler) {
        return offer(Map.of("job.handler", name), Handler.of(handler));
    }

    /** A bundle offers an asynchronous handler. */
    public Registration asyncHandler(String name, AsyncJobHandler handler) {
        return offer(Map.of("job.handler", name), Handler.of(handler));
    }

    /** A bundle offers a handler that is a complete job. */
    public Registration whiteboard(String name, String schedule, JobHandler handler, Map<String, ?> more) {
        Map<String, Object> properties = new LinkedHashMap<>(more);
        properties.put("job.handler", name);
        properties.put("job.schedule", schedule);
        return offer(properties, Handler.of(handler));
    }

    private Registration offer(Map<String, ?> properties, Handler handler) {
        FakeReference<Object> reference = new FakeReference<>("field", properties);
        return new Registration(HandlerTracker.read(reference, handler).orElseThrow());
    }

    /** Does all there is to do now, on every thread. */
    public void settle() {
        for (int round = 0; round < MOST_ROUNDS; round++) {
            next = engine.step();
            steps++;
            boolean worked = workers.work();
            worked |= stateThread.work();
            worked |= announcements.work();
            if (!worked && (next.isEmpty() || next.get().isAfter(time.wall()))) {
                return;
            }
        }
        throw new AssertionError(
                "the engine does not come to rest at " + time.wall() + ", it wants to wake at " + next);
    }

    /** Time passes; whenever the engine would wake, it does. */
    public void advance(Duration span) {
        settle();
        long left = span.toNanos();
        while (next.isPresent()) {
            Duration nap = Duration.between(time.wall(), next.get());
            if (nap.compareTo(Duration.ofNanos(left)) > 0) {
                break;
            }
            time.advance(nap);
            left -= nap.toNanos();
            settle();
        }
        time.advance(Duration.ofNanos(left));
        settle();
    }

    /** The gateway stops in order and is started again after this time. */
    public void restartAfter(Duration down) {
        stop();
        time.advance(down);
        start();
    }

    /** The process is killed, and started again after this time. */
    public void crashFor(Duration down) {
        kill();
        time.advance(down);
        start();
    }

    /** Stops in order, as the component does. */
    public void stop() {
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

    /** Kills the process: what no store has acknowledged is gone. */
    public void kill() {
        workers.kill();
        stateThread.kill();
        announcements.kill();
    }

    /** Starts Reveille again; the handlers that were there come back. */
    public void start() {
        workers = new ManualExecutor();
        stateThread = new ManualExecutor();
        announcements = new ManualExecutor();
        engine = newEngine();
        load();
        handlers.forEach(engine::handlerAdded);
        settle();
    }

    private Engine newEngine() {
        Engine made = new Engine(settings, states, new Engine.Surroundings(time, workers, stateThread, announcements));
        made.listenerAdded(events::add);
        return made;
    }

    private void load() {
        try {
            engine.load(definitions);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        settle();
    }
}
