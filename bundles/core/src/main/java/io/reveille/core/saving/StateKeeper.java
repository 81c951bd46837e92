package io.reveille.core.saving;

import io.reveille.StorageStatus;
import io.reveille.core.clock.TimeSource;
import io.reveille.core.state.Claims;
import io.reveille.core.state.History;
import io.reveille.core.state.RecordKind;
import io.reveille.core.state.RunState;
import io.reveille.core.state.SavedJobs;
import io.reveille.spi.Quarantined;
import io.reveille.spi.StateRecord;
import io.reveille.spi.StateStore;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * All changes that are to be saved, and how soon. A claim is saved at once and alone. Belongs to the engine's thread.
 */
public final class StateKeeper {

    private static final Logger LOG = LoggerFactory.getLogger(StateKeeper.class);

    private final StateStore store;
    private final StateWriter writer;
    private final TimeSource time;
    private final FlashBudget budget;
    private final SaveTimes times;
    private final Set<Quarantined> unreadable = new LinkedHashSet<>();
    private final Claims claims = new Claims();
    private final List<CompletableFuture<Boolean>> flushes = new ArrayList<>();
    private boolean warned;

    public StateKeeper(StateStore store, StateWriter writer, SaveTimes times, FlashBudget budget, TimeSource time) {
        this.store = store;
        this.writer = writer;
        this.times = times;
        this.budget = budget;
        this.time = time;
    }

    /** Takes in the saved states of jobs. */
    public void load(SavedJobs saved) {
        claims.load(saved);
    }

    /** Takes in a job's state that comes from elsewhere. */
    public void adopt(RunState state) {
        claims.adopt(state);
    }

    /** Creates the state of a job that was never seen before. */
    public RunState create(String job) {
        return claims.create(job);
    }

    /** Has the engine's own record, which goes with each save, saved soon. */
    public void saveOwn() {
        writer.ownToo();
        times.changed(Urgency.SOON);
    }

    /** Notes a change of a job's state. */
    public void changed(RunState state, Urgency urgency) {
        writer.changed(state);
        times.changed(urgency);
    }

    public void forgotten(String job) {
        claims.forgotten(job);
        List.of(job, RecordKind.CLAIM.nameOf(job), RecordKind.HISTORY.nameOf(job))
                .forEach(writer::forgotten);
        times.changed(Urgency.SOON);
    }

    /** Drops a record with the next save. */
    public void forgottenLater(String name) {
        writer.forgotten(name);
    }

    /** Has a record that is no job's run state saved, as a changed state is. */
    public void changed(StateRecord record, Urgency urgency) {
        writer.changed(record);
        times.changed(urgency);
    }

    /** Keeps a record that the engine cannot read under another name, from which it is never dropped. */
    public void quarantine(StateRecord record, String reason) {
        StateRecord kept = Unreadable.write(record, reason);
        unreadable.add(Unreadable.read(kept));
        now(
                List.of(kept),
                List.of(),
                saved -> { // before the old name is written anew
                    if (!saved) {
                        changed(kept, Urgency.SOON);
                    }
                });
    }

    /** Takes in the unreadable records that were quarantined before. */
    public void load(List<StateRecord> records) {
        records.stream()
                .filter(RecordKind.UNREADABLE::includes)
                .map(Unreadable::read)
                .forEach(unreadable::add);
    }

    /** The records in the quarantine. */
    public List<Quarantined> unreadable() {
        return List.copyOf(unreadable);
    }

    /** Saves records, and drops those of these names, at once and without other changes; tells whether that is done. */
    public void now(Collection<StateRecord> records, Collection<String> gone, Consumer<Boolean> then) {
        writer.urgent(records, gone, then);
    }

    /**
     * Does the same for a caller that waits.
     *
     * @param answer completed by the thread that writes; what the caller asks of the engine next comes after {@code then}
     */
    public void now(Collection<StateRecord> records, Consumer<Boolean> then, CompletableFuture<Boolean> answer) {
        writer.urgent(records, List.of(), then, Optional.of(answer));
    }

    /** Warns once if a job is to run at most once and the store may not survive a power cut. */
    public void promised(String job) {
        if (!warned && store.survives() == StateStore.Durability.PROCESS_KILL) {
            warned = true;
            LOG.warn(
                    "Job {} is delivered at most once, and the state store survives no power cut: after one it may"
                            + " run again. After a kill or a crash of the process it does not.",
                    job);
        }
    }

    /**
     * Saves that a run is about to start, at once and without other changes; tells whether that is saved. The job whose
     * end has led to the run is saved with it: otherwise its end could lead to another run after a crash.
     *
     * @param giver the job whose end has led to the run, unless that hand-over is saved already
     */
    public void claim(RunState state, Optional<RunState> giver, Consumer<Boolean> then) {
        writer.changed(state);
        List<StateRecord> records = new ArrayList<>();
        giver.filter(before -> !before.isReadOnly()).ifPresent(before -> records.add(claims.claim(before)));
        records.add(claims.claim(state));
        Optional<History.Part> history = History.due(state);
        history.ifPresent(part -> records.add(part.record()));
        List<String> over = claims.over();
        writer.urgent(records, over, saved -> {
            if (saved) {
                claims.dropped(over);
                history.ifPresent(part -> part.saved(state));
            }
            then.accept(saved);
        });
    }

    /** The least time between saves that the flash budget may delay. */
    Duration interval() {
        return times.interval();
    }

    public StateStore store() {
        return store;
    }

    /** The status of the storage. */
    public StorageStatus status() {
        Instant now = time.wall();
        budget.written(store.written(), now);
        StateStore.Written day = budget.lastDay(now);
        return new StorageStatus(
                store.survives(),
                day.writes(),
                day.bytes(),
                budget.perDay(),
                interval(),
                writer.problem(),
                store.found());
    }

    /** Writes all changes at once, and tells whether they are saved. */
    public void flush(CompletableFuture<Boolean> then) {
        flushes.add(then);
    }

    /** Has all that has changed so far saved at once; what changes after that save has begun is no part of it. */
    public void saveAll() {
        times.atOnce();
    }

    public boolean isDirty() {
        return writer.isDirty();
    }

    /** Whether a caller waits until all is saved. */
    boolean isFlushAsked() {
        return !flushes.isEmpty();
    }

    /** Tells those that wait for a flush. */
    void flushed(boolean saved) {
        if (flushes.isEmpty()) {
            return;
        }
        List<CompletableFuture<Boolean>> told = List.copyOf(flushes);
        flushes.clear();
        told.forEach(flush -> flush.complete(saved));
    }

    /**
     * Writes all remaining changes, on the calling thread, when the engine's thread has ended; returns whether they are
     * saved.
     */
    public boolean writeLast() {
        claims.over().forEach(writer::forgotten);
        return writer.writeLast();
    }

    /** Notes that these states are saved. */
    void saved(Collection<RunState> states) {
        states.forEach(claims::saved);
    }

    /** Counts what the store has written against the flash budget. */
    void countWritten() {
        budget.written(store.written(), time.wall());
    }
}
