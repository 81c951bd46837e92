package io.reveille.core.definitions;

import io.reveille.core.changes.DefinitionRecord;
import io.reveille.core.changes.DefinitionRecord.Deleted;
import io.reveille.core.saving.StateKeeper;
import io.reveille.core.saving.Urgency;
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
        private boolean handed; // the record was given to the store at least once
        private boolean onlyHere; // the mark of deletion was not, and need not be
        private boolean isNew; // no record was kept before
        private boolean come; // the definition was there at some time since the start

        private Entry(DefinitionRecord record) {
            this.record = record;
        }

        DefinitionRecord record() {
            return record;
        }

        /** Whether no record was kept before the definition came. */
        boolean isNew() {
            return isNew;
        }

        /** The job's name. */
        String job() {
            return record.job();
        }

        /** The mark of deletion; empty if the definition is there. */
        Optional<Deleted> deleted() {
            return record.deleted();
        }

        /** Whether the definition has come since the start, even if gone again. */
        boolean hasCome() {
            return come;
        }

        /** Whether the stored record lacks the mark of deletion. */
        boolean isGoneOnlyHere() {
            return onlyHere && handed;
        }
    }

    private final Map<String, Entry> entries = new TreeMap<>(); // by the job's name
    private final Map<String, String> atAddress = new HashMap<>(); // the job whose definition is there, if not deleted
    private final Set<String> untouched = new HashSet<>(); // names whose records are of a newer version
    private final Set<Entry> fresh = new HashSet<>(); // not given to the store yet
    private final StateKeeper keeper;

    KeptDefinitions(StateKeeper keeper) {
        this.keeper = keeper;
    }

    /**
     * Takes in the saved records.
     *
     * @param found the stored definitions, by address: equal texts are held once
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
                        "The record {} is damaged and is written anew when its definition comes: {}. Its text was: {}",
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

    /** All entries, by job name. */
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

    /** Adds a definition that was never there before. */
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
     * Notes that a definition is there, as before or changed.
     *
     * @param same whether the definition is unchanged
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

    /** Keeps the last known text of a definition that is not there. */
    Entry lastKnown(DefinitionRecord record) {
        Entry entry = entries.computeIfAbsent(record.job(), any -> new Entry(record));
        entry.record = record;
        fresh.add(entry);
        save(entry);
        return entry;
    }

    /** Replaces a record by one of the same definition. */
    void replace(Entry entry, DefinitionRecord record) {
        entry.record = record;
    }

    /**
     * Marks a definition as deleted.
     *
     * @param onlyHere whether the mark is not saved yet, since the definition may come back by itself
     */
    void delete(Entry entry, Deleted mark, boolean onlyHere) {
        atAddress.remove(entry.record.address(), entry.job());
        entry.record = entry.record.withDeleted(Optional.of(mark));
        entry.onlyHere = onlyHere;
        if (!onlyHere) {
            save(entry);
        }
    }

    /** Replaces the mark of a deleted definition. */
    void mark(Entry entry, Deleted mark) {
        entry.record = entry.record.withDeleted(Optional.of(mark));
        save(entry);
    }

    /** Puts a record on its way to the store, unless the definition has come and gone before it was ever saved. */
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
                        record -> keeper.changed(record, Urgency.SOON),
                        () -> LOG.warn(
                                "The definition of {} is too long to be kept beside its state; if deleted, it cannot be"
                                        + " brought back.",
                                entry.job()));
    }

    /** Notes that all records on their way go with the batch that is made now. */
    void handedOver() {
        fresh.forEach(entry -> entry.handed = true);
        fresh.clear();
    }

    /** Has a definition's record saved even if the definition is gone before it ever was. */
    void tell(Entry entry) {
        entry.handed = true;
    }

    /** Drops an entry and its record. */
    void forget(Entry entry) {
        entries.remove(entry.job());
        fresh.remove(entry);
        keeper.forgotten(RecordKind.DEFINITION.nameOf(entry.job()));
    }
}
