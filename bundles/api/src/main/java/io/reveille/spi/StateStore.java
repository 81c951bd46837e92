package io.reveille.spi;

import java.io.IOException;
import java.util.Collection;
import java.util.List;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Where run state is kept. The engine needs exactly one; {@link #load} and {@link #save} are called by one thread at a
 * time, the others by any.
 */
@ConsumerType
public interface StateStore {

    /** What an acknowledged save outlives. */
    enum Durability {
        /** The process may be killed at any moment. */
        PROCESS_KILL,
        /** The machine may lose its power at any moment. */
        POWER_CUT
    }

    /**
     * What was handed to the place where the store lies, since this store was made. What a file system or
     * ConfigurationAdmin writes on top of it is not in it.
     *
     * @param writes how many texts
     * @param bytes how long they were, in UTF-8
     */
    record Written(long writes, long bytes) {

        /** Nothing yet. */
        public static final Written NOTHING = new Written(0, 0);
    }

    /** The kind of failure that a save which has returned outlives. Answered at once, from memory: the engine's own thread asks. */
    Durability survives();

    /**
     * Reads everything. A record that is damaged costs at most the newest save of the page that it is on, is logged,
     * and is never a reason to fail. {@link #found} says what was wrong, {@link #quarantine} keeps the texts.
     *
     * @throws IOException if the store cannot be read at all
     */
    List<StateRecord> load() throws IOException;

    /**
     * Saves these records. When it returns, they survive; if it throws, each of them may or may not have been saved,
     * and none is damaged. A record that breaks the rules of {@link StateRecord} is refused: what was saved of it before
     * stays, all others are saved, and then it throws {@link RecordsRefusedException}.
     *
     * @param changed new or changed records, replacing those of the same jobs
     * @param forgotten names of jobs whose records are dropped
     * @throws RecordsRefusedException if all but those that it names were saved
     * @throws IOException if any of them may not have been saved
     */
    void save(Collection<StateRecord> changed, Collection<String> forgotten) throws IOException;

    /** Findings of the last {@link #load}. Answered at once, from memory: the engine's own thread asks. */
    default LoadReport found() {
        return LoadReport.NOTHING;
    }

    /**
     * The texts that could not be read and were kept, now or earlier.
     *
     * @throws IOException if they cannot be read
     */
    default List<Quarantined> quarantine() throws IOException {
        return List.of();
    }

    /** Totals of all writes so far, which only grow. Answered at once, from memory: the engine's own thread asks. */
    default Written written() {
        return Written.NOTHING;
    }
}
