package io.reveille.core.job;

import io.reveille.JobState;
import io.reveille.core.clock.TimeSource;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * An index of the jobs that have a definition, so that no question walks through all. Belongs to the engine's thread.
 */
public final class JobIndex {

    /** Jobs that have something in common, by name. */
    private static final class Group {
        private final NavigableMap<String, DefinedJob> jobs = new TreeMap<>();
        private final Soonest next;

        Group(Function<DefinedJob, Optional<Instant>> planned) {
            next = new Soonest(planned, jobs::values);
        }
    }

    private final TimeSource time;
    private final Group all = new Group(this::planned);
    private final Soonest deadlines = new Soonest(this::deadline, all.jobs::values);
    private final Map<String, Group> byTag = new HashMap<>();
    private final Map<String, NavigableMap<String, DefinedJob>> byHandler = new HashMap<>();

    public JobIndex(TimeSource time) {
        this.time = time;
    }

    /** Adds a job, by its definition as it is now. */
    public void add(DefinedJob job) {
        all.jobs.put(job.name(), job);
        for (String tag : job.definition().tags()) {
            byTag.computeIfAbsent(tag, any -> new Group(this::planned)).jobs.put(job.name(), job);
        }
        byHandler.computeIfAbsent(job.handler(), any -> new TreeMap<>()).put(job.name(), job);
        changed(job);
    }

    /** Removes a job; before its definition changes or goes. */
    public void remove(DefinedJob job) {
        all.jobs.remove(job.name());
        all.next.removed(job);
        deadlines.removed(job);
        for (String tag : job.definition().tags()) {
            byTag.computeIfPresent(tag, (any, group) -> {
                group.jobs.remove(job.name());
                group.next.removed(job);
                return group.jobs.isEmpty() ? null : group;
            });
        }
        byHandler.computeIfPresent(job.handler(), (any, jobs) -> {
            jobs.remove(job.name());
            return jobs.isEmpty() ? null : jobs;
        });
    }

    /** Takes in that a job is planned anew, or not planned any more. */
    public void changed(DefinedJob job) {
        all.next.changed(job);
        deadlines.changed(job);
        job.definition()
                .tags()
                .forEach(tag -> Optional.ofNullable(byTag.get(tag)).ifPresent(group -> group.next.changed(job)));
    }

    /** All jobs that have a definition. */
    public Collection<DefinedJob> all() {
        return all.jobs.values();
    }

    /** The jobs with this tag. */
    public Collection<DefinedJob> tagged(String tag) {
        Group group = byTag.get(tag);
        return group == null ? List.of() : group.jobs.values();
    }

    /** A copy of the jobs with this handler. */
    public List<DefinedJob> ofHandler(String handler) {
        NavigableMap<String, DefinedJob> jobs = byHandler.get(handler);
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

    private Optional<Instant> planned(DefinedJob job) {
        return job.state.state() == JobState.READY ? job.planned(time.wall()) : Optional.empty();
    }

    private Optional<Instant> deadline(DefinedJob job) {
        return job.deadline(time.wall());
    }
}
