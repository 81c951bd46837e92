package io.reveille.core.definitions;

import io.reveille.DeletedJob;
import io.reveille.JobDefinitionException;
import io.reveille.core.intake.Candidate;
import io.reveille.core.intake.DefinitionCodec;
import io.reveille.core.intake.DefinitionIntake;
import io.reveille.core.job.JobRecorder;
import io.reveille.core.jobs.JobStates;
import io.reveille.core.jobs.Jobs;
import io.reveille.core.saving.Urgency;
import io.reveille.core.state.DefinitionChange;
import io.reveille.core.state.StateCodec;
import io.reveille.core.state.Transitions;
import io.reveille.core.threads.CallerWait;
import io.reveille.core.threads.Mailbox;
import io.reveille.spi.JobProperties;
import io.reveille.spi.StateRecord;
import io.reveille.spi.StoredDefinition;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The place where changes of definitions are announced before they are made, and reported when they are; and the list
 * of deleted ones. May be called by any thread that holds the {@link io.reveille.core.threads.ChangeLock}; the thread waits for the state
 * store.
 */
public final class DefinitionAccess {

    private static final Logger LOG = LoggerFactory.getLogger(DefinitionAccess.class);

    private final Mailbox mailbox;
    private final CallerWait wait;
    private final Jobs jobs;
    private final JobStates states;
    private final DefinitionIntake intake;
    private final StoreReports reports;
    private final JobRecorder recorder;
    private final Archive archive;
    private final Owners owners;
    private final Intents intents;

    public DefinitionAccess(
            Mailbox mailbox,
            CallerWait wait,
            Jobs jobs,
            JobStates states,
            DefinitionIntake intake,
            StoreReports reports,
            JobRecorder recorder,
            Archive archive,
            Owners owners,
            Intents intents) {
        this.mailbox = mailbox;
        this.wait = wait;
        this.jobs = jobs;
        this.states = states;
        this.intake = intake;
        this.reports = reports;
        this.recorder = recorder;
        this.archive = archive;
        this.owners = owners;
        this.intents = intents;
    }

    /** Announced changes, and the definitions that were there before. */
    public record Announced(Intent intent, List<Optional<StoredDefinition>> before) {}

    /**
     * Saves what changes are to be made; from now on they will be made, or taken back, whatever happens.
     *
     * @param states the states that new jobs go on with; one for a job that is there is ignored
     * @throws IllegalStateException if the state store fails, Reveille has stopped, or a definition of a newer format
     *     would be replaced; nothing may be changed then
     */
    public Announced announce(List<DefinitionChange> changes, Collection<StateRecord> states) {
        List<Optional<StoredDefinition>> before = mailbox.ask(() -> {
            reports.attend();
            changes.forEach(this::checkItIsNotNewer);
            return changes.stream().map(this::there).toList();
        });
        return new Announced(
                await(mailbox.ask(() -> intents.save(
                        changes,
                        states.stream()
                                .filter(state -> jobs.find(state.job()).isEmpty())
                                .toList()))),
                before);
    }

    /**
     * Saves, in place of announced changes, that they are to be taken back.
     *
     * @throws IllegalStateException if the state store fails, or Reveille has stopped
     */
    public Announced instead(Announced forward, List<DefinitionChange> changes) {
        return new Announced(await(mailbox.ask(() -> intents.saveInstead(changes, forward.intent()))), List.of());
    }

    /**
     * Takes in that all changes are in the store, each at its address, without waiting for the store to report them.
     *
     * @return the addresses that the store has reported meanwhile: perhaps late, perhaps since somebody has changed
     *     them after us, so the store is to be asked again
     */
    public List<String> done(Announced announced, List<String> addresses) {
        return mailbox.ask(() -> {
            Intent intent = announced.intent();
            reports.tellAll();
            List<String> told = addresses.stream().filter(reports::hasTold).toList();
            for (int i = 0; i < addresses.size(); i++) {
                DefinitionChange change = intent.changes().get(i);
                if (change.properties().isPresent()) {
                    saved(change, change.properties().get(), addresses.get(i), intent.number());
                } else {
                    deleted(change.job(), addresses.get(i), intent.number());
                }
            }
            intents.done(intent);
            return told;
        });
    }

