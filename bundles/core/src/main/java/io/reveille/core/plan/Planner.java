package io.reveille.core.plan;

import io.reveille.JobPolicies;
import io.reveille.Overlap;
import io.reveille.core.state.Begun;
import io.reveille.core.state.OccurrenceState;
import io.reveille.schedule.Schedule;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/** What happens next to a job, and what becomes of what was missed: pure. */
public final class Planner {

    /** Missed occurrences are counted up to here; beyond, "at least so many" is all that anybody needs. */
    public static final int MISSED_LIMIT = 100_000;

    /**
     * What becomes of an occurrence whose time has come.
     *
     * @param runs whether it runs; else it and all up to {@code chain} are dropped
     * @param nominalTime when what runs was due
     * @param missed how many occurrences, that one included, it makes up for; 0 if it is in time
     * @param dropped how many have passed and do not run
     * @param chain the next occurrence is planned from here
     */
    public record Decision(boolean runs, Instant nominalTime, int missed, int dropped, Instant chain) {}

    private final Duration grace;

    /** @param grace how late a start is no misfire */
    public Planner(Duration grace) {
        this.grace = grace;
    }

    /** The occurrence after all that has begun; empty if there is none. It may lie in the past. */
    public Optional<Instant> next(Schedule schedule, Instant chain) {
        return schedule.isEvent() ? Optional.empty() : schedule.next(chain);
    }

    /** Until when an occurrence may start: its tolerance is over, or the next one is due. */
    public static Instant deadline(Schedule schedule, Instant nominalTime) {
        return earlier(nominalTime.plus(schedule.tolerance()), schedule, nominalTime);
    }

    /** Until when an occurrence may wait for its gates and is still in time. */
    public static Instant patience(JobPolicies policies, Schedule schedule, Instant nominalTime) {
        return policies.defer()
                .map(limit -> earlier(nominalTime.plus(limit), schedule, nominalTime))
                .orElseGet(() -> schedule.isEvent()
                        ? Instant.MAX
                        : schedule.next(nominalTime).orElse(Instant.MAX));
    }

    /** From when on an occurrence that waits for its gates is late. */
    public Instant lateFrom(JobPolicies policies, Schedule schedule, Instant nominalTime) {
        Instant patience = patience(policies, schedule, nominalTime);
        return patience.equals(Instant.MAX) ? patience : patience.plus(grace).plusMillis(1);
    }

    private static Instant earlier(Instant limit, Schedule schedule, Instant nominalTime) {
        return schedule.isEvent()
                ? limit
                : schedule.next(nominalTime).filter(limit::isAfter).orElse(limit);
    }

    /** Whether a start now would be a misfire. */
    public boolean isLate(Schedule schedule, Instant nominalTime, Instant now) {
        // The next occurrence need not be asked for where there is no tolerance, and in most cases where there is.
        return isPast(nominalTime, now) && isPast(deadline(schedule, nominalTime), now);
    }

    /** A planned occurrence whose time has come: in time it runs as it is, else the misfire policy speaks. */
    public Decision due(JobPolicies policies, Schedule schedule, Instant chain, Instant planned, Instant now) {
        if (!isLate(schedule, planned, now)) {
            return new Decision(true, planned, 0, 0, planned);
        }
        int missed = Math.max(1, schedule.missed(chain, now, MISSED_LIMIT));
        return switch (policies.misfire()) {
            case ONCE -> {
                Instant newest = dropUntil(schedule, chain, now);
                yield new Decision(true, newest, missed, 0, newest);
            }
            case SKIP -> {
                Instant newest = dropUntil(schedule, chain, now);
                yield new Decision(false, newest, 0, missed, newest);
            }
            case ALL -> {
                int limit = policies.misfireLimit();
                Instant start = missed > limit ? newest(schedule, chain, now, limit) : chain;
                Instant first = schedule.next(start).orElse(planned);
                yield new Decision(true, first, 1, Math.max(0, missed - limit), first);
            }
        };
    }

    /**
     * An occurrence that had begun, could not run, and is taken up again: it was deferred by a gate, its handler was gone,
     * or a crash or stop cut it off. One that had started runs again in any case.
     */
    public Decision again(JobPolicies policies, Schedule schedule, Instant chain, Begun begun, Instant now) {
        Instant nominalTime = begun.nominalTime();
        boolean inTime = begun.state() == OccurrenceState.DEFERRED
                ? !isPast(patience(policies, schedule, nominalTime), now)
                : schedule.isEvent() || !isLate(schedule, nominalTime, now);
        if (inTime) {
            return new Decision(true, nominalTime, begun.missed(), 0, chain);
        }
        int missed = Math.max(1, begun.missed());
        boolean alone = policies.overlap() == Overlap.PARALLEL || schedule.isEvent();
        int more = alone ? 0 : schedule.missed(chain, now, MISSED_LIMIT);
        Instant newest = more > 0 ? dropUntil(schedule, chain, now) : chain;
        return switch (policies.misfire()) {
            case ONCE -> new Decision(true, more > 0 ? newest : nominalTime, missed + more, 0, newest);
            case SKIP -> new Decision(begun.recovery(), nominalTime, begun.recovery() ? missed : 0, more, newest);
            case ALL -> new Decision(true, nominalTime, missed, 0, chain);
        };
    }

    /**
     * Where a job's chain stands when all up to now is dropped: at the last occurrence that has passed, so that the
     * rhythm of its intervals stays. A chain of random intervals is not followed over a long gap, and starts again now.
     */
    public Instant dropUntil(Schedule schedule, Instant chain, Instant now) {
        if (schedule.isEvent()) {
            return chain;
        }
        Instant latest = schedule.latest(chain, now).orElse(chain);
        boolean followed = schedule.next(latest).map(next -> next.isAfter(now)).orElse(true);
        return followed ? latest : now.truncatedTo(ChronoUnit.SECONDS);
    }

    /** From where on only so many occurrences lie before now: found by halves, since the gap may hold any number. */
    private static Instant newest(Schedule schedule, Instant chain, Instant now, int limit) {
        Instant many = chain;
        Instant few = now;
        while (Duration.between(many, few).toSeconds() > 1) {
            Instant middle = many.plus(Duration.between(many, few).dividedBy(2));
            Instant start = schedule.latest(chain, middle).orElse(chain);
            if (schedule.missed(start, now, limit + 1) > limit) {
                many = middle;
            } else {
                few = middle;
            }
        }
        return schedule.latest(chain, few).orElse(chain);
    }

    private boolean isPast(Instant limit, Instant now) {
        return !limit.equals(Instant.MAX) && now.isAfter(limit.plus(grace));
    }
}
