package io.reveille.core.state;

import io.reveille.JobState;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * Every change of a job's own state: each method takes in one fact, and {@link #settle}, the one place that changes
 * {@link RunState#state()}, draws the conclusion. See docs/state-machine.md.
 */
public final class Transitions {

    /** So many crashes of the gateway while it ran, and a job is held. */
    public static final int QUARANTINE_AFTER_CRASHES = 3;

    private static final String EXHAUSTED = "its schedule has no further occurrence";

    private Transitions() {}

    /** A job that was never seen before. */
    public static RunState create(String job) {
        return new RunState(job);
    }

    /**
     * A job that was planned elsewhere before, and goes on from there.
     *
     * @param schedule its canonical text
     * @param chain its next occurrence is the first after this
     */
    public static RunState goingOn(String job, String schedule, Instant chain) {
        RunState s = create(job);
        s.schedule = schedule;
        s.bound = chain;
        s.trustedAt = chain;
        s.chain = chain;
        return s;
    }

    // Definitions

    /** The longest time since the instant of a {@code once at} that is still run, at once, when the job begins. */
    public static final Duration JUST_PASSED = Duration.ofSeconds(5);

    /** Has a job that begins now run for an instant that has just passed, while its definition was on its way. */
    public static void takesUpJustPassed(RunState s) {
        s.chain = s.chain.minus(JUST_PASSED);
    }

    /**
     * There is a definition. A new one, one that was deleted before, and one with another schedule start anew from now,
     * without misfires; that, and any other change, ends a quarantine.
     *
     * @param changed whether the definition is another than the one before
     * @return whether it starts anew
     */
    public static boolean defined(RunState s, String schedule, boolean changed, String handler, Instant now) {
        boolean anew = !schedule.equals(s.schedule) || s.deleted;
        if (anew) {
            Instant start = Occurrences.wholeSeconds(now);
            s.schedule = schedule;
            s.bound = start;
            s.trustedAt = start;
            s.chain = start;
            s.open = List.of();
            s.pending = List.of();
            s.occurred = 0;
            s.done = "";
        }
        if (changed || anew) {
            endQuarantine(s);
        }
        s.orphaned = null;
        s.deleted = false;
        s.handler = handler;
        settle(s);
        return anew;
    }

    /**
     * Another definition is about to stand in for the one that the job had last, by another schedule. How far the job has
     * come is laid aside; where one stands in for one that stood in, that of the first stays.
     *
     * @param address where the definition lay that has not come
     */
    public static void standsIn(RunState s, String address, Instant now) {
        if (s.aside == null && !s.deleted) {
            s.aside = Aside.of(s, address, now);
        }
    }

    /**
     * The job's own definition is about to be taken in: if that has the schedule by which the job had come so far as was laid
     * aside, it goes on from there; if that lies where it lay and says something else, what was laid aside is of no use.
     *
     * @return whether it goes on from there
     */
    public static boolean takesUp(RunState s, String schedule, String address, Instant now) {
        Aside aside = s.aside;
        if (aside == null) {
            return false;
        }
        boolean fits = aside.state().schedule.equals(schedule) && aside.isKeptAt(now);
        if (fits) {
            aside.restore(s);
        } else if (aside.address().equals(address)) {
            s.aside = null;
        }
        return fits;
    }

    /**
     * There is no definition any more.
     *
     * @param deleted whether it was deleted, rather than gone with its service or unreadable for now
     */
    public static void undefined(RunState s, boolean deleted, Instant now) {
        s.deleted |= deleted;
        if (s.orphaned == null) {
            s.orphaned = now;
        }
    }

    /** The definition that is here now, in short. */
    public static void known(RunState s, String definition) {
        s.definition = definition;
    }

    /** Begins a job after so many changes of definitions: one of this name that was deleted by them was another job. */
    public static void begun(RunState s, long changes) {
        s.incarnation = changes;
    }

    /** Code has given a definition. */
    public static void made(RunState s, String owner, String codeHash) {
        s.owner = owner;
        s.codeHash = codeHash;
    }

    /** Code has given a definition, and another one stands. */
    public static void noted(RunState s, String codeHash) {
        s.codeHash = codeHash;
    }

    // Holds

    /** The handler is there, or is not; or is there and not called any more, because of this. */
    public static void handler(RunState s, boolean present, String lost) {
        s.handlerPresent = present;
        s.lostHandler = lost;
        settle(s);
    }

    /** The clock that the job follows is not trusted, because of this; empty if it is. */
    public static void clock(RunState s, String why) {
        s.clock = why;
        settle(s);
    }

    /** The clock that says when its schedule is over is not trusted, because of this; empty if it is, or says nothing. */
    public static void clockOfEnd(RunState s, String why) {
        s.clockOfEnd = why;
        settle(s);
    }

    /** The job follows itself, on this way; empty if it does not. */
    public static void circle(RunState s, String way) {
        s.circle = way;
        settle(s);
    }

    /** An operator or code holds the job. */
    public static void paused(RunState s) {
        s.paused = true;
        settle(s);
    }

    /** The pause is over; a quarantine stays. */
    public static void unpaused(RunState s) {
        s.paused = false;
        settle(s);
    }

    /** The job goes on after a pause or a quarantine. */
    public static void resumed(RunState s) {
        s.paused = false;
        endQuarantine(s);
        settle(s);
    }

    /** The job is held until somebody has looked at it. */
    public static void quarantined(RunState s, String why) {
        s.quarantine = why;
        settle(s);
    }

    /** Its schedule has nothing more, by the clock as it is. */
    public static void exhausted(RunState s) {
        done(s, EXHAUSTED);
    }

    /** Ends a job for good: nothing of its schedule runs any more. */
    public static void done(RunState s, String why) {
        if (s.done.isEmpty()) {
            s.done = why;
            settle(s);
        }
    }

    /** The gateway crashed while the job ran. */
    public static void crashed(RunState s) {
        s.crashes++;
        if (s.crashes >= QUARANTINE_AFTER_CRASHES && s.quarantine.isEmpty()) {
            quarantined(s, "quarantined after the gateway crashed " + s.crashes + " times while it ran");
        }
    }

    /** The wall clock is another: a schedule that was over need not be. One that has nothing more is over again. */
    public static void reopened(RunState s) {
        if (s.done.equals(EXHAUSTED)) {
            s.done = "";
            settle(s);
        }
    }

    private static void endQuarantine(RunState s) {
        s.quarantine = "";
        s.failuresInARow = 0;
        s.crashes = 0;
    }

    /** The one method that changes a job's state: what is so for good goes before what holds, before what waits. */
    private static void settle(RunState s) {
        if (!s.unreadable.isEmpty()) {
            held(s, Obstacle.NEWER_STATE, s.unreadable);
        } else if (!s.done.isEmpty() && !isOverInDoubt(s)) {
            move(s, JobState.DONE, Obstacle.NONE, s.done);
        } else if (s.paused) {
            held(s, Obstacle.PAUSE, "paused");
        } else if (!s.quarantine.isEmpty()) {
            held(s, Obstacle.QUARANTINE, s.quarantine);
        } else if (!s.circle.isEmpty()) {
            held(s, Obstacle.CIRCLE, s.circle);
        } else if (!s.handlerPresent) {
            String none = "no service offers the handler \"" + s.handler + "\"";
            move(s, JobState.WAITING_FOR_HANDLER, Obstacle.NO_HANDLER, none);
        } else if (!s.lostHandler.isEmpty()) {
            held(s, Obstacle.LOST_HANDLER, s.lostHandler);
        } else if (!s.clock.isEmpty()) {
            held(s, Obstacle.CLOCK, s.clock);
        } else if (isOverInDoubt(s)) {
            held(s, Obstacle.CLOCK, s.clockOfEnd);
        } else {
            move(s, JobState.READY, Obstacle.NONE, "");
        }
    }

    /** Whether its schedule is over by a clock that is not trusted: with the right one it may go on. */
    private static boolean isOverInDoubt(RunState s) {
        return s.done.equals(EXHAUSTED) && !s.clockOfEnd.isEmpty();
    }

    private static void held(RunState s, Obstacle by, String reason) {
        move(s, JobState.HELD, by, reason);
    }

    private static void move(RunState s, JobState state, Obstacle obstacle, String reason) {
        s.state = state;
        s.obstacle = obstacle;
        s.reason = reason;
    }
}
