package io.reveille.core.runs;

import static java.util.Objects.requireNonNull;

import io.reveille.Delivery;
import io.reveille.core.dispatch.Handler;
import io.reveille.core.intake.Handlers;
import io.reveille.core.job.DefinedJob;
import io.reveille.core.job.JobEntry;
import io.reveille.core.job.Run;
import io.reveille.core.saving.StateKeeper;
import io.reveille.core.saving.Urgency;
import io.reveille.core.state.Occurrences;
import io.reveille.core.threads.Mailbox;
import io.reveille.spi.RunGate;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/** The last steps to a handler: gates are asked, a start is saved where that was promised. Belongs to the engine's thread. */
public final class Launcher {

    /** The time after which a start that could not be saved is tried again. */
    private static final Duration CLAIM_AGAIN = Duration.ofSeconds(30);

    private final Mailbox mailbox;
    private final Handlers handlers;
    private final GateKeeper gates;
    private final StateKeeper keeper;
    private final Chains chains;
    private final Runs runs;
    private final PutBacks putBacks;
    private final Starter starter;

    public Launcher(
            Mailbox mailbox,
            Handlers handlers,
            GateKeeper gates,
            StateKeeper keeper,
            Chains chains,
            Runs runs,
            PutBacks putBacks,
            Starter starter) {
        this.mailbox = mailbox;
        this.handlers = handlers;
        this.gates = gates;
        this.keeper = keeper;
        this.chains = chains;
        this.runs = runs;
        this.putBacks = putBacks;
        this.starter = starter;
    }

    /** Launches a run for which a worker and a place at the handler are kept. */
    public void launch(DefinedJob job, Run run) {
        JobEntry entry = job.entry;
        run.handler = job.handler();
        if (ready(entry, run).isEmpty()) {
            return;
        }
        runs.bringUpToDate(job, run);
        List<String> conditions = job.policies().gates();
        if (run.admitted || !gates.concern(conditions)) {
            claim(entry, run);
            return;
        }
        // A gate may take its time: others have the worker meanwhile.
        runs.release(run);
        run.stage = Run.Stage.ASKING;
        RunGate.Occurrence occurrence = new RunGate.Occurrence(entry.name(), run.request.nominalTime());
        AtomicReference<GateKeeper.Answer> said = new AtomicReference<>();
        Runnable word = mailbox.letter(() -> answered(entry, run, requireNonNull(said.get(), "answer")));
        gates.ask(occurrence, conditions, answer -> {
            said.set(answer);
            word.run();
        });
    }

    private void answered(JobEntry entry, Run run, GateKeeper.Answer answer) {
        run.permits = answer.permits();
        Optional<DefinedJob> job = ready(entry, run);
        if (job.isEmpty()) {
            return;
        }
        Optional<RunGate.Refusal> refusal = answer.refusal();
        if (refusal.isPresent()) {
            entry.unsaved = false;
            putBacks.defer(entry, run, refusal.get().reason(), refusal.get().askAgain());
        } else {
            run.admitted = true;
            run.hurried = true; // the run has had its turn
            runs.enqueue(job.get(), run);
        }
    }

    private void claim(JobEntry entry, Run run) {
        if (run.isTriggered()) {
            start(entry, run);
            return;
        }
        Occurrences.started(entry.state, run.occurrence);
        if (entry.policies().delivery() != Delivery.AT_MOST_ONCE && !entry.claims) {
            keeper.changed(entry.state, Urgency.ALONG);
            start(entry, run);
            return;
        }
        if (entry.policies().delivery() == Delivery.AT_MOST_ONCE) {
            keeper.promised(entry.name());
        }
        run.stage = Run.Stage.CLAIMING;
        keeper.claim(entry.state, chains.giver(entry.state), saved -> claimed(entry, run, saved));
    }

    private void claimed(JobEntry entry, Run run, boolean saved) {
        if (ready(entry, run).isEmpty()) {
            return;
        }
        if (saved) {
            start(entry, run);
        } else {
            entry.unsaved = true;
            putBacks.defer(entry, run, "its start could not be saved, and it must not start without", CLAIM_AGAIN);
        }
    }

    private void start(JobEntry entry, Run run) {
        Optional<Handler> handler = handlers.find(run.handler);
        if (handler.isEmpty()) {
            putBacks.putBack(entry, run, "the handler has gone");
            return;
        }
        run.revision = handlers.revision(run.handler);
        starter.start(entry, run, handler.get());
    }

    /**
     * The job of a run that may go on to its next stage; empty, and the run is taken back, if the job has been paused,
     * changed or removed while the run was on its way.
     */
    private Optional<DefinedJob> ready(JobEntry entry, Run run) {
        if (!entry.has(run)) {
            runs.release(run);
            return Optional.empty();
        }
        boolean ready = run.isTriggered()
                ? entry.state.lostHandler().isEmpty()
                : (entry.state.mayRun() && entry.state.open(run.occurrence).isPresent());
        Optional<DefinedJob> job = ready && handlers.find(run.handler).isPresent() ? entry.job() : Optional.empty();
        if (job.isEmpty()) {
            putBacks.putBack(entry, run, "the job cannot run now");
        }
        return job;
    }
}
