package io.reveille.core.plan;

import io.reveille.JobPolicies;
import io.reveille.Overlap;
import io.reveille.core.state.OccurrenceState;
import io.reveille.core.state.OpenOccurrence;
import io.reveille.schedule.Schedule;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/** Decides what happens next to a job, and what becomes of its missed occurrences. Pure. */
public final class Planner {

    /** Missed occurrences are counted up to here; beyond, "at least so many" is all that anybody needs. */
    public static final int MISSED_LIMIT = 100_000;

    /** A window ends before the next one begins, or two would run at one moment. Occurrences lie as far apart at least. */
    private static final Duration BETWEEN_WINDOWS = Duration.ofSeconds(1);

    /**
     * The decision on an occurrence whose time has come.
     *
     * @param runs whether it runs; else it and all up to {@code chain} are dropped
     * @param nominalTime when what runs was due
     * @param missed how many occurrences, that one included, it makes up for; 0 if it is in time
     * @param dropped how many have passed and do not run
     * @param chain the next occurrence is planned from here
     */
    public record Decision(boolean runs, Instant nominalTime, int missed, int dropped, Instant chain) {

        /** The occurrence runs as it is. */
        public static Decision inTime(Instant nominalTime) {
            return new Decision(true, nominalTime, 0, 0, nominalTime);
        }
    }

    /**
     * Facts of a job whose occurrences are decided about.
     *
     * @param chain all up to here has begun, or was passed over
     * @param left how many more occurrences the {@code times} of its schedule leave, beside all that are open
     */
    public record Job(JobPolicies policies, Schedule schedule, Instant chain, int left) {

        /** How many occurrences have passed and have not begun: none once the times are used up. */
        public int passed(Instant now) {
            return schedule.isEvent() || left <= 0 ? 0 : schedule.missed(chain, now, MISSED_LIMIT);
        }

        private boolean standAlone() {
            return policies.overlap() == Overlap.PARALLEL || schedule.isEvent();
        }
    }

    private final Supplier<Duration> grace;

    /** @param grace how late a start is no misfire */
    public Planner(Duration grace) {
        this(() -> grace);
    }

    /** @param grace how late a start is no misfire, asked whenever that is to be known */
    public Planner(Supplier<Duration> grace) {
        this.grace = grace;
    }

    /** The occurrence after all that has begun, perhaps in the past; empty if there is none. */
    public Optional<Instant> next(Schedule schedule, Instant chain) {
        return schedule.isEvent() ? Optional.empty() : schedule.next(chain);
    }

    /** Until when an occurrence may start: its tolerance is over, or the next one is about to be due, a second later. */
    public static Instant deadline(Schedule schedule, Instant nominalTime) {
        if (schedule.tolerance().isZero()) {
            return nominalTime;
        }
        Instant end = nominalTime.plus(schedule.tolerance());
        return schedule.isEvent()
                ? end
                : schedule.next(nominalTime)
                        .map(next -> next.minus(BETWEEN_WINDOWS))
                        .filter(end::isAfter)
                        .orElse(end);
    }

    /** Whether an occurrence that has a tolerance may start now. */
    public static boolean isOpen(Schedule schedule, Instant nominalTime, Instant now) {
        return !schedule.tolerance().isZero()
                && !now.isBefore(nominalTime)
                && !now.isAfter(nominalTime.plus(schedule.tolerance()));
    }

