package io.reveille.spi;

import java.io.IOException;
import java.util.Collection;
import java.util.List;
import org.osgi.annotation.versioning.ConsumerType;

/** Where run state is kept. The engine needs exactly one; it is called by one thread at a time. */
@ConsumerType
public interface StateStore {

    /** What an acknowledged save outlives. */
    enum Durability {
        /** The process may be killed at any moment. */
        PROCESS_KILL,
        /** The machine may lose its power at any moment. */
        POWER_CUT
    }

    /** What a save that has returned outlives. */
    Durability survives();

    /**
     * Reads everything. A record that is damaged costs at most the newest save of the page that it is on, is logged,
     * and is never a reason to fail.
     *
     * @throws IOException if the store cannot be read at all
     */
    List<StateRecord> load() throws IOException;

    /**
     * Saves these records. When it returns, they survive; if it throws, each of them may or may not have been saved,
     * and none is damaged.
     *
     * @param changed new or changed records, replacing those of the same jobs
     * @param forgotten names of jobs whose records are dropped
     * @throws IOException if they could not all be saved
     */
    void save(Collection<StateRecord> changed, Collection<String> forgotten) throws IOException;
}
