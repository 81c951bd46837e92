package io.reveille.core.timer;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/** What is to be done when, earliest first. Belongs to the engine's thread. */
public final class Agenda {

    /** As good as never, and still a time that every clock and wait can say. */
    private static final Instant NEVER = Instant.parse("9999-12-31T23:59:59Z");

    /** Something to do at a moment. */
    public static final class Entry {
        private Instant at; // changes only while off the agenda: it is sorted by it
        private final boolean elapsed;
        private final long order;
        private final Runnable action;

        private Entry(Instant at, boolean elapsed, long order, Runnable action) {
            this.at = at;
            this.elapsed = elapsed;
            this.order = order;
            this.action = action;
        }

        /** When it is due, as far as is known now. */
        public Instant at() {
            return at;
        }
    }

    private final TreeSet<Entry> entries =
            new TreeSet<>(Comparator.comparing((Entry entry) -> entry.at).thenComparingLong(entry -> entry.order));
    private long added;

    /** Puts down something for a moment of the wall clock. */
    public Entry at(Instant moment, Runnable action) {
        return add(moment, false, action);
    }

    /** Puts down something for a time from now: a step of the wall clock does not move it. */
    public Entry after(Instant now, Duration delay, Runnable action) {
        return add(later(now, delay), true, action);
    }

    /** Takes something off; does nothing if it is done already. */
    public void cancel(Entry entry) {
        entries.remove(entry);
    }

    /** The earliest moment; empty if there is nothing to do. */
    public Optional<Instant> next() {
        return entries.isEmpty() ? Optional.empty() : Optional.of(entries.first().at);
    }

    /** Does, in order, what is due. What is put down meanwhile waits for the next call, even if due. */
    public void runDue(Instant now) {
        long last = added;
        for (Entry entry : List.copyOf(entries.headSet(new Entry(now, false, Long.MAX_VALUE, () -> {}), true))) {
            // An action may take off what stands behind it.
            if (entry.order <= last && entries.remove(entry)) {
                entry.action.run();
            }
        }
    }

    /** The wall clock has stepped: what was put down for a time from now moves with it. */
    public void clockStepped(Duration step) {
        List<Entry> moved = entries.stream().filter(entry -> entry.elapsed).toList();
        moved.forEach(entries::remove);
        for (Entry entry : moved) {
            entry.at = later(entry.at, step);
            entries.add(entry);
        }
    }

    /** A handler may ask for any delay. */
    private static Instant later(Instant time, Duration delay) {
        return delay.toSeconds() < NEVER.getEpochSecond() - time.getEpochSecond() ? time.plus(delay) : NEVER;
    }

    private Entry add(Instant moment, boolean elapsed, Runnable action) {
        Entry entry = new Entry(moment, elapsed, ++added, action);
        entries.add(entry);
        return entry;
    }
}
