package io.reveille.core.saving;

import io.reveille.StorageStatus;
import io.reveille.core.clock.TimeSource;
import io.reveille.core.state.Claims;
import io.reveille.core.state.History;
import io.reveille.core.state.RecordKind;
import io.reveille.core.state.RunState;
import io.reveille.core.state.SavedJobs;
import io.reveille.core.timer.Agenda;
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
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * When state is saved: at once after a quiet time, else as far apart as the settings say. A job that runs once an hour
 * is saved right after its run and costs no wake-up of its own; busy ones share their saves. A claim is saved at once,
 * whenever that is, and alone. Belongs to the engine's thread.
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
    private Consumer<Collection<RunState>> whenSaved = states -> {};
    private Function<RunState, Optional<RunState>> giver = state -> Optional.empty();
    private final List<CompletableFuture<Boolean>> flushes = new ArrayList<>();
    private Runnable whenSent = () -> {};
    private Runnable whenThere = () -> {};
    private boolean warned;

    public StateKeeper(
            StateStore store,
            Executor thread,
            UnaryOperator<Runnable> letters,
            Agenda agenda,
            TimeSource time,
            Duration coalesce,
            FlashBudget budget) {
        this.store = store;
        this.writer = new StateWriter(store, thread, letters, this::written);
        this.time = time;
        this.budget = budget;
        this.times = new SaveTimes(agenda, time, coalesce, budget, this::write);
    }

    /** Saves lie so far apart from now on, at least. */
    public void coalesce(Duration apart) {
        times.coalesce(apart);
    }

    /** Who is told of states that were saved. */
    public void whenSaved(Consumer<Collection<RunState>> then) {
        whenSaved = then;
    }

    /** Who knows the job whose end has led to a run, as long as the store knows neither that nor the run. */
    public void givers(Function<RunState, Optional<RunState>> of) {
        giver = of;
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

    /** A record that goes with each save from now on, and is saved soon. */
    public void withEach(Supplier<Optional<StateRecord>> record) {
        writer.withEach(record);
        times.decided();
    }

    /** Something was decided, by somebody or by the engine. */
    public void changed(RunState state) {
        writer.changed(state);
        times.decided();
    }

    /** A job has run, or its time has come: the same, but the flash budget may hold it up. */
    public void ran(RunState state) {
        writer.changed(state);
        times.ran();
    }

    /** Something has changed that is worth a save only if it lasts, since another follows soon. */
    public void noted(RunState state) {
        writer.changed(state);
    }

    public void forgotten(String job) {
        claims.forgotten(job);
        List.of(job, RecordKind.CLAIM.nameOf(job), RecordKind.HISTORY.nameOf(job))
                .forEach(writer::forgotten);
        times.decided();
    }

    /** A record is dropped with whatever is saved next. */
    public void forgottenLater(String name) {
        writer.forgotten(name);
    }

    /** Told whenever all that has changed is on its way to the store, and when it is there. */
    public void batches(Runnable sent, Runnable saved) {
        whenSent = sent;
        whenThere = saved;
    }

    /** A record of no job's run state is to be saved, as a state that has changed is. */
    public void changed(StateRecord record) {
        writer.changed(record);
        times.decided();
    }

    /** The same, with whatever is saved next. */
    void noted(StateRecord record) {
        writer.changed(record);
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
                        changed(kept);
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
     */
    public void claim(RunState state, Consumer<Boolean> then) {
        writer.changed(state);
        List<StateRecord> records = new ArrayList<>();
        giver.apply(state)
                .filter(before -> !before.isReadOnly())
                .ifPresent(before -> records.add(claims.claim(before)));
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

    /** Writes what has changed, now or later; called when the engine has done all that there was to do. */
    public void settle() {
        if (!writer.isDirty() && !writer.isWriting()) {
            flushed(true);
        }
        if (!writer.isDirty() || writer.isWriting()) {
            return;
        }
        if (writer.hasUrgent()) {
            writer.write();
        } else if (times.isNow() || !flushes.isEmpty()) {
            write();
        } else {
            times.plan();
        }
    }

    private void flushed(boolean saved) {
        List<CompletableFuture<Boolean>> told = List.copyOf(flushes);
        flushes.clear();
        told.forEach(flush -> flush.complete(saved));
    }

    /** Writes what is left, on the calling thread, when the engine's thread has ended; returns whether it is saved. */
    public boolean writeLast() {
        claims.over().forEach(writer::forgotten);
        return writer.writeLast();
    }

    private void write() {
        times.unplan();
        if (writer.isWriting() || writer.hasUrgent()) {
            return; // the word of that batch brings the engine back here
        }
        times.begun(writer.hasJobs()); // the engine's own record at the start keeps no job waiting
        whenSent.run();
        writer.write();
    }

    private void written(StateWriter.Batch batch) {
        budget.written(store.written(), time.wall());
        if (batch.saved()) {
            batch.states().forEach(claims::saved);
            whenSaved.accept(batch.states());
            whenThere.run();
        } else {
            times.failed();
            flushed(false);
        }
    }
}
