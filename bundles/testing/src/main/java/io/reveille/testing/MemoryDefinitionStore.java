package io.reveille.testing;

import io.reveille.JobDefinitionException;
import io.reveille.spi.DefinitionStore;
import io.reveille.spi.JobProperties;
import io.reveille.spi.StoredDefinition;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A store of definitions in memory, which survives restarts and crashes, and reports changes before a call returns. Can
 * be made to fail. Reveille handles changes when the scheduler settles.
 */
public final class MemoryDefinitionStore implements DefinitionStore {

    private final Map<String, Map<String, Object>> definitions = new TreeMap<>();
    private @Nullable Listener listener;
    private boolean failing;
    private Runnable interruption = () -> {};
    private int untilFailure;
    private int thenUntilFailure;
    private int untilKill;
    private int saves;
    private int calls;
    private String refused = "";

    /** Thrown to kill the process in the middle of a write. */
    public static final class Killed extends Error {
        private static final long serialVersionUID = 1;

        private Killed(String where) {
            super("the process is killed in the middle of " + where);
        }
    }

    @Override
    public synchronized AutoCloseable open(Listener newListener) throws IOException {
        check();
        listener = newListener;
        List.copyOf(definitions.keySet()).forEach(this::tell);
        return () -> listener = null;
    }

    @Override
    public synchronized String save(Optional<String> id, Map<String, Object> properties) throws IOException {
        checkWrite();
        Runnable first = interruption;
        interruption = () -> {};
        first.run();
        saves++;
        String address = id.orElseGet(() -> newAddress(properties.get(JobProperties.NAME)));
        if (isKilled()) {
            definitions.remove(address);
            throw new Killed("the save of " + address);
        }
        put(address, JobProperties.replace(definitions.getOrDefault(address, Map.of()), properties));
        return address;
    }

    @Override
    public synchronized void delete(String id) throws IOException {
        checkWrite();
        if (isKilled()) {
            throw new Killed("the deletion of " + id);
        }
        remove(id);
    }

    @Override
    public synchronized List<String> write(List<Write> writes) throws IOException {
        calls++;
        return DefinitionStore.super.write(writes);
    }

    @Override
    public void check(Map<String, Object> properties) {
        properties.forEach((property, value) -> {
            String text = value instanceof Object[] several ? List.of(several).toString() : value.toString();
            if (!refused.isEmpty() && text.contains(refused)) {
                throw new JobDefinitionException(
                        property,
                        "The property \"" + property + "\" cannot be used: \"" + text + "\": this store cannot keep \""
                                + refused + "\". Nothing was changed.");
            }
        });
    }

    @Override
    public synchronized void tellAgain(String id) {
        if (definitions.containsKey(id)) {
            tell(id);
        } else if (listener != null) {
            listener.deleted(id);
        }
    }

    /** Stores a definition at this address without checks, as an operator would, in place of any other. */
    public synchronized void put(String id, Map<String, Object> properties) {
        definitions.put(id, Map.copyOf(properties));
        tell(id);
    }

    /** Deletes the definition at this address, as an operator would. */
    public synchronized void remove(String id) {
        if (definitions.remove(id) != null && listener != null) {
            listener.deleted(id);
        }
    }

    /** Loses the definition at this address, as a disk would: the listener is not called. */
    public synchronized void lose(String id) {
        definitions.remove(id);
    }

    /** Returns the properties at this address; empty if there are none. */
    public synchronized Map<String, Object> at(String id) {
        return definitions.getOrDefault(id, Map.of());
    }

    /** Returns the address that this store gives to a name. */
    public static String canonical(@Nullable Object name) {
        return JobProperties.FACTORY_PID + "~" + name;
    }

    /** Returns the address for a new definition: not the name's own if the job there has been renamed. */
    private String newAddress(@Nullable Object name) {
        String canonical = canonical(name);
        Object there = at(canonical).get(JobProperties.NAME);
        return there == null || there.equals(name) ? canonical : canonical + " again";
    }

    /** Sets whether every call of Reveille fails with an {@link IOException}. */
    public void fail(boolean now) {
        failing = now;
    }

    /** Sets an action that runs just before Reveille stores a definition next: an operator's, for example. */
    public void beforeNextSave(Runnable action) {
        interruption = action;
    }

    /**
     * Makes a later write of Reveille fail with an {@link IOException} and change nothing; the writes before and after
     * it work.
     *
     * @param write the number of the write: 1 is the next
     */
    public void failAt(int write) {
        untilFailure = write;
    }

    /** Makes another write fail, this many writes after the one of {@link #failAt}. */
    public void failAgainAt(int write) {
        thenUntilFailure = write;
    }

    /**
     * Cuts off a later write of Reveille with a {@link Killed}: a save has deleted the old definition and not written
     * the new one, as with ConfigurationAdmin; a deletion has done nothing. Kill Reveille then.
     *
     * @param write the number of the write: 1 is the next
     */
    public void killAt(int write) {
        untilKill = write;
    }

    /**
     * Refuses definitions with this text in one of their properties, as ones that the store cannot keep; an empty text:
     * refuses none.
     */
    public void refuse(String text) {
        refused = text;
    }

    /** Returns the number of calls of {@link #write}, however many changes each had. */
    public synchronized int writes() {
        return calls;
    }

    /** Returns the number of definitions that the engine has stored. */
    public synchronized int saves() {
        return saves;
    }

    private void tell(String id) {
        Map<String, Object> properties = at(id);
        if (listener != null) {
            boolean canonical = id.equals(canonical(properties.get(JobProperties.NAME)));
            listener.stored(new StoredDefinition(id, canonical, properties));
        }
    }

    private void checkWrite() throws IOException {
        check();
        if (untilFailure > 0 && --untilFailure == 0) {
            untilFailure = thenUntilFailure;
            thenUntilFailure = 0;
            throw new IOException("the disk is full for a moment");
        }
    }

    private boolean isKilled() {
        return untilKill > 0 && --untilKill == 0;
    }

    private void check() throws IOException {
        if (failing) {
            throw new IOException("the disk is full");
        }
    }
}
