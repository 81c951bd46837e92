package io.reveille.core.state;

import io.reveille.schedule.Schedule;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Effects of the clocks on the times that a {@link RunState} holds: each method takes in one fact. See docs/state-machine.md. */
public final class ClockedTimes {

    /** A time before the first Reveille: a clock that shows an earlier time is wrong. */
    public static final Instant BUILT = Instant.parse("2026-01-01T00:00:00Z");

    private ClockedTimes() {}

    /**
     * The wall clock has stepped: delays go on by elapsed time, and so does the chain of a job that follows that.
     *
     * @param elapsed whether the job does
     */
    public static void clockStepped(RunState s, Duration step, boolean elapsed) {
        if (elapsed) {
            s.chain = s.chain.plus(step);
        }
        s.open = s.open.stream().map(begun -> begun.movedBy(step, elapsed)).toList();
        asideStepped(s, step);
    }

    /** The same for what is laid aside. */
    public static void asideStepped(RunState s, Duration step) {
        if (s.aside != null) {
            clockStepped(s.aside.state(), step, s.aside.says(Schedule::isElapsed));
            if (s.aside.says(Schedule::isRelative)) {
                definedLater(s.aside.state(), step);
            }
        }
    }

    /** The wall clock has stepped: the definition came as long ago as before. */
    public static void definedLater(RunState s, Duration step) {
        s.bound = s.bound.plus(step);
    }

    /**
     * The clock is trusted. If it was not since the definition, or by one that was ahead of this, times of day are those
     * that come next; in what is laid aside too.
     *
     * @param limit a time that lies after this is of a clock that was ahead
     * @param relative whether the job's schedule counts from its definition
     */
    public static void trusted(RunState s, Instant now, Instant limit, boolean relative) {
        if (relative && (s.trustedAt == null || s.trustedAt.isAfter(limit))) {
            s.trustedAt = Occurrences.wholeSeconds(now);
        }
        if (s.aside != null) {
            trusted(s.aside.state(), now, limit, s.aside.says(Schedule::isRelative));
        }
    }

    /**
     * The wall clock was set back further than is waited for: what it showed after this was wrong.
     *
     * @param relative whether the job's schedule counts from its definition
     */
    public static void wasAhead(RunState s, Instant now, boolean relative) {
        if (relative && s.trustedAt != null && s.trustedAt.isAfter(now)) {
            s.trustedAt = null;
        }
        if (s.aside != null) {
            wasAhead(s.aside.state(), now, s.aside.says(Schedule::isRelative));
        }
    }

    /**
     * Whether an older version has bound its relative times, which did so at once, by any clock, and did not move them with
     * later steps.
     */
    public static boolean isBoundByOlder(RunState s) {
        return s.boundAtOnce && s.trustedAt != null;
    }

    /** No clock has been right since the definition, as it has turned out. */
    public static void neverTrusted(RunState s) {
        s.trustedAt = null;
    }

    /** Its times are of the clock as it is set now. */
    public static void timedBy(RunState s, ClockSteps steps) {
        s.steps = steps;
        if (s.aside != null) {
            s.aside.state().steps = steps;
        }
    }

    /** A job that follows elapsed time goes on from now: how much has passed is not known. */
    public static void goesOnFrom(RunState s, Instant now) {
        s.chain = Occurrences.wholeSeconds(now);
        s.open = notAfter(now, s.open);
    }

    /**
     * The wall clock was corrected backwards: nothing must lie in a future that never was, or it would wait for that.
     * Every open occurrence, whatever it waits for, is taken up at once.
     *
     * @param again whether what lies ahead of the clock comes again
     */
    public static void corrected(RunState s, Instant now, boolean again) {
        if (again && s.chain.isAfter(now)) {
            s.chain = Occurrences.wholeSeconds(now);
        }
        if (s.bound.isAfter(now)) {
            s.bound = Occurrences.wholeSeconds(now);
        }
        s.open = notAfter(now, s.open);
    }

    private static List<OpenOccurrence> notAfter(Instant now, List<OpenOccurrence> open) {
        return open.stream()
                .map(begun -> begun.nominalTime().isAfter(now)
                        ? begun.standingFor(Occurrences.wholeSeconds(now), begun.missed())
                        : begun)
                .map(begun -> {
                    Instant again = begun.again();
                    return again != null && again.isAfter(now) ? begun.takenUpAt(now) : begun;
                })
                .toList();
    }
}
