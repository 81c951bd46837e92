package io.reveille.power.plan;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** The decision whether to sleep. */
public sealed interface Decision {

    /**
     * The decision to stay awake for now.
     *
     * @param why the reason, in words
     * @param lookAgain the time after which the decision may be different although nothing has changed; empty if never
     * @param problem whether the reason needs attention
     */
    record StayAwake(String why, Optional<Duration> lookAgain, boolean problem) implements Decision {
        StayAwake(String why, Optional<Duration> lookAgain) {
            this(why, lookAgain, false);
        }
    }

    /**
     * The decision to sleep.
     *
     * @param wake when to be woken, a whole second; empty: nothing is planned, and no alarm is needed
     * @param deadline by when the machine has to be ready
     * @param hop whether this sleep is only a part of the time, since the alarm does not reach further
     */
    record Sleep(Optional<Instant> wake, Optional<Instant> deadline, boolean hop) implements Decision {}
}
