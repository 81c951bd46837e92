package io.reveille.core.definitions;

import io.reveille.DeletedJob;
import io.reveille.core.changes.DefinitionRecord;
import io.reveille.core.changes.PendingChange;
import io.reveille.core.changes.PendingChanges;
import io.reveille.core.definitions.StoreReports.Watch;
import io.reveille.core.state.DefinitionChange;
import io.reveille.core.threads.CallerWait;
import io.reveille.core.threads.Mailbox;
import io.reveille.spi.StateRecord;
import io.reveille.spi.StoredDefinition;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;

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
     * A save that the caller waits for.
     *
     * @param isAll false: earlier changes of the same jobs are saved first, and the decision is to be made once more
     */
    private record Saving(Optional<Announced> announced, CompletableFuture<Boolean> saved, boolean isAll) {}

    /**
     * Decides what changes are to be made, on the engine's thread, and saves that; from now on they will be made, or
     * taken back, whatever happens.
     *
     * @param decision asks only the engine; what it throws is thrown here, and nothing is changed then
     * @param states the states that new jobs go on with; one for a job that is there is ignored
     * @return the changes; empty if none was decided
     * @throws IllegalStateException if the state store fails, Reveille has stopped, or a definition of a newer format
     *     would be replaced; nothing may be changed then
     */
    public Optional<Announced> announce(Supplier<List<DefinitionChange>> decision, Collection<StateRecord> states) {
        Saving saving = mailbox.ask(() -> save(decision.get(), states, false));
        check(await(saving.saved));
        if (!saving.isAll) {
            saving = mailbox.ask(() -> save(decision.get(), states, true));
            check(await(saving.saved));
        }
        return saving.announced;
    }

    private Saving save(List<DefinitionChange> changes, Collection<StateRecord> states, boolean isSettled) {
        if (changes.isEmpty()) {
            return new Saving(Optional.empty(), CompletableFuture.completedFuture(true), true);
        }
        boolean several = changes.size() > 1 || !states.isEmpty();
        if (several && !isSettled && pending.hasAny(changes)) {
            return new Saving(Optional.empty(), pending.settled(), false);
        }
        Announced announced = effects.announced(changes, states, pending);
        return new Saving(Optional.of(announced), pending.save(announced.pending()), true);
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
     * Has the engine take in that all changes are in the store, each at its address, without waiting for the store to
     * report them. All that is asked of the engine from now on is answered by that.
     *
     * @param watch what the store has reported since before they were written
     * @param trail enters the changes in the trail, on the engine's thread
     * @return the addresses of which the store has reported something else, so that it is to be asked again
     */
    public Set<String> done(Announced announced, List<String> addresses, Watch watch, Runnable trail) {
        return reports.made(watch, made(announced.changes(), addresses), () -> {
            effects.written(announced.changes(), addresses);
            effects.done(announced);
            pending.done(announced.pending());
            trail.run();
        });
    }

    /** Has the engine take in that these changes took back announced ones; returns as {@link #done}. */
    public Set<String> takenBack(List<DefinitionChange> back, List<String> addresses, Watch watch) {
        return reports.made(watch, made(back, addresses), () -> effects.written(back, addresses));
    }

    private static Map<String, Optional<StoredDefinition>> made(
            List<DefinitionChange> changes, List<String> addresses) {
        Map<String, Optional<StoredDefinition>> made = new HashMap<>();
        for (int i = 0; i < addresses.size(); i++) {
            String address = addresses.get(i);
            made.put(
                    address,
                    changes.get(i).properties().map(definition -> new StoredDefinition(address, true, definition)));
        }
        return made;
    }

    /** Leaves announced changes, or what takes them back, to the next start. */
    public void left(Announced announced) {
        mailbox.post(() -> pending.leave(announced.pending()));
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
