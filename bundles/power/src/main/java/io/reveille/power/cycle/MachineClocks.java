package io.reveille.power.cycle;

import java.time.Duration;
import java.time.Instant;

/** The machine's clocks: the only place in this bundle where clocks are read. Tests turn clocks of their own. */
public interface MachineClocks {

    /** Returns the time by the wall clock, which may step. */
    Instant wall();

    /** Returns nanoseconds since an arbitrary moment, on a clock that stands still while the machine sleeps. */
    long nanos();

    /** Returns the time since the machine started, sleep included; this clock never steps. */
    Duration sinceBoot();

    /** Returns the time by all clocks. */
    default Moment now() {
        return new Moment(wall(), nanos(), sinceBoot());
    }

    /** A moment by all clocks. */
    record Moment(Instant wall, long nanos, Duration sinceBoot) {

        /** Returns how much time passed until a later moment, sleep included. */
        public Duration until(Moment later) {
            return later.sinceBoot().minus(sinceBoot());
        }

        /**
         * Returns how long the machine slept until a later moment: the difference between the clock that counts sleep
         * and the one that does not.
         */
        public Duration asleepUntil(Moment later) {
            Duration asleep = until(later).minusNanos(later.nanos() - nanos());
            return asleep.isNegative() ? Duration.ZERO : asleep;
        }
    }
}
