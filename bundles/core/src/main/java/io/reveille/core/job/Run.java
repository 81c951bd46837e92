package io.reveille.core.job;

import io.reveille.RunReport;
import io.reveille.core.dispatch.JobRun;
import io.reveille.core.dispatch.RunRequest;
import io.reveille.core.outcome.Ending;
import io.reveille.core.timer.Agenda;
import io.reveille.spi.RunGate;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** A run on its way to a handler, or with it. Belongs to the engine's thread. */
public final class Run {

    /** The stages of a run. */
    public enum Stage {
        /** In the queue, for a worker or its turn. */
        WAITING,
        /** Gates are asked. */
        ASKING,
        /** The start is being saved. */
        CLAIMING,
        /** A worker does the run. */
        RUNNING
    }

    public final String occurrence; // the occurrence's id; empty for a requested run
    public final boolean overdue; // waits for its turn among the overdue
    private @Nullable CompletableFuture<RunReport> report; // once somebody waits for it

    public RunRequest request; // stands for more, the longer it waits for its turn
    public Stage stage = Stage.WAITING;
    public String handler = ""; // the handler that has a place for the run
    public String revision = ""; // of the handler's bundle, when the run began
    public boolean lost; // the worker does not come back
    public boolean finished; // the handler is done with the run
    public boolean hurried; // takes no turn any more
    public boolean placed; // a worker and a place at the handler are kept for the run
    public boolean admitted; // the gates have said yes
    public boolean
            catchesUp; // of misfire "all", and late or followed by what had passed when it started: nothing is skipped
    public List<RunGate.Permit> permits = List.of();

    @Nullable
    public JobRun run; // set once a worker has the run

    /** The ending, set by the thread that the run ended on; the engine's thread may not have taken it in yet. */
    public volatile @Nullable Ending ending;

    public boolean startIsTold; // to whoever listens

    public Agenda.@Nullable Entry limit; // the timeout on the agenda

    public Run(RunRequest request, String occurrence, boolean overdue) {
        this.request = request;
        this.occurrence = occurrence;
        this.overdue = overdue;
    }

    String id() {
        return request.runId();
    }

    public boolean isTriggered() {
        return occurrence.isEmpty();
    }

    /** The report to come; most runs have nobody who waits for it. */
    public CompletableFuture<RunReport> report() {
        CompletableFuture<RunReport> there = report;
        if (there == null) {
            there = new CompletableFuture<>();
            report = there;
        }
        return there;
    }

    /** The report to come, if somebody waits for it. */
    public Optional<CompletableFuture<RunReport>> awaited() {
        return Optional.ofNullable(report);
    }

    /** When the handler was called; empty: not yet. */
    public Optional<Instant> started() {
        return run == null ? Optional.empty() : run.started();
    }

    /** Whether occurrences that come due now are subject to the job's overlap policy. */
    public boolean overlaps() {
        return stage == Stage.RUNNING && !isTriggered() && !catchesUp;
    }

    @Override
    public String toString() {
        return request.job() + " " + id();
    }

    /** Asks the handler, if there is one already, to end soon. */
    public void cancel() {
        if (run != null) {
            run.cancel();
        }
    }
}
