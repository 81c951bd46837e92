package io.reveille.core.state;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An occurrence whose time has come and that has not ended.
 *
 * @param id tells it from others of the job
 * @param nominalTime when it was due
 * @param missed how many occurrences, this one included, it makes up for; 0 if it is in time
 * @param attempt counts from 1
 * @param recovery whether it was begun before and cut off
 * @param state where it stands
 * @param again when it is taken up again, if deferred or retrying; else null
 * @param waitsFor why it is deferred; else empty
 * @param input what the job before it in a chain returned
 */
public record OpenOccurrence(
        String id,
        Instant nominalTime,
        int missed,
        int attempt,
        boolean recovery,
        OccurrenceState state,
        @Nullable Instant again,
        String waitsFor,
        Map<String, Object> input) {

    /** One that is due now. */
    static OpenOccurrence due(String id, Instant nominalTime, int missed, Map<String, Object> input) {
        return new OpenOccurrence(id, nominalTime, missed, 1, false, OccurrenceState.DUE, null, "", input);
    }

    /** Whether a handler was called for it before. */
    boolean hasRun() {
        return recovery || attempt > 1;
    }

    OpenOccurrence in(OccurrenceState newState) {
        return new OpenOccurrence(id, nominalTime, missed, attempt, recovery, newState, null, "", input);
    }

    OpenOccurrence standingFor(Instant newNominalTime, int newMissed) {
        return new OpenOccurrence(id, newNominalTime, newMissed, attempt, recovery, state, again, waitsFor, input);
    }

    OpenOccurrence deferred(Instant until, String reason) {
        return new OpenOccurrence(
                id, nominalTime, missed, attempt, recovery, OccurrenceState.DEFERRED, until, reason, input);
    }

    OpenOccurrence retrying(Instant at) {
        return new OpenOccurrence(
                id, nominalTime, missed, attempt + 1, recovery, OccurrenceState.RETRYING, at, "", input);
    }

    OpenOccurrence recovering() {
        return new OpenOccurrence(id, nominalTime, missed, attempt, true, OccurrenceState.DUE, null, "", input);
    }

    OpenOccurrence takenUpAt(Instant time) {
        return new OpenOccurrence(id, nominalTime, missed, attempt, recovery, state, time, waitsFor, input);
    }

    OpenOccurrence movedBy(Duration step, boolean nominalTimeToo) {
        Instant later = again == null ? null : again.plus(step);
        return new OpenOccurrence(
                id,
                nominalTimeToo ? nominalTime.plus(step) : nominalTime,
                missed,
                attempt,
                recovery,
                state,
                later,
                waitsFor,
                input);
    }
}
