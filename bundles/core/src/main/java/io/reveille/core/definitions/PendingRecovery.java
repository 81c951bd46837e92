package io.reveille.core.definitions;

import io.reveille.core.changes.DefinitionRecord;
import io.reveille.core.changes.FormerIntents;
import io.reveille.core.changes.PendingChange;
import io.reveille.core.changes.PendingChanges;
import io.reveille.core.changes.StoredChanges;
import io.reveille.core.clock.TimeSource;
import io.reveille.core.intake.DefinitionCodec;
import io.reveille.core.intake.DefinitionIntake;
import io.reveille.core.jobs.JobStates;
import io.reveille.core.jobs.Jobs;
import io.reveille.core.state.DefinitionChange;
import io.reveille.core.state.RunState;
import io.reveille.core.state.StateCodec;
import io.reveille.spi.DefinitionStore;
import io.reveille.spi.StateRecord;
import io.reveille.spi.StoredDefinition;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The recovery of changes of definitions that a kill may have cut off: at a start, before jobs are planned, each is
 * carried out unless somebody has changed the definition since. Belongs to the engine's thread.
 */
public final class PendingRecovery {

    private static final Logger LOG = LoggerFactory.getLogger(PendingRecovery.class);

    /** The fate of a change at a start. */
    private enum Fate {
        /** The definition is as the change wants it. */
        HOLDS,
        /** The change is to be carried out. */
        DUE,
        /** The definition is on record since the change, and somebody else may have changed it: it stands. */
        KNOWN,
        /** Somebody else has changed the definition, which stands, and the change may never have been made. */
        OVERTAKEN,
        /** The store has refused the change: it is tried again at the next start. */
        REFUSED
    }

    private final DefinitionStore store;
    private final Archive archive;
    private final TimeSource time;
    private final Jobs jobs;
    private final JobStates states;
    private final FoundDefinitions found;
    private final StoredChanges stored;
    private final FormerIntents former;
    private final List<PendingChange> forward; // one a job
    private final Set<PendingChange> settled = new HashSet<>(); // of an earlier version, and changed by others since
    private final Map<PendingChange, Fate> fates = new LinkedHashMap<>();

    /**
     * @param found the definitions in the store, by address; updated by the recovery
     * @param records the saved records, those of pending changes among them
     */
    public PendingRecovery(
            DefinitionStore store,
            DefinitionCodec codec,
            Archive archive,
            TimeSource time,
            Jobs jobs,
            JobStates states,
            Map<String, StoredDefinition> found,
            Collection<StateRecord> records) {
        this.store = store;
        this.archive = archive;
        this.time = time;
        this.jobs = jobs;
        this.states = states;
        this.found = new FoundDefinitions(found, codec);
        this.stored = StoredChanges.read(records);
        this.former = FormerIntents.read(records);
        Map<String, PendingChange> latest = new LinkedHashMap<>();
        Stream.of(former(codec), stored.forward())
                .flatMap(List::stream)
                .forEach(change -> latest.merge(
                        change.job(), change, (one, other) -> one.number() > other.number() ? one : other));
        this.forward = List.copyOf(latest.values());
    }

    /**
     * Carries out what is to be carried out, before definitions come in, with the effects of deletions and imports on the
     * states of jobs.
     */
    public void carryOut() {
        forward.forEach(change -> fates.put(change, fate(change)));
        stored.back().forEach(change -> fates.put(change, isLostOrDone(change) ? Fate.DUE : Fate.HOLDS));
        write(fates.keySet().stream()
                .filter(change -> fates.get(change) == Fate.DUE)
                .toList());
        forward.forEach(this::settle);
        archive.records().forEach(record -> forgetFormer(record.job(), record.incarnation()));
    }

    /** Carries on with changed definitions, after they have come in. */
    public void carryOn(DefinitionIntake intake, Owners owners) {
        for (PendingChange change : forward) {
            if (change.deletes() || fates.get(change) == Fate.REFUSED) {
                continue;
            }
            if (isMeant(change)) {
                intake.waitNoLonger(change.job());
                owners.made(
                        change.job(), change.change().owner(), change.change().code());
            }
            if (fates.get(change) == Fate.HOLDS) {
                archive.applied(change.job(), change.number());
            }
            archive.begun(change.job(), change.incarnation());
        }
    }

    /** Hands over what is over, and what was refused once more. */
    public void tell(PendingChanges pending) {
        boolean all = !fates.containsValue(Fate.REFUSED);
        pending.recovered(
                changes(false),
                changes(true),
                stored.marks(),
                all ? former.names() : List.of(), // else they are read again at the next start
                stored.dropped());
    }

    private List<PendingChange> changes(boolean refused) {
        return fates.keySet().stream()
                .filter(change -> (fates.get(change) == Fate.REFUSED) == refused)
                .toList();
    }

    /** The highest number of a change that is known; 0: none. */
    public long highest() {
        long recorded = archive.records().stream()
                .mapToLong(DefinitionRecord::change)
                .max()
                .orElse(0);
        return Math.max(Math.max(stored.highest(), former.highest()), recorded);
    }

    /** The definitions that are in the store by now. */
    public Collection<StoredDefinition> definitions() {
        return found.all();
    }

