package io.reveille.core.state;

import io.reveille.JobState;
import io.reveille.RunReport;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a job beside its definition, and kept over a restart. Belongs to the engine's thread; only
 * {@link Transitions} changes it.
 */
public final class RunState {

    /** An occurrence that has begun and not yet ended. */
    public record Begun(Instant nominalTime, int missed, int attempt, boolean recovery) {}

    final String job;

    JobState state = JobState.READY;
    String reason = "";
    OccurrenceState occurrence = OccurrenceState.ENDED;

    // The chain of occurrences
    String schedule = "";
    Instant bound = Instant.EPOCH; // what "in 45 minutes" counts from
    Instant consumed = Instant.EPOCH; // all up to here has ended, or is none of ours
    Instant chain = Instant.EPOCH; // all up to here has begun; the next is planned from here

    @Nullable
    Begun begun;

    boolean recover; // the occurrence to come was begun before and cut off

    // What holds it
    boolean paused;
    String quarantine = "";
    String done = "";
    String unreadable = ""; // why its saved state was not read, and must not be overwritten
    boolean handlerPresent;

    // What happened
    long runs;
    long failures;
    long missed;
    long skipped;
    int failuresInARow;

    @Nullable
    RunReport lastRun;

    Map<String, Object> memory = Map.of();

    // Who made it
    @Nullable
    String owner;

    String codeHash = "";

    @Nullable
    Instant orphaned; // since when it has no definition

    boolean deleted; // the definition was deleted, not just not there yet

    RunState(String job) {
        this.job = job;
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

    public OccurrenceState occurrence() {
        return occurrence;
    }

    /** The canonical text of the schedule that the chain belongs to. */
    public String schedule() {
        return schedule;
    }

    /** What the schedule's relative times count from. */
    public Instant bound() {
        return bound;
    }

    /** The next occurrence is the first after this. */
    public Instant chain() {
        return chain;
    }

    public Optional<Begun> begun() {
        return Optional.ofNullable(begun);
    }

    /** Whether somebody has to resume it. */
    public boolean isHeld() {
        return paused || !quarantine.isEmpty();
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
        return Optional.ofNullable(lastRun);
    }

    public Map<String, Object> memory() {
        return memory;
    }

    /** The bundle whose code made the job. */
    public Optional<String> owner() {
        return Optional.ofNullable(owner);
    }

    /** Tells whether the code's definition is the one that it gave last; empty if code never gave one. */
    public String codeHash() {
        return codeHash;
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
