package io.reveille.core.definitions;

import io.reveille.DeletedJob;
import io.reveille.DeletedJob.How;
import io.reveille.JobChange.Kind;
import io.reveille.core.changes.DefinitionRecord;
import io.reveille.core.changes.DefinitionRecord.Deleted;
import io.reveille.core.changes.PendingChanges;
import io.reveille.core.clock.TimeSource;
import io.reveille.core.clocks.Clocks;
import io.reveille.core.definitions.KeptDefinitions.Entry;
import io.reveille.core.intake.Candidate;
import io.reveille.core.intake.DefinitionCodec;
import io.reveille.core.intake.Definitions;
import io.reveille.core.intake.Succession;
import io.reveille.core.saving.StateKeeper;
import io.reveille.core.saving.TrailKeeper;
import io.reveille.core.state.TypedProperties;
import io.reveille.spi.JobProperties;
import io.reveille.spi.StateRecord;
import io.reveille.spi.StoredDefinition;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The last text of each stored definition, and which of them are gone: see docs/persistence.md. Belongs to the engine's
 * thread.
 */
public final class Archive implements Succession {

    private static final Logger LOG = LoggerFactory.getLogger(Archive.class);

    private final KeptDefinitions kept;
    private final Definitions definitions;
    private final Owners owners;
    private final PendingChanges pending;
    private final TrailKeeper trail;
    private final Retention retention;
    private final StandIns standIns;
    private final TimeSource time;
    private final Clocks clocks;

    public Archive(
            Definitions definitions,
            DefinitionCodec codec,
            Owners owners,
            PendingChanges pending,
            StateKeeper keeper,
            TrailKeeper trail,
            Clocks clocks,
            Retention.Clock clock) {
        this.definitions = definitions;
        this.owners = owners;
        this.pending = pending;
        this.trail = trail;
        this.kept = new KeptDefinitions(keeper);
        this.clocks = clocks;
        this.time = clock.time();
        this.retention = new Retention(clock, clocks, kept);
        this.standIns = new StandIns(kept, definitions, codec, clock);
    }

    /**
     * Takes in the saved records; before any definition comes.
     *
     * @param found the definitions in the store, by address: equal texts are held once
     */
    public void load(Collection<StateRecord> records, Map<String, StoredDefinition> found) {
        kept.load(records, found);
        kept.all().stream().filter(entry -> entry.deleted().isPresent()).forEach(retention::loaded);
    }

    /** All records of definitions. */
    List<DefinitionRecord> records() {
        return kept.all().stream().map(Entry::record).toList();
    }

    /** The record of a job's definition. */
    Optional<DefinitionRecord> record(String name) {
        return kept.find(name).map(Entry::record);
    }

    /** The last change of a job's definition; empty if no record of the definition is kept. */
    private Optional<Kind> lastChange(String name) {
        return kept.find(name)
                .map(entry -> entry.deleted().isPresent() ? Kind.DELETED : entry.isNew() ? Kind.DEFINED : Kind.CHANGED);
    }

    /** Notes that all records on their way go with the batch that is made now. */
    public void handedOver() {
        kept.handedOver();
    }

    @Override
    public String whyNotYet(Candidate candidate) {
        return standIns.whyNotYet(candidate);
    }

    @Override
    public Optional<String> standsInFor(Candidate candidate) {
        return standIns.standsInFor(candidate);
    }

    @Override
    public void await(String job, Runnable whenOver) {
        standIns.await(job, whenOver);
    }

    @Override
    public void waitNoLonger(String job) {
        standIns.waitNoLonger(job);
    }

    @Override
    public Set<String> concerned(String source, Set<String> names) {
        Set<String> all = new TreeSet<>(names);
        kept.at(source).ifPresent(all::add);
        return all;
    }

    @Override
    public void changed(String job) {
        if (look(job)) {
            pending.overtaken(job);
            if (!pending.isUnderWay(job)) {
                lastChange(job).ifPresent(kind -> trail.add(job, kind, "", ""));
            }
        }
    }

    /** Looks what is stored under this name; returns whether that differs from before. */
    private boolean look(String name) {
        if (kept.isOfNewer(name)) {
            return false;
        }
        Optional<Candidate> best = definitions.best(name).filter(Candidate::isStored);
        if (best.isPresent()) {
            return accept(name, best.get());
        }
        Optional<Entry> gone =
                kept.find(name).filter(entry -> entry.deleted().isEmpty() && !mayComeBack(entry.record()));
        gone.filter(entry -> pending.isStored(name)).ifPresent(kept::tell); // else the change would be made once more
        gone.ifPresent(entry -> delete(entry, How.DELETED, false));
        return gone.isPresent();
    }

