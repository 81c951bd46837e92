package io.reveille.core.engine;

import io.reveille.core.clock.TimeSource;
import io.reveille.core.definitions.DefinitionDesk;
import io.reveille.core.dispatch.Secrets;
import io.reveille.core.dispatch.Workers;
import io.reveille.core.fault.LoopWatch;
import io.reveille.core.intake.Handlers.Offer;
import io.reveille.core.job.Active;
import io.reveille.core.job.JobEntry;
import io.reveille.core.outcome.Ending;
import io.reveille.core.runs.GateKeeper;
import io.reveille.core.settings.Settings;
import io.reveille.core.threads.Outside;
import io.reveille.core.timer.WakeupTimer;
import io.reveille.spi.ClockTrust;
import io.reveille.spi.DefinitionStore;
import io.reveille.spi.JobListener;
import io.reveille.spi.Quiescence;
import io.reveille.spi.StateStore;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * The engine: stations put together, and the step that drives them. {@link #step} is called by one thread, in real life
 * {@code EngineThread}, in a test the test itself. All other public methods may be called by any thread.
 */
public final class Engine {

    /**
     * What an engine works with.
     *
     * @param announcements where listeners are called, and whoever waits for a run
     * @param questions where gates are asked, those who know the clock, and handlers about arguments
     * @param byHand {@link ByHand#NOT} for an engine that is stepped by a thread of its own
     */
    public record Surroundings(
            TimeSource time,
            Workers workers,
            Executor stateThread,
            Outside announcements,
            Outside questions,
            Secrets secrets,
            ByHand byHand) {}

    /** How long a stop waits for an engine that is stuck. */
    private static final Duration STOP_PATIENCE = Duration.ofSeconds(10);

    private final Wiring to;
    private @Nullable DefinitionStore store;
    private final LoopWatch loops = new LoopWatch();
    private boolean endedByItself;
    private @Nullable AutoCloseable definitions;
    private @Nullable CompletableFuture<Void> quiet; // once stopping: completes when no run is under way

    public Engine(Settings settings, StateStore stateStore, Surroundings around) {
        this.to = new Wiring(settings, stateStore, around);
        loops.whenEnded(to.mailbox::close);
    }

    /**
     * Takes in all that is stored; before the first step. If that fails the store of definitions tells nothing more.
     *
     * @throws IOException if a store cannot be read
     */
    public void load(DefinitionStore definitionStore) throws IOException {
        store = definitionStore;
        try {
            new Startup(to, endedByItself).load(definitionStore, opened -> definitions = opened);
        } catch (Throwable e) {
            try {
                abandon();
            } catch (Throwable second) {
                e.addSuppressed(second);
            }
            throw e;
        }
    }

    private void closeDefinitions() throws Exception {
        AutoCloseable opened = definitions;
        definitions = null;
        if (opened != null) {
            opened.close();
        }
    }

    /** Knows whether one of the engine's threads has ended that should not have. */
    public LoopWatch loops() {
        return loops;
    }

    /** Before {@link #load}: the process before this one was ended by its launcher, since only a new one helped. */
    public void wasEndedByItself() {
        endedByItself = true;
    }

    /** Makes a thread, not yet started, the engine's own: it alone may step from now on. */
    public void ownedBy(Thread thread) {
        to.mailbox.ownedBy(thread);
    }

    /** Looks at the clocks, does all there is to do now, and says when there is more; empty: when something comes. */
    public Optional<Instant> step() {
        Instant now;
        try {
            now = to.clock.look();
        } finally {
            to.mailbox.read(); // whatever fails, who asks gets an answer
        }
        if (to.mailbox.hasFailed()) {
            to.mending.needed();
        }
        if (to.mending.isNeeded()) {
            to.mending.mend(to.reports);
        }
        if (!to.stillness.isHeld()) {
            to.times.runDue(now);
            to.queue.letGo(to.launcher::launch);
        }
        to.saving.settle();
        checkQuiet();
        Optional<Instant> next = to.stillness.isHeld() ? to.stillness.watch() : to.times.next();
        to.stillness.tell();
        return next;
    }

    /** A step has thrown; the next one first takes up what it has left. */
    public void stepFailed() {
        to.mending.needed();
    }

    /** The engine's waits; see {@code EngineThread}. */
    public WakeupTimer timer() {
        return to.timer;
    }

    /** Works by other settings from the next step on, but for the zone: that needs another engine. */
    public void use(Settings settings) {
        to.mailbox.post(() -> to.use(settings));
    }

    public void handlerAdded(Offer offer) {
        to.mailbox.post(() -> {
            to.handlers.add(offer);
            if (offer.isJob()) {
                to.intake.carried(offer.label(), offer.bundle(), offer.job());
            }
        });
    }

    public void handlerRemoved(Offer offer) {
        to.arguments.forget(offer.handler());
        to.mailbox.post(() -> {
            if (offer.isJob()) {
                to.intake.gone(offer.label());
            }
            to.handlers.remove(offer);
        });
    }

    public void listenerAdded(JobListener listener) {
        to.announcer.add(listener);
    }

    public void listenerRemoved(JobListener listener) {
        to.announcer.remove(listener);
    }

    /** The gates that are there; they come and go here. */
    public GateKeeper gates() {
        return to.gates;
    }

    public void clockTrustAdded(ClockTrust trust) {
        to.mailbox.post(() -> to.clock.add(trust));
    }

    public void clockTrustRemoved(ClockTrust trust) {
        to.mailbox.post(() -> to.clock.remove(trust));
    }

    /** Has something done in a time from now, on the engine's thread; returns what calls it off. */
    public Runnable alarm(Duration delay, Runnable action) {
        return to.alarm(delay, action);
    }

    /**
     * The store that definitions come from, and go to: an engine has one.
     *
     * @throws IllegalStateException before it has been loaded
     */
    public DefinitionStore store() {
        DefinitionStore loaded = store;
        if (loaded == null) {
            throw new IllegalStateException("The engine has not been loaded.");
        }
        return loaded;
    }

    /** What matters for sleeping. */
    public Quiescence quiescence() {
        return to.stillDesk;
    }

    /** What others may ask, and have done. */
    public Desk desk() {
        return to.desk;
    }

    /** Where handlers are asked about arguments. */
    public ArgumentDesk arguments() {
        return to.arguments;
    }

    /** Where definitions are changed, and those that are gone. */
    public DefinitionDesk definitions() {
        return to.definitionDesk;
    }

    // The end

    /** Starts nothing more, and asks what is under way to end soon; completes when all has ended. */
    public CompletableFuture<Void> stopRuns() {
        return to.mailbox.ask(
                () -> {
                    to.flow.stop();
                    for (JobEntry entry : to.jobs.all()) {
                        to.flow.unplan(entry);
                        to.flow.runs().withdraw(entry, "Reveille stops");
                        to.putBacks.callBack(entry);
                    }
                    to.requests.stop();
                    to.jobs.active().forEach(Active::cancel);
                    quiet = new CompletableFuture<>();
                    checkQuiet();
                    return quiet;
                },
                STOP_PATIENCE);
    }

    /** Tells what is still under way to end at once. */
    public List<String> cutOffRuns() {
        List<Active> late = to.mailbox.ask(to.jobs::active, STOP_PATIENCE);
        late.stream()
                .flatMap(run -> Optional.ofNullable(run.run).stream())
                .forEach(run -> run.cutOff(Ending.Cut.STOPPED)); // on the calling thread: it may call handlers' code
        return late.stream().map(run -> run.request.job()).toList();
    }

    /** Closes without saving: not all of it is known to be as it should be. On any thread. */
    public void abandon() throws Exception {
        to.mailbox.close();
        closeDefinitions();
    }

    /** Saves what is left and closes; after the last step, on any thread. */
    public void close() throws Exception {
        to.mailbox.ownedBy(Thread.currentThread());
        to.mailbox.read(); // the word of the last save, perhaps
        to.jobs.all().forEach(entry -> to.flow.runs().dropAll(entry, "Reveille has stopped"));
        if (loops.ended().isEmpty()) {
            to.clocks.stopsInOrder();
        }
        to.keeper.saveOwn();
        to.trail.save();
        to.mailbox.close();
        to.intents.stop();
        try {
            closeDefinitions();
        } finally {
            boolean waited = to.intents.sent();
            if (to.keeper.writeLast() && waited) {
                to.intents.saved();
                to.keeper.writeLast();
            }
        }
    }

    private void checkQuiet() {
        if (quiet != null && to.jobs.active().isEmpty()) {
            quiet.complete(null);
        }
    }
}
