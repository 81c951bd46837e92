package io.reveille.core.definitions;

import io.reveille.DeletedJob;
import io.reveille.core.changes.DefinitionRecord;
import io.reveille.core.changes.PendingChange;
import io.reveille.core.changes.PendingChanges;
import io.reveille.core.state.DefinitionChange;
import io.reveille.core.threads.CallerWait;
import io.reveille.core.threads.Mailbox;
import io.reveille.spi.StateRecord;
import io.reveille.spi.StoredDefinition;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/**
 * The place where changes of definitions are announced before they are made, and reported when they are; and the list
 * of deleted ones. May be called by any thread that holds the {@link io.reveille.core.threads.ChangeLock}; the thread waits for the state
 * store.
 */
public final class DefinitionAccess {

    private final Mailbox mailbox;
    private final CallerWait wait;
    private final StoreReports reports;
    private final Archive archive;
    private final DefinitionEffects effects;
    private final PendingChanges pending;

    public DefinitionAccess(
            Mailbox mailbox,
            CallerWait wait,
            StoreReports reports,
            Archive archive,
            DefinitionEffects effects,
            PendingChanges pending) {
        this.mailbox = mailbox;
        this.wait = wait;
        this.reports = reports;
        this.archive = archive;
        this.effects = effects;
        this.pending = pending;
    }

    /**
     * Changes that are announced together.
     *
     * @param number the number of the changes
     * @param changes the changes, in the order in which they were given
     * @param before the definitions that were there before
     * @param pending the changes as they are saved
     */
    public record Announced(
            long number,
            List<DefinitionChange> changes,
            List<Optional<StoredDefinition>> before,
            List<PendingChange> pending) {

        /** The states that new jobs go on with. */
        public List<StateRecord> states() {
            return pending.stream()
                    .filter(change -> change.imported() == number)
                    .flatMap(change -> change.state().stream())
                    .toList();
        }

        /** Whether the engine may hear of all changes only when all are made. */
        public boolean isTogether() {
            return pending.get(0).together();
        }
    }

    /**
     * Saves what changes are to be made; from now on they will be made, or taken back, whatever happens.
     *
     * @param states the states that new jobs go on with; one for a job that is there is ignored
     * @throws IllegalStateException if the state store fails, Reveille has stopped, or a definition of a newer format
     *     would be replaced; nothing may be changed then
     */
    public Announced announce(List<DefinitionChange> changes, Collection<StateRecord> states) {
        if (changes.size() > 1 || !states.isEmpty()) {
            check(await(mailbox.ask(() -> pending.settled(changes))));
        }
        Announced announced = mailbox.ask(() -> {
            reports.attend();
            return effects.announced(changes, states, pending);
        });
        check(await(mailbox.ask(() -> pending.save(announced.pending()))));
        return announced;
    }

    private static void check(boolean saved) {
        if (!saved) {
            throw new IllegalStateException("The state store failed, without which no definition is changed; nothing"
                    + " was changed. See the log.");
        }
    }

    /**
     * Saves that announced changes are to be taken back by others.
     *
     * @throws IllegalStateException if the state store fails, or Reveille has stopped
     */
    public void takeBack(Announced announced, List<DefinitionChange> back) {
        List<PendingChange> changes =
                back.stream().map(change -> effects.back(announced, change)).toList();
        if (!await(mailbox.ask(() -> pending.takeBack(announced.pending(), changes)))) {
            throw new IllegalStateException("The state store failed.");
        }
    }

    /**
     * Takes in that all changes are in the store, each at its address, without waiting for the store to report them.
     *
     * @return the addresses that the store has reported meanwhile: perhaps late, perhaps since somebody has changed
     *     them after us, so the store is to be asked again
     */
    public List<String> done(Announced announced, List<String> addresses) {
        return mailbox.ask(() -> {
            List<String> told = told(addresses);
            effects.written(announced.changes(), addresses);
            effects.done(announced);
            pending.done(announced.pending());
            return told;
        });
    }

    /**
     * Takes in that all announced changes that were made are taken back, and forgets them.
     *
     * @return as {@link #done}
     */
    public List<String> takenBack(Announced announced, List<DefinitionChange> back, List<String> addresses) {
        List<String> told = mailbox.ask(() -> {
            List<String> late = told(addresses);
            effects.written(back, addresses);
            return late;
        });
        undone(announced);
        return told;
    }

    /** Leaves it to the next start to take announced changes back. */
    public void left(Announced announced) {
        mailbox.ask(() -> {
            pending.leave(announced.pending());
            return true;
        });
    }

    /**
     * Notes that code has given a definition while the one that is there stands; a better one is not awaited any
     * longer.
     */
    public void noted(String name, String codeHash) {
        mailbox.ask(() -> {
            effects.noted(name, codeHash);
            return true;
        });
    }

    /**
     * Withdraws announced changes of which nothing is in the store. Afterwards they are not carried out any more,
     * unless the state store fails.
     */
    public void undone(Announced announced) {
        await(mailbox.ask(() -> pending.withdraw(announced.pending())));
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

    /** The addresses that the store has reported since the announcement; on the engine's thread. */
    private List<String> told(List<String> addresses) {
        reports.tellAll();
        return addresses.stream().filter(reports::hasTold).toList();
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
