package io.reveille.core.timer;

import io.reveille.core.clock.TimeSource;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * The engine's wait for a moment, held twice. The engine's thread waits on the wall clock: right over suspend and over
 * steps forward. A guard thread waits for the same span on the monotonic clock: right over steps back, where the first
 * would stall for as long as the step. Whichever ends first, the engine looks at all clocks. With nothing due neither
 * ends.
 *
 * <p>The guard is told of an earlier moment at once, of a later one when its own wait is over: most moments of a busy engine
 * pass before the guard would have to know of them.
 */
public final class WakeupTimer {

    /** The shortest span that the guard waits: so late the engine is at most after a step back in the middle of a shorter wait. */
    static final long SHORTEST_NANOS = 50_000_000;

    /** How much earlier a moment has to be for the guard to be told: the two clocks are not read in one instant. */
    private static final long EARLIER_NANOS = 1_000_000;

    /** More than a hundred years: as good as never, and less than half of what the monotonic clock counts. */
    private static final long MOST_SECONDS = Long.MAX_VALUE / 1_000_000_000 / 2;

    private final TimeSource time;
    private final TimeSource.Wait engine;
    private final TimeSource.Wait guard;

    private final Object lock = new Object(); // guards the five below; nothing is called under it
    private boolean armed; // the engine waits for a moment
    private long limit; // the guard ends the engine's wait then, by the monotonic clock
    private boolean guarded; // the guard waits for a moment; else it waits to be told
    private long guardedUntil; // that moment, by the monotonic clock
    private boolean stopped;

    public WakeupTimer(TimeSource time) {
        this.time = time;
        this.engine = time.newWait();
        this.guard = time.newWait();
    }

    /** Waits, on the engine's thread, until the moment, if there is one, or until {@link #wake()}. */
    public void await(Optional<Instant> moment) throws InterruptedException {
        Instant until = moment.orElse(null);
        long latest = until == null ? 0 : time.nanos() + Math.max(SHORTEST_NANOS, nanosUntil(until));
        boolean guardMustKnow;
        synchronized (lock) {
            armed = until != null;
            limit = latest;
            guardMustKnow = armed != guarded || (armed && guardedUntil - limit > EARLIER_NANOS);
        }
        if (guardMustKnow) {
            guard.signal();
        }
        if (until == null) {
            engine.forSignal();
        } else {
            engine.untilWall(until);
        }
    }

    /** Waits for this time on the engine's thread; {@link #wake()} does not end this wait. Needs no memory. */
    public void pause(long nanos) throws InterruptedException {
        long begin = time.nanos();
        for (long left = nanos; left > 0; left = nanos - (time.nanos() - begin)) {
            engine.forNanos(left);
        }
    }

    /** Ends the engine's wait, this one or the next. */
    public void wake() {
        engine.signal();
    }

    /** Runs the guard thread until the timer is stopped. */
    public void guard() throws InterruptedException {
        while (true) {
            boolean waits;
            long until;
            synchronized (lock) {
                if (stopped) {
                    return;
                }
                waits = armed;
                until = limit;
                guarded = waits;
                guardedUntil = until;
            }
            if (!waits) {
                guard.forSignal();
            } else if (guard.forNanos(until - time.nanos()) && isOver()) {
                engine.signal();
                guard.forSignal(); // the engine arms the guard anew after its look, and signals
            }
        }
    }

    /** Whether the engine has waited long enough; not if it waits for a later moment than the guard did. */
    private boolean isOver() {
        long now = time.nanos();
        synchronized (lock) {
            boolean over = armed && now - limit >= 0;
            if (over) {
                guarded = false;
            }
            return over;
        }
    }

    /** Ends the guard thread. */
    public void stop() {
        synchronized (lock) {
            stopped = true;
        }
        guard.signal();
    }

    private long nanosUntil(Instant moment) {
        Duration span = Duration.between(time.wall(), moment);
        return span.toSeconds() >= MOST_SECONDS
                ? Duration.ofSeconds(MOST_SECONDS).toNanos()
                : span.toNanos();
    }
}
