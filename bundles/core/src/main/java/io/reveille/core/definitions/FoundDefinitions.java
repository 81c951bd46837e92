package io.reveille.core.definitions;

import io.reveille.core.changes.PendingChange;
import io.reveille.core.intake.DefinitionCodec;
import io.reveille.core.state.DefinitionChange;
import io.reveille.spi.JobProperties;
import io.reveille.spi.StoredDefinition;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The definitions in the store at a start, as a recovery changes them. Belongs to the engine's thread. */
final class FoundDefinitions {

    /** The order of definitions with one name, as for {@link io.reveille.core.intake.Candidate}. */
    private static final Comparator<StoredDefinition> BEST_FIRST = Comparator.comparing(
                    StoredDefinition::canonical, Comparator.reverseOrder())
            .thenComparing(StoredDefinition::id);

    private final Map<String, StoredDefinition> found; // by address
    private final DefinitionCodec codec;
    private final Map<Object, String> named = new HashMap<>(); // address of the best one before recovery
    private final Map<Object, Set<String>> others = new HashMap<>(); // all addresses of names that have several

    FoundDefinitions(Map<String, StoredDefinition> found, DefinitionCodec codec) {
        this.found = found;
        this.codec = codec;
        found.values().stream().sorted(BEST_FIRST).forEach(definition -> {
            Object name = definition.properties().get(JobProperties.NAME);
            String first = named.putIfAbsent(name, definition.id());
            if (first != null) {
                others.computeIfAbsent(name, any -> new HashSet<>(List.of(first)))
                        .add(definition.id());
            }
        });
    }

    Collection<StoredDefinition> all() {
        return found.values();
    }

    /** The definition that a change is about; for a deletion only the one at its address counts. */
    Optional<StoredDefinition> there(DefinitionChange change) {
        Optional<StoredDefinition> there = change.address().map(found::get);
        return there.isPresent() || (change.deletes() && change.address().isPresent())
                ? there
                : Optional.ofNullable(named.get(change.job())).map(found::get);
    }

    /** Whether the job goes on by another definition than the one that a change deletes. */
    boolean goesOn(DefinitionChange change) {
        return change.deletes()
                && others.getOrDefault(change.job(), Set.of()).stream()
                        .anyMatch(address ->
                                found.containsKey(address) && !change.address().equals(Optional.of(address)));
    }

    /** Tells a definition by its meaning; see {@link PendingChange#before}. */
    String meaning(Optional<Map<String, Object>> definition) {
        return definition.map(codec::meaning).orElse(PendingChange.NOTHING);
    }

    /**
     * Takes in that a change is carried out.
     *
     * @param properties all properties at the address, unless the change deletes
     */
    void written(DefinitionChange change, String address, Map<String, Object> properties) {
        if (change.deletes()) {
            found.remove(address);
        } else {
            boolean canonical =
                    there(change).map(StoredDefinition::canonical).orElse(true); // else the store chose the address
            found.put(address, new StoredDefinition(address, canonical, properties));
        }
    }
}
