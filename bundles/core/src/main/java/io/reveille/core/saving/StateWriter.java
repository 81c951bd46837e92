package io.reveille.core.saving;

import static java.util.Objects.requireNonNull;

import io.reveille.core.fault.FaultMessage;
import io.reveille.core.saving.UrgentRecords.Urgent;
import io.reveille.core.state.JobRecords;
import io.reveille.core.state.RunState;
import io.reveille.spi.StateRecord;
import io.reveille.spi.StateStore;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The collector of changed records, which hands them to the store, on a thread that may block, one batch at a time. The
 * engine decides when. Belongs to the engine's thread, but for the writing itself.
 */
public final class StateWriter {

    private static final Logger LOG = LoggerFactory.getLogger(StateWriter.class);

    private static final FaultMessage NOT_HANDED =
            new FaultMessage(LOG, "Records could not be handed to the store; it is tried again.");

    private final Saver saver;
    private final Executor writer;
    private final UnaryOperator<Runnable> letters;
    private final Supplier<Optional<StateRecord>> own;

    /**
     * The result of a batch.
     *
     * @param saved false: nothing of the batch is known to be saved, and all of it waits again
     * @param states the states that are saved
     * @param isLast whether all that had changed when the round began is saved
     */
    public record Batch(boolean saved, Collection<RunState> states, boolean isLast) {}

    /**
     * So many changes go to the store at once: taking them keeps no due run waiting for more than some milliseconds, and their
     * texts take little memory. Some pages of a store hold as many.
     */
    private static final int MOST = 1000;

    private final int most;
    private final SaveRound round = new SaveRound();
    private final UrgentRecords urgent = new UrgentRecords();
    private boolean alone; // the engine's own record is to be saved even if nothing else has changed
    private boolean writing;
    private boolean lastWasUrgent;

    /**
     * @param writer runs one task at a time
     * @param letters prepare a task for the engine's thread; the result posts the task, once, without any memory
     * @param own the engine's own record, which goes with each batch; empty: there is none to save
     */
    public StateWriter(
            StateStore store, Executor writer, UnaryOperator<Runnable> letters, Supplier<Optional<StateRecord>> own) {
        this(store, writer, letters, own, MOST);
    }

    /** @param most so many changes go to the store at once */
    StateWriter(
            StateStore store,
            Executor writer,
            UnaryOperator<Runnable> letters,
            Supplier<Optional<StateRecord>> own,
            int most) {
        this.most = most;
        this.saver = new Saver(store);
        this.writer = writer;
        this.letters = letters;
        this.own = own;
    }

    /** Has the engine's own record saved, even if nothing else has changed. */
    void ownToo() {
        alone = true;
    }

    /** Adds a changed state. */
    public void changed(RunState state) {
        if (!state.isReadOnly()) {
            round.add(state);
        }
    }

    /** Adds a record that is no job's run state, in place of a waiting one of that name. */
    public void changed(StateRecord record) {
        round.add(record);
    }

    /** Has the record of this name, a job's or another, dropped. */
    public void forgotten(String name) {
        round.drop(name);
    }

    /**
     * Has these records saved, and those of these names dropped, before all that waits and separately. A failed save is
     * not repeated: the caller decides what to do.
     *
     * @param then told, on the engine's thread, whether that is saved
     */
    public void urgent(Collection<StateRecord> records, Collection<String> gone, Consumer<Boolean> then) {
        urgent(records, gone, then, Optional.empty());
    }

    /**
     * Does the same for a caller that waits.
     *
     * @param answer completed by the thread that writes, so that the caller need not wait for the engine: {@code then} is
     *     on its way by that time, before all that the caller asks of the engine next
     */
    void urgent(
            Collection<StateRecord> records,
            Collection<String> gone,
            Consumer<Boolean> then,
            Optional<CompletableFuture<Boolean>> answer) {
        round.doneOtherwise(records, gone);
        urgent.add(new Urgent(List.copyOf(records), List.copyOf(gone), then, answer));
    }

    /** Whether there is something to write. */
    public boolean isDirty() {
        return alone || hasUrgent() || hasJobs();
    }

    /** Whether something urgent is to be written. */
    public boolean hasUrgent() {
        return !urgent.isEmpty();
    }

    /** Whether there is something to write beside the engine's own record. */
    public boolean hasJobs() {
        return !round.isEmpty();
    }

    /** Whether a part of what had changed at some moment is on its way, and more of it is to follow. */
    boolean isInRound() {
        return round.isUnderWay();
    }