    /**
     * Notes that code has given a definition while the one that is there stands; a better one is not awaited any
     * longer.
     */
    public void noted(String name, String codeHash) {
        mailbox.ask(() -> {
            intake.waitNoLonger(name);
            jobs.find(name)
                    .filter(job -> !job.state.codeHash().equals(codeHash))
                    .ifPresent(job -> {
                        Transitions.noted(job.state, codeHash);
                        recorder.changed(job.entry, Urgency.SOON);
                        archive.owned(name);
                    });
            return true;
        });
    }

    /**
     * Withdraws announced changes of which nothing is in the store. Afterwards they are not carried out any more,
     * unless the state store fails.
     */
    public void undone(Announced announced) {
        await(mailbox.ask(() -> intents.dropNow(announced.intent().names())));
    }

    /** The definitions that can be brought back, by name. */
    public List<DeletedJob> deleted() {
        return mailbox.ask(archive::deleted);
    }

    /** The record of a definition that can be brought back. */
    public Optional<DefinitionRecord> deleted(String name) {
        return mailbox.ask(
                () -> archive.record(name).filter(record -> record.deleted().isPresent()));
    }

    // On the engine's thread

    /** The definition that a change is about, as it is now. */
    private Optional<StoredDefinition> there(DefinitionChange change) {
        return change.address()
                .flatMap(intake.definitions()::at)
                .map(there -> new StoredDefinition(there.source(), there.isCanonical(), there.properties()));
    }

    private void checkItIsNotNewer(DefinitionChange change) {
        change.address()
                .flatMap(intake.definitions()::at)
                .or(() -> intake.definitions().named(change.job()))
                .filter(there -> DefinitionCodec.isNewer(there.properties()))
                .ifPresent(there -> {
                    JobDefinitionException fault = there.fault();
                    throw new IllegalStateException("The definition " + there.source() + " was not replaced: "
                            + (fault == null ? "" : fault.getMessage()) + ". Nothing was changed.");
                });
    }

    private void saved(DefinitionChange change, Map<String, Object> definition, String address, long intent) {
        Optional<Candidate> before = intake.definitions().at(address);
        Map<String, Object> properties =
                JobProperties.replace(before.map(Candidate::properties).orElse(Map.of()), definition);
        // A new definition lies where the store itself puts it.
        boolean canonical = before.map(Candidate::isCanonical).orElse(true);
        intake.stored(new StoredDefinition(address, canonical, properties));
        intake.waitNoLonger(change.job());
        owners.made(change.job(), change.owner(), change.code());
        archive.applied(change.job(), intent);
    }

    private void deleted(String name, String address, long intent) {
        intake.gone(address);
        if (intake.definitions().best(name).filter(Candidate::isStored).isPresent()) {
            archive.applied(name, intent); // another definition counts now, and is kept for the name
        } else {
            archive.cancelled(name, intent);
        }
        jobs.find(name)
                .ifPresentOrElse(
                        found -> {
                            // The job goes on by another definition: the deletion was not about this state.
                            Transitions.begun(found.state, intent);
                            recorder.changed(found.entry, Urgency.SOON);
                        },
                        () -> states.forget(name));
    }

    /** Carries on, at a start before definitions come in, with deletions of jobs and imports of states. */
    public void recoverDeleted(List<Recovered> holding) {
        for (Recovered each : holding) {
            if (each.deleted()) {
                archive.cancelled(each.last().job(), each.number());
            }
            if (each.anew()) {
                states.forget(each.last().job());
            }
            each.state().ifPresent(this::adopt);
        }
    }

    private void adopt(StateRecord imported) {
        try {
            states.adopt(StateCodec.read(imported));
        } catch (IllegalArgumentException e) {
            LOG.error(
                    "The imported state of job {} is damaged; the job begins anew: {}", imported.job(), e.getMessage());
        }
    }

    /** Carries on, at a start after definitions have come in, with changed ones. */
    public void recoverSaved(List<Recovered> holding) {
        for (Recovered each : holding) {
            if (each.meant() && !each.last().deletes()) {
                intake.waitNoLonger(each.last().job());
                owners.made(each.last().job(), each.last().owner(), each.last().code());
            }
            if (each.stands() && !each.last().deletes()) {
                archive.applied(each.last().job(), each.number());
            }
        }
    }

    private <T> T await(CompletableFuture<T> answer) {
        if (!wait.workFor(answer)) {
            throw new IllegalStateException("The state store does not answer; nothing was changed.");
        }
        try {
            return answer.join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof IllegalStateException cause ? cause : e;
        }
    }
}
