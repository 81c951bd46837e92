package io.reveille.core.engine;

import io.reveille.Delivery;
import io.reveille.core.clock.TimeSource;
import io.reveille.core.dispatch.Handler;
import io.reveille.core.dispatch.JobRun;
import io.reveille.core.dispatch.Secrets;
import io.reveille.core.dispatch.Workers;
import io.reveille.core.intake.Handlers;
import io.reveille.core.outcome.Ending;
import io.reveille.core.state.Occurrences;
import io.reveille.spi.RunGate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** The last steps to a handler: gates are asked, a start is saved where that was promised. Belongs to the engine's thread. */
final class Launcher {

    /** What the launcher needs around it. */
    record Stations(TimeSource time, Handlers handlers, Workers workers, Secrets secrets, Mailbox mailbox) {}

    /** When a start that could not be saved is tried again. */
    private static final Duration CLAIM_AGAIN = Duration.ofSeconds(30);

    private final Stations to;
    private final GateKeeper gates;
    private final StateKeeper keeper;
    private final JobFlow flow;
    private final RunEnds ends;
    private final Chronicle chronicle;

    Launcher(Stations stations, GateKeeper gates, StateKeeper keeper, JobFlow flow, RunEnds ends, Chronicle chronicle) {
        this.to = stations;
        this.gates = gates;
        this.keeper = keeper;
        this.flow = flow;
        this.ends = ends;
        this.chronicle = chronicle;
    }

    /** A worker and a place at the handler are there for it. */
    void launch(JobEntry entry, Active run) {
        run.handler = entry.handler();
        if (!goesOn(entry, run)) {
            return;
        }
        flow.runs().bringUpToDate(entry, run);
        List<String> conditions = entry.policies().gates();
        if (run.admitted || !gates.concern(conditions)) {
            claim(entry, run);
            return;
        }
        // A gate may take its time: others have the worker meanwhile.
        ends.stepAside(run);
        run.stage = Active.Stage.ASKING;
        RunGate.Occurrence occurrence = new RunGate.Occurrence(entry.name(), run.request.nominalTime());
        gates.ask(occurrence, conditions, answer -> to.mailbox().post(() -> answered(entry, run, answer)));
    }

    private void answered(JobEntry entry, Active run, GateKeeper.Answer answer) {
        run.permits = answer.permits();
        if (!goesOn(entry, run)) {
            return;
        }
        Optional<RunGate.Refusal> refusal = answer.refusal();
        if (refusal.isPresent()) {
            entry.unsaved = false;
            ends.defer(entry, run, refusal.get().reason(), refusal.get().askAgain());
        } else {
            run.admitted = true;
            run.hurried = true; // it has had its turn
            flow.runs().enqueue(entry, run);
        }
    }

    private void claim(JobEntry entry, Active run) {
        if (run.isTriggered()) {
            start(entry, run);
            return;
        }
        Occurrences.started(entry.state, run.occurrence);
        if (entry.policies().delivery() != Delivery.AT_MOST_ONCE && !entry.claims) {
            keeper.noted(entry.state);
            start(entry, run);
            return;
        }
        if (entry.policies().delivery() == Delivery.AT_MOST_ONCE) {
            keeper.promised(entry.name());
        }
        run.stage = Active.Stage.CLAIMING;
        keeper.claim(entry.state, saved -> claimed(entry, run, saved));
    }

    private void claimed(JobEntry entry, Active run, boolean saved) {
        if (!goesOn(entry, run)) {
            return;
        }
        if (saved) {
            start(entry, run);
        } else {
            entry.unsaved = true;
            ends.defer(entry, run, "its start could not be saved, and it must not start without", CLAIM_AGAIN);
        }
    }

    private void start(JobEntry entry, Active run) {
        Optional<Handler> handler = to.handlers().find(run.handler);
        if (handler.isEmpty()) {
            ends.putBack(entry, run, "the handler has gone");
            return;
        }
        run.stage = Active.Stage.RUNNING;
        JobRun job = new JobRun(
                run.request, handler.get(), to.time(), to.secrets(), new Watcher(entry, run, to.mailbox()::post));
        run.run = job;
        ends.limit(entry, run);
        chronicle.begun(entry);
        try {
            to.workers().execute(job);
        } catch (RuntimeException | Error e) { // no memory for another thread, say
            Instant now = to.time().wall();
            to.mailbox().post(() -> {
                ends.ended(entry, run, Ending.failed(now, "no worker: " + e));
                ends.returned(run);
            });
        }
    }

    /** Whether a run may go on to its next station: a job may be paused, changed or removed while it was on its way. */
    private boolean goesOn(JobEntry entry, Active run) {
        if (!entry.has(run)) {
            ends.release(run);
            return false;
        }
        boolean ready = run.isTriggered()
                ? entry.state.lostHandler().isEmpty()
                : (entry.state.mayRun() && entry.state.open(run.occurrence).isPresent());
        if (!ready || entry.defined == null || to.handlers().find(run.handler).isEmpty()) {
            ends.putBack(entry, run, "the job cannot run now");
            return false;
        }
        return true;
    }

    /** Brings word of a run to the engine's thread. */
    private final class Watcher implements JobRun.Watcher {

        private final JobEntry entry;
        private final Active run;
        private final Consumer<Runnable> engine;

        Watcher(JobEntry entry, Active run, Consumer<Runnable> engine) {
            this.entry = entry;
            this.run = run;
            this.engine = engine;
        }

        @Override
        public void started() {
            engine.accept(() -> ends.started(entry, run));
        }

        @Override
        public void ended(Ending ending) {
            engine.accept(() -> ends.ended(entry, run, ending));
        }

        @Override
        public void returned() {
            engine.accept(() -> ends.returned(run));
        }
    }
}
