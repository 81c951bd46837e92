package io.reveille.core.model;

import io.reveille.schedule.Schedule;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * A job from one definition of its schedule to the next: all occurrences that the schedule says, found by stepping from
 * each to the one after it, and all calls of the handler. Times are those of a clock that never stepped for a job that
 * follows elapsed time, and of the wall clock for all others.
 */
final class Generation {

    /** A call of the handler: the occurrence's newest. */
    record Call(int attempt, int missed, long number, int start) {}

    final Schedule schedule;
    final String text;
    private final boolean isRelative;
    final long missedBefore;
    final long skippedBefore;
    final Map<Object, Call> calls = new HashMap<>();
    final Set<Object> ever = new HashSet<>(); // called while that was promised to happen once, whatever crashed

    private final TreeSet<Instant> expected = new TreeSet<>();
    private Instant reached; // the chain's last occurrence that is listed
    private @Nullable Instant upcoming; // the next one
    private Duration shift = Duration.ZERO;
    private Instant latest = Instant.MIN; // that the wall clock has shown before it was set back
    private boolean blind;

    Generation(Schedule schedule, String text, Instant start, long missedBefore, long skippedBefore) {
        this.schedule = schedule;
        this.text = text;
        this.isRelative = Schedule.parse(text).isRelative();
        this.missedBefore = missedBefore;
        this.skippedBefore = skippedBefore;
        this.reached = start;
        this.upcoming = next();
    }

    /** Whether nothing is known any more of the occurrences that are to be expected. */
    boolean isBlind() {
        return blind || schedule.isEvent();
    }

    void becomeBlind() {
        blind = true;
    }

    /** What tells an occurrence from the others of the job. */
    Instant key(Instant nominalTime) {
        return nominalTime.minus(shift);
    }

    /** Lists all that is due by now. */
    void extend(Instant now) {
        while (!isBlind() && upcoming != null && !upcoming.isAfter(key(now))) {
            expected.add(upcoming);
            reached = upcoming;
            upcoming = next();
        }
    }

    private @Nullable Instant next() {
        if (schedule.isEvent()) {
            return null;
        }
        return isRelative // bound when nothing had been shifted
                ? schedule.next(reached).orElse(null)
                : schedule.next(reached.plus(shift)).map(this::key).orElse(null);
    }

    boolean expects(Instant key) {
        return expected.contains(key);
    }

    long expected() {
        return expected.size();
    }

    /** Whether the chain lies further ahead of the clock than is waited for. */
    boolean isAheadOf(Instant limit) {
        return reached.isAfter(limit);
    }

    /** Whether occurrences later than this may have been dealt with, the clock being set back now. */
    boolean wasSeenAfter(Instant limit, Instant now) {
        latest = now.isAfter(latest) ? now : latest;
        return latest.isAfter(limit);
    }

    /** The wall clock has stepped, and the job follows elapsed time. */
    void move(Duration step) {
        shift = shift.plus(step);
        upcoming = next();
    }

    /** The wall clock was corrected, and the job follows it: what lies ahead comes again. */
    void planAnew(Instant now) {
        calls.clear();
        ever.clear();
        expected.tailSet(now, false).clear();
        reached = now;
        upcoming = next();
    }
}