    /** The changes that an earlier version has stored; those that others have changed since are on record. */
    private List<PendingChange> former(DefinitionCodec codec) {
        return former.byJob().values().stream()
                .map(steps -> {
                    Optional<DefinitionRecord> record =
                            archive.record(steps.get(0).change().job());
                    PendingChange change = FormerIntents.asOne(steps, record, codec);
                    if (steps.get(steps.size() - 1).settled()) {
                        settled.add(change);
                        if (!knows(record, change)) {
                            archive.lastKnown(change.known(time.wall()));
                        }
                    }
                    return change;
                })
                .toList();
    }

    private Fate fate(PendingChange change) {
        Optional<DefinitionRecord> record = archive.record(change.job());
        Optional<StoredDefinition> there = found.there(change.change());
        boolean isDeleted = record.flatMap(DefinitionRecord::deleted).isPresent();
        if (knows(record, change)) {
            boolean isOurs = found.meaning(record.map(DefinitionRecord::properties))
                    .equals(found.meaning(change.change().properties()));
            boolean isLost = there.isEmpty() && !isDeleted && isOurs && !settled.contains(change);
            return isLost && !change.deletes() ? Fate.DUE : Fate.KNOWN;
        }
        if (found.meaning(there.map(StoredDefinition::properties))
                .equals(found.meaning(change.change().properties()))) {
            return Fate.HOLDS;
        }
        return there.isEmpty() || isAsBefore(change) ? Fate.DUE : Fate.OVERTAKEN;
    }

    private static boolean knows(Optional<DefinitionRecord> record, PendingChange change) {
        return record.filter(known -> known.change() >= change.number()).isPresent();
    }

    /** Whether a change that takes another one back is to be carried out. */
    private boolean isLostOrDone(PendingChange back) {
        return isAsBefore(back) || (found.there(back.change()).isEmpty() && !back.deletes());
    }

    private boolean isAsBefore(PendingChange change) {
        Optional<Map<String, Object>> now = found.there(change.change()).map(StoredDefinition::properties);
        // Older versions kept a hash of the texts of what was there.
        return change.before().contains(found.meaning(now))
                || now.map(DefinitionChange::hash)
                        .filter(change.before()::contains)
                        .isPresent();
    }

    /** Whether the effect of a change on its job holds. */
    private boolean isMeant(PendingChange change) {
        Fate fate = fates.get(change);
        return fate == Fate.HOLDS
                || (fate == Fate.KNOWN && found.there(change.change()).isPresent());
    }

    /** Carries out changes; the start goes on without refused ones. */
    private void write(List<PendingChange> due) {
        List<DefinitionStore.Write> writes = due.stream()
                .map(change -> new DefinitionStore.Write(
                        found.there(change.change()).map(StoredDefinition::id).or(change.change()::address),
                        change.change().properties().map(any -> all(change))))
                .toList();
        List<DefinitionWriter.Result> results = new DefinitionWriter(store).write(writes);
        for (int i = 0; i < due.size(); i++) {
            PendingChange change = due.get(i);
            results.get(i).address().ifPresent(address -> written(change, address));
            results.get(i).failure().ifPresent(failure -> {
                LOG.error(
                        "The definition of {} could not be {}; it is tried again at the next start.",
                        change.job(),
                        change.deletes() ? "deleted" : "stored",
                        failure);
                fates.put(change, Fate.REFUSED);
            });
        }
    }

    private Map<String, Object> all(PendingChange change) {
        return change.change()
                .over(found.there(change.change())
                        .map(StoredDefinition::properties)
                        .or(() -> archive.record(change.job()).map(DefinitionRecord::properties))
                        .orElse(Map.of()));
    }

    private void written(PendingChange change, String address) {
        boolean wasThere = found.there(change.change()).isPresent();
        found.written(change.change(), address, change.deletes() ? Map.of() : all(change));
        fates.put(change, Fate.HOLDS);
        LOG.info(
                "The definition of {} is {}, as requested before the last stop.",
                change.job(),
                change.deletes() ? "deleted" : wasThere ? "changed" : "restored");
    }

    /** Adds the effect of a change on the record of the definition and on the state of the job. */
    private void settle(PendingChange change) {
        Fate fate = fates.get(change);
        boolean ends = change.deletes() && !found.goesOn(change.change());
        if (ends && fate == Fate.HOLDS) {
            if (!change.last().isEmpty()) {
                archive.lastKnown(change.known(time.wall()));
            }
            archive.cancelled(change.job(), change.number());
        }
        if (fate != Fate.REFUSED && (ends || !change.deletes())) {
            forgetFormer(change.job(), change.incarnation());
            archive.begun(change.job(), change.incarnation()); // before the definition comes, whose owner it may tell
        }
        boolean knows = jobs.state(change.job())
                .filter(state -> state.isReadOnly() || state.incarnation() >= change.imported())
                .isPresent();
        if (!knows && isMeant(change)) {
            change.state().ifPresent(this::adopt);
        }
    }

    /** Drops the state of a former job of this name, from before a deletion. */
    private void forgetFormer(String job, long incarnation) {
        if (jobs.state(job).filter(state -> isFormer(state, incarnation)).isPresent()) {
            states.forget(job);
        }
    }

    private static boolean isFormer(RunState state, long incarnation) {
        return !state.isReadOnly() && state.incarnation() < incarnation;
    }

    private void adopt(StateRecord imported) {
        try {
            states.adopt(StateCodec.read(imported));
        } catch (IllegalArgumentException e) {
            LOG.error(
                    "The imported state of job {} is damaged; the job begins anew: {}", imported.job(), e.getMessage());
        }
    }
}
