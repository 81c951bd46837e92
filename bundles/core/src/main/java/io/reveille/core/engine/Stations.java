package io.reveille.core.engine;

import io.reveille.core.clock.TimeSource;
import io.reveille.core.clocks.Clocks;
import io.reveille.core.definitions.Archive;
import io.reveille.core.definitions.DefinitionDesk;
import io.reveille.core.definitions.Intents;
import io.reveille.core.definitions.Retention;
import io.reveille.core.definitions.StoreReports;
import io.reveille.core.dispatch.Workers;
import io.reveille.core.intake.DefinitionCodec;
import io.reveille.core.intake.DefinitionIntake;
import io.reveille.core.intake.Handlers;
import io.reveille.core.job.Announcer;
import io.reveille.core.job.Chronicle;
import io.reveille.core.job.JobEntry;
import io.reveille.core.jobs.Jobs;
import io.reveille.core.jobs.Orders;
import io.reveille.core.jobs.Requests;
import io.reveille.core.plan.Planner;
import io.reveille.core.runs.CatchUp;
import io.reveille.core.runs.Chains;
import io.reveille.core.runs.GateKeeper;
import io.reveille.core.runs.Holds;
import io.reveille.core.runs.JobFlow;
import io.reveille.core.runs.Launcher;
import io.reveille.core.runs.LostThreads;
import io.reveille.core.runs.Recovery;
import io.reveille.core.runs.RunEnds;
import io.reveille.core.runs.RunQueue;
import io.reveille.core.runs.Runs;
import io.reveille.core.saving.FlashBudget;
import io.reveille.core.saving.StateKeeper;
import io.reveille.core.saving.TrailKeeper;
import io.reveille.core.settings.Settings;
import io.reveille.core.sleep.StillDesk;
import io.reveille.core.sleep.Stillness;
import io.reveille.core.threads.CallerWait;
import io.reveille.core.threads.Mailbox;
import io.reveille.core.timer.Agenda;
import io.reveille.core.timer.WakeupTimer;
import io.reveille.spi.StateRecord;
import io.reveille.spi.StateStore;
import java.time.Duration;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** All stations of the engine, put together. Belongs to the engine's thread. */
final class Stations {

    final StateStore stateStore;
    private final Workers workers;
    private final CatchUp catchUp;
    private Settings settings;
    final TimeSource time;
    final WakeupTimer timer;
    final Mailbox mailbox;
    final Agenda agenda = new Agenda();
    final Clocks clocks;
    final FlashBudget budget;
    final StateKeeper keeper;
    final TrailKeeper trail;
    final Announcer announcer;
    final JobFlow flow;
    final RunEnds ends;
    final RunQueue queue;
    final Launcher launcher;
    final Recovery recovery;
    final Mending mending;
    final Jobs jobs;
    final Requests requests;
    final Stillness stillness;
    final StillDesk stillDesk;
    final DefinitionIntake intake;
    final StoreReports reports;
    final GateKeeper gates;
    final ArgumentDesk arguments;
    private final CallerWait wait;
    final Desk desk;
    final Archive archive;
    final Intents intents;
    final DefinitionDesk definitionDesk;

    private boolean engineIsOfNewer;

