package io.reveille.handlers.telemetry;

import java.time.Duration;
import java.time.Instant;

/**
 * The period of a report. The end belongs to the next period: a report that runs at the end does not race with a sample
 * of that moment, and no sample is in two reports.
 *
 * @param start inclusive
 * @param end exclusive
 */
record Period(Instant start, Instant end) {

    static Period endingAt(Instant end, Duration length) {
        return new Period(end.minus(length), end);
    }

    boolean contains(Instant time) {
        return !time.isBefore(start) && time.isBefore(end);
    }

    @Override
    public String toString() {
        return start + " to " + end;
    }
}
