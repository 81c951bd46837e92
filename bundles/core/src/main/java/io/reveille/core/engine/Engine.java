package io.reveille.core.engine;

import io.reveille.core.clock.TimeSource;
import io.reveille.core.dispatch.Outside;
import io.reveille.core.dispatch.Secrets;
import io.reveille.core.dispatch.Workers;
import io.reveille.core.intake.DefinitionCodec;
import io.reveille.core.intake.DefinitionIntake;
import io.reveille.core.intake.Handlers;
import io.reveille.core.intake.Handlers.Offer;
import io.reveille.core.outcome.Ending;
import io.reveille.core.plan.Planner;
import io.reveille.core.state.DefinitionRecord;
import io.reveille.core.state.EngineState;
import io.reveille.core.state.FlashBudget;
import io.reveille.core.state.Intent;
import io.reveille.core.state.SavedJobs;
import io.reveille.core.timer.Agenda;
import io.reveille.core.timer.WakeupTimer;
import io.reveille.spi.ClockTrust;
import io.reveille.spi.DefinitionStore;
import io.reveille.spi.JobListener;
import io.reveille.spi.Quiescence;
import io.reveille.spi.StateRecord;
import io.reveille.spi.StateStore;
import io.reveille.spi.StoredDefinition;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The engine: stations put together, and the step that drives them. {@link #step} is called by one thread, in real life
 * {@link EngineThread}, in a test the test itself. All other public methods may be called by any thread.
 */
public final class Engine {

    private static final Logger LOG = LoggerFactory.getLogger(Engine.class);

    /**
     * What an engine works with.
     *
     * @param announcements where listeners are called, and whoever waits for a run
     * @param questions where gates are asked, and those who know the clock
     */
    public record Surroundings(
            TimeSource time,
            Workers workers,
            Executor stateThread,
            Outside announcements,
            Outside questions,
            Secrets secrets) {}

    private final StateStore stateStore;
    private final TimeSource time;
    private final WakeupTimer timer;
    private final Mailbox mailbox;
    private final Agenda agenda = new Agenda();
    private final Clocks clocks;
    private final FlashBudget budget;
    private final StateKeeper keeper;
    private final Announcer announcer;
    private final JobFlow flow;
    private final RunEnds ends;
    private final RunQueue queue;
    private final Launcher launcher;
    private final Recovery recovery;
    private final Jobs jobs;
    private final Requests requests;
    private final Stillness stillness;
    private final StillDesk stillDesk;
    private final DefinitionIntake intake;
    private final StoreReports reports;
    private final GateKeeper gates;
    private final Desk desk;
    private final Archive archive;
    private final Intents intents;
    private final DefinitionDesk definitionDesk;
    private @Nullable AutoCloseable definitions;
    private @Nullable CompletableFuture<Void> quiet; // once stopping: completes when no run is under way

    public Engine(Settings settings, StateStore stateStore, Surroundings around) {
        this.stateStore = stateStore;
        this.time = around.time();
        this.timer = new WakeupTimer(time);
        this.mailbox = new Mailbox(timer::wake);
        this.budget = new FlashBudget(settings.flashBudget());
        this.keeper = new StateKeeper(
                stateStore, around.stateThread(), mailbox::post, agenda, time, settings.stateCoalesce(), budget);
        this.announcer = new Announcer(around.announcements());
        this.gates = new GateKeeper(around.questions());
        this.clocks = new Clocks(time, settings, agenda, around.questions(), mailbox);
        TreeMap<String, JobEntry> entries = new TreeMap<>();
        Chronicle chronicle = new Chronicle(keeper, announcer, time, () -> settings.historyOf(entries.size()));
        Handlers handlers = new Handlers();
        Planner planner = new Planner(settings.misfireGrace());
        LostThreads lost = new LostThreads(around.workers());
        CatchUp catchUp = new CatchUp(settings.catchUpRate(), time);
        this.queue = new RunQueue(around.workers(), handlers, catchUp, agenda, time::wall);
        this.flow = new JobFlow(agenda, time, planner, new Runs(time, planner, queue, chronicle), chronicle);
        this.ends = new RunEnds(
                new RunEnds.Stations(time, planner, queue, lost, around.questions(), clocks), flow, chronicle);
        this.launcher = new Launcher(
                new Launcher.Stations(time, handlers, around.workers(), around.secrets(), mailbox),
                gates,
                keeper,
                flow,
                ends,
                chronicle);
        Chains chains = new Chains(flow, chronicle, time, entries::get);
        ends.whenOver(chains::over);
        flow.whenOver(chains::over);
        flow.runs().whenDropped(ends::release);
        keeper.whenSaved(chains::saved);
        keeper.givers(chains::giver);
        this.recovery = new Recovery(time, chronicle, chains);
        Jobs.Rules rules = new Jobs.Rules(flow, ends, chains, recovery, lost, planner);
        this.jobs = new Jobs(entries, rules, chronicle, handlers, clocks, time);
        this.requests = new Requests(jobs, flow, handlers, agenda, time, announcer);
        this.stillness = new Stillness(jobs, queue, requests, keeper, announcer, agenda, time);
        this.stillDesk = new StillDesk(mailbox, stillness, jobs);
        // Gates are somebody else's code: they are asked on the thread of who defines a job, not on the engine's.
        DefinitionCodec codec = new DefinitionCodec(settings.zone(), gates::check);
        this.intake = new DefinitionIntake(new DefinitionCodec(settings.zone()), jobs);
        this.reports = new StoreReports(mailbox, intake, jobs);
        Status status = new Status(jobs, queue, lost, clocks, around, keeper);
        this.desk = new Desk(
                mailbox,
                new Desk.Back(jobs, intake, reports, requests, chronicle, chains, clocks, status),
                codec,
                time);
        this.archive = new Archive(intake, jobs::state, keeper, clocks, new Retention.Clock(time, agenda));
        this.intents = new Intents(keeper, intake);
        keeper.batches(
                () -> {
                    archive.handedOver();
                    intents.sent();
                },
                intents::saved);
        jobs.lastIntent(intents::last);
        intake.watch(archive);
        archive.whenChanged(intents::overtaken);
        this.definitionDesk = new DefinitionDesk(
                mailbox, new DefinitionDesk.Back(jobs, intake, reports, chronicle, archive, intents));
    }

    /**
     * Takes in all that is stored; before the first step.
     *
     * @throws IOException if a store cannot be read
     */
    public void load(DefinitionStore definitionStore) throws IOException {
        mailbox.ownedBy(Thread.currentThread());
        List<StateRecord> records = stateStore.load();
        Optional<EngineState> before = engineState(records);
        recovery.afterCrash(!clocks.load(before));
        before.ifPresent(state -> budget.read(state.flash()));
        keeper.withEach(this::engineRecord);
        keeper.load(records);
        clocks.look();
        jobs.load(SavedJobs.of(records));
        Intent.Found cutOff = Intent.read(records.stream().filter(Intent::isIn).toList());
        definitions = definitionStore.open(reports);
        Map<String, StoredDefinition> found = reports.first();
        archive.load(records.stream().filter(DefinitionRecord::isIn).toList(), found);
        recover(definitionStore, cutOff, found); // without all the records: of many jobs they are long
        archive.noteMissing();
        if (jobs.noteOrphans()) {
            agenda.after(time.wall(), Settings.ORPHANS_WAIT, jobs::dropOrphans);
        }
    }

    /** Takes in the definitions that are there, once changes of them that were cut off are carried out. */
    private void recover(DefinitionStore definitionStore, Intent.Found cutOff, Map<String, StoredDefinition> found) {
        IntentRecovery carriedOut = new IntentRecovery(definitionStore, archive, jobs::state, found);
        List<Intent> over = carriedOut.run(cutOff.intents());
        intents.countFrom(Math.max(cutOff.highest(), archive.highestIntent()));
        definitionDesk.recoverDeleted(carriedOut.holding());
        found.values().forEach(intake::stored);
        mailbox.read();
        definitionDesk.recoverSaved(carriedOut.holding());
        over.forEach(intents::done);
        intents.drop(cutOff.dropped());
    }

    private Optional<StateRecord> engineRecord() {
        return Optional.of(clocks.state(budget.write()).write());
    }

    private Optional<EngineState> engineState(List<StateRecord> records) {
        Optional<StateRecord> record =
                records.stream().filter(EngineState::isIn).findFirst();
        try {
            return record.flatMap(EngineState::read);
        } catch (IllegalArgumentException e) {
            LOG.error(
                    "What was saved of the engine itself is damaged and goes to the quarantine, and begins anew: {}",
                    e.getMessage());
            record.ifPresent(damaged -> keeper.quarantine(damaged, String.valueOf(e.getMessage())));
            return Optional.empty();
        }
    }

    /** Makes a thread, not yet started, the engine's own: it alone may step from now on. */
    void ownedBy(Thread thread) {
        mailbox.ownedBy(thread);
    }

    /** Looks at the clocks, does all there is to do now, and says when there is more; empty: when something comes. */
    public Optional<Instant> step() {
        Instant now = clocks.look();
        mailbox.read();
        if (!stillness.isHeld()) {
            agenda.runDue(now);
            queue.letGo(launcher::launch);
        }
        keeper.settle();
        checkQuiet();
        Optional<Instant> next = stillness.isHeld() ? stillness.watch() : agenda.next();
        stillness.tell();
        return next;
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

    /** The gates that are there; they come and go here. */
    public GateKeeper gates() {
        return gates;
    }

    public void clockTrustAdded(ClockTrust trust) {
        mailbox.post(() -> clocks.add(trust));
    }

    public void clockTrustRemoved(ClockTrust trust) {
        mailbox.post(() -> clocks.remove(trust));
    }

    /** Has something done in a time from now, on the engine's thread; returns what calls it off. */
    public Runnable alarm(Duration delay, Runnable action) {
        AtomicReference<Agenda.@Nullable Entry> entry = new AtomicReference<>(); // belongs to the engine's thread
        mailbox.post(() -> entry.set(flow.later(delay, action)));
        return () -> mailbox.post(() -> {
            Agenda.Entry put = entry.get();
            if (put != null) {
                agenda.cancel(put);
            }
        });
    }

    /** What matters for sleeping. */
    public Quiescence quiescence() {
        return stillDesk;
    }

    /** What others may ask, and have done. */
    public Desk desk() {
        return desk;
    }

    /** Where definitions are changed, and those that are gone. */
    public DefinitionDesk definitions() {
        return definitionDesk;
    }

    /**
     * For who steps the engine and asks it on one and the same thread: what to do when an answer has to come from the
     * thread that saves state.
     *
     * @param stateThread does what waits there, and returns whether there was any
     */
    public void steppedByHand(BooleanSupplier stateThread) {
        BooleanSupplier meanwhile = () -> {
            keeper.settle();
            boolean worked = stateThread.getAsBoolean();
            mailbox.read();
            return worked;
        };
        definitionDesk.meanwhile(meanwhile);
        stillDesk.meanwhile(meanwhile);
    }

    // The end

    /** Starts nothing more, and asks what is under way to end soon; completes when all has ended. */
    public CompletableFuture<Void> stopRuns() {
        return mailbox.ask(() -> {
            flow.stop();
            for (JobEntry entry : jobs.all()) {
                flow.unplan(entry);
                flow.runs().withdraw(entry, "Reveille stops");
                ends.callBack(entry);
            }
            requests.stop();
            jobs.active().forEach(Active::cancel);
            quiet = new CompletableFuture<>();
            checkQuiet();
            return quiet;
        });
    }

    /** Tells what is still under way to end at once. */
    public List<String> cutOffRuns() {
        List<Active> late = mailbox.ask(jobs::active);
        late.stream()
                .flatMap(run -> Optional.ofNullable(run.run).stream())
                .forEach(run -> run.cutOff(Ending.Cut.STOPPED)); // on the calling thread: it may call handlers' code
        return late.stream().map(run -> run.request.job()).toList();
    }

    /** Saves what is left and closes; after the last step, on any thread. */
    public void close() throws Exception {
        mailbox.ownedBy(Thread.currentThread());
        mailbox.read(); // the word of the last save, perhaps
        jobs.all().forEach(entry -> flow.runs().dropAll(entry, "Reveille has stopped"));
        clocks.stopsInOrder();
        keeper.withEach(this::engineRecord);
        mailbox.close();
        intents.stop();
        try {
            if (definitions != null) {
                definitions.close();
            }
        } finally {
            boolean waited = intents.sent();
            if (keeper.writeLast() && waited) {
                intents.saved();
                keeper.writeLast();
            }
        }
    }

    private void checkQuiet() {
        if (quiet != null && jobs.active().isEmpty()) {
            quiet.complete(null);
        }
    }
}
