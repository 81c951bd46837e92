package io.reveille.testing;

import static io.reveille.testing.ManualClock.notNegative;

import io.reveille.AsyncJobHandler;
import io.reveille.Job;
import io.reveille.JobHandler;
import io.reveille.JobTransfer;
import io.reveille.RunReport;
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
import io.reveille.testing.internal.ComponentFile;
import io.reveille.testing.internal.ManualEngine;
import io.reveille.testing.internal.Reasons;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;

/**
 * A gateway in one thread: the real engine on a clock that the test turns, with stores in memory that survive restarts
 * and crashes. A new instance runs at once, and has no jobs.
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
 * {@link #advance} and all that say so. A job that is due does not run before. For the thread that made the instance;
 * calls of another thread wait for ever.
 */
public final class ManualScheduler {

    /** The default start of the clock: a Wednesday, 10:00 in UTC. */
    public static final Instant START = Instant.parse("2026-03-04T10:00:00Z");

    /** The registration of a service: a handler, a gate. Closing it unregisters the service; both methods settle. */
    public static final class Registration implements AutoCloseable {
        private final Runnable coming;
        private final Runnable going;
        private boolean there;

        private Registration(Runnable coming, Runnable going) {
            this.coming = coming;
            this.going = going;
            register();
        }

        /** Registers the service again; does nothing if it is registered. */
        public void register() {
            if (!there) {
                there = true;
                coming.run();
            }
        }

        /** Unregisters the service; does nothing if it is not registered. */
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

    /** Makes a gateway that starts at {@link #START}, in UTC. */
    public ManualScheduler() {
        this(START, ManualEngine.SETTINGS);
    }

    /**
     * Makes a gateway that starts at this moment.
     *
     * @param start the start of the clock
     * @param zone the zone of schedules that name none
     */
    public ManualScheduler(Instant start, ZoneId zone) {
        this(start, ManualEngine.settings(zone));
    }

    ManualScheduler(Instant start, Settings settings) {
        this.engine = new ManualEngine(start, settings, definitions, states);
        this.clock = new ManualClock(engine.time());
    }

    /** Returns the engine, for Reveille's own tests. */
    ManualEngine engine() {
        return engine;
    }

    // Jobs and handlers

    /**
     * Returns the scheduler's service for a bundle named {@code app}. After a restart, get the service again.
     *
     * @throws IllegalStateException if Reveille does not run
     */
    public ScheduleService scheduler() {
        return scheduler("app");
    }

    /**
     * Returns the scheduler's service for this bundle.
     *
     * @param bundle the bundle's symbolic name
     * @throws IllegalStateException if Reveille does not run
     */
    public ScheduleService scheduler(String bundle) {
        engine.checkRunning(true);
        return engine.scheduler(bundle);
    }

    /**
     * Returns the service for export and import. After a restart, get the service again.
     *
     * @throws IllegalStateException if Reveille does not run
     */
    public JobTransfer transfer() {
        engine.checkRunning(true);
        return engine.transfer();
    }

    /**
     * Returns the service that checks definitions. After a restart, get the service again.
     *
     * @throws IllegalStateException if Reveille does not run
     */
    public DefinitionCheck check() {
        engine.checkRunning(true);
        return engine.check();
    }

    /**
     * Returns a job that must exist.
     *
     * @throws NoSuchElementException if there is no job of this name; the message has the names of those that there are,
     *     and why definitions cannot be used
     * @throws IllegalStateException if Reveille does not run
     */
    public Job job(String name) {
        ScheduleService scheduler = scheduler();
        return scheduler.job(name).orElseThrow(() -> new NoSuchElementException(Reasons.noJob(name, scheduler)));
    }

    /**
     * Returns how the newest run of a job went that must have run.
     *
     * @throws NoSuchElementException if there is no such job, or no run of it has ended; the message has the reason
     * @throws IllegalStateException if Reveille does not run
     */
    public RunReport lastRun(String job) {
        Job found = job(job);
        return found.status().lastRun().orElseThrow(() -> new NoSuchElementException(Reasons.noRun(found, now())));
    }

    /**
     * Creates a job, as code of the bundle {@code app} does, and settles.
     *
     * @param schedule the schedule as text
     * @param handler the handler's name; the handler need not be there
     * @throws io.reveille.JobDefinitionException if the job is refused
     * @throws IllegalStateException if Reveille does not run
     */
    public Job define(String name, String schedule, String handler) {
        Job job = scheduler().schedule(schedule).named(name).run(handler);
        settle();
        return job;
    }

