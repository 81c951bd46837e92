package io.reveille.core.timer;

import io.reveille.core.clock.TimeSource;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The engine's wait for a moment, held twice. The engine's thread waits on the wall clock: right over suspend and over
 * steps forward. A guard thread waits for the same span on the monotonic clock: right over steps back, where the first
 * would stall for as long as the step. Whichever ends first, the engine looks at all clocks. With nothing due neither
 * ends.
 */
public final class WakeupTimer {

    private final TimeSource time;
    private final TimeSource.Wait engine;
    private final TimeSource.Wait guard;

    private final Object lock = new Object(); // guards the three below; nothing is called under it
    private @Nullable Instant armed; // the moment that the engine waits for; null: none
    private @Nullable Instant guarded; // the moment that the guard waits for; null: it waits to be told
    private boolean stopped;

    public WakeupTimer(TimeSource time) {
        this.time = time;
        this.engine = time.newWait();
        this.guard = time.newWait();
    }

    /** Waits, on the engine's thread, until the moment, if there is one, or until {@link #wake()}. */
    public void await(Optional<Instant> moment) throws InterruptedException {
        Instant until = moment.orElse(null);
        boolean guardMustKnow;
        synchronized (lock) {
            armed = until;
            guardMustKnow = !Objects.equals(until, guarded);
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
            Instant until;
            synchronized (lock) {
                if (stopped) {
                    return;
                }
                until = armed;
                guarded = until;
            }
            if (until == null) {
                guard.forSignal();
            } else if (guard.forNanos(nanosUntil(until))) {
                synchronized (lock) {
                    guarded = null;
                }
                engine.signal();
                guard.forSignal(); // the engine arms the guard anew after its look, and signals
            }
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
        return span.toSeconds() >= Long.MAX_VALUE / 1_000_000_000 ? Long.MAX_VALUE : span.toNanos();
    }
}
