package io.reveille.core.service;

import io.reveille.JobDefinition;
import io.reveille.core.engine.Desk;
import io.reveille.core.intake.Candidate;
import io.reveille.core.intake.DefinitionCodec;
import io.reveille.spi.DefinitionStore;
import io.reveille.spi.JobProperties;
import io.reveille.spi.StateRecord;
import io.reveille.spi.StoredDefinition;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Stores and deletes several definitions as one: all of them, or none. Store first, engine then, as for a single one; the
 * engine takes them in together.
 */
final class DefinitionChanges {

    /**
     * One of them.
     *
     * @param before the stored definition that is there; empty if there is none
     * @param after what is to be there; empty: it is deleted
     */
    record Change(String name, Optional<Candidate> before, Optional<JobDefinition> after) {}

    /** What was done for a change, and where. */
    private record Done(Change change, String address) {}

    private final Desk desk;
    private final DefinitionStore store;

    DefinitionChanges(Desk desk, DefinitionStore store) {
        this.desk = desk;
        this.store = store;
    }

    /**
     * Makes them. The caller holds {@link Desk#definitionLock()}.
     *
     * @param states what jobs that are new by this go on with
     * @throws IllegalStateException if one of them could not be made; then all definitions are as they were, or the
     *     message names those that could not be put back
     */
    void apply(List<Change> changes, Collection<StateRecord> states) {
        List<Done> done = new ArrayList<>();
        boolean complete = false;
        desk.reports().hold();
        try {
            for (Change change : changes) {
                try {
                    done.add(new Done(change, make(change)));
                } catch (IOException | RuntimeException e) {
                    throw takenBack(change, done, e);
                }
            }
            complete = true;
        } finally {
            desk.reports().release(complete ? states : List.of(), complete ? stored(done) : List.of());
        }
    }

    private String make(Change change) throws IOException {
        Optional<String> address = change.before.map(Candidate::source);
        if (change.after.isPresent()) {
            return store.save(address, DefinitionCodec.write(change.after.get()));
        }
        if (address.isPresent()) {
            store.delete(address.get());
        }
        return address.orElse("");
    }

    /** The newest first. What cannot be put back is said, and stays. */
    private IllegalStateException takenBack(Change failed, List<Done> done, Exception cause) {
        List<String> left = new ArrayList<>();
        for (int i = done.size() - 1; i >= 0; i--) {
            try {
                takeBack(done.get(i));
            } catch (IOException | RuntimeException e) {
                cause.addSuppressed(e);
                left.add("\"" + done.get(i).change.name + "\"");
            }
        }
        return new IllegalStateException(
                "The job \"" + failed.name + "\" could not be stored. "
                        + (left.isEmpty()
                                ? "All are as they were."
                                : "These had been changed and could not be put back: " + String.join(", ", left) + "."),
                cause);
    }

    private void takeBack(Done done) throws IOException {
        Optional<Candidate> before = done.change.before;
        if (before.isEmpty()) {
            store.delete(done.address);
            return;
        }
        Map<String, Object> properties = new HashMap<>(before.get().properties());
        properties.keySet().retainAll(JobProperties.ALL); // the store has kept the others
        store.save(Optional.of(done.address), properties);
    }

    private static List<StoredDefinition> stored(List<Done> done) {
        return done.stream()
                .flatMap(one -> one.change.after.stream()
                        .map(definition -> new StoredDefinition(
                                one.address,
                                one.change.before.map(Candidate::isCanonical).orElse(true),
                                DefinitionCodec.write(definition))))
                .toList();
    }
}
