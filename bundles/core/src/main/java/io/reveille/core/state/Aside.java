package io.reveille.core.state;

import io.reveille.schedule.Schedule;
import io.reveille.schedule.ScheduleSyntaxException;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Predicate;

/**
 * How far a job had come by a definition that has not come since a start, and that another definition of the same name, with
 * another schedule, stands in for: it goes on from here should the definition come after all.
 *
 * @param address where that definition lay
 * @param since when the other one took its place
 * @param state what began anew then, and nothing else
 */
record Aside(String address, Instant since, RunState state) {

    /** As long as the state of a job without definition. */
    static final Duration KEPT = Duration.ofDays(30);

    /** Of the job as it is now. */
    static Aside of(RunState s, String address, Instant now) {
        RunState copy = new RunState(s.job);
        course(s, copy);
        return new Aside(address, now, copy);
    }

    /** The job is where it was then. */
    void restore(RunState s) {
        course(state, s);
        s.aside = null;
    }

    boolean isKeptAt(Instant now) {
        return since.plus(KEPT).isAfter(now);
    }

    /** The schedule's text. */
    boolean says(Predicate<Schedule> what) {
        try {
            return what.test(Schedule.parse(state.schedule));
        } catch (ScheduleSyntaxException e) { // an older version may have known it
            return false;
        }
    }

    /** All that a job loses when it starts anew. */
    private static void course(RunState from, RunState to) {
        to.schedule = from.schedule;
        to.definition = from.definition;
        to.bound = from.bound;
        to.trustedAt = from.trustedAt;
        to.chain = from.chain;
        to.steps = from.steps;
        to.open = from.open;
        to.pending = from.pending;
        to.occurred = from.occurred;
        to.done = from.done;
        to.quarantine = from.quarantine;
        to.failuresInARow = from.failuresInARow;
        to.crashes = from.crashes;
        to.deleted = from.deleted;
    }
}
