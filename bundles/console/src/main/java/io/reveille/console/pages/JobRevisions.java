package io.reveille.console.pages;

import io.reveille.Job;
import io.reveille.JobState;
import io.reveille.JobStatus;
import io.reveille.spi.JobEvent;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * The index of changed jobs by revision, so that a page never loads the same data twice: a few dozen bytes per job,
 * updated by the scheduler's events. Safe for use by many threads; no foreign code is called under the lock.
 */
public final class JobRevisions {

    /** The condition of a job, in one word. */
    public enum Kind {
        FINE,
        FAILING,
        WAITING,
        HELD,
        DONE
    }

    /** Changes since a revision; if that is not known, no names are in it and the whole list is to be sent. */
    public record Changes(String revision, boolean isKnown, Set<String> jobs, List<String> gone, boolean broken) {}

    /** @param next in milliseconds since 1970; the greatest number if nothing is planned */
    private record Mark(long revision, Kind kind, boolean isRunning, long next) {

        /** Returns the mark once the job's time has passed and this was reported. */
        Mark passed(long told) {
            return new Mark(told, kind, isRunning, Long.MAX_VALUE);
        }
    }

    private record Gone(long revision, String job) {}

    /** The greatest number of names of deleted jobs that are kept; once more are gone, a page gets the whole list. */
    private static final int MOST_GONE = 1000;

    private final String start = Long.toHexString(new SecureRandom().nextLong());
    private final Map<String, Mark> marks = new HashMap<>();
    private final Deque<Gone> gone = new ArrayDeque<>();
    private long revision = 1;
    private long forgotten; // the revision of the newest deletion that is not in "gone" any more
    private long broken; // the revision of the last change of the broken definitions
    private int brokenHash;
    private boolean begun;
    private int disagreed;

    /** Adds the jobs that existed before; done by the first caller. */
    public void begin(Supplier<List<Job>> all) {
        long first;
        synchronized (this) {
            if (begun) {
                return;
            }
            first = revision;
        }
        Map<String, Mark> found = new HashMap<>();
        all.get().forEach(job -> status(job).ifPresent(status -> found.put(job.name(), mark(first, status))));
        synchronized (this) {
            gone.forEach(each -> found.remove(each.job()));
            found.forEach(marks::putIfAbsent);
            begun = true;
        }
    }

    /**
     * Returns whether the index has as many jobs as the scheduler. Events are lost where a gateway has not enough memory for
     * them. One difference is passed over, since a job may come or go between two questions; two in a row are not.
     */
    public synchronized boolean agrees(int jobs) {
        disagreed = marks.size() == jobs ? 0 : disagreed + 1;
        return disagreed < 2;
    }

    private static Optional<JobStatus> status(Job job) {
        try {
            return Optional.of(job.status());
        } catch (IllegalStateException e) {
            return Optional.empty(); // gone meanwhile
        }
    }

    public synchronized void happened(JobEvent event) {
        revision++;
        if (event.type() != JobEvent.Type.REMOVED) {
            marks.put(event.job(), mark(revision, event.status()));
            return;
        }
        marks.remove(event.job());
        gone.add(new Gone(revision, event.job()));
        if (gone.size() > MOST_GONE) {
            forgotten = gone.remove().revision();
        }
    }

    /** Notes the definitions that cannot be used, by a hash of them. */
    public synchronized void broken(int hash) {
        if (hash != brokenHash) {
            brokenHash = hash;
            broken = ++revision;
        }
    }

    public synchronized String revision() {
        return start + '-' + revision;
    }

    /**
     * Returns the changes since a revision. No event tells how far a run is, nor that a time has passed: jobs that run count as
     * changed, and once each whose time has passed.
     *
     * @param since a revision of this or of another index, or whatever was sent for one
     */
    public synchronized Changes since(String since, Instant now) {
        Optional<Long> from = known(since);
        if (from.isEmpty()) {
            return new Changes(revision(), false, Set.of(), List.of(), true);
        }
        long millis = now.toEpochMilli();
        if (marks.values().stream().anyMatch(mark -> mark.next() <= millis)) {
            revision++;
            marks.replaceAll((name, mark) -> mark.next() <= millis ? mark.passed(revision) : mark);
        }
        Set<String> changed = new HashSet<>();
        marks.forEach((name, mark) -> {
            if (mark.revision() > from.get() || mark.isRunning()) {
                changed.add(name);
            }
        });
        List<String> left = new ArrayList<>();
        gone.forEach(each -> {
            if (each.revision() > from.get() && !marks.containsKey(each.job())) {
                left.add(each.job());
            }
        });
        return new Changes(revision(), true, changed, left, broken > from.get());
    }

    /** The job that runs next, and when; empty if nothing is planned. */
    public synchronized Optional<Map.Entry<String, Instant>> next(Instant now) {
        long millis = now.toEpochMilli();
        return marks.entrySet().stream()
                .filter(each ->
                        each.getValue().next() > millis && each.getValue().next() < Long.MAX_VALUE)
                .min(Comparator.comparingLong(each -> each.getValue().next()))
                .map(each -> Map.entry(
                        each.getKey(), Instant.ofEpochMilli(each.getValue().next())));
    }

    private Optional<Long> known(String since) {
        int dash = since.indexOf('-', 1);
        if (dash < 0 || !since.substring(0, dash).equals(start)) {
            return Optional.empty();
        }
        try {
            long from = Long.parseLong(since.substring(dash + 1));
            return from >= forgotten && from <= revision ? Optional.of(from) : Optional.empty();
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    /** Returns the number of jobs of each kind. */
    public synchronized Map<Kind, Integer> counts() {
        Map<Kind, Integer> counts = new EnumMap<>(Kind.class);
        for (Kind kind : Kind.values()) {
            counts.put(kind, 0);
        }
        marks.values().forEach(mark -> counts.merge(mark.kind(), 1, Integer::sum));
        return counts;
    }

    private static Mark mark(long revision, JobStatus status) {
        return new Mark(
                revision,
                kind(status),
                status.running(),
                status.nextRun().map(Instant::toEpochMilli).orElse(Long.MAX_VALUE));
    }

    private static Kind kind(JobStatus status) {
        if (status.state() == JobState.READY) {
            return status.failuresInARow() > 0 ? Kind.FAILING : Kind.FINE;
        }
        return switch (status.state()) {
            case HELD -> Kind.HELD;
            case DONE -> Kind.DONE;
            default -> Kind.WAITING;
        };
    }
}