    Stations(Settings settings, StateStore stateStore, Engine.Surroundings around) {
        this.settings = settings;
        this.stateStore = stateStore;
        this.workers = around.workers();
        this.time = around.time();
        this.timer = new WakeupTimer(time);
        this.mailbox = new Mailbox(timer::wake);
        this.budget = new FlashBudget(settings.flashBudget());
        this.keeper = new StateKeeper(
                stateStore, around.stateThread(), mailbox::letter, agenda, time, settings.stateCoalesce(), budget);
        this.trail = new TrailKeeper(keeper, time);
        this.announcer = new Announcer(around.announcements());
        this.gates = new GateKeeper(around.questions());
        this.clocks = new Clocks(time, settings, agenda, around.questions(), mailbox);
        TreeMap<String, JobEntry> entries = new TreeMap<>();
        Chronicle chronicle = new Chronicle(keeper, announcer, time, () -> this.settings.historyOf(entries.size()));
        Handlers handlers = new Handlers();
        this.wait = new CallerWait(mailbox);
        this.arguments = new ArgumentDesk(mailbox, handlers, around.questions(), wait);
        Planner planner = new Planner(() -> this.settings.misfireGrace());
        LostThreads lost = new LostThreads(around.workers());
        this.catchUp = new CatchUp(settings.catchUpRate(), time);
        this.queue = new RunQueue(around.workers(), handlers, catchUp, agenda, time::wall);
        queue.whenLong(chronicle::lasts);
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
        Chains chains = new Chains(flow, chronicle, time, entries);
        ends.whenOver(chains::over);
        flow.times().whenOver(chains::over);
        flow.runs().whenDropped(ends::release);
        keeper.whenSaved(chains::saved);
        keeper.givers(chains::giver);
        this.recovery = new Recovery(time, chronicle, chains);
        Holds holds = new Holds(flow.times(), recovery, planner, time);
        ends.whenHeld(holds::began);
        flow.times().whenHeld(holds::began);
        Jobs.Rules rules = new Jobs.Rules(flow, ends, chains, recovery, lost, holds);
        this.jobs = new Jobs(entries, rules, chronicle, handlers, clocks, time);
        this.mending = new Mending(jobs, queue, flow, ends, recovery, chronicle);
        this.requests = new Requests(jobs, flow, handlers, agenda, time, announcer);
        this.stillness = new Stillness(jobs, queue, requests, keeper, announcer, agenda, time);
        this.stillDesk = new StillDesk(mailbox, stillness, jobs);
        // Gates are somebody else's code: they are asked on the thread of who defines a job, not on the engine's.
        DefinitionCodec codec = new DefinitionCodec(settings.zone(), gates::check);
        this.intake = new DefinitionIntake(new DefinitionCodec(settings.zone()), jobs);
        this.reports = new StoreReports(mailbox, intake, jobs);
        Status status = new Status(jobs, queue, lost, clocks, around, keeper);
        Orders orders = new Orders(mailbox, jobs, requests, ends, trail);
        GateDesk gateDesk = new GateDesk(gates, around.questions(), wait, this::alarm);
        this.desk = new Desk(
                mailbox,
                new Desk.Back(jobs, intake, reports, orders, chronicle, chains, clocks, status, gateDesk),
                codec,
                time);
        this.archive = new Archive(intake, jobs::state, keeper, clocks, new Retention.Clock(time, agenda));
        this.intents = new Intents(keeper, intake);
        keeper.batches(
                () -> {
                    archive.handedOver();
                    intents.sent();
                    trail.goAlong();
                },
                intents::saved);
        jobs.lastIntent(intents::last);
        archive.whenChanged(this::definitionChanged);
        this.definitionDesk = new DefinitionDesk(
                mailbox, new DefinitionDesk.Back(jobs, intake, reports, chronicle, archive, intents));
    }

    private void definitionChanged(String job) {
        intents.overtaken(job);
        if (!intents.isUnderWay(job)) {
            archive.lastChange(job).ifPresent(kind -> trail.add(job, kind, "", ""));
        }
    }

    /** See {@link Engine#alarm}. */
    Runnable alarm(Duration delay, Runnable action) {
        AtomicReference<Agenda.@Nullable Entry> entry = new AtomicReference<>(); // belongs to the engine's thread
        mailbox.post(() -> entry.set(flow.later(delay, action)));
        return () -> mailbox.post(() -> {
            Agenda.Entry put = entry.get();
            if (put != null) {
                agenda.cancel(put);
            }
        });
    }

    /** See {@link Engine#steppedByHand}. */
    void steppedByHand(BooleanSupplier stateThread, BooleanSupplier questions) {
        BooleanSupplier meanwhile = () -> {
            keeper.settle();
            boolean worked = stateThread.getAsBoolean();
            mailbox.read();
            return worked;
        };
        definitionDesk.meanwhile(meanwhile);
        stillDesk.meanwhile(meanwhile);
        wait.meanwhile(questions);
    }

    /** Works by other settings from now on; the zone stays what it was, since all schedules were read by it. */
    void use(Settings now) {
        settings = now;
        workers.resize(now.workers());
        catchUp.rate(now.catchUpRate());
        budget.limit(now.flashBudget());
        keeper.coalesce(now.stateCoalesce());
        clocks.use(now);
    }

    /** The record of the engine itself, as it is now; nothing while the store has that of a newer version. */
    Optional<StateRecord> engineRecord() {
        return engineIsOfNewer
                ? Optional.empty()
                : Optional.of(clocks.state(budget.write()).write());
    }

    /** Has what is the engine's own saved with what is left at the end. */
    void saveOwn() {
        keeper.withEach(this::engineRecord);
        trail.save();
    }

    /** Leaves the engine's own record as a newer version has written it. */
    void leaveEngineRecord() {
        engineIsOfNewer = true;
    }
}
