package io.reveille.core.jobs;

import io.reveille.core.clock.TimeSource;
import io.reveille.core.job.JobEntry;
import io.reveille.core.job.JobRecorder;
import io.reveille.core.outcome.Ending;
import io.reveille.core.runs.CutOffs;
import io.reveille.core.runs.JobFlow;
import io.reveille.core.saving.Urgency;
import io.reveille.core.settings.Settings;
import io.reveille.core.state.ChangeNumbers;
import io.reveille.core.state.RunState;
import io.reveille.core.state.SavedJobs;
import io.reveille.core.state.Transitions;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The states of jobs, from the first sight of a name until its state is dropped, by order or since there has been no
 * definition for long. Belongs to the engine's thread.
 */
public final class JobStates {

    private final Map<String, JobEntry> entries;
    private final JobFlow flow;
    private final CutOffs cutOffs;
    private final ClockFollowers clockFollowers;
    private final ChangeNumbers numbers;
    private final JobRecorder recorder;
    private final TimeSource time;

    /** @param entries the records of jobs by name, with or without definition */
    public JobStates(
            Map<String, JobEntry> entries,
            JobFlow flow,
            CutOffs cutOffs,
            ClockFollowers clockFollowers,
            ChangeNumbers numbers,
            JobRecorder recorder,
            TimeSource time) {
        this.entries = entries;
        this.flow = flow;
        this.cutOffs = cutOffs;
        this.clockFollowers = clockFollowers;
        this.numbers = numbers;
        this.recorder = recorder;
        this.time = time;
    }

    /** The record of the job of this name. */
    Optional<JobEntry> find(String name) {
        return Optional.ofNullable(entries.get(name));
    }

    /** Takes in the saved states; before any definition comes. */
    public void load(SavedJobs saved) {
        saved.problems().forEach(recorder::unreadable);
        saved.states().forEach((name, state) -> entries.put(name, new JobEntry(state)));
        recorder.load(saved);
        entries.values().forEach(entry -> clockFollowers.loaded(entry, time.wall()));
    }

    /** Takes in a state from elsewhere, of a job that is about to be defined; an older state is dropped. */
    public void adopt(RunState state) {
        forget(state.job());
        begun(state);
        recorder.adopt(state);
        entries.put(state.job(), new JobEntry(state));
    }

    /** Begins a job that was never seen before. */
    JobEntry begin(String name) {
        JobEntry entry = new JobEntry(begun(recorder.create(name)));
        entries.put(name, entry);
        return entry;
    }

    private RunState begun(RunState state) {
        Transitions.begun(state, numbers.last());
        clockFollowers.timed(state);
        return state;
    }

    /** Drops a job's state and history; its definition is gone already. */
    public void forget(String name) {
        JobEntry entry = entries.remove(name);
        if (entry != null) {
            entry.runs().forEach(run -> cutOffs.cutOff(run, Ending.Cut.STOPPED));
            flow.runs().dropAll(entry, "the job was cancelled");
            recorder.forgotten(entry);
        }
    }

    // Jobs without definition

    /** Notes, at a start, since when jobs have no definition; a while later drops those that have had none for long. */
    public void noteOrphans() {
        List<JobEntry> orphans = orphans();
        for (JobEntry entry : orphans) {
            if (entry.state.orphaned().isEmpty()) {
                Transitions.undefined(entry.state, false, time.wall());
                recorder.changed(entry, Urgency.IN_BUDGET);
            }
        }
        if (!orphans.isEmpty()) {
            flow.later(Settings.ORPHANS_WAIT, "look at orphans", () -> orphans().forEach(this::drop));
        }
    }

    /** Plans to drop the state of a job whose definition has gone, once that is long ago. */
    void awaitDefinition(JobEntry entry) {
        flow.later(
                Settings.ORPHANS_KEPT.plus(Settings.ORPHANS_WAIT), "end of orphan " + entry.name(), () -> drop(entry));
    }

    private void drop(JobEntry entry) {
        Instant oldest = time.wall().minus(Settings.ORPHANS_KEPT);
        if (isOrphan(entry)
                && entry.isIdle()
                && entry.state.orphaned().filter(oldest::isAfter).isPresent()
                && entries.remove(entry.name(), entry)) {
            recorder.forgotten(entry);
        }
    }

    private List<JobEntry> orphans() {
        return entries.values().stream().filter(JobStates::isOrphan).toList();
    }

    private static boolean isOrphan(JobEntry entry) {
        return entry.job().isEmpty() && !entry.state.isReadOnly();
    }
}
