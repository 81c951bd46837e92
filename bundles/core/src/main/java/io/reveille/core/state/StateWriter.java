package io.reveille.core.state;

import io.reveille.spi.StateRecord;
import io.reveille.spi.StateStore;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Collects the records that have changed and hands them to the store, on a thread that may block, one batch at a time.
 * When it does so is the engine's decision. Belongs to the engine's thread, but for the writing itself.
 */
public final class StateWriter {

    private static final Logger LOG = LoggerFactory.getLogger(StateWriter.class);

    private final StateStore store;
    private final Executor writer;
    private final Consumer<Runnable> engine;
    private final Consumer<Batch> whenWritten;

    /**
     * What became of a batch.
     *
     * @param states those in it
     */
    public record Batch(boolean saved, Collection<RunState> states) {}

    private final Map<String, RunState> changed = new LinkedHashMap<>();
    private final Set<String> forgotten = new LinkedHashSet<>();
    private Supplier<Optional<StateRecord>> withEach = Optional::empty;
    private boolean alone; // what goes with each batch is to go without one too
    private boolean writing;

    /**
     * @param writer runs one task at a time
     * @param engine brings word back to the engine's thread
     * @param whenWritten told, on that thread, of each batch; what was not saved has become dirty again
     */
    public StateWriter(StateStore store, Executor writer, Consumer<Runnable> engine, Consumer<Batch> whenWritten) {
        this.store = store;
        this.writer = writer;
        this.engine = engine;
        this.whenWritten = whenWritten;
    }

    /** A record that goes with each batch from now on, and on its own once. */
    public void withEach(Supplier<Optional<StateRecord>> more) {
        withEach = more;
        alone = true;
    }

    /** This state has changed. */
    public void changed(RunState state) {
        if (!state.isReadOnly()) {
            forgotten.remove(state.job());
            changed.put(state.job(), state);
        }
    }

    /** The state of this job is dropped. */
    public void forgotten(String job) {
        changed.remove(job);
        forgotten.add(job);
    }

    /** Whether there is something to write. */
    public boolean isDirty() {
        return alone || !changed.isEmpty() || !forgotten.isEmpty();
    }

    /** Whether there is something to write of jobs. */
    public boolean hasJobs() {
        return !changed.isEmpty() || !forgotten.isEmpty();
    }

    /** Whether a batch is on its way. */
    public boolean isWriting() {
        return writing;
    }

    /** Hands over what has changed. */
    public void write() {
        if (writing || !isDirty()) {
            return;
        }
        Collection<RunState> states = List.copyOf(changed.values());
        List<StateRecord> records = records();
        Set<String> gone = new LinkedHashSet<>(forgotten);
        changed.clear();
        forgotten.clear();
        alone = false;
        writing = true;
        try {
            writer.execute(() -> {
                boolean saved = save(records, gone);
                engine.accept(() -> written(saved, states, gone));
            });
        } catch (RuntimeException | Error e) { // no memory for another thread, say
            LOG.error("The state of {} jobs could not be handed to the store; it is tried again.", states.size(), e);
            written(false, states, gone);
        }
    }

    /** Writes what is left, on the calling thread; for the end, when the engine's thread and the writer are done. */
    public void writeLast() {
        if (isDirty()) {
            save(records(), forgotten);
        }
    }

    private List<StateRecord> records() {
        List<StateRecord> records = new ArrayList<>();
        changed.values().forEach(state -> records.add(StateCodec.write(state)));
        withEach.get().ifPresent(records::add);
        return records;
    }

    private void written(boolean saved, Collection<RunState> states, Set<String> gone) {
        writing = false;
        if (!saved) {
            alone = true;
            for (RunState state : states) {
                if (!forgotten.contains(state.job())) {
                    changed.putIfAbsent(state.job(), state);
                }
            }
            gone.stream().filter(job -> !changed.containsKey(job)).forEach(forgotten::add);
        }
        whenWritten.accept(new Batch(saved, states));
    }

    private boolean save(Collection<StateRecord> records, Collection<String> gone) {
        try {
            store.save(records, gone);
            return true;
        } catch (IOException | RuntimeException | Error e) { // any, or no save would ever come after it
            LOG.error(
                    "The state of {} jobs could not be saved and is kept in memory; it is tried again at the next save.",
                    records.size() + gone.size(),
                    e);
            return false;
        }
    }
}
