package io.reveille.core.saving;

import io.reveille.spi.StateRecord;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/** The records that go to the store before all others, in a batch of their own. Belongs to the engine's thread. */
final class UrgentRecords {

    /**
     * Records that are saved together.
     *
     * @param gone the names of records to drop
     * @param then told, on the engine's thread, whether they are saved
     * @param answer the same, for a caller that waits
     */
    record Urgent(
            Collection<StateRecord> records,
            Collection<String> gone,
            Consumer<Boolean> then,
            Optional<CompletableFuture<Boolean>> answer) {}

    private final List<Urgent> waiting = new ArrayList<>();

    void add(Urgent urgent) {
        waiting.add(urgent);
    }

    boolean isEmpty() {
        return waiting.isEmpty();
    }

    boolean areAllOfCallers() {
        return waiting.stream().allMatch(each -> each.answer().isPresent());
    }

    /** Whether a record of this name waits, or is to be dropped. */
    boolean has(String name) {
        return waiting.stream()
                .anyMatch(each -> each.gone().contains(name)
                        || each.records().stream()
                                .anyMatch(record -> record.job().equals(name)));
    }

    /**
     * Takes out all that waits, in order.
     *
     * @param records gets the records by name; of two with one name the newer
     * @param gone gets the names of the records to drop
     */
    List<Urgent> take(Map<String, StateRecord> records, Set<String> gone) {
        List<Urgent> taken = List.copyOf(waiting);
        waiting.clear();
        for (Urgent each : taken) {
            each.records().forEach(record -> {
                gone.remove(record.job());
                records.put(record.job(), record);
            });
            each.gone().forEach(name -> {
                records.remove(name);
                gone.add(name);
            });
        }
        return taken;
    }
}
