package io.reveille.core.engine;

import static java.util.Objects.requireNonNull;

import io.reveille.BrokenDefinition;
import io.reveille.JobDefinition;
import io.reveille.JobDefinitionException;
import io.reveille.JobStatus;
import io.reveille.RunReport;
import io.reveille.core.clock.TimeSource;
import io.reveille.core.engine.JobEntry.Active;
import io.reveille.core.intake.Candidate;
import io.reveille.core.intake.DefinitionCodec;
import io.reveille.core.intake.DefinitionIntake;
import io.reveille.core.intake.Handlers;
import io.reveille.core.intake.Handlers.Offer;
import io.reveille.core.plan.Planner;
import io.reveille.core.state.RunState;
import io.reveille.core.state.Transitions;
import io.reveille.core.timer.Agenda;
import io.reveille.core.timer.ClockWatch;
import io.reveille.core.timer.WakeupTimer;
import io.reveille.spi.DefinitionStore;
import io.reveille.spi.JobListener;
import io.reveille.spi.JobProperties;
import io.reveille.spi.StateStore;
import io.reveille.spi.StoredDefinition;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.BiFunction;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The engine: stations put together, and the step that drives them. {@link #step} is called by one thread, in real life
 * {@link EngineThread}, in a test the test itself. All other public methods may be called by any thread.
 */
public final class Engine {

    /** The threads and clocks that an engine works with. */
    public record Surroundings(TimeSource time, Executor workers, Executor stateThread, Executor announcements) {}

    private final Settings settings;
    private final StateStore stateStore;
    private final TimeSource time;
    private final WakeupTimer timer;
    private final Mailbox mailbox;
    private final Agenda agenda = new Agenda();
    private final ClockWatch clockWatch;
    private final StateKeeper keeper;
    private final Announcer announcer;
    private final Chronicle chronicle;
    private final JobFlow flow;
    private final Jobs jobs;
    private final Requests requests;
    private final DefinitionIntake intake;
    private final DefinitionCodec codec;
    private @Nullable AutoCloseable definitions;
    private @Nullable CompletableFuture<Void> quiet; // once stopping: completes when no run is under way

    public Engine(Settings settings, StateStore stateStore, Surroundings around) {
        this.settings = settings;
        this.stateStore = stateStore;
        this.time = around.time();
        this.timer = new WakeupTimer(time);
        this.mailbox = new Mailbox(timer::wake);
        this.clockWatch = new ClockWatch(time);
        this.keeper = new StateKeeper(
                stateStore, around.stateThread(), mailbox::post, agenda, time, settings.stateCoalesce());
        this.announcer = new Announcer(around.announcements());
        this.chronicle = new Chronicle(keeper, announcer, time, settings.history());
        Handlers handlers = new Handlers();
        Planner planner = new Planner(settings.misfireGrace());
        this.flow = new JobFlow(
                new JobFlow.Stations(agenda, time, planner, handlers, around.workers(), mailbox),
                chronicle,
                new CatchUp(settings.catchUpRate(), time));
        this.jobs = new Jobs(flow, chronicle, handlers, planner, time);
        this.requests = new Requests(jobs, flow, agenda, time, announcer);
        this.codec = new DefinitionCodec(settings.zone());
        this.intake = new DefinitionIntake(codec, jobs);
    }

    /**
     * Takes in all that is stored; before the first step.
     *
     * @throws IOException if a store cannot be read
     */
    public void load(DefinitionStore definitionStore) throws IOException {
        mailbox.ownedBy(Thread.currentThread());
        jobs.load(stateStore.load());
        definitions = definitionStore.open(new DefinitionStore.Listener() {
            @Override
            public void stored(StoredDefinition definition) {
                mailbox.post(() -> intake.stored(definition));
            }

            @Override
            public void deleted(String id) {
                mailbox.post(() -> intake.gone(id));
            }
        });
        mailbox.read();
        if (jobs.noteOrphans()) {
            agenda.after(time.wall(), Settings.ORPHANS_WAIT, jobs::dropOrphans);
        }
    }

    /** Makes a thread, not yet started, the engine's own: it alone may step from now on. */
    void ownedBy(Thread thread) {
        mailbox.ownedBy(thread);
    }

    /** Looks at the clocks, does all there is to do now, and says when there is more; empty: when something comes. */
    public Optional<Instant> step() {
        ClockWatch.Look look = clockWatch.look();
        if (!look.step().isZero()) {
            agenda.clockStepped(look.step());
            jobs.clockStepped(look.now(), look.step(), settings.clockRewind());
        }
        mailbox.read();
        agenda.runDue(look.now());
        keeper.settle();
        checkQuiet();
        return agenda.next();
    }

    /** The engine's waits; see {@link EngineThread}. */
    WakeupTimer timer() {
        return timer;
    }

    // What comes in

    public void handlerAdded(Offer offer) {
        mailbox.post(() -> {
            jobs.add(offer);
            if (offer.isJob()) {
                intake.carried(offer.label(), offer.bundle(), offer.job());
            }
        });
    }

    public void handlerRemoved(Offer offer) {
        mailbox.post(() -> {
            if (offer.isJob()) {
                intake.gone(offer.label());
            }
            jobs.remove(offer);
        });
    }

    public void listenerAdded(JobListener listener) {
        announcer.add(listener);
    }

    public void listenerRemoved(JobListener listener) {
        announcer.remove(listener);
    }

    // What is asked

    /** The codec of definitions, by the engine's default zone. */
    public DefinitionCodec codec() {
        return codec;
    }

    public Instant now() {
        return time.wall();
    }

    /** All jobs that fit, by name. */
    public List<JobView> views(Predicate<JobView> fits) {
        return mailbox.ask(
                () -> jobs.defined().stream().map(this::view).filter(fits).toList());
    }

    /** The job as it is now; empty if there is none of this name. */
    public Optional<JobView> view(String name) {
        return mailbox.ask(() -> jobs.find(name).map(this::view));
    }

    public List<BrokenDefinition> broken() {
        return mailbox.ask(intake::broken);
    }

    /**
     * Reads a definition that is not yet there, as {@link DefinitionIntake#check} does.
     *
     * @throws io.reveille.JobDefinitionException if it could not be used, or its schedule is new and lies in the past
     */
    public JobDefinition check(Optional<String> source, Map<String, ?> properties) {
        return mailbox.ask(() -> {
            JobDefinition definition = intake.check(source, properties);
            boolean sameSchedule = intake.best(definition.name())
                    .map(Candidate::definition)
                    .map(there -> there.schedule().equals(definition.schedule()))
                    .orElse(false);
            if (!sameSchedule) {
                checkItEverRuns(definition);
            }
            return definition;
        });
    }

    /**
     * Refuses a schedule that lies in the past as a whole.
     *
     * @throws JobDefinitionException if the schedule has no occurrence from now on
     */
    public void checkItEverRuns(JobDefinition definition) {
        Instant now = time.wall();
        if (definition.schedule().bind(now).next(now).isEmpty()) {
            throw new JobDefinitionException(
                    JobProperties.SCHEDULE,
                    "The schedule \"" + definition.schedule() + "\" has no occurrence after now, "
                            + now.truncatedTo(ChronoUnit.SECONDS)
                            + "; the job would never run. Nothing was changed.");
        }
    }

    /** What is known of a name that code defines a job by: its state, if any, and its definition, broken perhaps. */
    public <T> T known(String name, BiFunction<Optional<RunState>, Optional<Candidate>, T> answer) {
        return mailbox.ask(() -> answer.apply(jobs.state(name), intake.named(name)));
    }

    // What is to be done

    /** Takes in a definition that code has stored, without waiting for the store's word of it. */
    public void made(StoredDefinition stored, String name, String owner, String codeHash) {
        mailbox.ask(() -> {
            intake.stored(stored);
            adopted(name, owner, codeHash);
            return true;
        });
    }

    /** Notes what code gave last for a job. */
    public void adopted(String name, String owner, String codeHash) {
        mailbox.ask(() -> {
            jobs.find(name).ifPresent(entry -> {
                Transitions.made(entry.state, owner, codeHash);
                chronicle.changed(entry);
            });
            return true;
        });
    }

    /** Removes a job whose definition was deleted from the store, with its state. */
    public void cancelled(String source, String name) {
        mailbox.ask(() -> {
            intake.gone(source);
            if (jobs.find(name).isEmpty()) {
                jobs.forget(name);
            }
            return true;
        });
    }

    /** Holds a job; returns whether it is there. */
    public boolean pause(String name) {
        return mailbox.ask(() -> {
            Optional<JobEntry> found = jobs.find(name);
            found.ifPresent(jobs::pause);
            return found.isPresent();
        });
    }

    /** Lets a job go on; returns whether it is there. */
    public boolean resume(String name) {
        return mailbox.ask(() -> {
            Optional<JobEntry> found = jobs.find(name);
            found.ifPresent(entry -> {
                if (entry.defined != null) {
                    jobs.resume(entry, entry.defined);
                }
            });
            return found.isPresent();
        });
    }

    /** Runs a job beside its schedule; empty if it is not there. */
    public Optional<CompletableFuture<RunReport>> trigger(String name) {
        return mailbox.ask(() -> requests.trigger(name));
    }

    /** Triggers each of these jobs in turn. A job that is gone by then is left out. */
    public CompletableFuture<List<RunReport>> triggerAll(List<String> names, Duration spacing) {
        return mailbox.ask(() -> requests.triggerAll(names, spacing));
    }

    /** Starts what is due; completes with the reports of all runs under way then. */
    public CompletableFuture<List<RunReport>> runPending() {
        return mailbox.ask(requests::runPending);
    }

    // The end

    /** Starts nothing more, and asks what is under way to end soon; completes when all has ended. */
    public CompletableFuture<Void> stopRuns() {
        return mailbox.ask(() -> {
            flow.stop();
            jobs.all().forEach(flow::unplan);
            requests.stop();
            jobs.active().forEach(run -> run.run().cancel());
            quiet = new CompletableFuture<>();
            checkQuiet();
            return quiet;
        });
    }

    /** Tells what is still under way to end at once. */
    public List<String> cutOffRuns() {
        List<Active> late = mailbox.ask(jobs::active);
        late.forEach(run -> run.run().cutOff()); // on the calling thread: it may call handlers' code
        return late.stream().map(run -> run.run().request().job()).toList();
    }

    /** Saves what is left and closes; after the last step, on any thread. */
    public void close() throws Exception {
        mailbox.ownedBy(Thread.currentThread());
        mailbox.read(); // the word of the last save, perhaps
        jobs.all().forEach(entry -> flow.drop(entry, "Reveille has stopped"));
        mailbox.close();
        try {
            if (definitions != null) {
                definitions.close();
            }
        } finally {
            keeper.writeLast();
        }
    }

    private void checkQuiet() {
        if (quiet != null && jobs.active().isEmpty()) {
            quiet.complete(null);
        }
    }

    private JobView view(JobEntry entry) {
        JobEntry.Defined defined = requireNonNull(entry.defined);
        JobStatus status = chronicle.status(entry);
        return new JobView(
                entry.name(),
                defined.definition(),
                defined.source(),
                defined.schedule(),
                status,
                Optional.ofNullable(entry.retry).map(Agenda.Entry::at),
                chronicle.history(entry));
    }
}
