package io.reveille.core.calls;

import io.reveille.ScheduledCall;
import io.reveille.core.dispatch.Handler;
import io.reveille.core.job.PlannedWork;
import io.reveille.core.plan.Planner;
import io.reveille.core.timer.Agenda;
import io.reveille.schedule.Schedule;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A scheduled call of code that has no name. Small, since there may be very many. Belongs to the engine's thread, except
 * where noted.
 */
final class Call implements PlannedWork.Unnamed, ScheduledCall {

    /** The stages of a call. */
    enum Stage {
        /** On its way to the engine's thread. */
        GIVEN,
        /** Planned, or held until the clock is trusted. */
        PLANNED,
        /** Due: waits for a worker, or has one. */
        DUE,
        /** Never called again. */
        OVER
    }

    final BundleOfCalls bundle;
    final Handler code;
    private Schedule own; // to be bound
    private Schedule schedule;

    /** When the call was given, by the clock as it is set now. */
    Instant given;

    private final long givenNanos; // the same by the clock that never steps

    private @Nullable Instant trustedAt; // since when the clock can be trusted, not before that; null: not yet

    Instant chain; // all up to here has begun, or was passed over
    volatile Stage stage = Stage.GIVEN; // written by the engine's thread
    Agenda.@Nullable Entry entry;
    int place; // among the calls of its bundle
    private int left;
    boolean again; // planned for another attempt at what the chain stands at

    /** The next planned time; written by the engine's thread, and by the giving one before. */
    volatile @Nullable Instant planned;

    /** Set by any thread: not to be called any more. */
    volatile boolean cancelled;

    // For the arrivals
    boolean arriving;

    @Nullable
    Call nextArrival;

    /** Whether the last run failed; for the threads of its runs, one after the other. */
    boolean fails;

    /**
     * Makes a call.
     *
     * @param own the schedule, not bound
     * @param givenNanos when it is given, by the clock that never steps
     */
    Call(BundleOfCalls bundle, Handler code, Schedule own, Instant given, long givenNanos) {
        this.bundle = bundle;
        this.code = code;
        this.own = own;
        this.schedule = own;
        this.given = given;
        this.givenNanos = givenNanos;
        this.chain = given;
        this.left = own.times().orElse(Integer.MAX_VALUE);
    }

    /** The schedule, bound once the engine has taken it in. */
    Schedule schedule() {
        return schedule;
    }

    /** How many more occurrences there may be. */
    int left() {
        return left;
    }

    /** Has the occurrences of a fleet's machines spread, as the schedule says. */
    void spread(String installation) {
        own = own.withSpread(installation, bundle.name());
        schedule = own;
    }

    /** Binds the schedule, whose relative times count from the giving. */
    void bind() {
        if (own.isRelative()) {
            schedule = own.bind(given, Optional.ofNullable(trustedAt));
        }
    }

    /**
     * Notes that the clock can be trusted from now on. What was noted before stays, unless by a clock that was ahead.
     *
     * @param limit a time that lies after this is of a clock that was ahead
     */
    void trusted(Instant now, Instant limit) {
        Instant before = trustedAt;
        if (before == null || before.isAfter(limit)) {
            trustedAt = now;
        }
    }

    /** Notes that an occurrence begins, and where the chain stands. */
    void begins(Instant newChain) {
        chain = newChain;
        if (left < Integer.MAX_VALUE) {
            left--;
        }
    }

    /** Until when what is planned for a moment may start: another attempt is made on time. */
    Instant deadline(Instant at) {
        return again ? at : Planner.deadline(schedule, at);
    }

    /** Whether there are occurrences behind the one that is planned. */
    boolean hasMore() {
        return left > (again ? 0 : 1);
    }

    /** Whether a call that has just been taken in was given before the wall clock stepped, by what has passed since. */
    boolean wasGivenBefore(Duration step, Instant now, long nanos) {
        Duration off = Duration.between(given, now).minusNanos(nanos - givenNanos);
        return off.minus(step).abs().compareTo(off.abs()) < 0;
    }

    /** Moves what goes by elapsed time along with a step of the wall clock: an interval, and another attempt. */
    void stepped(Duration step) {
        Instant attempt = again ? planned : null;
        if (attempt != null) {
            planned = Agenda.later(attempt, step);
        }
        if (own.isElapsed() || own.isRelative()) {
            given = Agenda.later(given, step);
        }
        if (own.isElapsed()) {
            chain = Agenda.later(chain, step);
        }
    }

    /** Has the chain go on from now. */
    void goesOnFrom(Instant now) {
        chain = now;
    }

    @Override
    public boolean cancel() {
        return bundle.calls().cancel(this);
    }

    @Override
    public Optional<Instant> next() {
        return cancelled ? Optional.empty() : Optional.ofNullable(planned);
    }

    @Override
    public void due() {
        bundle.plans().due(this);
    }

    /** The call in words: its schedule and its code. */
    @Override
    public String toString() {
        return "call " + own + " of " + bundle.name() + " to " + code;
    }
}