    /** Whether the last batch was of urgent records. */
    boolean wasUrgent() {
        return lastWasUrgent;
    }

    /** Whether a batch is on its way. */
    public boolean isWriting() {
        return writing;
    }

    /** Why the last save failed; empty if it did not. */
    public String problem() {
        return saver.failure();
    }

    /** Whether nothing urgent waits but changes by callers, who can wait for a save of all. */
    boolean onlyCallersWait() {
        return urgent.areAllOfCallers();
    }

    /**
     * Begins a round with all changes so far, and hands the first batch to the store; urgent records go by themselves. Does
     * nothing if there is no change.
     *
     * @param then told, on the engine's thread, the result; unsaved changes are dirty again by then
     */
    void writeAll(Consumer<Batch> then) {
        if (alone || hasJobs()) {
            round.begin();
            writeNext(then);
        }
    }

    /** Hands urgent records to the store, unless a batch is on its way. */
    void writeUrgent() {
        if (writing) {
            return;
        }
        Map<String, StateRecord> records = new LinkedHashMap<>(); // of two with one name the newer stays
        Set<String> gone = new LinkedHashSet<>();
        List<Urgent> now = urgent.take(records, gone);
        lastWasUrgent = true;
        boolean first = alone; // no run of this start may be saved before the start itself is
        if (first) {
            own.get().ifPresent(record -> records.put(record.job(), record));
            alone = false;
        }
        hand(
                () -> new Saver.Batch(records.values(), gone),
                result -> now.forEach(
                        each -> each.answer().ifPresent(answer -> answer.complete(result.has(each.records())))),
                result -> {
                    alone |= first && !result.done();
                    now.forEach(each -> each.then().accept(result.has(each.records())));
                });
    }

    /** Hands the next batch of the round to the store. */
    void writeNext(Consumer<Batch> then) {
        ChangedRecords now = round.take(most);
        Collection<StateRecord> more = now.others();
        List<JobRecords> jobs = now.states().stream().map(JobRecords::of).toList();
        Collection<StateRecord> engine = own.get().stream().toList();
        Set<String> gone = now.gone();
        alone = false;
        lastWasUrgent = false;
        hand(() -> Saver.Batch.of(more, jobs, engine, gone), result -> {}, result -> {
            if (!result.done()) {
                alone = true;
                round.putBack(now, urgent::has);
            }
            List<RunState> saved = new ArrayList<>(jobs.size());
            for (JobRecords job : jobs) {
                job.handed();
                if (result.has(job.records())) {
                    job.saved();
                    saved.add(job.state());
                }
            }
            then.accept(new Batch(result.done(), saved, !isInRound()));
        });
    }

    /**
     * Hands records to the store.
     *
     * @param batch makes the records, on the thread that writes
     * @param saved called by that thread, after the letter that leads to {@code then}
     */
    private void hand(Supplier<Saver.Batch> batch, Consumer<Saver.Result> saved, Consumer<Saver.Result> then) {
        writing = true;
        try {
            AtomicReference<Saver.Result> result = new AtomicReference<>(Saver.Result.NOTHING);
            Runnable word = letters.apply(() -> written(requireNonNull(result.get(), "result"), then));
            writer.execute(() -> {
                try {
                    result.set(saver.save(batch));
                } finally {
                    word.run(); // without this message nothing would be saved again
                }
                saved.accept(requireNonNull(result.get(), "result"));
            });
        } catch (Throwable e) { // no memory for another thread, say
            NOT_HANDED.error(e);
            written(Saver.Result.NOTHING, then);
        }
    }

    private void written(Saver.Result result, Consumer<Saver.Result> then) {
        writing = false;
        then.accept(result);
    }

    /**
     * Writes all remaining changes, on the calling thread; for the end, when the engine's thread and the writer are
     * done.
     *
     * @return whether all is saved
     */
    public boolean writeLast() {
        if (isDirty()) {
            ChangedRecords left = round.end(urgent::has);
            Map<String, StateRecord> records = new LinkedHashMap<>();
            Set<String> gone = new LinkedHashSet<>(left.gone());
            List<JobRecords> jobs = left.states().stream().map(JobRecords::of).toList();
            Saver.Batch.of(left.others(), jobs, own.get().stream().toList(), gone)
                    .records()
                    .forEach(record -> records.put(record.job(), record));
            urgent.take(records, gone);
            return saver.save(List.copyOf(records.values()), Saver.Batch.without(records.values(), gone))
                    .done();
        }
        return true;
    }
}
