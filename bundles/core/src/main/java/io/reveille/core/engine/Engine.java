package io.reveille.core.engine;

import io.reveille.core.calls.Calls;
import io.reveille.core.clock.TimeSource;
import io.reveille.core.definitions.DefinitionAccess;
import io.reveille.core.dispatch.Secrets;
import io.reveille.core.dispatch.Workers;
import io.reveille.core.fault.LoopWatch;
import io.reveille.core.intake.Handlers.Offer;
import io.reveille.core.runs.GateKeeper;
import io.reveille.core.settings.Settings;
import io.reveille.core.threads.GuardedCalls;
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
 * The engine: all parts put together, and the step that drives them. {@link #step} is called by one thread: in
 * production {@code EngineThread}, in a test the test itself. All other public methods may be called by any thread.
 */
public final class Engine {

    /**
     * The surroundings that an engine works with.
     *
     * @param announcements calls listeners, and those that wait for a run
     * @param questions asks gates, {@code ClockTrust} services, and handlers about arguments
     * @param byHand {@link ByHand#NOT} for an engine that is stepped by a thread of its own
     */
    public record Surroundings(
            TimeSource time,
            Workers workers,
            Executor stateThread,
            GuardedCalls announcements,
            GuardedCalls questions,
            Secrets secrets,
            ByHand byHand) {}

    private final Wiring to;
    private final Shutdown shutdown;
    private @Nullable DefinitionStore store;
    private final NamedCalls namedCalls = new NamedCalls(this);
    private final LoopWatch loops = new LoopWatch();
    private boolean endedByItself;
    private @Nullable AutoCloseable definitions;

    public Engine(Settings settings, StateStore stateStore, Surroundings around) {
        this.to = new Wiring(settings, stateStore, around);
        this.shutdown = new Shutdown(to);
        loops.whenEnded(to.mailbox::close);
    }

    /**
     * Takes in all that is stored; before the first step. If that fails, the store of definitions reports nothing more.
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

    /** The record of whether one of the engine's threads has ended that should not have. */
    public LoopWatch loops() {
        return loops;
    }

    /**
     * Notes that the launcher ended the process before this one, since only a new one helped; to be called before
     * {@link #load}.
     */
    public void wasEndedByItself() {
        endedByItself = true;
    }

    /** Makes a thread, not yet started, the engine's own: it alone may step from now on. */
    public void ownedBy(Thread thread) {
        to.mailbox.ownedBy(thread);
    }

    /**
     * Looks at the clocks, does all there is to do now, and returns when there is more; empty if only a new request
     * brings more.
     */
    public Optional<Instant> step() {
        Instant now;
        try {
            now = to.clock.look();
        } finally {
            to.mailbox.read(); // first: questions are answered whatever fails
        }
        if (to.mailbox.hasFailed()) {
            to.mending.needed();
        }
        if (to.mending.isNeeded()) {
            to.mending.mend(to.reports);
            to.calls.mend();
        }
        to.calls.look();
        if (!to.sleepHold.isHeld()) {
            to.times.runDue(now);
            to.queue.letGo(to.launcher::launch);
        }
        to.saving.settle();
        shutdown.checkQuiet();
        Optional<Instant> next = to.sleepHold.isHeld() ? to.sleepHold.watch() : to.times.next();
        to.sleepHold.tell();
        return to.calls.mayWaitUntil(next) ? next : Optional.of(now);
    }

    /** Notes that a step has thrown, so that the next one first repairs what was left half done. */
    public void stepFailed() {
        to.mending.needed();
    }

    /** The engine's waits; see {@code EngineThread}. */
    public WakeupTimer timer() {
        return to.timer;
    }

    /** Applies other settings from the next step on, but for the zone, which needs another engine. */
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

    /**
     * Takes in code that a bundle has given under a name.
     *
     * @param before the code in whose place this is; null: none
     */
    void codeGiven(Offer offer, @Nullable Offer before) {
        to.mailbox.post(() -> {
            to.handlers.add(offer);
            if (before != null) {
                to.handlers.remove(before);
            }
            to.intake.carried(offer.label(), offer.bundle(), offer.job());
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

    /** The gates that are there; to add and remove gates. */
    public GateKeeper gates() {
        return to.gates;
    }

    public void clockTrustAdded(ClockTrust trust) {
        to.mailbox.post(() -> to.clock.add(trust));
    }

    public void clockTrustRemoved(ClockTrust trust) {
        to.mailbox.post(() -> to.clock.remove(trust));
    }

    /** Has an action done after a delay, on the engine's thread; returns an action that cancels it. */
    public Runnable alarm(Duration delay, Runnable action) {
        return to.alarm(delay, action);
    }

    /**
     * The one store that definitions come from and go to.
     *
     * @throws IllegalStateException before {@link #load}
     */
    public DefinitionStore store() {
        DefinitionStore loaded = store;
        if (loaded == null) {
            throw new IllegalStateException("The engine has not been loaded.");
        }
        return loaded;
    }

    /** The view of the engine for deciding to sleep. */
    public Quiescence quiescence() {
        return to.sleepAccess;
    }

    /** The questions and orders to the engine. */
    public EngineAccess access() {
        return to.access;
    }

    /** The calls without a name; their {@link Calls#add} may be called by any thread. */
    public Calls calls() {
        return to.calls;
    }

    /** The calls that have names. */
    public NamedCalls namedCalls() {
        return namedCalls;
    }

    /** Ends all calls of a bundle that is gone. */
    public void bundleGone(Object bundle) {
        namedCalls.end(bundle);
        to.mailbox.post(() -> to.calls.end(bundle, true));
    }

    /** The questions to handlers about arguments. */
    public ArgumentQuestions arguments() {
        return to.arguments;
    }

    /** The changes of definitions, and the deleted ones. */
    public DefinitionAccess definitions() {
        return to.definitionAccess;
    }

    // The end

    /** Starts nothing more, and asks runs under way to end soon; completes when all have ended. */
    public CompletableFuture<Void> stopRuns() {
        return shutdown.stopRuns();
    }

    /** Cuts off the runs still under way; returns the names of their jobs. */
    public List<String> cutOffRuns() {
        return shutdown.cutOffRuns();
    }

    /** Closes without saving, since the state may be inconsistent. On any thread. */
    public void abandon() throws Exception {
        to.mailbox.close();
        to.calls.close();
        closeDefinitions();
    }

    /** Saves remaining changes and closes; after the last step, on any thread. */
    public void close() throws Exception {
        shutdown.close(loops.ended().isEmpty(), this::closeDefinitions);
    }
}
