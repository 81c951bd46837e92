package io.reveille.core.definitions;

import io.reveille.DeletedJob.How;
import io.reveille.core.clock.TimeSource;
import io.reveille.core.clocks.Clocks;
import io.reveille.core.definitions.DefinitionRecord.Deleted;
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
 * How long deleted definitions are kept. While Reveille runs they grow older by the clock that counts since the boot, so
 * that a step of the wall clock throws nothing away; how old one of an earlier start is the wall clock tells, once it is
 * trusted and an hour after the start. Belongs to the engine's thread.
 */
public final class Retention {

    /** How long they are kept. */
    static final Duration KEPT = Duration.ofDays(7);

    /** How many at most, of those that were deleted while Reveille ran. */
    static final int MOST = 1000;

    /** So many go at once then, so that not every deletion touches the pages of two. */
    private static final int AT_ONCE = 100;

    private static final Duration LOOK = Settings.ORPHANS_WAIT;

    /** What it knows the time by. */
    public record Clock(TimeSource time, Agenda<?> agenda) {}

    /** How old one was at a moment of the clock that counts since the boot. */
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

    /** It was deleted in an earlier life of Reveille. */
    void loaded(Entry entry) {
        ages.put(entry, Optional.empty());
    }

    /** It is deleted now. */
    void gone(Entry entry) {
        ages.putIfAbsent(entry, Optional.of(new Age(Duration.ZERO, time.sinceBoot())));
        if (ages.size() > MOST) {
            dropOldest();
        }
        if (planned == null) {
            plan(KEPT);
        }
    }

    /** It is there again. */
    void back(Entry entry) {
        ages.remove(entry);
    }

    /** All definitions that come with the start have come. */
    void start() {
        if (planned != null) {
            agenda.cancel(planned);
            planned = null;
        }
        if (!ages.isEmpty()) {
            plan(LOOK);
        }
    }

    /** Until when it is kept, as far as is known now. */
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
        planned = agenda.after(time.wall(), wait, this::look);
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

    /** First those that went the way that code lets its own jobs go, then the oldest. */
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
