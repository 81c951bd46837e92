package io.reveille.core.definitions;

import io.reveille.DeletedJob.How;
import io.reveille.core.changes.DefinitionRecord.Deleted;
import io.reveille.core.clock.TimeSource;
import io.reveille.core.clocks.Clocks;
import io.reveille.core.definitions.KeptDefinitions.Entry;
import io.reveille.core.settings.Settings;
import io.reveille.core.timer.Agenda;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The limit on the age and number of deleted definitions. While Reveille runs they age by the clock that counts since
 * boot, so that a step of the wall clock throws nothing away. The age of one deleted before the start is told by the
 * wall clock, once that is trusted and an hour after the start. Belongs to the engine's thread.
 */
public final class Retention {

    /** The time that deleted definitions are kept. */
    static final Duration KEPT = Duration.ofDays(7);

    /** The most deleted definitions, of those deleted while Reveille ran. */
    static final int MOST = 1000;

    /** The number dropped at once beyond that, so that not every deletion touches the pages of two. */
    private static final int AT_ONCE = 100;

    private static final Duration LOOK = Settings.ORPHANS_WAIT;

    /** The clock and the agenda that are used. */
    public record Clock(TimeSource time, Agenda<?> agenda) {}

    /** The age of a definition at a moment of the clock that counts since boot. */
    private record Age(Duration age, Duration sinceBoot) {}

    private final Map<Entry, Optional<Age>> ages = new LinkedHashMap<>(); // of all that are deleted
    private final TimeSource time;
    private final Agenda<?> agenda;
    private final Clocks clocks;
    private final KeptDefinitions kept;
    private Agenda.@Nullable Entry planned;

    Retention(Clock clock, Clocks clocks, KeptDefinitions kept) {
        this.time = clock.time();
        this.agenda = clock.agenda();
        this.clocks = clocks;
        this.kept = kept;
    }

    /** Adds a definition that was deleted before the start. */
    void loaded(Entry entry) {
        ages.put(entry, Optional.empty());
    }

    /** Adds a definition that is deleted now. */
    void gone(Entry entry) {
        ages.putIfAbsent(entry, Optional.of(new Age(Duration.ZERO, time.sinceBoot())));
        if (ages.size() > MOST) {
            dropOldest();
        }
        if (planned == null) {
            plan(KEPT);
        }
    }

    /** Removes a definition that is there again. */
    void back(Entry entry) {
        ages.remove(entry);
    }

    /** Plans the first look, now that all definitions of the start have come. */
    void start() {
        if (planned != null) {
            agenda.cancel(planned);
            planned = null;
        }
        if (!ages.isEmpty()) {
            plan(LOOK);
        }
    }

    /** Until when a deleted definition is kept, as far as is known now. */
    Instant until(Entry entry) {
        return ages.getOrDefault(entry, Optional.empty())
                .map(age -> time.wall().plus(left(age)))
                .orElseGet(() ->
                        entry.deleted().map(Deleted::at).orElse(time.wall()).plus(KEPT));
    }

    private Duration left(Age age) {
        return KEPT.minus(age.age()).minus(time.sinceBoot().minus(age.sinceBoot()));
    }

    private void plan(Duration wait) {
        planned = agenda.after(time.wall(), wait, "look at deleted definitions", this::look);
    }

    private void look() {
        planned = null;
        Duration next = KEPT;
        for (Entry entry : List.copyOf(ages.keySet())) {
            if (entry.isGoneOnlyHere()) {
                kept.save(entry); // missing since the start, and did not come
            }
            Optional<Age> age = age(entry);
            Duration left = age.map(this::left).orElse(LOOK);
            if (left.isNegative() || left.isZero()) {
                drop(entry);
            } else if (left.compareTo(next) < 0) {
                next = left;
            }
        }
        if (!ages.isEmpty()) {
            plan(next);
        }
    }

    private Optional<Age> age(Entry entry) {
        Optional<Age> known = ages.getOrDefault(entry, Optional.empty());
        if (known.isPresent() || !clocks.whyNot().isEmpty()) {
            return known;
        }
        Instant now = time.wall();
        Deleted deleted = entry.deleted().orElseThrow();
        if (!deleted.trusted()) {
            kept.mark(entry, new Deleted(now, true, deleted.how(), deleted.owner(), deleted.code()));
        }
        Duration age = deleted.trusted() ? Duration.between(deleted.at(), now) : Duration.ZERO;
        Optional<Age> found = Optional.of(new Age(age.isNegative() ? Duration.ZERO : age, time.sinceBoot()));
        ages.put(entry, found);
        return found;
    }

    /** Drops definitions that code itself has cancelled first, then the oldest. */
    private void dropOldest() {
        List<Entry> counted = ages.keySet().stream()
                .filter(entry -> how(entry) != How.MISSING)
                .sorted(Comparator.comparing((Entry entry) -> !isByItsCode(entry))
                        .thenComparing(entry -> entry.deleted().map(Deleted::at).orElse(Instant.EPOCH)))
                .toList();
        if (counted.size() > MOST) {
            counted.subList(0, counted.size() - MOST + AT_ONCE).forEach(this::drop);
        }
    }

    private void drop(Entry entry) {
        ages.remove(entry);
        kept.forget(entry);
    }

    private static boolean isByItsCode(Entry entry) {
        return entry.deleted()
                .filter(deleted ->
                        deleted.how() == How.CANCELLED && !deleted.owner().isEmpty())
                .isPresent();
    }

    private static How how(Entry entry) {
        return entry.deleted().map(Deleted::how).orElse(How.DELETED);
    }
}
