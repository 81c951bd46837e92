package io.reveille.core.state;

import io.reveille.spi.StateRecord;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * The records of a job as they are handed to the store, and what is known of it there once they are saved.
 *
 * @param claimed the number of the last claim that they include
 * @param taken the triggers that they include
 * @param history the runs that its tail is too short for; empty: that is not written
 */
public record JobRecords(
        RunState state,
        Collection<StateRecord> records,
        long claimed,
        List<String> taken,
        Optional<History.Part> history) {

    public static JobRecords of(RunState state) {
        List<StateRecord> records = new ArrayList<>(List.of(StateCodec.write(state)));
        Optional<History.Part> history = History.due(state);
        history.ifPresent(part -> records.add(part.record()));
        return new JobRecords(state, records, state.claimed, state.taken, history);
    }

    public void saved() {
        state.savedClaim = claimed;
        state.savedTaken = taken;
        history.ifPresent(History.Part::saved);
    }
}
