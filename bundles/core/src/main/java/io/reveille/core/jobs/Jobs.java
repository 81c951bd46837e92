package io.reveille.core.jobs;

import io.reveille.core.job.DefinedJob;
import io.reveille.core.job.JobEntry;
import io.reveille.core.job.JobIndex;
import io.reveille.core.job.Run;
import io.reveille.core.runs.Runs;
import io.reveille.core.state.RunState;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** All jobs. Belongs to the engine's thread. */
public final class Jobs {

    private final Map<String, JobEntry> entries;
    private final JobIndex index;
    private final Runs runs;

    /** @param entries the records of jobs by name, with or without definition */
    public Jobs(Map<String, JobEntry> entries, JobIndex index, Runs runs) {
        this.entries = entries;
        this.index = index;
        this.runs = runs;
    }

    /** All jobs that have a definition. */
    public JobIndex defined() {
        return index;
    }

    /** The job of this name, if it has a definition. */
    public Optional<DefinedJob> find(String name) {
        return Optional.ofNullable(entries.get(name)).flatMap(JobEntry::job);
    }

    /** The state of the job of this name, with or without definition. */
    public Optional<RunState> state(String name) {
        return Optional.ofNullable(entries.get(name)).map(entry -> entry.state);
    }

    /** All jobs, those without definition included. */
    public Collection<JobEntry> all() {
        return entries.values();
    }

    /** The jobs that have runs under way, those first that have been at it for the longest; a view. */
    public Collection<JobEntry> busy() {
        return runs.busy();
    }

    /** All runs under way, by the names of their jobs. */
    public List<Run> active() {
        return runs.busyByName().stream()
                .flatMap(entry -> entry.runs().stream())
                .toList();
    }
}
