package io.reveille.core.definitions;

import io.reveille.JobDefinition;
import io.reveille.JobDefinitionException;
import io.reveille.core.changes.DefinitionRecord;
import io.reveille.core.changes.PendingChange;
import io.reveille.core.changes.PendingChanges;
import io.reveille.core.definitions.DefinitionAccess.Announced;
import io.reveille.core.intake.Candidate;
import io.reveille.core.intake.DefinitionCodec;
import io.reveille.core.intake.DefinitionIntake;
import io.reveille.core.job.JobRecorder;
import io.reveille.core.jobs.JobStates;
import io.reveille.core.jobs.Jobs;
import io.reveille.core.saving.Urgency;
import io.reveille.core.state.DefinitionChange;
import io.reveille.core.state.Transitions;
import io.reveille.spi.JobProperties;
import io.reveille.spi.StateRecord;
import io.reveille.spi.StoredDefinition;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The effects of our changes of definitions: what is known of a definition before it is changed, and what a change means
 * for its job. Belongs to the engine's thread.
 */
public final class DefinitionEffects {

    private final DefinitionIntake intake;
    private final Archive archive;
    private final Owners owners;
    private final Jobs jobs;
    private final JobStates states;
    private final JobRecorder recorder;

    public DefinitionEffects(
            DefinitionIntake intake,
            Archive archive,
            Owners owners,
            Jobs jobs,
            JobStates states,
            JobRecorder recorder) {
        this.intake = intake;
        this.archive = archive;
        this.owners = owners;
        this.jobs = jobs;
        this.states = states;
        this.recorder = recorder;
    }

    /**
     * Prepares changes that are made together.
     *
     * @param imports the states that new jobs go on with; one for a job that is there is ignored
     * @throws IllegalStateException if a definition of a newer format would be replaced
     */
    Announced announced(List<DefinitionChange> changes, Collection<StateRecord> imports, PendingChanges pending) {
        changes.forEach(this::checkItIsNotNewer);
        Map<String, StateRecord> imported = imports.stream()
                .filter(state -> jobs.find(state.job()).isEmpty())
                .collect(Collectors.toMap(StateRecord::job, state -> state));
        boolean together = changes.size() > 1 || !imported.isEmpty();
        long number = pending.number();
        List<PendingChange> prepared = new ArrayList<>();
        for (DefinitionChange change : changes) {
            Optional<PendingChange> earlier = pending.of(change.job());
            prepared.add(
                    change.deletes()
                            ? deletion(change, number, together, earlier)
                            : saving(
                                    change,
                                    number,
                                    together,
                                    earlier,
                                    Optional.ofNullable(imported.get(change.job()))));
        }
        return new Announced(number, changes, changes.stream().map(this::there).toList(), prepared);
    }

    private PendingChange deletion(
            DefinitionChange change, long number, boolean together, Optional<PendingChange> earlier) {
        Optional<DefinitionRecord> record = archive.record(change.job());
        Map<String, Object> last = record.map(DefinitionRecord::properties)
                .or(() -> there(change).map(StoredDefinition::properties))
                .orElse(Map.of());
        DefinitionChange ours = record.map(known -> change.by(owners.ownerOf(known), owners.codeOf(known)))
                .orElse(change);
        return new PendingChange(ours, number, together, number, before(change, earlier), last, 0, Optional.empty());
    }

    private PendingChange saving(
            DefinitionChange change,
            long number,
            boolean together,
            Optional<PendingChange> earlier,
            Optional<StateRecord> imported) {
        return new PendingChange(
                imported.isPresent() ? change : ofItsOwner(change),
                number,
                together,
                archive.record(change.job()).map(DefinitionRecord::incarnation).orElse(0L),
                before(change, earlier),
                change.properties().orElse(Map.of()),
                imported.isPresent()
                        ? number
                        : earlier.map(PendingChange::imported).orElse(0L),
                imported.or(() -> earlier.flatMap(PendingChange::state)));
    }

    /** The change of a job that goes on: unless it says otherwise, with its owner, who may not be saved yet. */
    private DefinitionChange ofItsOwner(DefinitionChange change) {
        return jobs.state(change.job())
                .filter(state -> change.owner().isEmpty() && change.code().isEmpty())
                .map(state -> change.by(state.owner().orElse(""), state.codeHash()))
                .orElse(change);
    }

