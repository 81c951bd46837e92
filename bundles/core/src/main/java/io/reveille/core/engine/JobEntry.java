package io.reveille.core.engine;

import io.reveille.JobDefinition;
import io.reveille.JobState;
import io.reveille.RunReport;
import io.reveille.core.dispatch.JobRun;
import io.reveille.core.dispatch.RunRequest;
import io.reveille.core.intake.Candidate;
import io.reveille.core.state.RunState;
import io.reveille.core.timer.Agenda;
import io.reveille.schedule.Schedule;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** All that the engine holds of one job: the one record of it. Belongs to the engine's thread. */
final class JobEntry {

    /** A job that is there: its definition, where that lies, and the schedule made ready to ask. */
    record Defined(Candidate source, JobDefinition definition, Schedule schedule) {}

    /** A run under way, and who waits for its report. */
    record Active(JobRun run, CompletableFuture<RunReport> report) {

        boolean is(RunRequest request) {
            return run.request().runId().equals(request.runId());
        }
    }

    final RunState state;
    final Deque<RunReport> history = new ArrayDeque<>(); // newest first

    @Nullable
    Defined defined; // null: only state, whose definition is gone or yet to come

    @Nullable
    Active active;

    Agenda.@Nullable Entry planned;

    @Nullable
    Instant overdue; // the occurrence that waits for its turn among many; null: none does

    Agenda.@Nullable Entry retry;
    JobState announced = JobState.READY;

    JobEntry(RunState state) {
        this.state = state;
    }

    String name() {
        return state.job();
    }

    /** The name of its handler; empty if it has no definition. */
    String handler() {
        Defined d = defined;
        return d == null ? "" : d.definition().handler();
    }

    /** When it runs next; null if nothing is planned. Lies in the past for a job whose handler is missed. */
    @Nullable
    Instant next(Instant now) {
        Defined d = defined;
        if (d == null || state.state() == JobState.DONE || state.state() == JobState.HELD) {
            return null;
        }
        return (active == null ? d.schedule().next(state.chain()) : d.schedule().next(state.chain(), now)).orElse(null);
    }
}