    /** Until when an occurrence may wait for its gates and is still in time. */
    public static Instant patience(JobPolicies policies, Schedule schedule, Instant nominalTime) {
        return policies.defer()
                .map(limit -> earlier(nominalTime.plus(limit), schedule, nominalTime))
                .orElseGet(() -> schedule.isEvent()
                        ? Instant.MAX
                        : schedule.next(nominalTime).orElse(Instant.MAX));
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

    /**
     * A planned occurrence whose time has come: in time it runs as it is, else the misfire policy speaks. That speaks for
     * all others, too, that have passed by now, however short ago: nothing ran during which they could have come due.
     */
    public Decision due(Job job, Instant planned, Instant now) {
        Schedule schedule = job.schedule();
        Instant chain = job.chain();
        boolean inTime = !isLate(schedule, planned, now);
        int passed = Math.max(1, job.passed(now));
        if (inTime && passed == 1) {
            return Decision.inTime(planned);
        }
        Predicate<Instant> late = time -> isLate(schedule, time, now);
        return switch (job.policies().misfire()) {
            case ONCE -> {
                if (job.left() == 1) {
                    yield new Decision(true, planned, inTime ? 0 : 1, 0, planned); // there is none after it
                }
                Instant newest = dropUntil(schedule, chain, now);
                yield new Decision(true, newest, passed, 0, newest);
            }
            case SKIP -> {
                Instant last = lastOver(schedule, chain, now, late);
                Optional<Instant> first = schedule.next(last).filter(next -> !next.isAfter(now));
                int before = first.isPresent() ? passed(schedule, chain, last) : passed;
                yield first.map(next -> {
                            int behind = job.left() > 1 ? passed - before - 1 : 0;
                            Instant newest = behind > 0 ? dropUntil(schedule, next, now) : next;
                            return new Decision(true, next, 0, before + behind, newest);
                        })
                        .orElseGet(() -> new Decision(false, last, 0, before, last));
            }
            case ALL -> {
                if (inTime) {
                    yield Decision.inTime(planned);
                }
                int run = Math.min(passed, job.left());
                int limit = job.policies().misfireLimit();
                yield run > limit || !isFollowed(schedule, chain, now)
                        ? newestOf(limit, passed, schedule, chain, now, late)
                        : new Decision(true, planned, 1, 0, planned);
            }
        };
    }

    /**
     * An occurrence that had begun, could not run, and is taken up again: it was deferred by a gate, its handler was gone,
     * or a crash or stop cut it off. One that had started runs again in any case.
     */
    public Decision again(Job job, OpenOccurrence begun, Instant now) {
        JobPolicies policies = job.policies();
        Schedule schedule = job.schedule();
        Instant chain = job.chain();
        Instant nominalTime = begun.nominalTime();
        Predicate<Instant> over = begun.state() == OccurrenceState.DEFERRED
                ? time -> !now.isBefore(patience(policies, schedule, time))
                : time -> !schedule.isEvent() && isLate(schedule, time, now);
        if (!over.test(nominalTime)) {
            return new Decision(true, nominalTime, begun.missed(), 0, chain);
        }
        int missed = itself(begun);
        int more = job.standAlone() ? 0 : job.passed(now);
        return switch (policies.misfire()) {
            case ONCE -> {
                Instant newest = more > 0 ? dropUntil(schedule, chain, now) : chain;
                yield new Decision(true, more > 0 ? newest : nominalTime, missed + more, 0, newest);
            }
            case SKIP -> {
                Instant last = more > 0 ? lastOver(schedule, chain, now, over) : chain;
                int gone = more > 0 ? passed(schedule, chain, last) : 0;
                if (begun.recovery()) {
                    yield new Decision(true, nominalTime, missed, gone, last);
                }
                // The late occurrence makes room for one that came due behind it and is in time still.
                Optional<Instant> inTime =
                        more > 0 ? schedule.next(last).filter(next -> !next.isAfter(now)) : Optional.empty();
                yield inTime.map(next -> new Decision(true, next, 0, missed + gone, next))
                        .orElseGet(() -> new Decision(false, nominalTime, 0, missed - 1 + gone, last));
            }
            case ALL -> {
                boolean tooMany = more > 0 && (more >= policies.misfireLimit() || !isFollowed(schedule, chain, now));
                yield tooMany && !begun.recovery()
                        ? newestOf(policies.misfireLimit(), missed + more, schedule, chain, now, over)
                        : new Decision(true, nominalTime, missed, 0, chain);
            }
        };
    }

    /**
     * An occurrence starts: what has passed by then, while it waited for a worker or its gates, is the misfire policy's.
     * The start itself is no misfire for that wait. With {@code all}, what has passed stays for after it.
     */
    public Decision starts(Job job, OpenOccurrence begun, Instant now) {
        int passed = job.standAlone() ? 0 : job.passed(now);
        Decision alone = new Decision(true, begun.nominalTime(), begun.missed(), 0, job.chain());
        if (passed == 0) {
            return alone;
        }
        Instant newest = dropUntil(job.schedule(), job.chain(), now);
        return switch (job.policies().misfire()) {
            case ONCE -> new Decision(true, newest, itself(begun) + passed, 0, newest);
            case SKIP -> new Decision(true, begun.nominalTime(), begun.missed(), passed, newest);
            case ALL -> alone;
        };
    }

    /** The number that a late occurrence counts for: one that has had an attempt in time is not missed, whatever comes next. */
    private static int itself(OpenOccurrence begun) {
        return begun.attempt() > 1 ? begun.missed() : Math.max(1, begun.missed());
    }

    /**
     * Where a job's chain stands when all up to now is dropped: at the last occurrence that has passed, so that the
     * rhythm of its intervals stays. A chain of random intervals is not followed over a long gap, and starts again now.
     */
    public Instant dropUntil(Schedule schedule, Instant chain, Instant now) {
        if (schedule.isEvent()) {
            return chain;
        }
        return isFollowed(schedule, chain, now)
                ? schedule.latest(chain, now).orElse(chain)
                : now.truncatedTo(ChronoUnit.SECONDS);
    }

    /** Whether the chain is known up to now: one that can only be stepped through is followed for so many steps. */
    private static boolean isFollowed(Schedule schedule, Instant chain, Instant now) {
        return schedule.next(schedule.latest(chain, now).orElse(chain))
                .map(next -> next.isAfter(now))
                .orElse(true);
    }

    /** Where the chain stands when all is dropped whose time is over; what follows, up to now, is in time. */
    private Instant lastOver(Schedule schedule, Instant chain, Instant now, Predicate<Instant> over) {
        if (!isFollowed(schedule, chain, now)) {
            return dropUntil(schedule, chain, now);
        }
        // None waits beyond the next one's time: so of all that were due before this, only the last may be in time.
        Instant graceful = now.minus(grace.get()).minusNanos(1);
        Instant last = schedule.latest(chain, graceful).orElse(chain);
        return last.isAfter(chain) && !over.test(last)
                ? schedule.latest(chain, last.minusNanos(1)).orElse(chain)
                : last;
    }

    private static int passed(Schedule schedule, Instant chain, Instant last) {
        return schedule.missed(chain, last, MISSED_LIMIT);
    }

    /** Of more than so many that passed, the oldest of so many of the newest is next. */
    private Decision newestOf(
            int limit, int missed, Schedule schedule, Instant chain, Instant now, Predicate<Instant> late) {
        Instant oldest = schedule.next(newest(schedule, chain, now, limit))
                .filter(next -> !next.isAfter(now))
                .orElseGet(() -> dropUntil(schedule, chain, now));
        return new Decision(true, oldest, late.test(oldest) ? 1 : 0, Math.max(0, missed - limit), oldest);
    }

    /** From where on only so many occurrences lie before now: found by halves, since the gap may hold any number. */
    private static Instant newest(Schedule schedule, Instant chain, Instant now, int limit) {
        boolean followed = isFollowed(schedule, chain, now);
        UnaryOperator<Instant> start = time -> followed
                ? schedule.latest(chain, time).orElse(chain)
                : time.truncatedTo(ChronoUnit.SECONDS); // such a chain starts again anywhere
        Instant many = chain;
        Instant few = now;
        // Occurrences lie a second apart at least: no two of them are left between the two.
        while (Duration.between(many, few).compareTo(Duration.ofSeconds(1)) > 0) {
            Instant middle = many.plus(Duration.between(many, few).dividedBy(2));
            Instant from = start.apply(middle);
            if (schedule.missed(from, now, limit + 1) > limit || !(followed || isFollowed(schedule, from, now))) {
                many = middle;
            } else {
                few = middle;
            }
        }
        return start.apply(few);
    }

    private boolean isPast(Instant limit, Instant now) {
        return !limit.equals(Instant.MAX) && now.isAfter(limit.plus(grace.get()));
    }
}
