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

    private record Key(Instant time, DefinedJob job) {}

    private final Function<DefinedJob, Optional<Instant>> timeOf;
    private final Supplier<Collection<DefinedJob>> all;
    private final TreeSet<Key> keys =
            new TreeSet<>(Comparator.comparing(Key::time).thenComparing(key -> key.job.name()));
    private final Map<DefinedJob, Key> known = new HashMap<>();
    private final Set<DefinedJob> changed = new LinkedHashSet<>();
    private boolean asked;

    /**
     * @param timeOf a job's time; empty: none for now
     * @param all the jobs at the first question
     */
    Soonest(Function<DefinedJob, Optional<Instant>> timeOf, Supplier<Collection<DefinedJob>> all) {
        this.timeOf = timeOf;
        this.all = all;
    }

    /** Notes that a job is new, or that its time may have become earlier. */
    void changed(DefinedJob job) {
        if (asked) {
            changed.add(job);
        }
    }

    /** Removes a job. */
    void removed(DefinedJob job) {
        changed.remove(job);
        put(job, Optional.empty());
    }

    /** The first time of all jobs; empty if none has one. */
    Optional<Instant> first() {
        if (!asked) {
            asked = true;
            changed.addAll(all.get());
        }
        changed.forEach(job -> put(job, timeOf.apply(job)));
        changed.clear();
        while (!keys.isEmpty()) {
            Key first = keys.first();
            Optional<Instant> time = timeOf.apply(first.job());
            if (time.filter(first.time()::equals).isPresent()) {
                return time;
            }
            put(first.job(), time);
        }
        return Optional.empty();
    }

    private void put(DefinedJob job, Optional<Instant> time) {
        Key key = time.map(at -> new Key(at, job)).orElse(null);
        Key before = key == null ? known.remove(job) : known.put(job, key);
        if (before != null) {
            keys.remove(before);
        }
        if (key != null) {
            keys.add(key);
        }
    }
}
