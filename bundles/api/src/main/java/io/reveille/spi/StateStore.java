package io.reveille.spi;

import java.io.IOException;
import java.util.Collection;
import java.util.List;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * A store of run state. The engine needs exactly one; {@link #load} and {@link #save} are called by one thread at a
 * time, the other methods by any thread.
 */
@ConsumerType
public interface StateStore {

    /** The kind of failure that an acknowledged save survives. */
    enum Durability {
        /** The process may be killed at any moment. */
        PROCESS_KILL,
        /** The machine may lose its power at any moment. */
        POWER_CUT
    }

    /**
     * The amount that the store has written since it was created, without what a file system or ConfigurationAdmin
     * adds.
     *
     * @param writes the number of texts
     * @param bytes the total length of the texts, in bytes of UTF-8
     */
    record Written(long writes, long bytes) {

        /** Nothing written yet. */
        public static final Written NOTHING = new Written(0, 0);
    }

    /**
     * Returns the kind of failure that a save survives once it has returned. Answers at once, from memory: the engine's
     * own thread calls.
     */
    Durability survives();

    /**
     * Reads all records. A damaged record costs at most the newest save of its page, is logged, and is never a reason
     * to fail. {@link #found} returns the faults, {@link #quarantine} the texts that could not be read.
     *
     * @throws IOException if the store cannot be read at all
     */
    List<StateRecord> load() throws IOException;

    /**
     * Saves records. When the method returns, the records survive; if it throws, each may or may not have been saved,
     * and none is damaged. A record that breaks the rules of {@link StateRecord} is refused: the version saved before
     * stays, all other records are saved, and then {@link RecordsRefusedException} is thrown.
     *
     * @param changed new or changed records, replacing those of the same jobs
     * @param forgotten the names of jobs whose records are dropped
     * @throws RecordsRefusedException if all records but those that the exception names were saved
     * @throws IOException if any record may not have been saved
     */
    void save(Collection<StateRecord> changed, Collection<String> forgotten) throws IOException;

    /** Returns the findings of the last {@link #load}. Answers at once, from memory: the engine's own thread calls. */
    default LoadReport found() {
        return LoadReport.NOTHING;
    }

    /**
     * Returns the texts that could not be read and were kept, now or earlier.
     *
     * @throws IOException if the kept texts cannot be read
     */
    default List<Quarantined> quarantine() throws IOException {
        return List.of();
    }

    /**
     * Returns the totals of all writes so far, which only grow. Answers at once, from memory: the engine's own thread
     * calls.
     */
    default Written written() {
        return Written.NOTHING;
    }
}
