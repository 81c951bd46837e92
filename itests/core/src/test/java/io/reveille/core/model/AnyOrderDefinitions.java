package io.reveille.core.model;

import io.reveille.spi.DefinitionStore;
import io.reveille.spi.StoredDefinition;
import io.reveille.testing.MemoryDefinitionStore;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Definitions that a start lists in any order, or that come one by one after it. */
final class AnyOrderDefinitions implements DefinitionStore {

    private final MemoryDefinitionStore store = new MemoryDefinitionStore();
    private final Map<String, Map<String, Object>> late = new TreeMap<>(); // there, and not yet told of
    private final Set<String> addresses = new TreeSet<>();
    private int order;
    private @Nullable Listener listener;

    /** The next start lists all in this order; 0: by address. */
    void order(int next) {
        order = next;
    }

    /** At the next start nothing is there yet. */
    void beLate() {
        addresses.stream()
                .filter(address -> !store.at(address).isEmpty())
                .forEach(address -> late.put(address, store.at(address)));
        late.keySet().forEach(store::lose);
    }

    /** Whether more than one definition has this name. */
    boolean isTwice(String job) {
        return addresses.stream()
                        .filter(address -> job.equals(store.at(address).get("name"))
                                || job.equals(
                                        late.getOrDefault(address, Map.of()).get("name")))
                        .count()
                > 1;
    }

    /** The addresses of those that are there, and not yet told of. */
    List<String> late() {
        return List.copyOf(late.keySet());
    }

    /** The job whose definition lies at an address, and is not yet told of; empty if none does. */
    Optional<String> lateJob(String address) {
        return Optional.ofNullable(late.get(address)).map(properties -> String.valueOf(properties.get("name")));
    }

    void arrive(String address) {
        Map<String, Object> properties = late.remove(address);
        if (properties != null) {
            store.put(address, properties);
        }
    }

    void put(String address, Map<String, Object> properties) {
        late.remove(address);
        addresses.add(address);
        store.put(address, properties);
    }

    void remove(String address) {
        late.remove(address);
        store.remove(address);
    }

    /** The definition that lies there and is told of; empty if none. */
    Map<String, Object> at(String address) {
        return store.at(address);
    }

    @Override
    public AutoCloseable open(Listener newListener) throws IOException {
        List<StoredDefinition> found = new ArrayList<>();
        listener = null;
        AutoCloseable opened = store.open(new Listener() {
            @Override
            public void stored(StoredDefinition definition) {
                Listener told = listener;
                if (told == null) {
                    found.add(definition);
                } else {
                    told.stored(definition);
                }
            }

            @Override
            public void deleted(String id) {
                Listener told = listener;
                if (told != null) {
                    told.deleted(id);
                }
            }
        });
        if (order != 0) {
            Collections.shuffle(found, new Random(order));
        }
        listener = newListener;
        found.forEach(newListener::stored);
        return opened;
    }

    @Override
    public String save(Optional<String> id, Map<String, Object> properties) throws IOException {
        return store.save(id, properties);
    }

    @Override
    public void delete(String id) throws IOException {
        store.delete(id);
    }

    @Override
    public void tellAgain(String id) {
        store.tellAgain(id);
    }
}
