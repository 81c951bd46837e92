package io.reveille.power.cycle;

import io.reveille.PowerStatus.Sleep;
import io.reveille.PowerStatus.Totals;
import io.reveille.RunOutcome;
import io.reveille.RunReport;
import io.reveille.spi.PowerBackend.End;
import io.reveille.spi.PowerListener;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** The record of sleeps: the last ones, the totals, and the first job after each. For any thread. */
public final class Journal {

    private static final int KEPT = 20;

    private final BiConsumer<PowerListener.Type, Sleep> tell;
    private final Object lock = new Object(); // guards all below; listeners are called outside
    private final Deque<Sleep> recent = new ArrayDeque<>();
    private Totals totals = new Totals(0, 0, 0, 0, Duration.ZERO);

    /** The sleep whose first job is still to come. */
    private @Nullable Awaited awaited;

    private record Awaited(Sleep sleep, Instant awakeFrom, Optional<Instant> deadline) {}

    /** @param tell called for each event, in order; returns soon */
    public Journal(BiConsumer<PowerListener.Type, Sleep> tell) {
        this.tell = tell;
    }

    void restore(Totals before) {
        synchronized (lock) {
            totals = before;
        }
    }

    /** Adds a sleep, or a failed attempt. */
    void add(PowerListener.Type type, Sleep sleep) {
        synchronized (lock) {
            push(sleep);
            totals = sum(totals, sleep);
            awaited = null;
        }
        tell.accept(type, sleep);
    }

    /** Makes the first job that starts after the sleep that was added last its first run. */
    void awaitFirstRun(Instant awakeFrom, Optional<Instant> deadline) {
        synchronized (lock) {
            if (!recent.isEmpty()) {
                awaited = new Awaited(recent.getFirst(), awakeFrom, deadline);
            }
        }
    }

    /** Notes the end of a run that its schedule had started. */
    public void ran(String job, RunReport run) {
        if (run.outcome() == RunOutcome.SKIPPED) {
            return;
        }
        Sleep sleep;
        synchronized (lock) {
            Awaited first = awaited;
            if (first == null || run.startTime().isBefore(first.awakeFrom())) {
                return;
            }
            awaited = null;
            // For a job that came due after the sleep's deadline, lateness counts from its own time.
            Duration late = first.deadline()
                    .map(deadline -> deadline.isAfter(run.nominalTime()) ? deadline : run.nominalTime())
                    .map(due -> Duration.between(due, run.startTime()))
                    .filter(any -> !any.isNegative())
                    .orElse(Duration.ZERO);
            Sleep old = first.sleep();
            sleep = new Sleep(old.start(), old.wake(), old.slept(), old.end(), old.detail(), Optional.of(job), late);
            if (recent.remove(old)) {
                recent.addFirst(sleep);
            }
        }
        tell.accept(PowerListener.Type.FIRST_RUN, sleep);
    }

    /** Reports an event without adding a sleep. */
    void tell(PowerListener.Type type, Sleep sleep) {
        tell.accept(type, sleep);
    }

    public List<Sleep> recent() {
        synchronized (lock) {
            return List.copyOf(recent);
        }
    }

    public Totals totals() {
        synchronized (lock) {
            return totals;
        }
    }

    private void push(Sleep sleep) {
        if (recent.size() == KEPT) {
            recent.removeLast();
        }
        recent.addFirst(sleep);
    }

    private static Totals sum(Totals all, Sleep one) {
        End end = End.valueOf(one.end());
        boolean slept = end == End.ALARM || end == End.FOREIGN;
        return new Totals(
                all.sleeps() + (slept ? 1 : 0),
                all.foreign() + (end == End.FOREIGN ? 1 : 0),
                all.failures() + (end == End.FAILED ? 1 : 0),
                all.simulated() + (end == End.SIMULATED ? 1 : 0),
                all.asleep().plus(end == End.SIMULATED ? Duration.ZERO : one.slept()));
    }
}
