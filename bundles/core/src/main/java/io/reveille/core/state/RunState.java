package io.reveille.core.state;

import io.reveille.JobState;
import io.reveille.RunReport;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * All that is known of a job beside its definition, and kept over a restart. Belongs to the engine's thread; only
 * {@link Transitions}, {@link Occurrences} and {@link ClockedTimes} change what it says, and {@link Claims} and {@link JobRecords} what is known
 * of its records.
 */
public final class RunState implements Cloneable {

    final String job;

    JobState state = JobState.READY;
    Obstacle obstacle = Obstacle.NONE;
    String reason = "";

    // The occurrences
    String schedule = "";
    Instant bound = Instant.EPOCH; // what "in 45 minutes" counts from, as the clock is set now

    @Nullable
    Instant trustedAt =
            Instant.EPOCH; // what "until 18:30" counts from; null: the clock has not been trusted since the definition

    boolean boundAtOnce; // its record does not say when the clock was trusted first

    Instant chain = Instant.EPOCH; // all up to here has begun; the next is planned from here
    ClockSteps steps = ClockSteps.NONE; // how the clock is set that these times are of
    List<OpenOccurrence> open = List.of(); // begun and not ended, oldest first
    List<Trigger> pending = List.of(); // events that wait for their run, oldest first
    List<String> taken = List.of(); // the newest triggers that came in, the last of them last
    List<Handover> handed = List.of(); // triggers for others, whose states may not be saved yet
    long occurred; // how many occurrences have run, for "times 12"

    // Obstacles to the next run; a text is the reason of one, empty if it does not hold the job
    boolean paused;
    String quarantine = "";
    String done = "";
    String unreadable = ""; // why its saved state was not read, and must not be overwritten
    String clock = ""; // why the clock that it follows is not trusted
    String clockOfEnd = ""; // why the clock is not trusted that says whether its schedule is over
    String circle = ""; // the way on which it follows itself
    String lostHandler = ""; // why its handler is not called any more
    String handler = "";
    boolean handlerPresent;

    // Past runs and occurrences
    long runs;
    long failures;
    long missed;
    long skipped;
    int failuresInARow;
    int crashes; // of the gateway while it ran, since it last ended

    List<RunReport> history = List.of(); // newest first
    int unsaved; // so many of the newest are not in the record of the history

    Map<String, Object> memory = Map.of();

    // Origin: the bundle and the code that made the job
    @Nullable
    String owner;

    String codeHash = "";
    long incarnation; // the number of the last change of a definition before the job began
    String definition = ""; // tells whether it is the one that was here last

    @Nullable
    Aside aside; // how far it had come by the definition that another one stands in for

    @Nullable
    Instant orphaned; // since when it has no definition

    boolean deleted; // the definition was deleted, not just not there yet

    // Records: how far the store has them
    long claimed; // the number of its last claim: this state is newer than claims up to that
    long savedClaim; // that of its own record in the store
    List<String> savedTaken = List.of(); // the triggers that are known to the store
    boolean inputsLeftOut; // since its record would be too long with them
    String doubt = ""; // why it is not known whether a run has started

    RunState(String job) {
        this.job = job;
    }

    /** The state as it is now: what it holds is never changed, only replaced. */
    RunState copy() {
        try {
            return (RunState) clone();
        } catch (CloneNotSupportedException e) {
            throw new IllegalStateException(e);
        }
    }

    public String job() {
        return job;
    }

    public JobState state() {
        return state;
    }

    /** Why it is in that state; empty when READY. */
    public String reason() {
        return reason;
    }

    /** The obstacle that keeps it from running, unless it is over. */
    public Obstacle obstacle() {
        return obstacle;
    }

    /** The canonical text of the schedule that the chain belongs to. */
    public String schedule() {
        return schedule;
    }

    /** The moment that durations from the definition count from: when that came, by the clock as it is set now. */
    public Instant bound() {
        return bound;
    }

    /** The moment that times of day count from: when the clock could first be trusted since the definition; empty: not yet. */
    public Optional<Instant> trustedAt() {
        return Optional.ofNullable(trustedAt);
    }

    /** The next occurrence is the first after this. */
    public Instant chain() {
        return chain;
    }

    /** How the wall clock was set that its times are of. */
    public ClockSteps steps() {
        return steps;
    }

    /** The occurrences that have begun and not ended, oldest first. */
    public List<OpenOccurrence> open() {
        return open;
    }

    /** One of them. */
    public Optional<OpenOccurrence> open(String id) {
        for (OpenOccurrence begun : open) {
            if (begun.id().equals(id)) {
                return Optional.of(begun);
            }
        }
        return Optional.empty();
    }

    /** Events that wait for their run, oldest first. */
    public List<Trigger> pending() {
        return pending;
    }

    /** Whether this event has come in already; so many of the newest are known. */
    public boolean hasTaken(String trigger) {
        return taken.contains(trigger);
    }

    /** Triggers for the next jobs in a chain, which these may not have saved yet. */
    public List<Handover> handed() {
        return handed;
    }

    /** Whether this event has come in, and will be known after a crash. */
    public boolean hasSavedTaken(String trigger) {
        return savedTaken.contains(trigger);
    }

    /** How many occurrences have run. */
    public long occurred() {
        return occurred;
    }

    /** Whether somebody has to resume it. */
    public boolean isHeld() {
        return paused || !quarantine.isEmpty();
    }

    /** Why nobody knows whether a run of it has started; empty if that is known. */
    public String doubt() {
        return doubt;
    }

    /** Why the clock that it follows is not trusted; empty if it is. */
    public String clock() {
        return clock;
    }

    /** Why its handler is not called any more; empty if it is. */
    public String lostHandler() {
        return lostHandler;
    }

    public boolean isPaused() {
        return paused;
    }

    /** Whether another occurrence may start: not held, not done. */
    public boolean mayRun() {
        return state == JobState.READY;
    }

    public long runs() {
        return runs;
    }

    public long failures() {
        return failures;
    }

    public long missed() {
        return missed;
    }

    public long skipped() {
        return skipped;
    }

    public int failuresInARow() {
        return failuresInARow;
    }

    public Optional<RunReport> lastRun() {
        return history.isEmpty() ? Optional.empty() : Optional.of(history.get(0));
    }

    /** The newest runs that ended, newest first. */
    public List<RunReport> history() {
        return history;
    }

    public Map<String, Object> memory() {
        return memory;
    }

    /** The number of the last change of a definition before the job began: it is newer than deletions up to that. */
    public long incarnation() {
        return incarnation;
    }

    /** The bundle whose code made the job. */
    public Optional<String> owner() {
        return Optional.ofNullable(owner);
    }

    /** Tells whether the code's definition is the one that it gave last; empty if code never gave one. */
    public String codeHash() {
        return codeHash;
    }

    /** Tells whether a definition is the one that was here last; empty if there was none. */
    public String definition() {
        return definition;
    }

    /** Since when there is no definition. */
    public Optional<Instant> orphaned() {
        return Optional.ofNullable(orphaned);
    }

    /** Whether it must not be written: it came from a newer version, whose text stays as it is. */
    public boolean isReadOnly() {
        return !unreadable.isEmpty();
    }
}
