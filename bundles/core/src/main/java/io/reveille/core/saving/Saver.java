package io.reveille.core.saving;

import io.reveille.core.fault.FaultMessage;
import io.reveille.core.state.JobRecords;
import io.reveille.spi.RecordsRefusedException;
import io.reveille.spi.StateRecord;
import io.reveille.spi.StateStore;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The writer of records to the store. A store that goes on failing is tried again and again: each problem is logged
 * when it comes and when it changes. For one thread at a time.
 */
final class Saver {

    private static final Logger LOG = LoggerFactory.getLogger(Saver.class);

    private static final FaultMessage UNSAID = new FaultMessage(
            LOG, "State could not be saved, and the cause could not be logged. The save is tried again.");

    /**
     * The result of a save.
     *
     * @param done false: none of the records is known to be saved
     * @param refused the names of the records that are not saved, if the others are
     */
    record Result(boolean done, Set<String> refused) {

        static final Result NOTHING = new Result(false, Set.of());

        /** Whether all of these are saved. */
        boolean has(Collection<StateRecord> records) {
            return done && (refused.isEmpty() || records.stream().noneMatch(record -> refused.contains(record.job())));
        }
    }

    /**
     * Records to save.
     *
     * @param gone the names of those to drop
     */
    record Batch(Collection<StateRecord> records, Collection<String> gone) {

        /** Makes all records; takes as long as that takes, and is for the thread that hands them to the store. */
        static Batch of(
                Collection<StateRecord> more,
                Collection<JobRecords> jobs,
                Collection<StateRecord> engine,
                Collection<String> gone) {
            List<StateRecord> records = new ArrayList<>(more);
            jobs.forEach(job -> records.addAll(job.make()));
            records.addAll(engine);
            return new Batch(records, without(records, gone));
        }

        /** The names to drop, without those that are in use again. */
        static Set<String> without(Collection<StateRecord> records, Collection<String> gone) {
            Set<String> left = new LinkedHashSet<>(gone);
            records.forEach(record -> left.remove(record.job()));
            return left;
        }
    }

    private static final Result ALL = new Result(true, Set.of());

    private final StateStore store;
    private final RepeatFilter failure = new RepeatFilter();
    private final RepeatFilter refusal = new RepeatFilter();

    Saver(StateStore store) {
        this.store = store;
    }

    /** Why the last save failed; empty if it did not. */
    String failure() {
        return failure.said();
    }

    Result save(Collection<StateRecord> records, Collection<String> gone) {
        return save(() -> new Batch(records, gone));
    }

    /** Makes the records and saves them. */
    Result save(Supplier<Batch> batch) {
        try {
            Batch made = batch.get();
            return saved(made.records(), made.gone());
        } catch (Throwable e) { // of any kind, or no save would follow
            failed(e);
            return Result.NOTHING;
        }
    }

    private Result saved(Collection<StateRecord> records, Collection<String> gone) throws IOException {
        Result result = ALL;
        try {
            store.save(records, gone);
        } catch (RecordsRefusedException e) {
            String message = String.valueOf(e.getMessage());
            if (refusal.isNew(message)) {
                LOG.error("State records were {}. Each is tried again when it has changed.", message);
            }
            result = new Result(true, Set.copyOf(e.names()));
        }
        if (failure.end()) {
            LOG.info("State is saved again.");
        }
        return result;
    }

    private void failed(Throwable thrown) {
        try {
            if (failure.isNew(String.valueOf(thrown))) {
                LOG.error(
                        "State could not be saved; what the engine has changed is kept in memory and tried again."
                                + " Further failures of the same kind are not logged.",
                        thrown);
            }
        } catch (Throwable second) {
            UNSAID.error(second);
        }
    }
}
