package io.reveille.core.model;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** When a job was under way, and when it was held: what comes due then is skipped, or dropped. Times are keys. */
final class Spans {

    private record Span(Instant from, Instant to) {}

    private final Generation generation;
    private final Map<String, Instant> runs; // under way, by run, and since when
    private final List<Span> holds;
    private long overlapped; // came due during runs that are over
    private @Nullable Instant heldFrom;
    private boolean runsHeld;

    Spans(Generation generation) {
        this.generation = generation;
        this.runs = new HashMap<>();
        this.holds = new ArrayList<>();
    }

    Spans(Spans other) {
        this.generation = other.generation;
        this.runs = new HashMap<>(other.runs);
        this.holds = new ArrayList<>(other.holds);
        this.overlapped = other.overlapped;
        this.heldFrom = other.heldFrom;
        this.runsHeld = other.runsHeld;
    }

    void runs(String run, Instant now) {
        runs.putIfAbsent(run, now);
    }

    void over(String run, Instant now) {
        Instant since = runs.remove(run);
        overlapped += since == null ? 0 : generation.between(since, now);
    }

    /** Returns how many were under way. */
    int allOver(Instant now) {
        int any = runs.size();
        List.copyOf(runs.keySet()).forEach(run -> over(run, now));
        return any;
    }

    /** How many have come due during runs. */
    long overlapped(Instant now) {
        return overlapped
                + runs.values().stream()
                        .mapToLong(since -> generation.between(since, now))
                        .sum();
    }

    boolean isHeld() {
        return heldFrom != null;
    }

    boolean isHeldSinceBefore(Instant now) {
        return heldFrom != null && heldFrom.isBefore(now);
    }

    void held(Instant now) {
        if (heldFrom == null) {
            heldFrom = now;
            runsHeld = !runs.isEmpty();
        }
    }

    /** Whether a run was under way when the hold began: that may fail, and wait for the end of the hold. */
    boolean wasUnderWay() {
        return runsHeld;
    }

    void released(Instant now) {
        Instant from = heldFrom;
        if (from != null) {
            holds.add(new Span(from, now));
            heldFrom = null;
        }
    }

    /** How many fell into a hold, of those up to the last. */
    long dropped(Instant now, Instant last) {
        Instant from = heldFrom;
        return holds.stream()
                        .mapToLong(hold -> generation.between(hold.from, earlier(hold.to, last)))
                        .sum()
                + (from == null ? 0 : generation.between(from, earlier(now, last)));
    }

    private static Instant earlier(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }

    boolean isDropped(Instant key) {
        return holds.stream().anyMatch(hold -> key.isAfter(hold.from) && !key.isAfter(hold.to));
    }

    /** The clock was set back: what was is no guide to what will be. */
    void forget() {
        holds.clear();
    }
}
