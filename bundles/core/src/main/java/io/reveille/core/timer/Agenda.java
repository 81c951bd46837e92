package io.reveille.core.timer;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The plan of what is to be done when. Each entry has a window: it may be done from its first moment on, and has to be
 * done by its last. The engine wakes for the earliest last moment and then does all entries whose windows are open. For
 * fixed windows these are the fewest wake-ups possible: an entry that sets the alarm was not open at an earlier one, or
 * it would have been done then. The engine's own chores, such as a save, are done along with others and open no window.
 * Windows lie on the wall clock; chores go by elapsed time, which is the wall clock's less its steps: suspend counts.
 * Belongs to the engine's thread.
 *
 * @param <T> the type of what is to be done in a window: data that prints itself
 */
public final class Agenda<T> {

    /** As good as never, and still a time that every clock and wait can represent. */
    private static final Instant NEVER = Instant.parse("9999-12-31T23:59:59Z");

    private record Chore(String name, Runnable action) {}

    /** Something to do, from one moment until another. Prints itself as if the wall clock had not stepped. */
    public static final class Entry {
        private final Instant from;
        private final Instant until;
        private final long order;
        private final Object what; // a chore, or data for the doer
        private final @Nullable ByEnd ends; // where this is found by its last moment; null: a chore
        private int placeByBegin;
        private int placeByEnd;

        private Entry(Instant from, Instant until, long order, Object what, @Nullable ByEnd ends) {
            this.from = from;
            this.until = until;
            this.order = order;
            this.what = what;
            this.ends = ends;
        }

        /** The moment from which the entry may be done; of a chore by elapsed time. */
        public Instant from() {
            return from;
        }

        private Instant wallBegin(Duration stepped) {
            return what instanceof Chore ? later(from, stepped) : from;
        }

        private String text(Duration stepped) {
            String name = what instanceof Chore chore ? chore.name : what.toString();
            return name + ", " + wallBegin(stepped) + (until.equals(from) ? "" : " to " + until);
        }

        @Override
        public String toString() {
            return text(Duration.ZERO);
        }
    }

    /** Entries by their first moments; of two with the same the older one goes first. */
    private static final class ByBegin extends IndexedHeap<Entry> {
        @Override
        protected boolean isBefore(Entry one, Entry other) {
            int order = one.from.compareTo(other.from);
            return order < 0 || (order == 0 && one.order < other.order);
        }

        @Override
        protected int place(Entry entry) {
            return entry.placeByBegin;
        }

        @Override
        protected void keep(Entry entry, int place) {
            entry.placeByBegin = place;
        }
    }

    /** Entries by their last moments. */
    private static final class ByEnd extends IndexedHeap<Entry> {
        @Override
        protected boolean isBefore(Entry one, Entry other) {
            return one.until.isBefore(other.until);
        }

        @Override
        protected int place(Entry entry) {
            return entry.placeByEnd;
        }

        @Override
        protected void keep(Entry entry, int place) {
            entry.placeByEnd = place;
        }
    }

    private final ByBegin byBegin = new ByBegin(); // all windows
    private final ByEnd waking = new ByEnd(); // windows that a sleeping machine is to wake for
    private final ByEnd resting = new ByEnd(); // the other windows
    private final ByBegin chores = new ByBegin(); // by elapsed time
    private final Class<T> type;
    private final BooleanSupplier onEngine;
    private final Supplier<Duration> stepped;
    private long added;
    private boolean open; // the next call does all entries whose windows have begun

    /**
     * @param onEngine whether the calling thread is the engine's; asserted
     * @param stepped the sum of the wall clock's steps: known before the first entry, changed by steps that are seen
     */
    public Agenda(Class<T> type, BooleanSupplier onEngine, Supplier<Duration> stepped) {
        this.type = type;
        this.onEngine = onEngine;
        this.stepped = stepped;
    }

    /** Plans something for a moment of the wall clock, for which a sleeping machine is to wake. */
    public Entry at(Instant moment, T what) {
        return within(moment, moment, true, what);
    }

    /**
     * Plans something between two moments of the wall clock.
     *
     * @param wakes whether a sleeping machine is to wake for it
     */
    public Entry within(Instant from, Instant until, boolean wakes, T what) {
        assert onEngine.getAsBoolean();
        ByEnd ends = wakes ? waking : resting;
        Entry entry = new Entry(from, until.isBefore(NEVER) ? until : NEVER, ++added, what, ends);
        ends.add(entry);
        try {
            byBegin.add(entry);
        } catch (OutOfMemoryError e) {
            ends.remove(entry);
            throw e;
        }
        return entry;
    }

