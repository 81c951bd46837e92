package io.reveille.core.jobs;

import io.reveille.core.clock.TimeSource;
import io.reveille.core.job.JobEntry;
import io.reveille.core.job.JobRecorder;
import io.reveille.core.runs.JobFlow;
import io.reveille.core.saving.Urgency;
import io.reveille.core.settings.Settings;
import io.reveille.core.state.Transitions;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** The states of jobs without definition. Belongs to the engine's thread. */
public final class Orphans {

    private final Map<String, JobEntry> entries;
    private final JobFlow flow;
    private final JobRecorder recorder;
    private final TimeSource time;

    public Orphans(Map<String, JobEntry> entries, JobFlow flow, JobRecorder recorder, TimeSource time) {
        this.entries = entries;
        this.flow = flow;
        this.recorder = recorder;
        this.time = time;
    }

    /** Notes, at a start, since when jobs have no definition; a while later drops those that have had none for long. */
    public void note() {
        List<JobEntry> orphans = all();
        for (JobEntry entry : orphans) {
            if (entry.state.orphaned().isEmpty()) {
                Transitions.undefined(entry.state, false, time.wall());
                recorder.changed(entry, Urgency.IN_BUDGET);
            }
        }
        if (!orphans.isEmpty()) {
            flow.later(Settings.ORPHANS_WAIT, this::drop);
        }
    }

    /** Plans to drop the state of a job whose definition has gone, once that is long ago. */
    void await(JobEntry entry) {
        flow.later(Settings.ORPHANS_KEPT.plus(Settings.ORPHANS_WAIT), () -> drop(entry));
    }

    private void drop() {
        all().forEach(this::drop);
    }

    private void drop(JobEntry entry) {
        Instant oldest = time.wall().minus(Settings.ORPHANS_KEPT);
        if (isOrphan(entry)
                && entry.state.orphaned().filter(oldest::isAfter).isPresent()
                && entries.remove(entry.name(), entry)) {
            recorder.forgotten(entry);
        }
    }

    private List<JobEntry> all() {
        return entries.values().stream().filter(Orphans::isOrphan).toList();
    }

    private static boolean isOrphan(JobEntry entry) {
        return entry.job().isEmpty() && !entry.state.isReadOnly();
    }
}
