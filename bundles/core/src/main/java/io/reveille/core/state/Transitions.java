package io.reveille.core.state;

import io.reveille.JobState;
import io.reveille.RunOutcome;
import io.reveille.RunReport;
import io.reveille.core.state.RunState.Begun;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;

/**
 * Every change of a {@link RunState}: each method takes in one fact, and {@link #settle}, the one place that changes
 * {@link RunState#state()}, draws the conclusion. See docs/state-machine.md.
 */
public final class Transitions {

    private Transitions() {}

    /** A job that was never seen before. */
    public static RunState create(String job) {
        return new RunState(job);
    }

    /**
     * There is a definition. A new one, one that was deleted before, and one with another schedule start anew from now,
     * without misfires; any change ends a quarantine.
     *
     * @param changed whether the definition is another than the one before
     */
    public static void defined(RunState s, String schedule, boolean changed, String handler, Instant now) {
        if (!schedule.equals(s.schedule) || s.deleted) {
            // Whole seconds: times that people can read, and jobs that share a wake-up.
            Instant start = now.truncatedTo(ChronoUnit.SECONDS);
            s.schedule = schedule;
            s.bound = start;
            s.chain = start;
            s.consumed = start;
            s.begun = null;
            s.recover = false;
            s.done = "";
        }
        if (changed) {
            s.quarantine = "";
            s.failuresInARow = 0;
        }
        s.orphaned = null;
        s.deleted = false;
        settle(s, handler);
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
        s.occurrence = OccurrenceState.ENDED;
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

    /** The handler is there, or is not. */
    public static void handler(RunState s, boolean present, String handler) {
        s.handlerPresent = present;
        settle(s, handler);
    }

    /** An operator or code holds the job. */
    public static void paused(RunState s, String handler) {
        s.paused = true;
        settle(s, handler);
    }

    /** The job goes on after a pause or a quarantine. */
    public static void resumed(RunState s, String handler) {
        s.paused = false;
        s.quarantine = "";
        s.failuresInARow = 0;
        settle(s, handler);
    }

    /** The next occurrence is planned. */
    public static void planned(RunState s) {
        if (s.begun == null) {
            s.occurrence = OccurrenceState.PLANNED;
        }
    }

    /** The schedule has no further occurrence. */
    public static void exhausted(RunState s, String handler) {
        if (s.begun == null && s.done.isEmpty()) {
            s.occurrence = OccurrenceState.ENDED;
            s.done = "its schedule has no further occurrence";
            settle(s, handler);
        }
    }

    /** All up to this time is dropped: it neither ran nor was missed. */
    public static void dropped(RunState s, Instant upTo) {
        if (upTo.isAfter(s.chain)) {
            s.chain = upTo;
            s.consumed = upTo;
            s.recover = false; // what was cut off is among them
        }
    }

    /** An occurrence is due and waits for a worker. */
    public static Begun due(RunState s, Instant nominalTime, int missed) {
        Begun due = new Begun(nominalTime, missed, 1, s.recover);
        s.begun = due;
        s.chain = nominalTime;
        s.recover = false;
        s.occurrence = OccurrenceState.DUE;
        return due;
    }

    /** The occurrence waits for a worker again, for its next attempt. */
    public static void dueAgain(RunState s) {
        s.occurrence = OccurrenceState.DUE;
    }

    /** The handler works. */
    public static void started(RunState s) {
        if (s.occurrence == OccurrenceState.DUE) {
            s.occurrence = OccurrenceState.RUNNING;
        }
    }

    /** So many occurrences, the last of them this one, were due while a run was under way. */
    public static void skipped(RunState s, int count, Instant last) {
        s.skipped += count;
        s.chain = last;
    }

    /**
     * The occurrence has failed and will be tried again, as its handler wants: that counts as a failure, but not towards
     * a quarantine.
     */
    public static void retrying(RunState s, RunReport report, Map<String, Object> memory) {
        int failuresInARow = s.failuresInARow;
        count(s, report);
        s.failuresInARow = failuresInARow;
        s.memory = memory;
        Begun failed = s.begun;
        if (failed != null) {
            s.begun = new Begun(failed.nominalTime(), failed.missed(), failed.attempt() + 1, failed.recovery());
            s.occurrence = OccurrenceState.RETRYING;
        }
    }

    /** The occurrence has ended, and with it all that was skipped meanwhile. */
    public static void ended(
            RunState s,
            RunReport report,
            Optional<Map<String, Object>> memory,
            String done,
            String quarantine,
            String handler) {
        count(s, report);
        memory.ifPresent(left -> s.memory = left);
        if (!report.triggered()) {
            consume(s);
        }
        // Only ever set here: a run on request of a job that is done or quarantined succeeds and changes nothing of
        // that.
        if (!done.isEmpty()) {
            s.done = done;
        }
        if (!quarantine.isEmpty()) {
            s.quarantine = quarantine;
        }
        settle(s, handler);
    }

    /** A retry that still waited is given up: the next occurrence is due. */
    public static void givenUp(RunState s) {
        consume(s);
    }

    /** A run was cut off: its occurrence stays begun, so that it runs again after a restart. */
    public static void cutOff(RunState s, RunReport report) {
        count(s, report);
    }

    /** The wall clock has stepped under a job that follows elapsed time: its chain moves along. */
    public static void clockStepped(RunState s, Duration step) {
        s.chain = s.chain.plus(step);
        s.consumed = s.consumed.plus(step);
        Begun b = s.begun;
        if (b != null) {
            s.begun = new Begun(b.nominalTime().plus(step), b.missed(), b.attempt(), b.recovery());
        }
    }

    /** The wall clock was corrected backwards: the chain must not lie in a future that never was. */
    public static void corrected(RunState s, Instant now) {
        if (s.chain.isAfter(now)) {
            s.chain = now;
        }
        if (s.consumed.isAfter(now)) {
            s.consumed = now;
        }
    }

    private static void consume(RunState s) {
        if (s.begun != null) {
            s.missed += s.begun.missed(); // not before: after a crash they are missed again
        }
        s.begun = null;
        s.consumed = s.chain;
        s.occurrence = OccurrenceState.ENDED;
    }

    private static void count(RunState s, RunReport report) {
        s.runs++;
        s.lastRun = report;
        if (report.outcome() == RunOutcome.FAILED) {
            s.failures++;
            s.failuresInARow++;
        } else if (report.outcome() == RunOutcome.SUCCEEDED) {
            s.failuresInARow = 0;
        }
    }

    /** The one method that changes a job's state: what is so for good goes before what holds, before what waits. */
    private static void settle(RunState s, String handler) {
        if (!s.unreadable.isEmpty()) {
            move(s, JobState.HELD, s.unreadable);
        } else if (!s.done.isEmpty()) {
            move(s, JobState.DONE, s.done);
        } else if (s.paused) {
            move(s, JobState.HELD, "paused");
        } else if (!s.quarantine.isEmpty()) {
            move(s, JobState.HELD, s.quarantine);
        } else if (!s.handlerPresent) {
            move(s, JobState.WAITING_FOR_HANDLER, "no service offers the handler \"" + handler + "\"");
        } else {
            move(s, JobState.READY, "");
        }
    }

    private static void move(RunState s, JobState state, String reason) {
        s.state = state;
        s.reason = reason;
    }
}
