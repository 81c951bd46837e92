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
 * Keeps definitions as a disk would, and tells of changes before a call returns. Can be made to fail. What is put in here
 * Reveille looks at when the scheduler settles.
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

    /** The process is killed in the middle of a write. */
    public static final class Killed extends Error {
        private static final long serialVersionUID = 1;

        private Killed(String where) {
            super("the process is killed in the middle of " + where);
        }
    }

    @Override
    public AutoCloseable open(Listener newListener) throws IOException {
        check();
        listener = newListener;
        List.copyOf(definitions.keySet()).forEach(this::tell);
        return () -> listener = null;
    }

    @Override
    public String save(Optional<String> id, Map<String, Object> properties) throws IOException {
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
    public void delete(String id) throws IOException {
        checkWrite();
        if (isKilled()) {
            throw new Killed("the deletion of " + id);
        }
        remove(id);
    }

    @Override
    public List<String> write(List<Write> writes) throws IOException {
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
    public void tellAgain(String id) {
        if (definitions.containsKey(id)) {
            tell(id);
        } else if (listener != null) {
            listener.deleted(id);
        }
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

    /** The disk loses what lies there, and nobody is told. */
    public void lose(String id) {
        definitions.remove(id);
    }

    /** What lies there; empty if nothing. */
    public Map<String, Object> at(String id) {
        return definitions.getOrDefault(id, Map.of());
    }

    /** The address that this store gives to a name. */
    public static String canonical(@Nullable Object name) {
        return JobProperties.FACTORY_PID + "~" + name;
    }

    /** Somebody may have renamed the job that lies at the name's own address. */
    private String newAddress(@Nullable Object name) {
        String canonical = canonical(name);
        Object there = at(canonical).get(JobProperties.NAME);
        return there == null || there.equals(name) ? canonical : canonical + " again";
    }

    /** From now on every call of Reveille fails with an {@link IOException}, or works again. */
    public void fail(boolean now) {
        failing = now;
    }

    /** Done when Reveille stores a definition next, just before it is: something that an operator does, for example. */
    public void beforeNextSave(Runnable action) {
        interruption = action;
    }

    /**
     * A write of Reveille from now on fails with an {@link IOException}, and changes nothing; those before and after it
     * work.
     *
     * @param write which: 1 is the next
     */
    public void failAt(int write) {
        untilFailure = write;
    }

    /** So many writes after that which {@link #failAt} says, another one fails. */
    public void failAgainAt(int write) {
        thenUntilFailure = write;
    }

    /**
     * A write of Reveille from now on is cut off with a {@link Killed}: a save has deleted what was there and has not
     * written what was to be there, as with ConfigurationAdmin; a deletion has done nothing. Kill Reveille then.
     *
     * @param write which: 1 is the next
     */
    public void killAt(int write) {
        untilKill = write;
    }

    /** From now on a definition with this text in one of its properties is none that can be kept; an empty one: all can. */
    public void refuse(String text) {
        refused = text;
    }

    /** How often Reveille has handed over changes, however many at once. */
    public int writes() {
        return calls;
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
