package io.reveille.power.cycle;

import java.time.Duration;
import java.time.Instant;

/** The only reader of clocks here; tests turn one of their own. */
public interface MachineClocks {

    /** The wall clock, which may step. */
    Instant wall();

    /** Nanoseconds from anywhere, on a clock that stands still while the machine sleeps. */
    long nanos();

    /** The time since the machine started, sleep included. It never steps. */
    Duration sinceBoot();

    /** All of them at once. */
    default Moment now() {
        return new Moment(wall(), nanos(), sinceBoot());
    }

    /** What all clocks showed. */
    record Moment(Instant wall, long nanos, Duration sinceBoot) {

        /** How much time passed until then, sleep included. */
        public Duration until(Moment later) {
            return later.sinceBoot().minus(sinceBoot());
        }

        /** How long the machine slept between this and then: what only the one clock has counted. */
        public Duration asleepUntil(Moment later) {
            Duration asleep = until(later).minusNanos(later.nanos() - nanos());
            return asleep.isNegative() ? Duration.ZERO : asleep;
        }
    }
}
