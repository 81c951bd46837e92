package io.reveille.core.definitions;

import io.reveille.DeletedJob;
import io.reveille.DeletedJob.How;
import io.reveille.JobChange.Kind;
import io.reveille.core.clock.TimeSource;
import io.reveille.core.clocks.Clocks;
import io.reveille.core.definitions.DefinitionRecord.Deleted;
import io.reveille.core.definitions.KeptDefinitions.Entry;
import io.reveille.core.intake.Candidate;
import io.reveille.core.intake.DefinitionIntake;
import io.reveille.core.saving.StateKeeper;
import io.reveille.core.state.DefinitionChange;
import io.reveille.core.state.RunState;
import io.reveille.core.state.TypedProperties;
import io.reveille.spi.StateRecord;
import io.reveille.spi.StoredDefinition;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What each stored definition said last, and which of them are gone: see docs/persistence.md. Belongs to the engine's
 * thread.
 */
public final class Archive implements DefinitionIntake.Watcher {

    private static final Logger LOG = LoggerFactory.getLogger(Archive.class);

    private final KeptDefinitions kept;
    private final DefinitionIntake intake;
    private final Function<String, Optional<RunState>> states;
    private final Retention retention;
    private final StandIns standIns;
    private final TimeSource time;
    private final Clocks clocks;
    private Consumer<String> whenChanged = name -> {};
    private Consumer<DefinitionRecord> whenForgotten = record -> {};

    /** @param states what is known of a job of this name */
    public Archive(
            DefinitionIntake intake,
            Function<String, Optional<RunState>> states,
            StateKeeper keeper,
            Clocks clocks,
            Retention.Clock clock) {
        this.intake = intake;
        this.states = states;
        this.kept = new KeptDefinitions(keeper);
        this.clocks = clocks;
        this.time = clock.time();
        this.retention = new Retention(clock, clocks, kept);
        this.standIns = new StandIns(kept, intake, clock);
        standIns.whenTaken(this::lookAt);
        intake.watch(this);
        intake.succession(standIns);
    }

    /** Who is told of each name whose definition has changed. */
    public void whenChanged(Consumer<String> then) {
        whenChanged = then;
    }

    /** Sets the listener that is told of each job whose code is known from its definition's record alone. */
    void whenForgotten(Consumer<DefinitionRecord> then) {
        whenForgotten = then;
    }

    /**
     * Takes in what was saved; before any definition comes.
     *
     * @param found what lies in the store, by address: what is the same is held once
     */
    public void load(Collection<StateRecord> records, Map<String, StoredDefinition> found) {
        kept.load(records, found);
        kept.all().stream().filter(entry -> entry.deleted().isPresent()).forEach(retention::loaded);
    }

    /** The highest number of an intent that has changed a definition; 0: none has. */
    public long highestIntent() {
        return kept.all().stream()
                .mapToLong(entry -> entry.record().intent())
                .max()
                .orElse(0);
    }

    /** What is kept of a job's definition. */
    Optional<DefinitionRecord> record(String name) {
        return kept.find(name).map(Entry::record);
    }

    /** The last change of a job's definition; nothing if nothing is kept of it. */
    public Optional<Kind> lastChange(String name) {
        return kept.find(name)
                .map(entry -> entry.deleted().isPresent() ? Kind.DELETED : entry.isNew() ? Kind.DEFINED : Kind.CHANGED);
    }

    /** All that is on its way goes with the batch that is made now. */
    public void handedOver() {
        kept.handedOver();
    }

    @Override
    public void changed(String source, Set<String> names) {
        Set<String> all = new TreeSet<>(names);
        kept.at(source).ifPresent(all::add);
        for (String name : all) {
            lookAt(name);
            standIns.reconsider(name); // the one that it had last may be gone for good now
        }
    }

    /** Somebody needs the job now: its last definition is not waited for any longer. */
    void decided(String name) {
        standIns.waitNoLonger(name);
    }

    private void lookAt(String name) {
        if (look(name)) {
            whenChanged.accept(name);
        }
    }

    /** Looks what is stored under this name; returns whether it is something else than before. */
    private boolean look(String name) {
        if (kept.isOfNewer(name)) {
            return false;
        }
        Optional<Candidate> best = intake.best(name).filter(Candidate::isStored);
        if (best.isPresent()) {
            return accept(name, best.get());
        }
        Optional<Entry> gone =
                kept.find(name).filter(entry -> entry.deleted().isEmpty() && !mayComeBack(entry.record()));
        gone.ifPresent(entry -> delete(entry, How.DELETED, false));
        return gone.isPresent();
    }

