package io.reveille.core.engine;

import io.reveille.core.clock.TimeSource;
import io.reveille.core.engine.JobEntry.Active;
import io.reveille.core.intake.DefinitionCodec;
import io.reveille.core.intake.DefinitionIntake;
import io.reveille.core.intake.Handlers;
import io.reveille.core.intake.Handlers.Offer;
import io.reveille.core.plan.Planner;
import io.reveille.core.timer.Agenda;
import io.reveille.core.timer.ClockWatch;
import io.reveille.core.timer.WakeupTimer;
import io.reveille.spi.DefinitionStore;
import io.reveille.spi.JobListener;
import io.reveille.spi.StateStore;
import io.reveille.spi.StoredDefinition;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * The engine: stations put together, and the step that drives them. {@link #step} is called by one thread, in real life
 * {@link EngineThread}, in a test the test itself. All other public methods may be called by any thread.
 */
public final class Engine {

    /** The threads and clocks that an engine works with. */
    public record Surroundings(TimeSource time, Executor workers, Executor stateThread, Executor announcements) {}

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
    private final Desk desk;
    private @Nullable AutoCloseable definitions;
    private @Nullable CompletableFuture<Void> quiet; // once stopping: completes when no run is under way

    public Engine(Settings settings, StateStore stateStore, Surroundings around) {
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
        this.jobs = new Jobs(flow, chronicle, handlers, planner, time, settings.clockRewind());
        this.requests = new Requests(jobs, flow, agenda, time, announcer);
        DefinitionCodec codec = new DefinitionCodec(settings.zone());
        this.intake = new DefinitionIntake(codec, jobs);
        this.desk = new Desk(mailbox, new Desk.Back(jobs, intake, requests, chronicle), codec, time);
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
            jobs.clockStepped(look.now(), look.step());
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

    /** What others may ask, and have done. */
    public Desk desk() {
        return desk;
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
}