    /** The meanings of the definitions that a change may replace: the one that is there, and those before it. */
    private List<String> before(DefinitionChange change, Optional<PendingChange> earlier) {
        List<String> before = new ArrayList<>();
        before.add(at(change)
                .or(() -> intake.definitions().named(change.job()))
                .filter(Candidate::isStored)
                .map(there -> intake.codec().meaning(there.properties()))
                .orElse(PendingChange.NOTHING));
        earlier.ifPresent(one -> before.addAll(one.before()));
        return before;
    }

    /** Prepares a change that takes back an announced one of the same job. */
    PendingChange back(Announced announced, DefinitionChange back) {
        String made = announced.changes().stream()
                .filter(change -> change.job().equals(back.job()))
                .flatMap(change -> change.properties().stream())
                .map(intake.codec()::meaning)
                .findFirst()
                .orElse(PendingChange.NOTHING);
        return PendingChange.back(back, announced.number(), made);
    }

    /** The definition that a change is about, as it is now. */
    private Optional<StoredDefinition> there(DefinitionChange change) {
        return at(change).map(there -> new StoredDefinition(there.source(), there.isCanonical(), there.properties()));
    }

    private Optional<Candidate> at(DefinitionChange change) {
        return change.address().flatMap(intake.definitions()::at);
    }

    private void checkItIsNotNewer(DefinitionChange change) {
        at(change)
                .or(() -> intake.definitions().named(change.job()))
                .filter(there -> DefinitionCodec.isNewer(there.properties()))
                .ifPresent(there -> {
                    JobDefinitionException fault = there.fault();
                    throw new IllegalStateException("The definition " + there.source() + " was not replaced: "
                            + (fault == null ? "" : fault.getMessage()) + ". Nothing was changed.");
                });
    }

    /** Takes in what is in the store, each change at its address. */
    void written(List<DefinitionChange> changes, List<String> addresses) {
        for (int i = 0; i < addresses.size(); i++) {
            String address = addresses.get(i);
            DefinitionChange change = changes.get(i);
            change.properties()
                    .ifPresentOrElse(
                            definition -> stored(address, definition, change.said()), () -> intake.gone(address));
        }
    }

    private void stored(String address, Map<String, Object> definition, Optional<JobDefinition> said) {
        Optional<Candidate> before = intake.definitions().at(address);
        Map<String, Object> properties =
                JobProperties.replace(before.map(Candidate::properties).orElse(Map.of()), definition);
        // A new definition lies where the store itself puts it.
        boolean canonical = before.map(Candidate::isCanonical).orElse(true);
        intake.stored(new StoredDefinition(address, canonical, properties), said);
    }

    /** Carries on with changes that are made: who the jobs belong to, and which of them are other jobs from now on. */
    void done(Announced announced) {
        for (DefinitionChange change : announced.changes()) {
            if (change.deletes()) {
                deleted(change.job(), announced.number());
            } else {
                intake.waitNoLonger(change.job());
                owners.made(change.job(), change.owner(), change.code());
                archive.applied(change.job(), announced.number());
            }
        }
    }

    private void deleted(String name, long number) {
        if (intake.definitions().best(name).filter(Candidate::isStored).isPresent()) {
            archive.applied(name, number); // another definition counts now, and is kept for the name
        } else {
            archive.cancelled(name, number);
        }
        jobs.find(name)
                .ifPresentOrElse(
                        job -> {
                            // The job goes on by another definition: the deletion was not about this state.
                            Transitions.begun(job.state, number);
                            recorder.changed(job.entry, Urgency.SOON);
                        },
                        () -> states.forget(name));
    }

    /** Notes what code has given while another definition stands; a better one is not awaited any longer. */
    void noted(String name, String codeHash) {
        intake.waitNoLonger(name);
        jobs.find(name).filter(job -> !job.state.codeHash().equals(codeHash)).ifPresent(job -> {
            Transitions.noted(job.state, codeHash);
            recorder.changed(job.entry, Urgency.SOON);
            archive.owned(name);
        });
    }
}
