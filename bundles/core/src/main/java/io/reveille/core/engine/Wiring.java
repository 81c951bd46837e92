package io.reveille.core.engine;

import io.reveille.core.calls.CallQueue;
import io.reveille.core.calls.Calls;
import io.reveille.core.changes.PendingChanges;
import io.reveille.core.clock.TimeSource;
import io.reveille.core.clocks.ClockJudge;
import io.reveille.core.clocks.Clocks;
import io.reveille.core.definitions.Archive;
import io.reveille.core.definitions.DefinitionAccess;
import io.reveille.core.definitions.DefinitionEffects;
import io.reveille.core.definitions.Owners;
import io.reveille.core.definitions.Retention;
import io.reveille.core.definitions.StoreReports;
import io.reveille.core.dispatch.LostThreads;
import io.reveille.core.dispatch.Workers;
import io.reveille.core.intake.DefinitionCodec;
import io.reveille.core.intake.DefinitionIntake;
import io.reveille.core.intake.Definitions;
import io.reveille.core.intake.Handlers;
import io.reveille.core.job.Announcer;
import io.reveille.core.job.JobEntry;
import io.reveille.core.job.JobIndex;
import io.reveille.core.job.JobRecorder;
import io.reveille.core.job.PlannedWork;
import io.reveille.core.job.RunIds;
import io.reveille.core.jobs.ClockFollowers;
import io.reveille.core.jobs.DefinedJobs;
import io.reveille.core.jobs.JobStates;
import io.reveille.core.jobs.Jobs;
import io.reveille.core.jobs.Orders;
import io.reveille.core.jobs.Requests;
import io.reveille.core.plan.Planner;
import io.reveille.core.runs.CatchUp;
import io.reveille.core.runs.Chains;
import io.reveille.core.runs.CutOffs;
import io.reveille.core.runs.DueTimes;
import io.reveille.core.runs.GateKeeper;
import io.reveille.core.runs.HandlerChanges;
import io.reveille.core.runs.Holds;
import io.reveille.core.runs.JobFlow;
import io.reveille.core.runs.Lapses;
import io.reveille.core.runs.Launcher;
import io.reveille.core.runs.Overlaps;
import io.reveille.core.runs.PutBacks;
import io.reveille.core.runs.Recovery;
import io.reveille.core.runs.RunEnds;
import io.reveille.core.runs.RunQueue;
import io.reveille.core.runs.Runs;
import io.reveille.core.runs.Starter;
import io.reveille.core.saving.FlashBudget;
import io.reveille.core.saving.SaveStep;
import io.reveille.core.saving.SaveTimes;
import io.reveille.core.saving.StateKeeper;
import io.reveille.core.saving.StateWriter;
import io.reveille.core.saving.TrailKeeper;
import io.reveille.core.settings.Settings;
import io.reveille.core.sleep.SleepAccess;
import io.reveille.core.sleep.SleepHold;
import io.reveille.core.state.ChangeNumbers;
import io.reveille.core.threads.CallerWait;
import io.reveille.core.threads.GuardedCalls;
import io.reveille.core.threads.Mailbox;
import io.reveille.core.timer.Agenda;
import io.reveille.core.timer.WakeupTimer;
import io.reveille.spi.StateStore;
import java.time.Duration;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** All parts of the engine, made in order: each is given the parts that it uses. Belongs to the engine's thread. */
final class Wiring {

