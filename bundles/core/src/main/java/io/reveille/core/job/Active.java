package io.reveille.core.job;

import io.reveille.RunReport;
import io.reveille.core.dispatch.JobRun;
import io.reveille.core.dispatch.RunRequest;
import io.reveille.core.outcome.Ending;
import io.reveille.core.timer.Agenda;
import io.reveille.spi.RunGate;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** A run on its way to a handler, or with it. Belongs to the engine's thread. */
public final class Active {

    /** How far it is. */
    public enum Stage {
        /** In the queue, for a worker or its turn. */
        WAITING,
        /** Gates are asked. */
        ASKING,
        /** Its start is being saved. */
        CLAIMING,
        /** A worker has it. */
        RUNNING
    }

    public final String occurrence; // its id; empty for a run that somebody asked for
    public final boolean overdue; // it waits for its turn among many
    public final CompletableFuture<RunReport> report = new CompletableFuture<>();

    public RunRequest request; // stands for more, the longer it waits for its turn
    public Stage stage = Stage.WAITING;
    public String handler = ""; // that has a place for it
    public boolean lost; // its worker does not come back
    public boolean finished; // its handler is done with it
    public boolean hurried; // takes no turn any more
    public boolean placed; // a worker and a place at its handler are kept for it
    public boolean admitted; // its gates have said yes
    public boolean
            catchesUp; // of misfire "all", and late or followed by what had passed when it started: nothing is skipped
    public List<RunGate.Permit> permits = List.of();

    @Nullable
    public JobRun run; // once a worker has it

    /** How it has ended, as told by whichever thread it ended on; the engine's thread may not have taken it in yet. */
    public volatile @Nullable Ending ending;

    @Nullable
    public Instant started; // once the handler was called

    public Agenda.@Nullable Entry limit; // when its time is up

    public Active(RunRequest request, String occurrence, boolean overdue) {
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

    /** Whether what comes due now is the matter of its job's overlap policy. */
    public boolean overlaps() {
        return stage == Stage.RUNNING && !isTriggered() && !catchesUp;
    }

    /** Asks the handler, if there is one already, to end soon. */
    public void cancel() {
        if (run != null) {
            run.cancel();
        }
    }
}
