package io.reveille.core.state;

import io.reveille.spi.StateRecord;
import io.reveille.spi.StateStore;
import java.io.IOException;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
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
    private final Runnable whenFailed;

    private final Map<String, RunState> changed = new LinkedHashMap<>();
    private final Set<String> forgotten = new LinkedHashSet<>();
    private boolean writing;

    /**
     * @param writer runs one task at a time
     * @param engine brings word back to the engine's thread
     * @param whenFailed told, on that thread, that a batch was not saved and has become dirty again
     */
    public StateWriter(StateStore store, Executor writer, Consumer<Runnable> engine, Runnable whenFailed) {
        this.store = store;
        this.writer = writer;
        this.engine = engine;
        this.whenFailed = whenFailed;
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
        Map<String, RunState> states = new LinkedHashMap<>(changed);
        List<StateRecord> records =
                states.values().stream().map(StateCodec::write).toList();
        Set<String> gone = new LinkedHashSet<>(forgotten);
        changed.clear();
        forgotten.clear();
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
            save(changed.values().stream().map(StateCodec::write).toList(), forgotten);
        }
    }

    private void written(boolean saved, Map<String, RunState> states, Set<String> gone) {
        writing = false;
        if (!saved) {
            states.forEach((job, state) -> {
                if (!forgotten.contains(job)) {
                    changed.putIfAbsent(job, state);
                }
            });
            gone.stream().filter(job -> !changed.containsKey(job)).forEach(forgotten::add);
            whenFailed.run();
        }
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
