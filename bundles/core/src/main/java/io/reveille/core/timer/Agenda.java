package io.reveille.core.timer;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * The plan of what is to be done when. Each entry has a window: it may be done from its first moment on, and has to be
 * done by its last. The engine wakes for the earliest last moment and then does all entries whose windows are open. For
 * fixed windows these are the fewest wake-ups possible: an entry that sets the alarm was not open at an earlier one, or
 * it would have been done then. The engine's own chores, such as a save, are done along with others and open no window.
 * Belongs to the engine's thread.
 *
 * @param <D> the type of what carries out due entries other than chores: given only at that moment, since it needs the
 *     agenda itself
 */
public final class Agenda<D> {

    /** As good as never, and still a time that every clock and wait can represent. */
    private static final Instant NEVER = Instant.parse("9999-12-31T23:59:59Z");

    /** Something to do, from one moment until another. */
    public static class Entry {
        Instant from; // both change only while off the agenda, which is sorted by them
        Instant until;
        final boolean elapsed;
        private final boolean wakes;
        final long order;

        private Entry(Instant from, Instant until, boolean elapsed, boolean wakes, long order) {
            this.from = from;
            this.until = until;
            this.elapsed = elapsed;
            this.wakes = wakes;
            this.order = order;
        }

        /** The moment from which the entry may be done, as far as is known now. */
        public Instant from() {
            return from;
        }
    }

    private static final class Action<D> extends Entry {
        private final Consumer<? super D> action;

        private Action(
                Instant from, Instant until, boolean elapsed, boolean wakes, long order, Consumer<? super D> action) {
            super(from, until, elapsed, wakes, order);
            this.action = action;
        }
    }

    private final TreeSet<Action<D>> byBegin =
            new TreeSet<>(Comparator.comparing((Entry entry) -> entry.from).thenComparingLong(entry -> entry.order));
    private static final Comparator<Entry> END =
            Comparator.comparing((Entry entry) -> entry.until).thenComparingLong(entry -> entry.order);

    private final TreeSet<Action<D>> waking = new TreeSet<>(END); // a sleeping machine is to wake for these
    private final TreeSet<Action<D>> others = new TreeSet<>(END);
    private final BooleanSupplier onEngine;
    private long added;
    private boolean open; // the next call does all entries whose windows have begun

    /** @param onEngine whether the calling thread is the engine's; asserted */
    public Agenda(BooleanSupplier onEngine) {
        this.onEngine = onEngine;
    }

    /** Plans an action for a moment of the wall clock, for which a sleeping machine is to wake. */
    public Entry at(Instant moment, Consumer<? super D> action) {
        return within(moment, moment, true, action);
    }

    /**
     * Plans an action between two moments of the wall clock.
     *
     * @param wakes whether a sleeping machine is to wake for it
     */
    public Entry within(Instant from, Instant until, boolean wakes, Consumer<? super D> action) {
        return add(new Action<>(from, until.isBefore(NEVER) ? until : NEVER, false, wakes, ++added, action));
    }

    /**
     * Plans a chore after a delay, which a step of the wall clock does not change. No machine wakes for a chore, and
     * entries that may wait go on waiting.
     */
    public Entry after(Instant now, Duration delay, Runnable action) {
        Instant moment = later(now, delay);
        return add(new Action<>(moment, moment, true, false, ++added, any -> action.run()));
    }

    /** Takes an entry off; does nothing if it is done already. */
    public void cancel(Entry entry) {
        byBegin.remove(entry);
        byEnd(entry).remove(entry);
    }

    /** The moment by which something has to be done; empty if there is nothing to do. */
    public Optional<Instant> next() {
        if (waking.isEmpty() || others.isEmpty()) {
            return first(waking).or(() -> first(others));
        }
        return first(END.compare(waking.first(), others.first()) < 0 ? waking : others);
    }

    /** The moment by which something has to be done that a sleeping machine is to wake for; empty if there is none. */
    public Optional<Instant> nextWaking() {
        return first(waking);
    }

    private static Optional<Instant> first(SortedSet<? extends Entry> entries) {
        return entries.isEmpty() ? Optional.empty() : Optional.of(entries.first().until);
    }

    private SortedSet<Action<D>> byEnd(Entry entry) {
        return entry.wakes ? waking : others;
    }

    /** Whether an entry other than a chore may be done by now, even if it may wait. */
    public boolean isAnythingOpen(Instant now) {
        for (Entry entry : byBegin) {
            if (entry.from.isAfter(now)) {
                return false;
            }
            if (!entry.elapsed) {
                return true;
            }
        }
        return false;
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
     * meanwhile wait for the next call, even if due. An action that throws does not keep others from being done; the
     * first exception is thrown at the end.
     */
    public void runDue(Instant now, D doer) {
        boolean all = open || isWindowOver(now);
        open = false;
        long last = added;
        Throwable thrown = null;
        Action<D> newest = new Action<>(now, now, false, false, Long.MAX_VALUE, any -> {});
        for (Action<D> entry : List.copyOf(byBegin.headSet(newest, true))) {
            // An action may cancel later entries.
            if ((all || entry.elapsed) && entry.order <= last && byBegin.remove(entry)) {
                byEnd(entry).remove(entry);
                try {
                    entry.action.accept(doer);
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

    private boolean isWindowOver(Instant now) {
        return isWindowOver(waking, now) || isWindowOver(others, now);
    }

    private static boolean isWindowOver(SortedSet<? extends Entry> byEnd, Instant now) {
        for (Entry entry : byEnd) {
            if (entry.until.isAfter(now)) {
                return false;
            }
            if (!entry.elapsed) {
                return true;
            }
        }
        return false;
    }

    /** Moves what was planned after a delay along with a step of the wall clock. */
    public void clockStepped(Duration step) {
        List<Action<D>> moved = others.stream().filter(entry -> entry.elapsed).toList();
        moved.forEach(this::cancel);
        for (Action<D> entry : moved) {
            entry.from = later(entry.from, step);
            entry.until = entry.from;
            add(entry);
        }
    }

    /** Adds a delay of any length to a time; a handler may ask for any. */
    public static Instant later(Instant time, Duration delay) {
        return delay.toSeconds() < NEVER.getEpochSecond() - time.getEpochSecond() ? time.plus(delay) : NEVER;
    }

    private Entry add(Action<D> entry) {
        assert onEngine.getAsBoolean();
        byBegin.add(entry);
        byEnd(entry).add(entry);
        return entry;
    }
}
