package io.reveille.power.cycle;

import io.reveille.spi.PowerBackend.Depth;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;

/**
 * The measured time from the alarm until jobs can run: the longest of the last few measurements and a margin, since a
 * late job is worse than a second awake. The time is negative where the clock of the alarm is ahead of the wall clock.
 * For one thread.
 */
public final class Latency {

    private static final int KEPT = 8;

    /** The number of measurements from which on they count alone. */
    private static final int ENOUGH = 3;

    private static final Duration LEAST_MARGIN = Duration.ofMillis(250);

    private final Depth depth;
    private final Deque<Duration> measured = new ArrayDeque<>();

    Latency(Depth depth) {
        this.depth = depth;
    }

    /**
     * Returns how much earlier than needed the alarm is set. While there are few measurements, the result is at least
     * the assumed latency.
     */
    Duration lead() {
        Duration most = measured.stream().max(Comparator.naturalOrder()).orElse(Duration.ZERO);
        Duration lead = longer(Duration.ZERO, most.plus(longer(most.dividedBy(4), LEAST_MARGIN)));
        return measured.size() < ENOUGH ? longer(lead, assumed()) : lead;
    }

    /** Adds a measurement; one that is longer than any wake-up of this depth takes has another cause and is ignored. */
    void add(Duration latency) {
        if (latency.compareTo(longest()) > 0) {
            return;
        }
        if (measured.size() == KEPT) {
            measured.removeFirst();
        }
        measured.addLast(latency);
    }

    void addAll(Collection<Duration> latencies) {
        latencies.forEach(this::add);
    }

    List<Duration> measured() {
        return List.copyOf(measured);
    }

    private Duration assumed() {
        return depth == Depth.SUSPEND ? Duration.ofSeconds(2) : Duration.ofMinutes(1);
    }

    /** Returns the latency beyond which a wake-up counts as failed. */
    Duration longest() {
        return depth == Depth.SUSPEND ? Duration.ofSeconds(30) : Duration.ofMinutes(10);
    }

    private static Duration longer(Duration one, Duration other) {
        return one.compareTo(other) >= 0 ? one : other;
    }
}
