package io.reveille.power.plan;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Whether to sleep. */
public sealed interface Decision {

    /**
     * Not now.
     *
     * @param why in words
     * @param lookAgain after which time the answer may be another although nothing has changed; empty if never
     * @param problem whether somebody should be told
     */
    record StayAwake(String why, Optional<Duration> lookAgain, boolean problem) implements Decision {
        StayAwake(String why, Optional<Duration> lookAgain) {
            this(why, lookAgain, false);
        }
    }

    /**
     * Yes.
     *
     * @param wake when to be woken, a whole second; empty: nothing is planned, and no alarm is needed
     * @param deadline what for: by when the machine has to be ready
     * @param hop whether this is only a part of the way, since the alarm does not reach further
     */
    record Sleep(Optional<Instant> wake, Optional<Instant> deadline, boolean hop) implements Decision {}
}
