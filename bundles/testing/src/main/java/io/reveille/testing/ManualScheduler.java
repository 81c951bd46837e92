package io.reveille.testing;

import static io.reveille.testing.ManualClock.notNegative;

import io.reveille.AsyncJobHandler;
import io.reveille.Job;
import io.reveille.JobHandler;
import io.reveille.JobTransfer;
import io.reveille.ScheduleService;
import io.reveille.core.dispatch.Handler;
import io.reveille.core.intake.Handlers.Offer;
import io.reveille.core.settings.Settings;
import io.reveille.spi.ClockTrust;
import io.reveille.spi.DefinitionCheck;
import io.reveille.spi.JobEvent;
import io.reveille.spi.JobListener;
import io.reveille.spi.JobProperties;
import io.reveille.spi.RunGate;
import io.reveille.testing.internal.ManualEngine;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A gateway in one thread: the engine that runs on real ones, on a clock that the test turns, with stores in memory that
 * survive restarts and crashes. A new one runs at once, and has no jobs.
 *
 * <pre>{@code
 * ManualScheduler gateway = new ManualScheduler();
 * gateway.handler("door-check", new DoorCheck());
 * gateway.define("doors", "every 10 minutes", "door-check");
 * gateway.advance(Duration.ofHours(1));
 * assertThat(gateway.job("doors").history()).hasSize(6);
 * }</pre>
 *
 * <p>Handlers are called, and everything else happens, only within {@link #settle()} and the methods that settle:
 * {@link #advance} and all that say so. A job that is due is not run by that alone. For one thread, the one that made
 * it; another's calls wait for ever.
 */
public final class ManualScheduler {

    /** When the clock starts, unless it is said otherwise: a Wednesday, 10:00 in UTC. */
    public static final Instant START = Instant.parse("2026-03-04T10:00:00Z");

    /** A service: a handler, a gate. Closing it is the service going away; both of its methods settle. */
    public static final class Registration implements AutoCloseable {
        private final Runnable coming;
        private final Runnable going;
        private boolean there;

        private Registration(Runnable coming, Runnable going) {
            this.coming = coming;
            this.going = going;
            register();
        }

        /** The service comes back; does nothing if it is there. */
        public void register() {
            if (!there) {
                there = true;
                coming.run();
            }
        }

        /** The service goes; does nothing if it is gone. */
        @Override
        public void close() {
            if (there) {
                there = false;
                going.run();
            }
        }
    }

    private final MemoryDefinitionStore definitions = new MemoryDefinitionStore();
    private final MemoryStateStore states = new MemoryStateStore();
    private final ManualEngine engine;
    private final ManualClock clock;

    /** Starts at {@link #START}, in UTC. */
    public ManualScheduler() {
        this(START, ManualEngine.SETTINGS);
    }

    /**
     * Starts at this moment.
     *
     * @param zone what a schedule means that names none
     */
    public ManualScheduler(Instant start, ZoneId zone) {
        this(start, ManualEngine.settings(zone));
    }

    ManualScheduler(Instant start, Settings settings) {
        this.engine = new ManualEngine(start, settings, definitions, states);
        this.clock = new ManualClock(engine.time());
    }

    /** The engine below, for Reveille's own tests. */
    ManualEngine engine() {
        return engine;
    }

    // Jobs and handlers

    /**
     * The service as a bundle named {@code app} gets it. Get it again after a restart.
     *
     * @throws IllegalStateException if Reveille does not run
     */
    public ScheduleService scheduler() {
        return scheduler("app");
    }

    /**
     * The service as this bundle gets it.
     *
     * @param bundle the bundle's symbolic name
     * @throws IllegalStateException if Reveille does not run
     */
    public ScheduleService scheduler(String bundle) {
        engine.checkRunning(true);
        return engine.scheduler(bundle);
    }

    /**
     * The service that takes jobs in and out. Get it again after a restart.
     *
     * @throws IllegalStateException if Reveille does not run
     */
    public JobTransfer transfer() {
        engine.checkRunning(true);
        return engine.transfer();
    }

    /**
     * The service that says whether a definition could be used. Get it again after a restart.
     *
     * @throws IllegalStateException if Reveille does not run
     */
    public DefinitionCheck check() {
        engine.checkRunning(true);
        return engine.check();
    }

    /**
     * A job that must be there.
     *
     * @throws java.util.NoSuchElementException if there is none of this name
     * @throws IllegalStateException if Reveille does not run
     */
    public Job job(String name) {
        return scheduler().job(name).orElseThrow();
    }

    /**
     * Makes a job, as code of the bundle {@code app} does, and settles.
     *
     * @param schedule as text
     * @param handler the handler's name; it need not be there
     * @throws io.reveille.JobDefinitionException if the job is refused
     * @throws IllegalStateException if Reveille does not run
     */
    public Job define(String name, String schedule, String handler) {
        Job job = scheduler().schedule(schedule).named(name).run(handler);
        settle();
        return job;
    }

    /**
     * A bundle named {@code field} offers a handler; settles.
     *
     * @throws IllegalArgumentException if the name is blank
     */
    public Registration handler(String name, JobHandler handler) {
        return handler(name, handler, Map.of());
    }

    /**
     * A bundle named {@code field} offers a handler; settles.
     *
     * @param more the service's other properties, {@code job.handler.concurrency} for example
     * @throws IllegalArgumentException if the name is blank
     */
    public Registration handler(String name, JobHandler handler, Map<String, ?> more) {
        return offer(with(more, name), Handler.of(handler));
    }

    /**
     * A bundle named {@code field} offers an asynchronous handler; settles.
     *
     * @throws IllegalArgumentException if the name is blank
     */
    public Registration asyncHandler(String name, AsyncJobHandler handler) {
        return asyncHandler(name, handler, Map.of());
    }

    /**
     * A bundle named {@code field} offers an asynchronous handler; settles.
     *
     * @param more the service's other properties, {@code job.handler.concurrency} for example
     * @throws IllegalArgumentException if the name is blank
     */
    public Registration asyncHandler(String name, AsyncJobHandler handler, Map<String, ?> more) {
        return offer(with(more, name), Handler.of(handler));
    }

    /**
     * A bundle named {@code field} offers a handler that is a complete job; settles.
     *
     * @param name the handler's name, and the job's unless {@code more} has a {@code job.name}
     * @param schedule as text; one that cannot be used is listed in {@link ScheduleService#broken()}
     * @param more the service's other properties, {@code job.args} for example
     * @throws IllegalArgumentException if the name is blank
     */
    public Registration whiteboard(String name, String schedule, JobHandler handler, Map<String, ?> more) {
        Map<String, Object> properties = with(more, name);
        properties.put("job.schedule", schedule);
        return offer(properties, Handler.of(handler));
    }

    private static Map<String, Object> with(Map<String, ?> more, String handler) {
        Map<String, Object> properties = new LinkedHashMap<>(more);
        properties.put("job.handler", handler);
        return properties;
    }

    private Registration offer(Map<String, ?> properties, Handler handler) {
        Offer offer = engine.offer("field", properties, handler)
                .orElseThrow(() -> new IllegalArgumentException("expected a handler's name in " + properties));
        return new Registration(() -> engine.add(offer), () -> engine.remove(offer));
    }

    // Other services

    /**
     * A bundle offers a gate; settles.
     *
     * @param name what conditions begin with; empty: it is asked for every job
     */
    public Registration gate(String name, RunGate gate) {
        return new Registration(() -> engine.add(name, gate), () -> engine.remove(gate));
    }

    /** A bundle offers a service that knows whether the clock is set; settles. */
    public Registration clockTrust(ClockTrust trust) {
        return new Registration(() -> engine.add(trust), () -> engine.remove(trust));
    }

    /** A bundle offers a listener, beside the one behind {@link #events()}; settles. */
    public Registration listener(JobListener listener) {
        return new Registration(() -> engine.add(listener), () -> engine.remove(listener));
    }

    /**
     * Whether no listener is called from now on, as while one of them blocks, and no stage that a caller holds is
     * completed. What there was to tell meanwhile is told when that is over; settles.
     */
    public void holdListeners(boolean now) {
        engine.holdListeners(now);
    }

    /**
     * The framework property with the path of the secrets' file is set. It is read at the start: Reveille stops in order
     * and starts again, if it runs; settles.
     *
     * @param file need not be there
     */
    public void secrets(Path file) {
        engine.secrets(file);
    }

    // What operators do

    /**
     * An operator stores a definition under the address that the store would give it; settles. One that cannot be used
     * is listed in {@link ScheduleService#broken()}.
     */
    public void store(String name, String schedule, String handler) {
        store(MemoryDefinitionStore.canonical(name), properties(name, schedule, handler));
    }

    /**
     * An operator stores a definition somewhere; settles.
     *
     * @param id its address in the store
     * @param properties those of {@link JobProperties}, usable or not
     */
    public void store(String id, Map<String, Object> properties) {
        definitions.put(id, properties);
        settle();
    }

    /** An operator deletes what lies at this address, if anything; settles. */
    public void delete(String id) {
        definitions.remove(id);
        settle();
    }

    /** The properties of a definition, to which others of {@link JobProperties} may be added. */
    public static Map<String, Object> properties(String name, String schedule, String handler) {
        Map<String, Object> properties = new HashMap<>();
        properties.put(JobProperties.NAME, name);
        properties.put(JobProperties.SCHEDULE, schedule);
        properties.put(JobProperties.HANDLER, handler);
        return properties;
    }

    // Time

    /** What the wall clock shows. */
    public Instant now() {
        return clock.now();
    }

    /** The clocks themselves, to be turned without Reveille looking at them. */
    public ManualClock time() {
        return clock;
    }

    /**
     * Does all there is to do at this moment: what is due, what was asked for, what runs have ended.
     *
     * @throws AssertionError if that never ends
     */
    public void settle() {
        engine.settle();
    }

    /**
     * Time passes. Everything happens at its moment, and the clock shows it then; settles.
     *
     * @param span not negative, at most 292 years
     * @throws IllegalArgumentException if it is negative
     */
    public void advance(Duration span) {
        engine.advance(notNegative(span));
    }

    /**
     * The machine sleeps for so long, and wakes; settles.
     *
     * @param span not negative
     * @throws IllegalArgumentException if it is negative
     */
    public void suspend(Duration span) {
        clock.suspend(span);
        settle();
    }

    /**
     * Somebody sets the wall clock, and Reveille sees it; settles.
     *
     * @param step how far forward; negative: back
     */
    public void stepClock(Duration step) {
        clock.step(step);
        settle();
    }

    // Restarts

    /**
     * Reveille stops in order, and is started again after this time; settles.
     *
     * @param down not negative
     * @throws IllegalArgumentException if it is negative
     * @throws IllegalStateException if Reveille does not run
     */
    public void restartAfter(Duration down) {
        notNegative(down);
        stop();
        clock.advance(down);
        start();
    }

    /**
     * The process is killed, and started again after this time; settles.
     *
     * @param down not negative
     * @throws IllegalArgumentException if it is negative
     * @throws IllegalStateException if Reveille does not run
     */
    public void crashFor(Duration down) {
        notNegative(down);
        kill();
        clock.advance(down);
        start();
    }

    /**
     * Stops Reveille in order, without the clock turning: a run under way is cut off. Until {@link #start()} time passes
     * and nothing happens.
     *
     * @throws IllegalStateException if Reveille does not run
     */
    public void stop() {
        engine.stop();
    }

    /**
     * Kills the process: what the stores have not acknowledged is gone, up to 30 s of state. Until {@link #start()} time
     * passes and nothing happens; forget the services and jobs from before.
     *
     * @throws IllegalStateException if Reveille does not run
     */
    public void kill() {
        engine.kill();
    }

    /**
     * Starts Reveille again; the services that are registered come back. Settles.
     *
     * @throws IllegalStateException if Reveille runs
     * @throws java.io.UncheckedIOException if a store fails
     */
    public void start() {
        engine.start();
    }

    // What there is to see

    /** What listeners were told, since the beginning; grows. */
    public List<JobEvent> events() {
        return engine.events();
    }

    /** When Reveille wakes next; empty: not before something comes. */
    public Optional<Instant> nextWakeUp() {
        return engine.nextWakeUp();
    }

    /** Where the definitions lie. */
    public MemoryDefinitionStore definitions() {
        return definitions;
    }

    /** Where the jobs' state lies. */
    public MemoryStateStore states() {
        return states;
    }
}