    /**
     * Plans a chore after a delay, which a step of the wall clock does not change. No machine wakes for a chore, and
     * entries that may wait go on waiting.
     *
     * @param name what the chore is, as printed
     */
    public Entry after(Instant now, Duration delay, String name, Runnable action) {
        assert onEngine.getAsBoolean();
        Instant moment = later(elapsed(now), delay);
        Entry entry = new Entry(moment, moment, ++added, new Chore(name, action), null);
        chores.add(entry);
        return entry;
    }

    /** Takes an entry off, if it is not done already; returns whether it was there. */
    public boolean cancel(Entry entry) {
        if (entry.ends == null) {
            return chores.remove(entry);
        }
        entry.ends.remove(entry);
        return byBegin.remove(entry);
    }

    /** The moment by which something has to be done; empty if there is nothing to do. */
    public Optional<Instant> next() {
        Entry chore = chores.first();
        return Optional.ofNullable(earlier(firstEnd(), chore == null ? null : chore.wallBegin(stepped.get())));
    }

    /** The moment by which something has to be done that a sleeping machine is to wake for; empty if there is none. */
    public Optional<Instant> nextWaking() {
        return Optional.ofNullable(firstEnd(waking));
    }

    private @Nullable Instant firstEnd() {
        return earlier(firstEnd(waking), firstEnd(resting));
    }

    private static @Nullable Instant firstEnd(ByEnd entries) {
        Entry first = entries.first();
        return first == null ? null : first.until;
    }

    private static @Nullable Instant earlier(@Nullable Instant one, @Nullable Instant other) {
        return one == null || (other != null && other.isBefore(one)) ? other : one;
    }

    /** Whether an entry other than a chore may be done by now, even if it may wait. */
    public boolean isAnythingOpen(Instant now) {
        Entry first = byBegin.first();
        return first != null && !first.from.isAfter(now);
    }

    /**
     * Has the next call of {@link #runDue} do all that may be done, as if its last moment had come: for a machine that
     * was woken, say.
     */
    public void open() {
        open = true;
    }

    /**
     * Does, in order, what has to be done by now, and if that is more than chores, also what may be done. Entries added
     * meanwhile wait for the next call, even if due. An entry that throws does not keep others from being done; the
     * first exception is thrown at the end.
     *
     * @param doer does what is no chore
     */
    public void runDue(Instant now, Consumer<? super T> doer) {
        Instant end = firstEnd();
        boolean all = open || (end != null && !end.isAfter(now));
        open = false;
        Throwable thrown = null;
        List<Entry> due = new ArrayList<>();
        Instant elapsed = elapsed(now);
        chores.collect(entry -> !entry.from.isAfter(elapsed), due);
        if (all) {
            byBegin.collect(entry -> !entry.from.isAfter(now), due);
        }
        due.sort(inOrder(stepped.get()));
        for (Entry entry : due) {
            if (cancel(entry)) { // else one before it has
                try {
                    if (entry.what instanceof Chore chore) {
                        chore.action.run();
                    } else {
                        doer.accept(type.cast(entry.what));
                    }
                } catch (RuntimeException | Error e) {
                    thrown = thrown == null ? e : thrown;
                }
            }
        }
        if (thrown instanceof Error error) {
            throw error;
        } else if (thrown instanceof RuntimeException exception) {
            throw exception;
        }
    }

    private static Comparator<Entry> inOrder(Duration steps) {
        return Comparator.comparing((Entry entry) -> entry.wallBegin(steps)).thenComparingLong(entry -> entry.order);
    }

    private Instant elapsed(Instant wall) {
        return wall.minus(stepped.get());
    }

    /** Adds a delay of any length to a time; a handler may ask for any. */
    public static Instant later(Instant time, Duration delay) {
        return delay.toSeconds() < NEVER.getEpochSecond() - time.getEpochSecond() ? time.plus(delay) : NEVER;
    }

    /** All that is planned, an entry a line, in order. */
    @Override
    public String toString() {
        List<Entry> all = new ArrayList<>();
        chores.collect(entry -> true, all);
        byBegin.collect(entry -> true, all);
        Duration steps = stepped.get();
        return all.stream()
                .sorted(inOrder(steps))
                .map(entry -> entry.text(steps))
                .collect(Collectors.joining("\n"));
    }
}
