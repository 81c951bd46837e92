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
 * Everything that is to be saved, and how soon. A claim is saved at once, whenever that is, and alone. Belongs to the
 * engine's thread.
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

    /** Takes in what was saved before. */
    public void load(SavedJobs saved) {
        claims.load(saved);
    }

    /** A job's state comes from elsewhere. */
    public void adopt(RunState state) {
        claims.adopt(state);
    }

    /** A job that was never seen before. */
    public RunState create(String job) {
        return claims.create(job);
    }

    /** The engine's own record, which goes with each save, is saved soon. */
    public void saveOwn() {
        writer.ownToo();
        times.changed(Urgency.SOON);
    }

    /** The state of a job has changed. */
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

    /** A record is dropped with whatever is saved next. */
    public void forgottenLater(String name) {
        writer.forgotten(name);
    }

    /** A record of no job's run state is to be saved, as a state that has changed is. */
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
                saved -> { // before its name is written anew
                    if (!saved) {
                        changed(kept, Urgency.SOON);
                    }
                });
    }

    /** Takes in what was kept so before. */
    public void load(List<StateRecord> records) {
        records.stream()
                .filter(RecordKind.UNREADABLE::includes)
                .map(Unreadable::read)
                .forEach(unreadable::add);
    }

    /** What was kept so. */
    public List<Quarantined> unreadable() {
        return List.copyOf(unreadable);
    }

    /** Saves records, and drops those of these names, at once and without all else that waits; tells whether it is done. */
    public void now(Collection<StateRecord> records, Collection<String> gone, Consumer<Boolean> then) {
        writer.urgent(records, gone, then);
    }

    /** A job is promised to run at most once. */
    public void promised(String job) {
        if (!warned && store.survives() == StateStore.Durability.PROCESS_KILL) {
            warned = true;
            LOG.warn(
                    "Job {} is delivered at most once, and the state store does not outlive a power cut: after one it may"
                            + " run again. After a kill or a crash of the process it does not.",
                    job);
        }
    }

    /**
     * Saves that a run is about to start, at once and without all else that waits; tells whether it is saved. The job
     * whose end has led to it goes along: it would lead to another after a crash, if it had not ended by what is saved.
     *
     * @param giver that job, as long as the store knows neither that nor the run
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
                history.ifPresent(History.Part::saved);
            }
            then.accept(saved);
        });
    }

    /** How far apart saves lie at least that the flash budget may hold up. */
    Duration interval() {
        return times.interval();
    }

    public StateStore store() {
        return store;
    }

    /** How the state is kept. */
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

    /** Writes all that has changed, at once, and tells whether it is saved. */
    public void flush(CompletableFuture<Boolean> then) {
        flushes.add(then);
    }

    public boolean isDirty() {
        return writer.isDirty();
    }

    /** Whether somebody waits until all is saved. */
    boolean isFlushAsked() {
        return !flushes.isEmpty();
    }

    /** Tells whoever waits for that. */
    void flushed(boolean saved) {
        List<CompletableFuture<Boolean>> told = List.copyOf(flushes);
        flushes.clear();
        told.forEach(flush -> flush.complete(saved));
    }

    /** Writes what is left, on the calling thread, when the engine's thread has ended; returns whether it is saved. */
    public boolean writeLast() {
        claims.over().forEach(writer::forgotten);
        return writer.writeLast();
    }

    /** The store has these states. */
    void saved(Collection<RunState> states) {
        states.forEach(claims::saved);
    }

    /** Takes in how much the store has written. */
    void countWritten() {
        budget.written(store.written(), time.wall());
    }
}
