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
 * What is to be done when. Each thing has a window: it may be done from its first moment on, and has to be by its last.
 * The engine wakes for the earliest last moment and then does all whose windows are open, which for fixed windows means
 * the fewest wake-ups that there can be: whoever sets the alarm could not have been served by an earlier one, for then it
 * would have been done. The engine's own chores, a save say, ride along with that, and open no window. Belongs to the
 * engine's thread.
 *
 * @param <D> does what has come due, but for chores: it is named only then, since it puts down what is to be done next
 */
public final class Agenda<D> {

    /** As good as never, and still a time that every clock and wait can say. */
    private static final Instant NEVER = Instant.parse("9999-12-31T23:59:59Z");

    /** Something to do, from one moment until another. */
    public static class Entry {
        Instant from; // change only while off the agenda: it is sorted by them
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

        /** From when on it may be done, as far as is known now. */
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

    private final TreeSet<Action<D>> waking = new TreeSet<>(END); // a machine that sleeps is to wake for these
    private final TreeSet<Action<D>> others = new TreeSet<>(END);
    private final BooleanSupplier onEngine;
    private long added;
    private boolean open; // all windows are that have begun

    /** @param onEngine whether the calling thread is the engine's; asserted */
    public Agenda(BooleanSupplier onEngine) {
        this.onEngine = onEngine;
    }

    /** Puts down something for a moment of the wall clock. A machine that sleeps is to wake for it. */
    public Entry at(Instant moment, Consumer<? super D> action) {
        return within(moment, moment, true, action);
    }

    /**
     * Puts down something to be done between two moments of the wall clock.
     *
     * @param wakes whether a machine that sleeps is to wake for it
     */
    public Entry within(Instant from, Instant until, boolean wakes, Consumer<? super D> action) {
        return add(new Action<>(from, until.isBefore(NEVER) ? until : NEVER, false, wakes, ++added, action));
    }

    /**
     * Puts down a chore for a time from now: a step of the wall clock does not move it. No machine wakes for it, and what
     * may wait goes on waiting.
     */
    public Entry after(Instant now, Duration delay, Runnable action) {
        Instant moment = later(now, delay);
        return add(new Action<>(moment, moment, true, false, ++added, any -> action.run()));
    }

    /** Takes something off; does nothing if it is done already. */
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

    /** The same, of what a machine that sleeps is to wake for. */
    public Optional<Instant> nextWaking() {
        return first(waking);
    }

    private static Optional<Instant> first(SortedSet<? extends Entry> entries) {
        return entries.isEmpty() ? Optional.empty() : Optional.of(entries.first().until);
    }

    private SortedSet<Action<D>> byEnd(Entry entry) {
        return entry.wakes ? waking : others;
    }

    /** Whether there is something that may be done by now, chores aside, though it may wait. */
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

    /** All that may be done is done at the next call, as if its last moment had come: the machine was woken, say. */
    public void open() {
        open = true;
    }

    /**
     * Does, in order, what has to be done by now, and if that is more than chores, what may be done, too. What is put down
     * meanwhile waits for the next call, even if due. An action that throws keeps no other from being done; what the
     * first of them threw is thrown at the end.
     */
    public void runDue(Instant now, D doer) {
        boolean all = open || isWindowOver(now);
        open = false;
        long last = added;
        Throwable thrown = null;
        Action<D> newest = new Action<>(now, now, false, false, Long.MAX_VALUE, any -> {});
        for (Action<D> entry : List.copyOf(byBegin.headSet(newest, true))) {
            // An action may take off what stands behind it.
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

    /** The wall clock has stepped: what was put down for a time from now moves with it. */
    public void clockStepped(Duration step) {
        List<Action<D>> moved = others.stream().filter(entry -> entry.elapsed).toList();
        moved.forEach(this::cancel);
        for (Action<D> entry : moved) {
            entry.from = later(entry.from, step);
            entry.until = entry.from;
            add(entry);
        }
    }

    /** A time after another; a handler may ask for any delay. */
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
