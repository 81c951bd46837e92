package io.reveille.core.model;

import io.reveille.core.engine.JobView;
import io.reveille.schedule.Schedule;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * A job from one definition of its schedule to the next: all occurrences that the schedule says, found by stepping from
 * each to the one after it, and all calls of the handler. Times are those of a clock that never stepped for a job that
 * follows elapsed time, and of the wall clock for all others. Durations in a schedule count from a definition
 * that moves with the clock; what it says in times of the wall clock stays.
 */
final class Generation {

    /** More than that have passed at once: docs say that there are limits to counting. */
    private static final int COUNTED = 90_000;

    /** So many steps a chain is followed that has to be followed step by step. */
    private static final int FOLLOWED = 900;

    /** A call of the handler: the occurrence's newest. */
    record Call(int attempt, int missed, long number, int start) {}

    final Schedule schedule;
    final String text;
    private final Schedule said;
    final boolean isElapsed;
    final long missedBefore;
    final long skippedBefore;
    final Map<Object, Call> calls = new HashMap<>();
    final Set<Object> ever = new HashSet<>(); // called while that was promised to happen once, whatever crashed
    final Told told = new Told();

    private final TreeSet<Instant> expected = new TreeSet<>();
    private final @Nullable Schedule unbound; // counts from the definition
    private Instant definedAt; // by the clock as it is set now
    private Instant trustedAt; // its times of day are the first after this
    private Instant reached; // the chain's last occurrence that is listed
    private @Nullable Instant upcoming; // the next one
    private Duration shift = Duration.ZERO;
    private Instant latest = Instant.MIN; // that the wall clock has shown before it was set back
    private boolean blind;
    private boolean timeLost;

    Generation(JobView view, Instant start) {
        this.said = view.definition().schedule();
        this.unbound = said.isRelative() ? said : null;
        this.schedule = view.schedule();
        this.text = said.toString();
        this.isElapsed = said.isElapsed();
        this.missedBefore = view.status().missed();
        this.skippedBefore = view.status().skipped();
        this.definedAt = start;
        this.trustedAt = start;
        this.reached = start;
        this.upcoming = next();
    }

    boolean isOf(Schedule other) {
        return said.equals(other);
    }

    /** Whether nothing is known any more of the occurrences that are to be expected. */
    boolean isBlind() {
        return blind || schedule.isReboot();
    }

    void becomeBlind() {
        blind = true;
    }

    /** Nobody knows how long the machine was off: where durations end is not known any more. */
    void losesTime() {
        timeLost = true;
    }

    /** Times of before and after cannot be compared. */
    void forgetCalls() {
        calls.clear();
        ever.clear();
    }

    boolean isEvent() {
        return schedule.isEvent();
    }

    /** Whether it says a time of day that is the first after its definition. */
    boolean waitsForTrust() {
        return unbound != null
                && (text.contains("until ") || text.contains("starting "))
                && !text.contains("from definition");
    }

    /** Tells an occurrence from the others of the job. */
    Instant key(Instant nominalTime) {
        return nominalTime.minus(shift);
    }

    /** The key of now; after a step back that is waited for, that of what has been seen before. */
    Instant latestBy(Instant now) {
        return reached.isAfter(key(now)) ? reached : key(now);
    }

    /** Lists all that is due by now. */
    void extend(Instant now) {
        int most = text.contains(" to ") || text.contains("between") ? FOLLOWED : COUNTED;
        for (int i = 0; !isBlind() && upcoming != null && !upcoming.isAfter(key(now)); i++) {
            expected.add(upcoming);
            reached = upcoming;
            upcoming = next();
            blind |= i > most;
        }
    }

    private @Nullable Instant next() {
        return isEvent()
                ? null
                : bound().next(reached.plus(shift)).map(this::key).orElse(null);
    }

    private Schedule bound() {
        return unbound == null ? schedule : unbound.bind(definedAt, Optional.of(trustedAt));
    }

    /** Whether there is surely more to come after this, however the chain of its intervals lies. */
    boolean goesOn(Instant now) {
        boolean isKnown = unbound == null || !timeLost;
        return isKnown
                && !isEvent()
                && bound().next(now)
                        .flatMap(bound()::next)
                        .flatMap(bound()::next)
                        .isPresent();
    }

    boolean expects(Instant key) {
        return expected.contains(key);
    }

    /** How many have passed. */
    long expected() {
        return isEvent() ? told.count() : expected.size();
    }

    /** How many had by this one, which is counted too. */
    long expectedUpTo(Instant key) {
        return expected.headSet(key, true).size();
    }

    /** How many lie after the first key, up to the other one. */
    long between(Instant from, Instant to) {
        return from.isBefore(to) ? expected.subSet(from, false, to, true).size() : 0;
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

    /**
     * The wall clock has stepped.
     *
     * @param then what it shows now
     * @param trusted whether that is known to be trusted
     */
    void move(Duration step, Instant then, boolean trusted) {
        definedAt = definedAt.plus(step);
        if (waitsForTrust() && isCorrectedBy(step, then)) {
            trustedAt = then.truncatedTo(ChronoUnit.SECONDS);
            if (!trusted) {
                becomeBlind();
                losesTime();
            }
        }
        if (isElapsed) {
            shift = shift.plus(step);
        }
        upcoming = next();
    }

    /** Whether times of day are the first after this step: it is not waited for, or adds up with others to one that is not. */
    private boolean isCorrectedBy(Duration step, Instant then) {
        boolean back = step.negated().compareTo(Corrections.REWIND) > 0 && then.isBefore(trustedAt);
        return back || trustedAt.isAfter(then.plus(Corrections.REWIND));
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
