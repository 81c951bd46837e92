package io.reveille.core.job;

import io.reveille.JobState;
import io.reveille.core.clock.TimeSource;
import io.reveille.core.job.JobEntry.Defined;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * An index of the jobs that have a definition, so that no question walks through all. Belongs to the engine's thread.
 */
public final class JobIndex {

    /** Jobs that have something in common, by name. */
    private static final class Group {
        private final NavigableMap<String, JobEntry> jobs = new TreeMap<>();
        private final Soonest next;

        Group(Function<JobEntry, Optional<Instant>> planned) {
            next = new Soonest(planned, jobs::values);
        }
    }

    private final TimeSource time;
    private final Group all = new Group(this::planned);
    private final Soonest deadlines = new Soonest(this::deadline, all.jobs::values);
    private final Map<String, Group> byTag = new HashMap<>();
    private final Map<String, NavigableMap<String, JobEntry>> byHandler = new HashMap<>();

    public JobIndex(TimeSource time) {
        this.time = time;
    }

    /**
     * Takes in that a job has another definition, or none any more.
     *
     * @param before the definition until now; null: none
     */
    public void defined(JobEntry entry, @Nullable Defined before) {
        if (before != null) {
            remove(entry, before);
        }
        Defined now = entry.defined;
        if (now == null) {
            return;
        }
        all.jobs.put(entry.name(), entry);
        for (String tag : now.definition().tags()) {
            byTag.computeIfAbsent(tag, any -> new Group(this::planned)).jobs.put(entry.name(), entry);
        }
        byHandler.computeIfAbsent(entry.handler(), any -> new TreeMap<>()).put(entry.name(), entry);
        changed(entry);
    }

    private void remove(JobEntry entry, Defined before) {
        all.jobs.remove(entry.name());
        all.next.removed(entry);
        deadlines.removed(entry);
        for (String tag : before.definition().tags()) {
            byTag.computeIfPresent(tag, (any, group) -> {
                group.jobs.remove(entry.name());
                group.next.removed(entry);
                return group.jobs.isEmpty() ? null : group;
            });
        }
        byHandler.computeIfPresent(before.definition().handler(), (any, jobs) -> {
            jobs.remove(entry.name());
            return jobs.isEmpty() ? null : jobs;
        });
    }

    /** Takes in that a job is planned anew, or not planned any more. */
    public void changed(JobEntry entry) {
        Defined job = entry.defined;
        if (job != null) {
            all.next.changed(entry);
            deadlines.changed(entry);
            job.definition()
                    .tags()
                    .forEach(tag -> Optional.ofNullable(byTag.get(tag)).ifPresent(group -> group.next.changed(entry)));
        }
    }

    /** All jobs that have a definition. */
    public Collection<JobEntry> all() {
        return all.jobs.values();
    }

    /** The jobs with this tag. */
    public Collection<JobEntry> tagged(String tag) {
        Group group = byTag.get(tag);
        return group == null ? List.of() : group.jobs.values();
    }

    /** A copy of the jobs with this handler. */
    public List<JobEntry> ofHandler(String handler) {
        NavigableMap<String, JobEntry> jobs = byHandler.get(handler);
        return jobs == null ? List.of() : List.copyOf(jobs.values());
    }

    /** When the first of all runs next. */
    public Optional<Instant> next() {
        return all.next.first();
    }

    /** When the first with this tag runs next. */
    public Optional<Instant> next(String tag) {
        Group group = byTag.get(tag);
        return group == null ? Optional.empty() : group.next.first();
    }

    /** Until when the first of all may start. */
    public Optional<Instant> deadline() {
        return deadlines.first();
    }

    private Optional<Instant> planned(JobEntry entry) {
        return entry.defined == null || entry.state.state() != JobState.READY
                ? Optional.empty()
                : entry.planned(time.wall());
    }

    private Optional<Instant> deadline(JobEntry entry) {
        return entry.deadline(time.wall());
    }
}
