package io.reveille.core.state;

import io.reveille.spi.StateRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The records of a job as they are handed to the store, and what is known of it there once they are saved. The engine's
 * thread takes the state as it is; the texts are made by whoever hands them over, so that thousands of them keep no job
 * waiting.
 */
public final class JobRecords {

    private final RunState state;
    private final RunState then; // does not change any more
    private List<StateRecord> records = List.of();
    private Optional<History.Part> history = Optional.empty();

    private JobRecords(RunState state) {
        this.state = state;
        this.then = state.copy();
    }

    /** Takes in a job's state as it is now, on the engine's thread. */
    public static JobRecords of(RunState state) {
        return new JobRecords(state);
    }

    /** Makes the records, on any thread. */
    public List<StateRecord> make() {
        List<StateRecord> made = new ArrayList<>(2);
        made.add(StateCodec.write(then));
        history = History.due(then);
        history.ifPresent(part -> made.add(part.record()));
        records = made;
        return made;
    }

    public RunState state() {
        return state;
    }

    /** The records that were made. */
    public List<StateRecord> records() {
        return records;
    }

    /** Notes that the store has been given them, on the engine's thread. */
    public void handed() {
        state.inputsLeftOut = then.inputsLeftOut;
    }

    /** Notes that the store has them, on the engine's thread. */
    public void saved() {
        state.savedClaim = then.claimed;
        state.savedTaken = then.taken;
        history.ifPresent(part -> part.saved(state));
    }
}
