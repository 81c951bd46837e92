package io.reveille.core.transfer;

import io.reveille.core.json.Json;
import io.reveille.core.state.RunState;
import io.reveille.core.state.StateCodec;
import io.reveille.spi.StateRecord;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;

/** Reads the state of a job in a document: as one that was saved, but nothing in it is taken on trust. */
final class StateReader {

    /** No count of ours comes near; one at the end of its range would turn negative with the next run. */
    private static final long MOST = 1L << 53;

    private StateReader() {}

    static Optional<StateRecord> read(String job, Optional<Object> state, Faults faults) {
        if (state.isEmpty()) {
            return Optional.empty();
        }
        try {
            if (!(state.get() instanceof Map<?, ?> object)) {
                throw new IllegalArgumentException("expected an object");
            }
            checkCounts(object);
            StateRecord record = new StateRecord(job, Json.print(Json.copyOf(object)));
            int length = record.json().getBytes(StandardCharsets.UTF_8).length;
            if (length > StateRecord.MAX_LENGTH) {
                throw new IllegalArgumentException(
                        "it has " + length + " bytes, at most " + StateRecord.MAX_LENGTH + " are allowed");
            }
            RunState read = StateCodec.read(record);
            if (read.isReadOnly()) {
                throw new IllegalArgumentException(
                        "it is of version " + object.get("v") + ", newer than this Reveille reads");
            }
            return Optional.of(record);
        } catch (IllegalArgumentException e) {
            faults.add(
                    job,
                    DocumentFormat.STATE,
                    "The property \"" + DocumentFormat.STATE + "\" cannot be used: " + e.getMessage() + ".");
            return Optional.empty();
        }
    }

    private static void checkCounts(Map<?, ?> state) {
        state.forEach((key, value) -> {
            if (value instanceof Long number && number > MOST) {
                throw new IllegalArgumentException(
                        "\"" + key + "\" is " + number + ", expected a count of at most " + MOST);
            }
        });
    }
}