    /** Whether the definition is there and cannot be used, so that it may be corrected. */
    private boolean mayComeBack(DefinitionRecord record) {
        return definitions
                        .at(record.address())
                        .filter(there -> there.fault() != null)
                        .isPresent()
                || definitions.named(record.job()).filter(Candidate::isStored).isPresent();
    }

    private boolean accept(String name, Candidate there) {
        Entry entry = kept.find(name).orElse(null);
        DefinitionRecord before = entry == null ? null : entry.record();
        boolean wasDeleted = before != null && before.deleted().isPresent();
        if (before != null
                && before.deleted().filter(gone -> gone.how() != How.MISSING).isEmpty()) {
            owners.remember(before);
        }
        DefinitionRecord found =
                owners.withOwner(new DefinitionRecord(name, there.source(), there.properties(), time.wall()));
        if (entry == null || before == null) {
            kept.add(found);
            return true;
        }
        boolean same = before.address().equals(there.source())
                && (TypedProperties.same(before.properties(), there.properties())
                        || standIns.saysTheSame(before, there));
        boolean owned = before.owner().equals(found.owner()) && before.code().equals(found.code());
        DefinitionRecord now = found.withChange(before.change()) // with the intake's own map, to hold it once
                .withIncarnation(before.incarnation());
        kept.found(entry, same ? now.withAccepted(before.accepted()) : now, same && owned);
        if (wasDeleted) {
            retention.back(entry);
        }
        return !same || wasDeleted;
    }

    /** Keeps with the definition that code has made the job, or has given another definition that does not count. */
    void owned(String name) {
        kept.find(name).filter(entry -> entry.deleted().isEmpty()).ifPresent(entry -> {
            kept.replace(entry, owners.withOwner(entry.record()));
            kept.save(entry);
        });
    }

    /** Notes the number of a change of ours that has changed this definition. */
    void applied(String name, long number) {
        kept.find(name).filter(entry -> entry.deleted().isEmpty()).ifPresent(entry -> {
            kept.replace(entry, owners.withOwner(entry.record().withChange(number)));
            kept.save(entry);
        });
    }

    /** Notes the deletion that a job has begun after; 0: none. The owner of the job before it is not the job's. */
    void begun(String name, long incarnation) {
        kept.find(name)
                .filter(entry -> entry.record().incarnation() < incarnation)
                .ifPresent(entry -> {
                    DefinitionRecord record = entry.record().withIncarnation(incarnation);
                    kept.replace(entry, owners.withOwner(record.by("", "")));
                    kept.save(entry);
                });
    }

    /**
     * Keeps, at a start, the newest known text of a definition that is not there or is about to be deleted, so that it
     * can be brought back.
     *
     * @param known the record, without what else lay at the address
     */
    void lastKnown(DefinitionRecord known) {
        Optional<DefinitionRecord> before = record(known.job());
        if (kept.isOfNewer(known.job())) {
            return;
        }
        Map<String, Object> all =
                JobProperties.replace(before.map(DefinitionRecord::properties).orElse(Map.of()), known.properties());
        Entry entry = kept.lastKnown(owners.withOwner(known.withProperties(all)));
        if (before.flatMap(DefinitionRecord::deleted).isPresent()) {
            retention.back(entry);
        }
    }

    /** Marks a definition as deleted by a change of ours. Called while the job's state is still there. */
    void cancelled(String name, long number) {
        kept.find(name).ifPresent(entry -> {
            kept.replace(entry, entry.record().withChange(number).withIncarnation(number));
            delete(entry, How.CANCELLED, false);
        });
    }

    /**
     * Marks definitions as deleted that did not come with the start. The mark is saved later, since they may still
     * come.
     */
    public void noteMissing() {
        List<String> missing = new ArrayList<>();
        for (Entry entry : kept.all()) {
            DefinitionRecord record = entry.record();
            if (entry.deleted().isEmpty()
                    && definitions
                            .best(record.job())
                            .filter(Candidate::isStored)
                            .isEmpty()
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
        Deleted mark = entry.deleted()
                .map(already -> new Deleted(already.at(), already.trusted(), how, already.owner(), already.code()))
                .orElseGet(() -> new Deleted(
                        time.wall(),
                        clocks.whyNot().isEmpty(),
                        how,
                        owners.ownerOf(entry.record()),
                        owners.codeOf(entry.record())));
        kept.delete(entry, mark, onlyHere);
        retention.gone(entry);
    }

    /** The definitions that can be brought back, by name. */
    List<DeletedJob> deleted() {
        return kept.all().stream()
                .flatMap(entry -> entry
                        .deleted()
                        .map(gone -> new DeletedJob(
                                entry.job(),
                                gone.at(),
                                gone.how(),
                                entry.record().properties(),
                                retention.until(entry)))
                        .stream())
                .toList();
    }
}
