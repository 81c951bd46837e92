package io.reveille.core.job;

import io.reveille.JobDefinition;
import io.reveille.JobPolicies;
import io.reveille.JobState;
import io.reveille.core.intake.Candidate;
import io.reveille.core.state.RunState;
import io.reveille.schedule.Schedule;
import io.reveille.schedule.ScheduleSyntaxException;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The one record of a name in the engine: the state, the runs, and the job as long as there is a definition. Stays when
 * the definition goes, for runs under way and for the next definition. Belongs to the engine's thread.
 */
public final class JobEntry {

    public final RunState state;
    private Optional<DefinedJob> job = Optional.empty();
    private JobPolicies policies = JobPolicies.DEFAULTS;

    // Most jobs rest at any time, and have one run at most: a map that can be changed is made for a second one.
    private Map<String, Run> runs = Map.of();

    public long lastTurn; // the number of its last turn to catch up; 0: none

    public boolean isWell; // has succeeded since the start, the last change of its definition, and the last failure
    public boolean claims; // after an unclean stop starts are saved first, until a run has ended
    public boolean
            unsaved; // what is deferred could not be saved before its start: it waits for the store, not for a gate
    JobState announced = JobState.READY;
    String announcedReason = "";
    String announcedWaiting = "";

    public JobEntry(RunState state) {
        this.state = state;
    }

    public String name() {
        return state.job();
    }

    /** The job, as long as it has a definition. */
    public Optional<DefinedJob> job() {
        return job;
    }

    /**
     * Takes in the job's definition, be it the first or another one.
     *
     * @param installation the gateway's name, by which schedules are spread over a fleet
     */
    public DefinedJob define(Candidate source, JobDefinition definition, String installation) {
        policies = definition.policies();
        if (job.isPresent()) {
            job.get().define(source, definition, installation);
        } else {
            job = Optional.of(new DefinedJob(this, source, definition, installation));
        }
        return job.get();
    }

    /** Takes in that the job has no definition any more. */
    public void undefine() {
        job = Optional.empty();
    }

    /** The definition's policies; after removal the last ones, which a run under way still follows. */
    public JobPolicies policies() {
        return policies;
    }

    /** The job's schedule, or the one that it had last; empty if none is known. */
    public Optional<Schedule> schedule() {
        if (job.isPresent()) {
            return job.map(DefinedJob::own);
        }
        try {
            return Optional.of(Schedule.parse(state.schedule()));
        } catch (ScheduleSyntaxException e) { // an older version may have known it
            return Optional.empty();
        }
    }

    /** A copy of the runs on their way to a handler or with it, oldest first. */
    public List<Run> runs() {
        return List.copyOf(runs.values());
    }

    /** The runs on their way to a handler or with it, oldest first, as a view: for who changes none meanwhile. */
    public Collection<Run> underWay() {
        return runs.values();
    }

    /** Whether no run is on its way. */
    public boolean isIdle() {
        return runs.isEmpty();
    }

    public boolean has(Run run) {
        return runs.containsKey(run.id());
    }

    public void add(Run run) {
        if (runs.isEmpty()) {
            runs = Map.of(run.id(), run);
            return;
        }
        if (runs.size() == 1) {
            runs = new LinkedHashMap<>(runs);
        }
        runs.put(run.id(), run);
    }

    /** Removes a run; returns whether it was among the job's runs. */
    public boolean remove(Run run) {
        boolean was = has(run);
        if (was && runs.size() == 1) {
            runs = Map.of();
        } else if (was) {
            runs.remove(run.id());
        }
        return was;
    }

    /** The run of an occurrence, if it is on its way. */
    public Optional<Run> run(String occurrence) {
        for (Run run : runs.values()) {
            if (run.occurrence.equals(occurrence)) {
                return Optional.of(run);
            }
        }
        return Optional.empty();
    }
}
