package io.reveille.core.outcome;

import io.reveille.JobResult;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * How a handler came back, or did not.
 *
 * @param start when it began
 * @param duration how long it worked
 * @param result what it returned; empty if it threw
 * @param data what it returned for programs; a copy
 * @param message what it said, or what it threw, in words
 * @param memory what it left in the job's memory
 * @param cut whether it had been told to end at once, and why
 */
public record Ending(
        Instant start,
        Duration duration,
        Optional<JobResult> result,
        Map<String, Object> data,
        String message,
        Map<String, Object> memory,
        Cut cut) {

    /** Why a run was told to end at once. */
    public enum Cut {
        /** Was not told so. */
        NOT,
        /** Reveille stops, or the job was cancelled. */
        STOPPED,
        /** Its time was up. */
        TIMED_OUT,
        /** Its time was up, and it did not come back even so. */
        LOST,
        /** Somebody wanted it to end. */
        ENDED,
        /** Somebody wanted it to end, and it did not come back even so. */
        ENDED_LOST;

        /** The reason that counts once there is another one: somebody's will stands, whatever comes after it. */
        public Cut then(Cut later) {
            if (this != ENDED) {
                return later;
            }
            return later == LOST ? ENDED_LOST : ENDED;
        }
    }

    /** One that never began. */
    public static Ending failed(Instant at, String message) {
        return new Ending(at, Duration.ZERO, Optional.empty(), Map.of(), message, Map.of(), Cut.NOT);
    }
}
