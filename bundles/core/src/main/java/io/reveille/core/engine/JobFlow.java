package io.reveille.core.engine;

import io.reveille.RunOutcome;
import io.reveille.RunReport;
import io.reveille.core.clock.TimeSource;
import io.reveille.core.dispatch.Handler;
import io.reveille.core.dispatch.JobRun;
import io.reveille.core.dispatch.RunRequest;
import io.reveille.core.engine.JobEntry.Active;
import io.reveille.core.engine.JobEntry.Defined;
import io.reveille.core.intake.Handlers;
import io.reveille.core.outcome.Ending;
import io.reveille.core.outcome.OutcomeRules;
import io.reveille.core.outcome.Verdict;
import io.reveille.core.plan.Planner;
import io.reveille.core.state.RunState.Begun;
import io.reveille.core.state.Transitions;
import io.reveille.core.timer.Agenda;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The way of an occurrence: planned, due, running, ended, and the next one planned. Belongs to the engine's thread. */
final class JobFlow {

    private static final Logger LOG = LoggerFactory.getLogger(JobFlow.class);

    /** What the flow needs around it. */
    record Stations(
            Agenda agenda, TimeSource time, Planner planner, Handlers handlers, Executor workers, Mailbox mailbox) {}

    private final Stations to;
    private final Chronicle chronicle;
    private final CatchUp catchUp;
    private final RunIds runIds;
    private boolean stopping;

    JobFlow(Stations stations, Chronicle chronicle, CatchUp catchUp) {
        this.to = stations;
        this.chronicle = chronicle;
        this.catchUp = catchUp;
        this.runIds = new RunIds(stations.time().wall());
    }

    /** Nothing starts any more. */
    void stop() {
        stopping = true;
    }

    /** Plans the next occurrence afresh; called after any change to a job. */
    void plan(JobEntry entry) {
        unplan(entry);
        Defined job = entry.defined;
        if (job == null || stopping || entry.active != null) {
            return; // what passes during a run is dealt with at its end: no wake-up for it
        }
        Optional<Instant> next = to.planner().next(job.schedule(), entry.state.chain());
        if (next.isEmpty()) {
            Transitions.exhausted(entry.state, entry.handler()); // it is over, whatever the job waits for
        }
        if (!entry.state.mayRun()) {
            return;
        }
        if (entry.retry == null && entry.state.begun().isPresent()) {
            // Its time for another attempt passed while it could not run.
            entry.retry = to.agenda().at(to.time().wall(), () -> retry(entry));
        }
        if (next.isPresent()) {
            Transitions.planned(entry.state);
            entry.planned = to.agenda().at(next.get(), () -> due(entry, job, next.get()));
        }
    }

    /** Has something done in a time from now. */
    void later(Duration delay, Runnable action) {
        to.agenda().after(to.time().wall(), delay, action);
    }

    /** Takes a job off the agenda. */
    void unplan(JobEntry entry) {
        if (entry.planned != null) {
            to.agenda().cancel(entry.planned);
            entry.planned = null;
        }
        entry.overdue = null;
    }

    /** Takes a retry off the agenda; what is begun is tried again once the job can run. */
    void shelveRetry(JobEntry entry) {
        if (entry.retry != null) {
            to.agenda().cancel(entry.retry);
            entry.retry = null;
        }
    }

    /** Gives up a retry that still waits. */
    private void giveUpRetry(JobEntry entry) {
        shelveRetry(entry);
        if (entry.state.begun().isPresent()) {
            Transitions.givenUp(entry.state);
        }
    }

    /** Drops a run under way: its result counts no more. */
    void drop(JobEntry entry, String why) {
        Active active = entry.active;
        if (active != null) {
            entry.active = null;
            active.run().cancel();
            Instant now = to.time().wall();
            chronicle.dropped(
                    active.report(),
                    active.run().request().report(now, Duration.ZERO, RunOutcome.INTERRUPTED, why, Map.of()));
        }
    }

    /** Runs a job beside its schedule. */
    CompletableFuture<RunReport> trigger(JobEntry entry) {
        Defined job = entry.defined;
        Instant now = to.time().wall();
        RunRequest request = new RunRequest(
                entry.name(),
                runIds.next(),
                now,
                1,
                0,
                false,
                true,
                job == null ? Map.of() : job.definition().arguments(),
                entry.state.memory());
        Optional<Handler> handler = to.handlers().find(entry.handler());
        String whyNot = whyNot(entry);
        if (!whyNot.isEmpty() || handler.isEmpty()) {
            String reason = whyNot.isEmpty() ? "no service offers the handler \"" + entry.handler() + "\"" : whyNot;
            return CompletableFuture.completedFuture(
                    request.report(now, Duration.ZERO, RunOutcome.SKIPPED, reason, Map.of()));
        }
        unplan(entry);
        CompletableFuture<RunReport> report = new CompletableFuture<>();
        start(entry, request, handler.get(), report);
        return report;
    }

