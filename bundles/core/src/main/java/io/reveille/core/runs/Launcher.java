package io.reveille.core.runs;

import static java.util.Objects.requireNonNull;

import io.reveille.Delivery;
import io.reveille.core.clock.TimeSource;
import io.reveille.core.dispatch.Handler;
import io.reveille.core.dispatch.JobRun;
import io.reveille.core.dispatch.Secrets;
import io.reveille.core.dispatch.Workers;
import io.reveille.core.fault.FaultMessage;
import io.reveille.core.intake.Handlers;
import io.reveille.core.job.Active;
import io.reveille.core.job.Chronicle;
import io.reveille.core.job.JobEntry;
import io.reveille.core.outcome.Ending;
import io.reveille.core.saving.StateKeeper;
import io.reveille.core.state.Occurrences;
import io.reveille.core.threads.Mailbox;
import io.reveille.spi.RunGate;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The last steps to a handler: gates are asked, a start is saved where that was promised. Belongs to the engine's thread. */
public final class Launcher {

    private static final Logger LOG = LoggerFactory.getLogger(Launcher.class);

    private static final FaultMessage NO_WORKER =
            new FaultMessage(LOG, "No worker could be had for a run, which counts as failed.");

    /** What the launcher needs around it. */
    public record Stations(TimeSource time, Handlers handlers, Workers workers, Secrets secrets, Mailbox mailbox) {}

    /** When a start that could not be saved is tried again. */
    private static final Duration CLAIM_AGAIN = Duration.ofSeconds(30);

    private final Stations to;
    private final GateKeeper gates;
    private final StateKeeper keeper;
    private final JobFlow flow;
    private final RunEnds ends;
    private final Chronicle chronicle;

    public Launcher(
            Stations stations, GateKeeper gates, StateKeeper keeper, JobFlow flow, RunEnds ends, Chronicle chronicle) {
        this.to = stations;
        this.gates = gates;
        this.keeper = keeper;
        this.flow = flow;
        this.ends = ends;
        this.chronicle = chronicle;
    }

    /** A worker and a place at the handler are there for it. */
    public void launch(JobEntry entry, Active run) {
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
        AtomicReference<GateKeeper.Answer> said = new AtomicReference<>();
        Runnable word = to.mailbox().letter(() -> answered(entry, run, requireNonNull(said.get(), "answer")));
        gates.ask(occurrence, conditions, answer -> {
            said.set(answer);
            word.run();
        });
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
        Watcher watcher = new Watcher(entry, run, to.mailbox());
        Ending none = Ending.failed(to.time().wall(), "no worker");
        run.run = new JobRun(run.request, handler.get(), to.time(), to.secrets(), watcher);
        ends.limit(entry, run);
        chronicle.begun(entry);
        run.stage = Active.Stage.RUNNING; // now that nothing can fail but this
        try {
            to.workers().execute(run.run);
        } catch (Throwable e) {
            watcher.ended(noWorker(e, none));
            watcher.returned();
        }
    }

    private static Ending noWorker(Throwable thrown, Ending unsaid) {
        try {
            return Ending.failed(unsaid.start(), "no worker: " + thrown);
        } catch (Throwable second) {
            NO_WORKER.error(thrown);
            return unsaid;
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

    /** Brings word of a run to the engine's thread. All letters are made ahead: none gets lost for want of memory. */
    private final class Watcher implements JobRun.Watcher {

        private final Active run;
        private final Runnable started;
        private final Runnable ended;
        private final Runnable returned;

        Watcher(JobEntry entry, Active run, Mailbox mailbox) {
            this.run = run;
            this.started = mailbox.letter(() -> ends.started(entry, run));
            this.ended = mailbox.letter(() -> ends.ended(entry, run, requireNonNull(run.ending, "ending")));
            this.returned = mailbox.letter(() -> ends.returned(run));
        }

        @Override
        public void started() {
            started.run();
        }

        @Override
        public void ended(Ending ending) {
            run.ending = ending;
            ended.run();
        }

        @Override
        public void returned() {
            returned.run();
        }
    }
}
