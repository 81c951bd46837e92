package io.reveille.core.job;

import io.reveille.JobState;
import io.reveille.JobStatus;
import io.reveille.Misfire;
import io.reveille.Progress;
import io.reveille.RunOutcome;
import io.reveille.RunReport;
import io.reveille.core.clock.TimeSource;
import io.reveille.core.saving.StateKeeper;
import io.reveille.core.saving.Urgency;
import io.reveille.core.state.History;
import io.reveille.core.state.OccurrenceState;
import io.reveille.core.state.OpenOccurrence;
import io.reveille.core.state.RunState;
import io.reveille.core.state.SavedJobs;
import io.reveille.spi.JobEvent;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;
import java.util.function.IntSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The recorder of what happens to jobs: passes it to the store, to listeners and to the log. Belongs to the engine's
 * thread.
 */
public final class JobRecorder {

    private static final Logger LOG = LoggerFactory.getLogger(JobRecorder.class);

    private final StateKeeper keeper;
    private final Announcer announcer;
    private final TimeSource time;
    private final IntSupplier history;
    private final BooleanSupplier onEngine;

    /**
     * Makes the recorder of an engine.
     *
     * @param history the number of runs of each job to keep
     * @param onEngine whether the calling thread is the engine's; asserted
     */
    public JobRecorder(
            StateKeeper keeper, Announcer announcer, TimeSource time, IntSupplier history, BooleanSupplier onEngine) {
        this.keeper = keeper;
        this.announcer = announcer;
        this.time = time;
        this.history = history;
        this.onEngine = onEngine;
    }

    /** Takes in the saved states of jobs. */
    public void load(SavedJobs saved) {
        keeper.load(saved);
        saved.states().values().forEach(state -> History.keep(state, history.getAsInt()));
    }

    /** Takes in a job's state that comes from elsewhere. */
    public void adopt(RunState state) {
        keeper.adopt(state);
        History.keep(state, history.getAsInt());
    }

    /** Creates the state of a job that was never seen before. */
    public RunState create(String job) {
        return keeper.create(job);
    }

    /** Has a job's changed state saved so soon, and tells listeners if that is news to them. */
    public void changed(JobEntry entry, Urgency urgency) {
        assert onEngine.getAsBoolean();
        keeper.changed(entry.state, urgency);
        JobState before = entry.announced;
        JobState now = entry.state.state();
        if (before != now || !entry.state.reason().equals(entry.announcedReason)) {
            entry.announced = now;
            entry.announcedReason = entry.state.reason();
            // A job that is ready, or waits for its handler as all do at the start, is as it should be.
            if (before == JobState.HELD || now == JobState.HELD || now == JobState.DONE) {
                LOG.info("Job {} is {}{}", entry.name(), now, reasonOf(entry));
            } else {
                LOG.debug("Job {} is {}{}", entry.name(), now, reasonOf(entry));
            }
            announce(JobEvent.Type.STATE, entry, Optional.empty());
        } else {
            announceWaiting(entry);
        }
    }

    /**
     * Tells that an occurrence waits, unless a run is on its way to its handler: its start is told in a moment, or
     * {@link #lasts} is called.
     */
    private void announceWaiting(JobEntry entry) {
        for (Run run : entry.underWay()) {
            if (!run.startIsTold) {
                return;
            }
        }
        lasts(entry);
    }

    /** Tells listeners what an occurrence waits for by now, if that is news. */
    public void lasts(JobEntry entry) {
        if (!waiting(entry).equals(entry.announcedWaiting)) {
            announce(JobEvent.Type.WAITING, entry, Optional.empty());
        }
    }

    private static String reasonOf(JobEntry entry) {
        return entry.state.reason().isEmpty() ? "" : ": " + entry.state.reason();
    }

    public void defined(JobEntry entry, boolean isNew) {
        announce(isNew ? JobEvent.Type.DEFINED : JobEvent.Type.CHANGED, entry, Optional.empty());
        changed(entry, Urgency.SOON);
    }

    public void removed(JobEntry entry) {
        announce(JobEvent.Type.REMOVED, entry, Optional.empty());
        keeper.changed(entry.state, Urgency.SOON);
    }

    public void forgotten(JobEntry entry) {
        keeper.forgotten(entry.name());
    }

    /** Logs that a loaded record cannot be read, and keeps it in the quarantine. */
    public void unreadable(SavedJobs.Problem problem) {
        LOG.error("{}: {}. Its text is kept in the quarantine.", problem.what(), problem.reason());
        keeper.quarantine(problem.record(), problem.reason());
    }

    /** Notes a change that listeners are not told of and that is not worth a save of its own. */
    public void noted(RunState state) {
        keeper.changed(state, Urgency.ALONG);
    }

    /** Notes that a run is on its way to a worker; usually only its end is worth a save. */
    public void begun(JobEntry entry) {
        // After a crash the run would be late, and with this policy only a run that had begun runs late.
        boolean skips = entry.policies().misfire() == Misfire.SKIP;
        keeper.changed(entry.state, skips ? Urgency.SOON : Urgency.ALONG);
    }