    private Settings settings;
    final StateStore stateStore;
    private final Workers workers;
    final WakeupTimer timer;
    final Mailbox mailbox;
    private final Agenda<PlannedWork> agenda;
    final TimeSource time;
    final FlashBudget budget;
    final EngineRecord record;
    private final SaveTimes saveTimes;
    final StateKeeper keeper;
    final SaveStep saving;
    final TrailKeeper trail;
    final Announcer announcer;
    final ClockJudge clock;
    final Clocks clocks;
    final GateKeeper gates;
    private final CatchUp catchUp;
    final Calls calls;
    final RunQueue queue;
    final JobFlow flow;
    final Recovery recovery;
    final DueTimes times;
    final PutBacks putBacks;
    final Launcher launcher;
    final HandlerChanges handlers;
    final Jobs jobs;
    final JobStates states;
    final Requests requests;
    final Mending mending;
    final DefinitionIntake intake;
    final StoreReports reports;
    final ChangeNumbers numbers = new ChangeNumbers();
    final PendingChanges pending;
    final Owners owners;
    final Archive archive;
    final DefinitionAccess definitionAccess;
    final SleepHold sleepHold;
    final SleepAccess sleepAccess;
    final ArgumentQuestions arguments;
    final EngineAccess access;

    Wiring(Settings settings, StateStore stateStore, Engine.Surroundings around) {
        this.settings = settings;
        this.stateStore = stateStore;
        this.workers = around.workers();
        this.time = around.time();
        this.timer = new WakeupTimer(time);
        this.mailbox = new Mailbox(timer::wake);
        this.clocks = new Clocks(time, settings);
        this.agenda = new Agenda<>(
                PlannedWork.class, mailbox::isMineOrFree, () -> clocks.steps().sum());
        GuardedCalls questions = around.questions();

        // Saving and telling
        this.budget = new FlashBudget(settings.flashBudget());
        this.record = new EngineRecord(clocks, budget);
        StateWriter writer = new StateWriter(stateStore, around.stateThread(), mailbox::letter, record);
        this.saveTimes = new SaveTimes(agenda, time, settings.stateCoalesce(), budget);
        this.keeper = new StateKeeper(stateStore, writer, saveTimes, budget, time);
        this.trail = new TrailKeeper(keeper, time);
        this.announcer = new Announcer(around.announcements());
        NavigableMap<String, JobEntry> entries = new TreeMap<>();
        JobRecorder recorder = new JobRecorder(
                keeper, announcer, time, () -> this.settings.historyOf(entries.size()), mailbox::isMineOrFree);

        // One occurrence, from due to over
        Planner planner = new Planner(() -> this.settings.misfireGrace());
        Handlers offers = new Handlers();
        JobIndex index = new JobIndex(time);
        this.gates = new GateKeeper(questions);
        this.catchUp = new CatchUp(settings.catchUpRate(), time);
        RunIds ids = new RunIds(time.wall(), time.bootId());
        CallQueue callQueue = new CallQueue(time, mailbox, workers, ids, timer::wake);
        this.calls = new Calls(agenda, planner, callQueue, clocks, time, timer::wake);
        this.queue = new RunQueue(workers, offers, catchUp, agenda, time::wall, callQueue, recorder);
        Runs runs = new Runs(time, planner, queue, gates, ids, recorder);
        this.flow = new JobFlow(agenda, time, planner, runs, index);
        Chains chains = new Chains(flow, recorder, time, entries);
        this.recovery = new Recovery(time, recorder, chains);
        Lapses lapses = new Lapses(time, flow, chains);
        Holds holds = new Holds(flow, lapses, recovery, planner, recorder, time);
        this.times = new DueTimes(agenda, time, planner, flow, lapses, holds, recorder);
        LostThreads lost = new LostThreads(workers);
        this.handlers = new HandlerChanges(offers, lost, index, flow, recorder);
        CutOffs cutOffs = new CutOffs(flow, queue, handlers, questions);
        RunEnds ends = new RunEnds(time, clocks, flow, new Overlaps(time, planner, flow), chains, holds, recorder);
        this.putBacks = new PutBacks(time, flow, recorder);
        Starter starter = new Starter(time, mailbox, workers, around.secrets(), cutOffs, ends, recorder);
        this.launcher = new Launcher(mailbox, offers, gates, keeper, chains, runs, putBacks, starter);

        // Influences on jobs from outside
        ClockFollowers clockFollowers = new ClockFollowers(entries.values(), flow, recorder, clocks);
        this.clock = new ClockJudge(clocks, time, agenda, questions, mailbox, List.of(clockFollowers, calls));
        this.jobs = new Jobs(entries, index, runs);
        this.states = new JobStates(entries, flow, cutOffs, clockFollowers, numbers, recorder, time);
        this.requests = new Requests(jobs, flow, times, offers, agenda, time, announcer);
        Orders orders = new Orders(mailbox, jobs, holds, requests, cutOffs, trail, "");
        this.mending = new Mending(jobs, queue, flow, ends, putBacks, recovery, recorder);

        // Definitions
        DefinedJobs defined = new DefinedJobs(
                states, index, flow, chains, recovery, holds, handlers, clockFollowers, clocks, recorder, time);
        Definitions definitions = new Definitions();
        DefinitionCodec codec = new DefinitionCodec(settings.zone());
        this.owners = new Owners(jobs, recorder);
        this.pending = new PendingChanges(keeper, numbers);
        this.archive = new Archive(
                definitions, codec, owners, pending, keeper, trail, clocks, new Retention.Clock(time, agenda));
        this.intake = new DefinitionIntake(codec, definitions, defined, archive);
        this.reports = new StoreReports(mailbox, intake, jobs, states);
        this.saving = new SaveStep(
                keeper,
                writer,
                saveTimes,
                () -> {
                    archive.handedOver();
                    pending.sent();
                    trail.goAlong();
                },
                chains::saved,
                pending::saved);

        // Questions of other threads
        CallerWait forState = new CallerWait(mailbox, () -> workByHand(around.byHand()));
        CallerWait forAnswers = new CallerWait(mailbox, around.byHand().questions());
        this.definitionAccess = new DefinitionAccess(
                mailbox,
                forState,
                reports,
                archive,
                new DefinitionEffects(intake, archive, owners, jobs, states, recorder),
                pending);
        this.sleepHold = new SleepHold(jobs, times, queue, requests, calls, keeper, announcer, agenda, time);
        this.sleepAccess = new SleepAccess(mailbox, forState, sleepHold, jobs, calls);
        this.arguments = new ArgumentQuestions(mailbox, offers, questions, forAnswers);
        // Gates are somebody else's code: they are asked on the thread that defines a job, not on the engine's.
        DefinitionCodec withGates = new DefinitionCodec(settings.zone(), gates::check);
        Status status = new Status(jobs, queue, callQueue, lost, clocks, around, keeper);
        GateQuestions gateQuestions = new GateQuestions(gates, questions, forAnswers, this::alarm);
        DefinitionQuestions aboutDefinitions =
                new DefinitionQuestions(mailbox, jobs, intake, reports, chains, clocks, withGates, time);
        this.access = new EngineAccess(
                mailbox, jobs, calls, aboutDefinitions, orders, recorder, clock, status, gateQuestions, time);
    }

    /**
     * Does the work of the thread that saves state, for a caller that steps the engine by hand and waits for a save.
     */
    private boolean workByHand(ByHand hand) {
        saving.settle();
        boolean worked = hand.stateThread().getAsBoolean();
        mailbox.read();
        return worked;
    }

    /** Does as {@link Engine#alarm} says. */
    Runnable alarm(Duration delay, Runnable action) {
        AtomicReference<Agenda.@Nullable Entry> entry = new AtomicReference<>(); // belongs to the engine's thread
        mailbox.post(() -> entry.set(flow.later(delay, "alarm of a guarded call", action)));
        return () -> mailbox.post(() -> {
            Agenda.Entry put = entry.get();
            if (put != null) {
                agenda.cancel(put);
            }
        });
    }

    /** Applies other settings from now on; the zone stays, since all schedules were read by it. */
    void use(Settings now) {
        settings = now;
        workers.resize(now.workers());
        catchUp.rate(now.catchUpRate());
        budget.limit(now.flashBudget());
        saveTimes.coalesce(now.stateCoalesce());
        clock.use(now);
    }
}