    private String whyNot(JobEntry entry) {
        if (entry.defined == null) {
            return "the job has no definition";
        }
        if (stopping) {
            return "Reveille stops";
        }
        return entry.active == null ? "" : "a run is under way";
    }

    private void due(JobEntry entry, Defined job, Instant planned) {
        Instant now = to.time().wall();
        Duration turn = to.planner().isLate(planned, now) ? catchUp.takeTurn() : Duration.ZERO;
        if (turn.isZero()) {
            begin(entry, job, planned);
        } else {
            entry.overdue = planned;
            entry.planned = to.agenda().after(now, turn, () -> begin(entry, job, planned));
        }
    }

    /** Starts at once what waits for its turn among the overdue. */
    void hurry(JobEntry entry) {
        Defined job = entry.defined;
        if (job != null && entry.overdue != null) {
            begin(entry, job, entry.overdue);
        }
    }

    private void begin(JobEntry entry, Defined job, Instant planned) {
        unplan(entry);
        giveUpRetry(entry);
        Instant now = to.time().wall();
        Planner.Due due = to.planner().due(job.schedule(), entry.state.chain(), planned, now);
        Begun begun = Transitions.due(entry.state, due.nominalTime(), due.missed());
        attempt(entry, begun);
    }

    private void attempt(JobEntry entry, Begun begun) {
        Defined job = entry.defined;
        Optional<Handler> handler = to.handlers().find(entry.handler());
        if (job == null || handler.isEmpty()) {
            return; // cannot be: a job without either is not READY, and its plans are cancelled
        }
        start(
                entry,
                new RunRequest(
                        entry.name(),
                        runIds.next(),
                        begun.nominalTime(),
                        begun.attempt(),
                        begun.missed(),
                        begun.recovery(),
                        false,
                        job.definition().arguments(),
                        entry.state.memory()),
                handler.get(),
                new CompletableFuture<>());
    }

    private void start(JobEntry entry, RunRequest request, Handler handler, CompletableFuture<RunReport> report) {
        JobRun run = new JobRun(
                request,
                handler,
                to.time(),
                () -> to.mailbox().post(() -> started(entry, request)),
                ending -> to.mailbox().post(() -> ended(entry, request, ending)));
        entry.active = new Active(run, report);
        chronicle.begun(entry);
        try {
            to.workers().execute(run);
        } catch (RuntimeException | Error e) { // no memory for another thread, say
            Instant now = to.time().wall();
            Ending refused =
                    new Ending(now, Duration.ZERO, Optional.empty(), Map.of(), "no worker: " + e, Map.of(), false);
            to.mailbox().post(() -> ended(entry, request, refused));
        }
    }

    private void started(JobEntry entry, RunRequest request) {
        if (entry.active != null && entry.active.is(request)) {
            if (!request.triggered()) {
                Transitions.started(entry.state);
            }
            chronicle.started(entry);
        }
    }

    private void ended(JobEntry entry, RunRequest request, Ending end) {
        Active active = entry.active;
        if (active == null || !active.is(request)) {
            return; // the job was removed meanwhile
        }
        entry.active = null;
        Verdict verdict = OutcomeRules.judge(entry.state, end);
        RunReport report =
                request.report(end.start(), end.duration(), verdict.outcome(), verdict.message(), verdict.data());
        if (verdict.outcome() == RunOutcome.INTERRUPTED) {
            Transitions.cutOff(entry.state, report);
        } else if (verdict.retry().isPresent() && !request.triggered()) {
            Transitions.retrying(entry.state, report, end.memory());
            entry.retry = to.agenda().after(to.time().wall(), verdict.retry().get(), () -> retry(entry));
        } else {
            if (!request.triggered()) {
                skipPassed(entry);
            }
            Transitions.ended(
                    entry.state, report, verdict.memory(), verdict.done(), verdict.quarantine(), entry.handler());
        }
        LOG.debug("Job {}: run {} {} {}", entry.name(), report.runId(), report.outcome(), report.message());
        if (report.outcome() == RunOutcome.FAILED) {
            LOG.warn("Job {} failed (run {}): {}", entry.name(), report.runId(), report.message());
        }
        plan(entry);
        chronicle.ended(entry, report, active.report());
    }

    private void retry(JobEntry entry) {
        entry.retry = null;
        Optional<Begun> begun = entry.state.begun();
        if (begun.isPresent() && entry.state.mayRun() && entry.active == null && !stopping) {
            unplan(entry);
            Transitions.dueAgain(entry.state);
            attempt(entry, begun.get());
        }
    }

    /** What was due while the run was under way is skipped: the overlap policy {@code skip}. */
    private void skipPassed(JobEntry entry) {
        Defined job = entry.defined;
        if (job == null) {
            return;
        }
        Instant now = to.time().wall();
        Instant chain = entry.state.chain();
        int skipped = job.schedule().missed(chain, now, Planner.MISSED_LIMIT);
        if (skipped > 0) {
            Transitions.skipped(entry.state, skipped, to.planner().dropUntil(job.schedule(), chain, now));
        }
    }
}
