package io.reveille.core.engine;

import io.reveille.DeletedJob;
import io.reveille.DeletedJob.How;
import io.reveille.core.clock.TimeSource;
import io.reveille.core.intake.Candidate;
import io.reveille.core.intake.DefinitionIntake;
import io.reveille.core.state.DefinitionRecord;
import io.reveille.core.state.DefinitionRecord.Deleted;
import io.reveille.core.state.RunState;
import io.reveille.core.state.TypedProperties;
import io.reveille.spi.StateRecord;
import io.reveille.spi.StoredDefinition;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What each stored definition said last, and which of them are gone: see docs/persistence.md. Belongs to the engine's
 * thread.
 */
final class Archive implements DefinitionIntake.Watcher {

    private static final Logger LOG = LoggerFactory.getLogger(Archive.class);

    /** One definition's record, and how far it is on its way to the store. */
    static final class Entry {
        DefinitionRecord record;
        boolean handed; // it was given to the store at least once
        boolean onlyHere; // its mark of deletion was not, and need not be

        private Entry(DefinitionRecord record) {
            this.record = record;
        }

        /** That it is gone. */
        Optional<Deleted> deleted() {
            return record.deleted();
        }
    }

    private final Map<String, Entry> entries = new TreeMap<>(); // by the job's name
    private final Map<String, String> atAddress = new HashMap<>(); // whose definition lies there, of those not deleted
    private final Set<String> untouched = new HashSet<>(); // names whose records are of a newer version
    private final Set<Entry> fresh = new HashSet<>(); // were not given to the store yet
    private final DefinitionIntake intake;
    private final Function<String, Optional<RunState>> states;
    private final StateKeeper keeper;
    private final Retention retention;
    private final TimeSource time;
    private final Clocks clocks;
    private Consumer<String> whenChanged = name -> {};

    /** @param states what is known of a job of this name */
    Archive(
            DefinitionIntake intake,
            Function<String, Optional<RunState>> states,
            StateKeeper keeper,
            Clocks clocks,
            Retention.Clock clock) {
        this.intake = intake;
        this.states = states;
        this.keeper = keeper;
        this.clocks = clocks;
        this.time = clock.time();
        this.retention = new Retention(clock, clocks, this);
    }

    /** Who is told of each name whose definition has changed. */
    void whenChanged(Consumer<String> then) {
        whenChanged = then;
    }