    /**
     * Registers a handler of a bundle named {@code field}; settles.
     *
     * @throws IllegalArgumentException if the name is blank
     */
    public Registration handler(String name, JobHandler handler) {
        return handler(name, handler, Map.of());
    }

    /**
     * Registers a handler of a bundle named {@code field}; settles.
     *
     * @param more the service's other properties, {@code job.handler.concurrency} for example
     * @throws IllegalArgumentException if the name is blank
     */
    public Registration handler(String name, JobHandler handler, Map<String, ?> more) {
        return offer(with(more, name), Handler.of(handler));
    }

    /**
     * Registers an asynchronous handler of a bundle named {@code field}; settles.
     *
     * @throws IllegalArgumentException if the name is blank
     */
    public Registration asyncHandler(String name, AsyncJobHandler handler) {
        return asyncHandler(name, handler, Map.of());
    }

    /**
     * Registers an asynchronous handler of a bundle named {@code field}; settles.
     *
     * @param more the service's other properties, {@code job.handler.concurrency} for example
     * @throws IllegalArgumentException if the name is blank
     */
    public Registration asyncHandler(String name, AsyncJobHandler handler, Map<String, ?> more) {
        return offer(with(more, name), Handler.of(handler));
    }

    /**
     * Registers a handler of a bundle named {@code field} that is a complete job; settles.
     *
     * @param name the handler's name, and the job's unless {@code more} has a {@code job.name}
     * @param schedule the schedule as text; one that cannot be used is listed in {@link ScheduleService#broken()}
     * @param more the service's other properties, {@code job.args} for example
     * @throws IllegalArgumentException if the name is blank
     */
    public Registration whiteboard(String name, String schedule, JobHandler handler, Map<String, ?> more) {
        Map<String, Object> properties = with(more, name);
        properties.put("job.schedule", schedule);
        return offer(properties, Handler.of(handler));
    }

    /**
     * Registers a handler of a bundle named {@code field} as a gateway does, by its annotations: its name, and the job that
     * {@code @ScheduledJob} makes of it; settles. They are read from the component's description, which the build makes:
     * {@code OSGI-INF/CLASS.xml} on the class path. References are not injected.
     *
     * @param handler a {@link JobHandler} or an {@link AsyncJobHandler}, of a class that is annotated with
     *     {@code @Component}
     * @throws IllegalArgumentException if it is no handler, there is no such file, or the component has no handler's name
     */
    public Registration annotated(Object handler) {
        Map<String, Object> properties = ComponentFile.properties(handler.getClass());
        Handler called;
        if (handler instanceof JobHandler job) {
            called = Handler.of(job);
        } else if (handler instanceof AsyncJobHandler job) {
            called = Handler.of(job);
        } else {
            throw new IllegalArgumentException(handler.getClass().getName()
                    + " is neither a JobHandler nor an AsyncJobHandler. Nothing was registered.");
        }
        return offer(
                properties,
                called,
                handler.getClass().getName()
                        + " has no handler's name: annotate the class with @JobHandlerName(\"NAME\"). Nothing was registered.");
    }

    private static Map<String, Object> with(Map<String, ?> more, String handler) {
        Map<String, Object> properties = new LinkedHashMap<>(more);
        properties.put("job.handler", handler);
        return properties;
    }

    private Registration offer(Map<String, ?> properties, Handler handler) {
        return offer(properties, handler, "expected a handler's name in " + properties);
    }

    private Registration offer(Map<String, ?> properties, Handler handler, String nameless) {
        Offer offer =
                engine.offer("field", properties, handler).orElseThrow(() -> new IllegalArgumentException(nameless));
        return new Registration(() -> engine.add(offer), () -> engine.remove(offer));
    }

    // Other services

    /**
     * Registers a gate; settles.
     *
     * @param name the gate's name, with which conditions begin; empty: the gate is asked about every job
     */
    public Registration gate(String name, RunGate gate) {
        return new Registration(() -> engine.add(name, gate), () -> engine.remove(gate));
    }

    /** Registers a service that knows whether the clock is set; settles. */
    public Registration clockTrust(ClockTrust trust) {
        return new Registration(() -> engine.add(trust), () -> engine.remove(trust));
    }

