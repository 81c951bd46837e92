package io.reveille.core.plan;

import io.reveille.schedule.Schedule;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/** What happens next to a job: pure. */
public final class Planner {

    /** Missed occurrences are counted up to here; beyond, "at least so many" is all that anybody needs. */
    public static final int MISSED_LIMIT = 100_000;

    /**
     * An occurrence that shall run now.
     *
     * @param nominalTime when it was due
     * @param missed how many occurrences, this one included, it makes up for; 0 if it is in time
     */
    public record Due(Instant nominalTime, int missed) {}

    private final Duration grace;

    /** @param grace how late a start is no misfire */
    public Planner(Duration grace) {
        this.grace = grace;
    }

    /** The occurrence after all that has begun; empty if there is none. It may lie in the past. */
    public Optional<Instant> next(Schedule schedule, Instant chain) {
        return schedule.next(chain);
    }

    /**
     * What becomes of a planned occurrence whose time has come: in time, it runs as it is; too late, the misfire policy
     * {@code once} makes one run of all that has passed.
     */
    public Due due(Schedule schedule, Instant chain, Instant planned, Instant now) {
        if (!isLate(planned, now)) {
            return new Due(planned, 0);
        }
        int missed = Math.max(1, schedule.missed(chain, now, MISSED_LIMIT));
        return new Due(dropUntil(schedule, chain, now), missed);
    }

    /** Whether a start now would be a misfire. */
    public boolean isLate(Instant planned, Instant now) {
        return now.isAfter(planned.plus(grace));
    }

    /**
     * Where a job's chain stands when all up to now is dropped: at the last occurrence that has passed, so that the
     * rhythm of its intervals stays. A chain of random intervals is not followed over a long gap, and starts again now.
     */
    public Instant dropUntil(Schedule schedule, Instant chain, Instant now) {
        Instant latest = schedule.latest(chain, now).orElse(chain);
        boolean followed = schedule.next(latest).map(next -> next.isAfter(now)).orElse(true);
        return followed ? latest : now.truncatedTo(ChronoUnit.SECONDS);
    }
}
