package io.reveille.core.definitions;

import io.reveille.core.definitions.DefinitionRecord.Deleted;
import io.reveille.core.saving.StateKeeper;
import io.reveille.core.state.RecordKind;
import io.reveille.spi.StateRecord;
import io.reveille.spi.StoredDefinition;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The records of definitions, each somewhere on its way to the store. Belongs to the engine's thread. */
final class KeptDefinitions {

    private static final Logger LOG = LoggerFactory.getLogger(KeptDefinitions.class);

    /** One definition's record. */
    static final class Entry {
        private DefinitionRecord record;
        private boolean handed; // it was given to the store at least once
        private boolean onlyHere; // its mark of deletion was not, and need not be
        private boolean isNew; // nothing was kept of it before
        private boolean come; // the definition was there since the start

        private Entry(DefinitionRecord record) {
            this.record = record;
        }

        DefinitionRecord record() {
            return record;
        }

        /** Whether nothing was kept of it before its definition came. */
        boolean isNew() {
            return isNew;
        }

        /** The job's name. */
        String job() {
            return record.job();
        }

        /** That it is gone. */
        Optional<Deleted> deleted() {
            return record.deleted();
        }

        /** Whether the definition has come since the start, gone again perhaps. */
        boolean hasCome() {
            return come;
        }

        /** Whether the store does not know that it is gone, only that it was there. */
        boolean isGoneOnlyHere() {
            return onlyHere && handed;
        }
    }

    private final Map<String, Entry> entries = new TreeMap<>(); // by the job's name
    private final Map<String, String> atAddress = new HashMap<>(); // whose definition lies there, of those not deleted
    private final Set<String> untouched = new HashSet<>(); // names whose records are of a newer version
    private final Set<Entry> fresh = new HashSet<>(); // were not given to the store yet
    private final StateKeeper keeper;

    KeptDefinitions(StateKeeper keeper) {
        this.keeper = keeper;
    }

    /**
     * Takes in what was saved.
     *
     * @param found what lies in the store of definitions, by address: what is the same is held once
     */
    void load(Collection<StateRecord> records, Map<String, StoredDefinition> found) {
        for (StateRecord record : records) {
            try {
                DefinitionRecord.read(record)
                        .map(kept -> kept.asFoundIn(found))
                        .ifPresentOrElse(
                                this::load, () -> untouched.add(RecordKind.DEFINITION.subjectOf(record.job())));
            } catch (IllegalArgumentException e) {
                LOG.error(
                        "What {} had kept is damaged; it is kept anew with the definition: {}. It was: {}",
                        record.job(),
                        e.getMessage(),
                        record.json());
            }
        }
    }

    private void load(DefinitionRecord record) {
        Entry entry = new Entry(record);
        entry.handed = true;
        entries.put(record.job(), entry);
        if (record.deleted().isEmpty()) {
            atAddress.put(record.address(), record.job());
        }
    }

    /** All of them, by name. */
    Collection<Entry> all() {
        return entries.values();
    }

    Optional<Entry> find(String name) {
        return Optional.ofNullable(entries.get(name));
    }

    /** The name of the job whose definition lies at this address, and is not deleted. */
    Optional<String> at(String address) {
        return Optional.ofNullable(atAddress.get(address));
    }

    /** Whether a newer version has written the record, which stays as it is. */
    boolean isOfNewer(String name) {
        return untouched.contains(name);
    }

    /** A definition that was never there comes. */
    void add(DefinitionRecord record) {
        Entry entry = new Entry(record);
        entry.come = true;
        entry.isNew = true;
        entries.put(record.job(), entry);
        atAddress.put(record.address(), record.job());
        fresh.add(entry);
        save(entry);
    }

    /**
     * A definition is there, as before or changed.
     *
     * @param same whether it says what it said last
     */
    void found(Entry entry, DefinitionRecord record, boolean same) {
        entry.isNew = entry.deleted().isPresent();
        boolean asSaved = same && (entry.deleted().isEmpty() || entry.isGoneOnlyHere());
        atAddress.remove(entry.record.address(), entry.job());
        atAddress.put(record.address(), record.job());
        entry.record = record;
        entry.onlyHere = false;
        entry.come = true;
        if (!asSaved) {
            fresh.add(entry);
            save(entry);
        }
    }

    /** One that is not there, as it was known last. */
    Entry lastKnown(DefinitionRecord record) {
        Entry entry = entries.computeIfAbsent(record.job(), any -> new Entry(record));
        entry.record = record;
        fresh.add(entry);
        save(entry);
        return entry;
    }

    /** The same, made by other code. */
    void owned(Entry entry, DefinitionRecord record) {
        entry.record = record;
    }

    /** An intent has changed it. */
    void applied(Entry entry, long intent) {
        entry.record = entry.record.withIntent(intent);
    }

    /**
     * Marks it as deleted.
     *
     * @param onlyHere whether the store need not know yet: it may come back by itself
     */
    void delete(Entry entry, Deleted mark, boolean onlyHere) {
        atAddress.remove(entry.record.address(), entry.job());
        entry.record = entry.record.withDeleted(Optional.of(mark));
        entry.onlyHere = onlyHere;
        if (!onlyHere) {
            save(entry);
        }
    }

    /** Another mark, of what is deleted already. */
    void mark(Entry entry, Deleted mark) {
        entry.record = entry.record.withDeleted(Optional.of(mark));
        save(entry);
    }

    /** Puts it on its way to the store; what has come and gone before it ever was there does not go there. */
    void save(Entry entry) {
        if (!entry.handed && entry.deleted().isPresent()) {
            fresh.remove(entry);
            entry.onlyHere = true;
            keeper.forgotten(RecordKind.DEFINITION.nameOf(entry.job()));
            return;
        }
        entry.onlyHere = false;
        entry.record
                .write()
                .ifPresentOrElse(
                        keeper::changed,
                        () -> LOG.warn(
                                "The definition of {} is too long to be kept beside its state; lost, it could not be"
                                        + " brought back.",
                                entry.job()));
    }

    /** All that is on its way goes with the batch that is made now. */
    void handedOver() {
        fresh.forEach(entry -> entry.handed = true);
        fresh.clear();
    }

    /** It is kept no longer. */
    void forget(Entry entry) {
        entries.remove(entry.job());
        fresh.remove(entry);
        keeper.forgotten(RecordKind.DEFINITION.nameOf(entry.job()));
    }
}