    /** Notes that an occurrence waits for a gate, or for the store. */
    public void deferred(JobEntry entry) {
        keeper.changed(entry.state, Urgency.ALONG);
        announceWaiting(entry);
    }

    /**
     * Saves at once that the first run since a crash has ended, or another crash would be blamed on it.
     *
     * @param giver the job whose end has led to the run, unless that hand-over is saved already
     */
    public void cleared(JobEntry entry, Optional<RunState> giver) {
        if (!entry.state.isReadOnly()) {
            keeper.claim(entry.state, giver, saved -> {});
        }
    }

    /** Whether anybody listens. */
    public boolean isHeard() {
        return announcer.isHeard();
    }

    public void started(JobEntry entry) {
        announce(JobEvent.Type.RUN_STARTED, entry, Optional.empty());
    }

    /**
     * Notes that a run has ended.
     *
     * @param waiting what somebody waits for, if anybody does
     */
    public void ended(JobEntry entry, RunReport report, Optional<CompletableFuture<RunReport>> waiting) {
        History.keep(entry.state, history.getAsInt());
        log(entry, report);
        announce(JobEvent.Type.RUN_ENDED, entry, Optional.of(report));
        waiting.ifPresent(future -> announcer.tell(() -> future.complete(report)));
        changed(entry, Urgency.IN_BUDGET);
    }

    /** Logs each failure; of successes only the first: that a job does as it should need not be said each time. */
    private static void log(JobEntry entry, RunReport report) {
        RunOutcome outcome = report.outcome();
        if (outcome == RunOutcome.FAILED || outcome == RunOutcome.TIMED_OUT) {
            entry.isWell = false;
            LOG.warn("Job {} failed (run {}): {}", entry.name(), report.runId(), report.message());
        } else if (outcome == RunOutcome.SUCCEEDED && !entry.isWell) {
            entry.isWell = true;
            LOG.info(
                    "Job {} has succeeded (run {}, {} ms){}",
                    entry.name(),
                    report.runId(),
                    report.duration().toMillis(),
                    report.message().isEmpty() ? "" : ": " + report.message());
        } else {
            LOG.debug("Job {}: run {} {} {}", entry.name(), report.runId(), outcome, report.message());
        }
    }

    /** Tells those that wait for a run that it has come to nothing. */
    public void dropped(CompletableFuture<RunReport> waiting, RunReport report) {
        announcer.tell(() -> waiting.complete(report));
    }

    public JobStatus status(JobEntry entry) {
        Optional<DefinedJob> job = entry.job();
        Optional<Run> atWork =
                entry.runs().stream().filter(run -> run.started().isPresent()).reduce((older, newer) -> newer);
        return new JobStatus(
                entry.state.state(),
                entry.state.reason(),
                waiting(entry),
                job.isPresent() ? job.get().next(time.wall()) : Optional.empty(),
                !entry.isIdle(),
                progress(entry),
                atWork.flatMap(Run::started),
                atWork.map(run -> run.request.attempt()).orElse(0),
                entry.state.lastRun(),
                entry.state.runs(),
                entry.state.failures(),
                entry.state.missed(),
                entry.state.skipped(),
                entry.state.failuresInARow(),
                job.isPresent() ? job.get().source().owner().or(entry.state::owner) : Optional.empty(),
                job.isPresent() && job.get().source().isStored());
    }

    /** The cause for which a due occurrence waits; empty if none does. */
    private static String waiting(JobEntry entry) {
        for (Run run : entry.isIdle() ? List.<Run>of() : entry.underWay()) {
            switch (run.stage) {
                case WAITING -> {
                    return run.overdue && !run.hurried ? "for its turn among overdue runs" : "for a free worker";
                }
                case ASKING -> {
                    return "for the answer of its gates";
                }
                case CLAIMING -> {
                    return "for its start to be saved";
                }
                default -> {}
            }
        }
        if (!entry.state.mayRun()) {
            return ""; // the job itself waits, and that is said by its state
        }
        for (OpenOccurrence begun : entry.state.open()) {
            if (begun.state() == OccurrenceState.DEFERRED) {
                return begun.waitsFor();
            }
            if (begun.state() == OccurrenceState.RETRYING) {
                Instant again = begun.again();
                return "attempt " + (begun.attempt() - 1) + " failed, and it is tried again at "
                        + (again == null ? "" : again.truncatedTo(ChronoUnit.SECONDS))
                        + ", unless the next is due first";
            }
        }
        return "";
    }

    private static Optional<Progress> progress(JobEntry entry) {
        return entry.runs().stream()
                .flatMap(run -> Optional.ofNullable(run.run).stream())
                .flatMap(run -> run.progress().stream())
                .reduce((older, newer) -> newer);
    }

    private void announce(JobEvent.Type type, JobEntry entry, Optional<RunReport> report) {
        entry.announcedWaiting = waiting(entry);
        announcer.announce(() -> new JobEvent(type, entry.name(), status(entry), report));
    }
}
