package io.reveille.testing;

import io.reveille.spi.DefinitionStore;
import io.reveille.spi.JobProperties;
import io.reveille.spi.StoredDefinition;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Keeps definitions as a disk would, and tells of changes before a call returns. Can be made to fail. What is put in here
 * Reveille looks at when the scheduler settles.
 */
public final class MemoryDefinitionStore implements DefinitionStore {

    private final Map<String, Map<String, Object>> definitions = new TreeMap<>();
    private @Nullable Listener listener;
    private boolean failing;
    private int before = Integer.MAX_VALUE; // so many calls work, ...
    private int broken; // ... so many fail, and then they work again
    private Runnable interruption = () -> {};
    private int saves;

    @Override
    public AutoCloseable open(Listener newListener) throws IOException {
        check();
        listener = newListener;
        List.copyOf(definitions.keySet()).forEach(this::tell);
        return () -> listener = null;
    }

    @Override
    public String save(Optional<String> id, Map<String, Object> properties) throws IOException {
        check();
        Runnable first = interruption;
        interruption = () -> {};
        first.run();
        saves++;
        String address = id.orElseGet(() -> canonical(properties.get(JobProperties.NAME)));
        Map<String, Object> all = new HashMap<>(definitions.getOrDefault(address, Map.of()));
        all.keySet().removeAll(JobProperties.ALL);
        all.putAll(properties);
        put(address, all);
        return address;
    }

    @Override
    public void delete(String id) throws IOException {
        check();
        remove(id);
    }

    /** An operator stores a definition there, in place of what was there, past all checks. */
    public void put(String id, Map<String, Object> properties) {
        definitions.put(id, Map.copyOf(properties));
        tell(id);
    }

    /** An operator deletes what lies there. */
    public void remove(String id) {
        if (definitions.remove(id) != null && listener != null) {
            listener.deleted(id);
        }
    }

    /** What lies there; empty if nothing. */
    public Map<String, Object> at(String id) {
        return definitions.getOrDefault(id, Map.of());
    }

    /** The address that this store gives to a name. */
    public static String canonical(@Nullable Object name) {
        return JobProperties.FACTORY_PID + "~" + name;
    }

    /** From now on every call of Reveille fails with an {@link IOException}, or works again. */
    public void fail(boolean now) {
        failing = now;
    }

    /** So many calls of Reveille work from now on, and the next one fails. */
    public void failAfter(int calls) {
        failAfter(calls, 1);
    }

    /** So many calls of Reveille work from now on, and then so many fail. */
    public void failAfter(int calls, int failures) {
        before = calls;
        broken = failures;
    }

    /** Done when Reveille stores a definition next, just before it is: something that an operator does, for example. */
    public void beforeNextSave(Runnable action) {
        interruption = action;
    }

    /** How often the engine has stored a definition. */
    public int saves() {
        return saves;
    }

    private void tell(String id) {
        Map<String, Object> properties = at(id);
        if (listener != null) {
            boolean canonical = id.equals(canonical(properties.get(JobProperties.NAME)));
            listener.stored(new StoredDefinition(id, canonical, properties));
        }
    }

    private void check() throws IOException {
        if (failing || fails()) {
            throw new IOException("the disk is full");
        }
    }

    private boolean fails() {
        if (before > 0) {
            before -= before == Integer.MAX_VALUE ? 0 : 1;
            return false;
        }
        if (broken > 0) {
            broken--;
            return true;
        }
        return false;
    }
}
