package io.reveille.core.jobs;

import io.reveille.core.job.DefinedJob;
import io.reveille.core.job.JobEntry;
import io.reveille.core.job.JobIndex;
import io.reveille.core.job.Run;
import io.reveille.core.runs.Runs;
import io.reveille.core.state.RunState;
import java.util.Collection;
import java.util.Comparator;
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

    /** The runs under way of so many jobs at most, by name: whether there are any is asked at each event. */
    public List<Run> active(int most) {
        return runs.anyBusy()
                .filter(entry -> entries.get(entry.name()) == entry) // not those of a cancelled job
                .limit(most)
                .sorted(Comparator.comparing(JobEntry::name))
                .flatMap(entry -> entry.runs().stream())
                .toList();
    }

    /** All runs under way. */
    public List<Run> active() {
        return runs.busy().stream()
                .filter(entry -> entries.get(entry.name()) == entry) // not those of a cancelled job
                .flatMap(entry -> entry.runs().stream())
                .toList();
    }
}
