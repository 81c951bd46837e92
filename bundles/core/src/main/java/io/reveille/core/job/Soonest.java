package io.reveille.core.job;

import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * The first of the times of many jobs. A job's time may become later unnoticed and is looked at again when it would be
 * the first; a job whose time may have become earlier has to be reported. Nothing is kept before the first question.
 * Belongs to the engine's thread.
 */
final class Soonest {

    private record Key(Instant time, JobEntry entry) {}

    private final Function<JobEntry, Optional<Instant>> timeOf;
    private final Supplier<Collection<JobEntry>> all;
    private final TreeSet<Key> keys =
            new TreeSet<>(Comparator.comparing(Key::time).thenComparing(key -> key.entry.name()));
    private final Map<JobEntry, Key> known = new HashMap<>();
    private final Set<JobEntry> changed = new LinkedHashSet<>();
    private boolean asked;

    /**
     * @param timeOf a job's time; empty: none for now
     * @param all the jobs at the first question
     */
    Soonest(Function<JobEntry, Optional<Instant>> timeOf, Supplier<Collection<JobEntry>> all) {
        this.timeOf = timeOf;
        this.all = all;
    }

    /** Notes that a job is new, or that its time may have become earlier. */
    void changed(JobEntry entry) {
        if (asked) {
            changed.add(entry);
        }
    }

    /** Removes a job. */
    void removed(JobEntry entry) {
        changed.remove(entry);
        put(entry, Optional.empty());
    }

    /** The first time of all jobs; empty if none has one. */
    Optional<Instant> first() {
        if (!asked) {
            asked = true;
            changed.addAll(all.get());
        }
        changed.forEach(entry -> put(entry, timeOf.apply(entry)));
        changed.clear();
        while (!keys.isEmpty()) {
            Key first = keys.first();
            Optional<Instant> time = timeOf.apply(first.entry());
            if (time.filter(first.time()::equals).isPresent()) {
                return time;
            }
            put(first.entry(), time);
        }
        return Optional.empty();
    }

    private void put(JobEntry entry, Optional<Instant> time) {
        Key key = time.map(at -> new Key(at, entry)).orElse(null);
        Key before = key == null ? known.remove(entry) : known.put(entry, key);
        if (before != null) {
            keys.remove(before);
        }
        if (key != null) {
            keys.add(key);
        }
    }
}