    /**
     * Takes in what was saved; before any definition comes.
     *
     * @param found what lies in the store, by address: what is the same is held once
     */
    void load(Collection<StateRecord> records, Map<String, StoredDefinition> found) {
        for (StateRecord record : records) {
            try {
                DefinitionRecord.read(record)
                        .map(kept -> kept.asFoundIn(found))
                        .ifPresentOrElse(
                                this::load,
                                () -> untouched.add(record.job().substring(DefinitionRecord.PREFIX.length())));
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
        } else {
            retention.loaded(entry);
        }
    }

    /** The highest number of an intent that has changed a definition; 0: none has. */
    long highestIntent() {
        return entries.values().stream()
                .mapToLong(entry -> entry.record.intent())
                .max()
                .orElse(0);
    }

    /** What is kept of a job's definition. */
    Optional<DefinitionRecord> record(String name) {
        return Optional.ofNullable(entries.get(name)).map(entry -> entry.record);
    }

    /** All that is on its way goes with the batch that is made now. */
    void handedOver() {
        fresh.forEach(entry -> entry.handed = true);
        fresh.clear();
    }

    @Override
    public void changed(String source, Set<String> names) {
        Set<String> all = new TreeSet<>(names);
        Optional.ofNullable(atAddress.get(source)).ifPresent(all::add);
        for (String name : all) {
            if (look(name)) {
                whenChanged.accept(name);
            }
        }
    }

    /** Looks what is stored under this name; returns whether it is something else than before. */
    private boolean look(String name) {
        if (untouched.contains(name)) {
            return false;
        }
        Optional<Candidate> best = intake.best(name).filter(Candidate::isStored);
        if (best.isPresent()) {
            return accept(name, best.get());
        }
        Entry entry = entries.get(name);
        if (entry == null || entry.deleted().isPresent() || mayComeBack(entry.record)) {
            return false;
        }
        delete(entry, How.DELETED, false);
        return true;
    }

    /** Whether it is there and cannot be used, so that it may be corrected. */
    private boolean mayComeBack(DefinitionRecord record) {
        return intake.at(record.address())
                        .filter(there -> there.fault() != null)
                        .isPresent()
                || intake.named(record.job()).filter(Candidate::isStored).isPresent();
    }

    private boolean accept(String name, Candidate there) {
        DefinitionRecord found =
                new DefinitionRecord(name, there.source(), there.properties(), time.wall(), 0, Optional.empty());
        Entry entry = entries.get(name);
        if (entry == null) {
            entry = new Entry(found);
            entries.put(name, entry);
            fresh.add(entry);
            atAddress.put(there.source(), name);
            save(entry);
            return true;
        }
        DefinitionRecord before = entry.record;
        boolean same = before.address().equals(there.source())
                && TypedProperties.same(before.properties(), there.properties());
        boolean wasDeleted = entry.deleted().isPresent();
        atAddress.remove(before.address(), name);
        atAddress.put(there.source(), name);
        entry.record = found.withIntent(before.intent()); // with the map of the intake's own, to hold it once
        if (same) {
            entry.record = entry.record.withAccepted(before.accepted());
        }
        boolean asSaved = same && (!wasDeleted || (entry.onlyHere && entry.handed));
        entry.onlyHere = false;
        if (wasDeleted) {
            retention.back(entry);
        }
        if (!asSaved) {
            fresh.add(entry);
            save(entry);
        }
        return !same || wasDeleted;
    }

    /** An intent has changed this definition. */
    void applied(String name, long intent) {
        Entry entry = entries.get(name);
        if (entry != null && entry.deleted().isEmpty()) {
            entry.record = entry.record.withIntent(intent);
            save(entry);
        }
    }

    /** An intent has deleted this definition. Called while the job's state is still there. */
    void cancelled(String name, long intent) {
        Entry entry = entries.get(name);
        if (entry != null) {
            entry.record = entry.record.withIntent(intent);
            delete(entry, How.CANCELLED, false);
        }
    }

    /** Marks those as deleted that did not come with the start. The mark is saved later: they may come by themselves. */
    void noteMissing() {
        List<String> missing = new ArrayList<>();
        for (Entry entry : entries.values()) {
            DefinitionRecord record = entry.record;
            if (entry.deleted().isEmpty()
                    && intake.best(record.job()).filter(Candidate::isStored).isEmpty()
                    && !mayComeBack(record)) {
                delete(entry, How.MISSING, true);
                missing.add(record.job());
            }
        }
        if (!missing.isEmpty()) {
            LOG.warn(
                    "The definitions of {} jobs are not there any more: {}. They can be brought back.",
                    missing.size(),
                    missing.subList(0, Math.min(20, missing.size())));
        }
        retention.start();
    }

    private void delete(Entry entry, How how, boolean onlyHere) {
        String name = entry.record.job();
        atAddress.remove(entry.record.address(), name);
        Optional<RunState> state = states.apply(name);
        Deleted mark = entry.deleted()
                .map(already -> new Deleted(already.at(), already.trusted(), how, already.owner(), already.code()))
                .orElseGet(() -> new Deleted(
                        time.wall(),
                        clocks.whyNot().isEmpty(),
                        how,
                        state.flatMap(RunState::owner).orElse(""),
                        state.map(RunState::codeHash).orElse("")));
        entry.record = entry.record.withDeleted(Optional.of(mark));
        entry.onlyHere = onlyHere;
        retention.gone(entry);
        if (!onlyHere) {
            save(entry);
        }
    }

    /** Puts it on its way to the store; what has come and gone before it ever was there does not go there. */
    void save(Entry entry) {
        if (!entry.handed && entry.deleted().isPresent()) {
            fresh.remove(entry);
            entry.onlyHere = true;
            keeper.forgotten(DefinitionRecord.name(entry.record.job()));
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
                                entry.record.job()));
    }

    /** Another time of deletion, by a clock that is trusted. */
    void redate(Entry entry, Instant at) {
        Deleted old = entry.deleted().orElseThrow();
        entry.record = entry.record.withDeleted(Optional.of(new Deleted(at, true, old.how(), old.owner(), old.code())));
        save(entry);
    }

    /** It is kept no longer. */
    void forget(Entry entry) {
        entries.remove(entry.record.job());
        fresh.remove(entry);
        keeper.forgotten(DefinitionRecord.name(entry.record.job()));
    }

    /** What can be brought back, by name. */
    List<DeletedJob> deleted() {
        return entries.values().stream()
                .flatMap(entry -> entry
                        .deleted()
                        .map(gone -> new DeletedJob(
                                entry.record.job(),
                                gone.at(),
                                gone.how(),
                                entry.record.properties(),
                                retention.until(entry)))
                        .stream())
                .toList();
    }
}