    /** Registers a listener, beside the one that records {@link #events()}; settles. */
    public Registration listener(JobListener listener) {
        return new Registration(() -> engine.add(listener), () -> engine.remove(listener));
    }

    /**
     * Sets whether listeners are held up, as while one of them blocks: none is called, and no stage that a caller holds
     * is completed. Once released, the listeners get the events since; settles.
     */
    public void holdListeners(boolean now) {
        engine.holdListeners(now);
    }

    /**
     * Sets the framework property with the path of the secrets' file. The property is read at the start: Reveille, if
     * it runs, stops in order and starts again; settles.
     *
     * @param file the file; need not exist
     */
    public void secrets(Path file) {
        engine.secrets(file);
    }

    // Actions of operators

    /**
     * Stores a definition, as an operator would, at the address that the store gives to its name; settles. A definition
     * that cannot be used is listed in {@link ScheduleService#broken()}.
     */
    public void store(String name, String schedule, String handler) {
        store(MemoryDefinitionStore.canonical(name), properties(name, schedule, handler));
    }

    /**
     * Stores a definition at any address, as an operator would; settles.
     *
     * @param id the address in the store
     * @param properties properties of {@link JobProperties}, usable or not
     */
    public void store(String id, Map<String, Object> properties) {
        definitions.put(id, properties);
        settle();
    }

    /** Deletes the definition at this address, if any, as an operator would; settles. */
    public void delete(String id) {
        definitions.remove(id);
        settle();
    }

    /** Returns the properties of a definition, to which others of {@link JobProperties} may be added. */
    public static Map<String, Object> properties(String name, String schedule, String handler) {
        Map<String, Object> properties = new HashMap<>();
        properties.put(JobProperties.NAME, name);
        properties.put(JobProperties.SCHEDULE, schedule);
        properties.put(JobProperties.HANDLER, handler);
        return properties;
    }

    // Time

    /** Returns the time by the wall clock. */
    public Instant now() {
        return clock.now();
    }

    /** Returns the clocks, which can be turned without Reveille reading them. */
    public ManualClock time() {
        return clock;
    }

    /**
     * Does all there is to do at this moment: starts due and requested runs, and handles ended ones.
     *
     * @throws AssertionError if the work never ends
     */
    public void settle() {
        engine.settle();
    }

    /**
     * Lets time pass. Each action happens while the clock shows its time; settles.
     *
     * @param span not negative, at most 292 years
     * @throws IllegalArgumentException if the span is negative
     */
    public void advance(Duration span) {
        engine.advance(notNegative(span));
    }

    /**
     * Lets the machine sleep for this span, and wakes it; settles.
     *
     * @param span not negative
     * @throws IllegalArgumentException if the span is negative
     */
    public void suspend(Duration span) {
        clock.suspend(span);
        settle();
    }

    /**
     * Sets the wall clock forward or back, and lets Reveille notice; settles.
     *
     * @param step the difference; negative: back
     */
    public void stepClock(Duration step) {
        clock.step(step);
        settle();
    }

    // Restarts

    /**
     * Stops Reveille in order, and starts it again after this time; settles.
     *
     * @param down not negative
     * @throws IllegalArgumentException if the time is negative
     * @throws IllegalStateException if Reveille does not run
     */
    public void restartAfter(Duration down) {
        notNegative(down);
        stop();
        clock.advance(down);
        start();
    }

    /**
     * Kills the process, and starts it again after this time; settles.
     *
     * @param down not negative
     * @throws IllegalArgumentException if the time is negative
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
     * Kills the process: changes that the stores have not acknowledged are lost, up to 30 s of state. Until
     * {@link #start()} time passes and nothing happens; do not use services and jobs from before.
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

    // Observations

    /** Returns all events that listeners have received, since the beginning; the list grows. */
    public List<JobEvent> events() {
        return engine.events();
    }

    /** Returns when Reveille wakes next; empty: not before something happens. */
    public Optional<Instant> nextWakeUp() {
        return engine.nextWakeUp();
    }

    /** Returns the store of definitions. */
    public MemoryDefinitionStore definitions() {
        return definitions;
    }

    /** Returns the store of the jobs' state. */
    public MemoryStateStore states() {
        return states;
    }
}
