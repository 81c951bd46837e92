package io.reveille.core.engine;

import io.reveille.JobStatus;
import io.reveille.RunReport;
import io.reveille.core.clock.TimeSource;
import io.reveille.core.engine.JobEntry.Defined;
import io.reveille.spi.JobEvent;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What became of jobs: on its way to the store, to listeners, to the log. Belongs to the engine's thread. */
final class Chronicle {

    private static final Logger LOG = LoggerFactory.getLogger(Chronicle.class);

    private final StateKeeper keeper;
    private final Announcer announcer;
    private final TimeSource time;
    private final int history;

    Chronicle(StateKeeper keeper, Announcer announcer, TimeSource time, int history) {
        this.keeper = keeper;
        this.announcer = announcer;
        this.time = time;
        this.history = history;
    }

    /** Something in the job's state has changed. */
    void changed(JobEntry entry) {
        keeper.changed(entry.state);
        if (entry.announced != entry.state.state()) {
            entry.announced = entry.state.state();
            LOG.info(
                    "Job {} is {}{}",
                    entry.name(),
                    entry.state.state(),
                    entry.state.reason().isEmpty() ? "" : ": " + entry.state.reason());
            announce(JobEvent.Type.STATE, entry, Optional.empty());
        }
    }

    void defined(JobEntry entry, boolean isNew) {
        announce(isNew ? JobEvent.Type.DEFINED : JobEvent.Type.CHANGED, entry, Optional.empty());
        changed(entry);
    }

    void removed(JobEntry entry) {
        announce(JobEvent.Type.REMOVED, entry, Optional.empty());
        keeper.changed(entry.state);
    }

    void forgotten(JobEntry entry) {
        keeper.forgotten(entry.name());
    }

    /** A run is on its way to a worker. */
    void begun(JobEntry entry) {
        keeper.begun(entry.state);
    }

    void started(JobEntry entry) {
        keeper.begun(entry.state);
        announce(JobEvent.Type.RUN_STARTED, entry, Optional.empty());
    }

    void ended(JobEntry entry, RunReport report, CompletableFuture<RunReport> waiting) {
        entry.history.addFirst(report);
        while (entry.history.size() > history) {
            entry.history.removeLast();
        }
        announce(JobEvent.Type.RUN_ENDED, entry, Optional.of(report));
        announcer.tell(() -> waiting.complete(report));
        changed(entry);
    }

    /** Tells whoever waits for it that a run has come to nothing. */
    void dropped(CompletableFuture<RunReport> waiting, RunReport report) {
        announcer.tell(() -> waiting.complete(report));
    }

    JobStatus status(JobEntry entry) {
        Defined defined = entry.defined;
        return new JobStatus(
                entry.state.state(),
                entry.state.reason(),
                "",
                Optional.ofNullable(entry.next(time.wall())),
                entry.active != null,
                Optional.empty(),
                entry.state.lastRun(),
                entry.state.runs(),
                entry.state.failures(),
                entry.state.missed(),
                entry.state.skipped(),
                entry.state.failuresInARow(),
                defined == null ? Optional.empty() : defined.source().owner().or(entry.state::owner),
                defined != null && defined.source().isStored());
    }

    List<RunReport> history(JobEntry entry) {
        return List.copyOf(entry.history);
    }

    private void announce(JobEvent.Type type, JobEntry entry, Optional<RunReport> report) {
        announcer.announce(new JobEvent(type, entry.name(), status(entry), report));
    }
}