    /** Whether it is there and cannot be used, so that it may be corrected. */
    private boolean mayComeBack(DefinitionRecord record) {
        return intake.at(record.address())
                        .filter(there -> there.fault() != null)
                        .isPresent()
                || intake.named(record.job()).filter(Candidate::isStored).isPresent();
    }

    private boolean accept(String name, Candidate there) {
        Entry entry = kept.find(name).orElse(null);
        DefinitionRecord before = entry == null ? null : entry.record();
        boolean wasDeleted = before != null && before.deleted().isPresent();
        if (before != null
                && before.deleted().filter(gone -> gone.how() != How.MISSING).isEmpty()) {
            rememberOwner(before);
        }
        DefinitionRecord found = withOwner(
                new DefinitionRecord(name, there.source(), there.properties(), time.wall(), 0, Optional.empty()));
        if (entry == null || before == null) {
            kept.add(found);
            return true;
        }
        boolean same = before.address().equals(there.source())
                && (TypedProperties.same(before.properties(), there.properties())
                        || standIns.saysTheSame(before, there));
        boolean owned = before.owner().equals(found.owner()) && before.code().equals(found.code());
        DefinitionRecord now = found.withIntent(before.intent()); // with the map of the intake's own, to hold it once
        kept.found(entry, same ? now.withAccepted(before.accepted()) : now, same && owned);
        if (wasDeleted) {
            retention.back(entry);
        }
        return !same || wasDeleted;
    }

    /** The state of a job may be lost, and with it who made it. */
    private void rememberOwner(DefinitionRecord before) {
        states.apply(before.job())
                .filter(state -> !state.isReadOnly()
                        && state.owner().isEmpty()
                        && state.codeHash().isEmpty()
                        && !before.code().isEmpty())
                .ifPresent(state -> whenForgotten.accept(before));
    }

    private DefinitionRecord withOwner(DefinitionRecord record) {
        return states.apply(record.job())
                .map(state -> record.by(state.owner().orElse(""), state.codeHash()))
                .orElse(record);
    }

    /** Code has made the job that this definition is of, or has given another one that does not count. */
    void owned(String name) {
        kept.find(name).filter(entry -> entry.deleted().isEmpty()).ifPresent(entry -> {
            kept.owned(entry, withOwner(entry.record()));
            kept.save(entry);
        });
    }

    /** An intent has changed this definition. */
    void applied(String name, long intent) {
        kept.find(name).filter(entry -> entry.deleted().isEmpty()).ifPresent(entry -> {
            kept.applied(entry, intent);
            kept.owned(entry, withOwner(entry.record()));
            kept.save(entry);
        });
    }

    /**
     * At a start: a definition is not there, or is about to be deleted, and this change is the newest that is known to have
     * given one. It is not carried out again: somebody has changed or deleted the definition since. The definition can be
     * brought back.
     */
    void lastKnown(DefinitionChange change, long intent) {
        Optional<DefinitionRecord> before = record(change.job());
        if (kept.isOfNewer(change.job())) {
            return;
        }
        String address =
                before.map(DefinitionRecord::address).or(change::address).orElse("");
        Map<String, Object> properties =
                change.over(before.map(DefinitionRecord::properties).orElse(Map.of()));
        DefinitionRecord known = new DefinitionRecord(
                change.job(),
                address,
                properties,
                time.wall(),
                intent,
                Optional.empty(),
                change.owner(),
                change.code());
        Entry entry = kept.lastKnown(withOwner(known));
        if (before.flatMap(DefinitionRecord::deleted).isPresent()) {
            retention.back(entry);
        }
    }

    /** An intent has deleted this definition. Called while the job's state is still there. */
    void cancelled(String name, long intent) {
        kept.find(name).ifPresent(entry -> {
            kept.applied(entry, intent);
            delete(entry, How.CANCELLED, false);
        });
    }

    /** Marks those as deleted that did not come with the start. The mark is saved later: they may come by themselves. */
    public void noteMissing() {
        List<String> missing = new ArrayList<>();
        for (Entry entry : kept.all()) {
            DefinitionRecord record = entry.record();
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
        Optional<RunState> state = states.apply(entry.job());
        Deleted mark = entry.deleted()
                .map(already -> new Deleted(already.at(), already.trusted(), how, already.owner(), already.code()))
                .orElseGet(() -> new Deleted(
                        time.wall(),
                        clocks.whyNot().isEmpty(),
                        how,
                        state.flatMap(RunState::owner).orElse(entry.record().owner()),
                        state.map(RunState::codeHash)
                                .filter(code -> !code.isEmpty())
                                .orElse(entry.record().code())));
        kept.delete(entry, mark, onlyHere);
        retention.gone(entry);
    }

    /** What can be brought back, by name. */
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
