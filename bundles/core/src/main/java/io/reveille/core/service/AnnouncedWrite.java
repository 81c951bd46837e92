package io.reveille.core.service;

import io.reveille.core.definitions.DefinitionAccess;
import io.reveille.core.definitions.DefinitionAccess.Announced;
import io.reveille.core.definitions.DefinitionWriter;
import io.reveille.core.definitions.DefinitionWriter.Result;
import io.reveille.core.definitions.SharedWrites;
import io.reveille.core.definitions.StoreReports;
import io.reveille.core.definitions.StoreReports.Watch;
import io.reveille.core.intake.DefinitionCodec;
import io.reveille.core.state.DefinitionChange;
import io.reveille.spi.DefinitionStore;
import io.reveille.spi.PartlyWrittenException;
import io.reveille.spi.StoredDefinition;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The writing of announced changes to the store, and the way back where it fails: what was done before is taken back, so
 * that all changes are made or none. For a thread that holds the definition lock for these changes.
 */
final class AnnouncedWrite {

    private static final Logger LOG = LoggerFactory.getLogger(AnnouncedWrite.class);

    /** How far the store came, and why it came no further. */
    private record CutOff(List<String> addresses, Exception why) {

        static CutOff of(Exception failure) {
            return failure instanceof PartlyWrittenException partly && partly.getCause() instanceof Exception why
                    ? new CutOff(partly.addresses(), why)
                    : new CutOff(List.of(), failure);
        }
    }

    private final DefinitionAccess access;
    private final StoreReports reports;
    private final DefinitionCodec codec;
    private final DefinitionStore store;
    private final SharedWrites shared;

    /** @param codec tells definitions by their meaning; asks no gates */
    AnnouncedWrite(
            DefinitionAccess access,
            StoreReports reports,
            DefinitionCodec codec,
            DefinitionStore store,
            SharedWrites shared) {
        this.access = access;
        this.reports = reports;
        this.codec = codec;
        this.store = store;
        this.shared = shared;
    }

    /**
     * Makes the changes. When it returns they hold, and the engine goes by them from its next letter on.
     *
     * @param trail enters the changes in the trail, on the engine's thread
     * @throws IllegalStateException if the store fails; then nothing is changed, or what was done is taken back at the
     *     next start
     */
    void make(Announced announced, Runnable trail) {
        Watch watch = reports.watch(announced.changes());
        Collection<String> unclear = Set.of();
        boolean made = false;
        try {
            List<String> addresses = announced.isTogether() ? writeAsOne(announced) : write(announced);
            unclear = access.done(announced, addresses, watch, trail);
            made = true;
        } catch (Error e) {
            access.left(announced); // nobody knows how far the store came
            throw e;
        } finally {
            Collection<String> unheard = watch.closeUnmade();
            tellAgain(made ? unclear : unheard);
        }
    }

    /** The engine hears of all of it together, and of nothing that is taken back. */
    private List<String> writeAsOne(Announced announced) {
        boolean complete = false;
        reports.hold();
        try {
            List<String> addresses = write(announced);
            complete = true;
            return addresses;
        } finally {
            reports.release(complete ? announced.states() : List.of());
        }
    }

    private void tellAgain(Collection<String> addresses) {
        for (String address : addresses) {
            try {
                store.tellAgain(address);
            } catch (IOException | RuntimeException e) {
                LOG.warn(
                        "What lies at {} could not be read again; the engine has what was just stored there.",
                        address,
                        e);
            }
        }
    }

    /** Returns the address of each. */
    private List<String> write(Announced announced) {
        List<DefinitionStore.Write> writes = writes(announced.changes());
        try {
            return announced.isTogether() ? store.write(writes) : List.of(writeShared(writes.get(0)));
        } catch (Exception e) {
            throw failed(announced, CutOff.of(e));
        }
    }

    private String writeShared(DefinitionStore.Write write) throws Exception {
        Result result = shared.write(store, write);
        if (result.failure().isPresent()) {
            throw result.failure().get();
        }
        return result.address().orElseThrow();
    }

    private static List<DefinitionStore.Write> writes(List<DefinitionChange> changes) {
        return changes.stream()
                .map(change -> new DefinitionStore.Write(change.address(), change.properties()))
                .toList();
    }

    private IllegalStateException failed(Announced announced, CutOff cutOff) {
        List<DefinitionChange> changes = announced.changes();
        DefinitionChange change = changes.get(Math.min(cutOff.addresses().size(), changes.size() - 1));
        boolean goesOn =
                change.deletes() && changes.size() == 1 && cutOff.addresses().isEmpty();
        String rest = takeBack(announced, cutOff.addresses(), cutOff.why());
        return new IllegalStateException(
                "The job \"" + change.job() + "\" could not be " + (change.deletes() ? "deleted; " : "stored; ")
                        + (goesOn ? "it goes on." : rest) + " The store says: " + reason(cutOff.why()),
                cutOff.why());
    }

    private static String reason(Exception why) {
        return why.getMessage() == null ? why.toString() : why.getMessage();
    }

    /**
     * Undoes what was done before the failure; a kill meanwhile leaves it to the next start. A definition that somebody else
     * has changed since stands.
     */
    private String takeBack(Announced announced, List<String> written, Exception cause) {
        List<DefinitionChange> back = new ArrayList<>();
        List<String> edited = new ArrayList<>();
        tellAgain(written);
        Map<String, Optional<StoredDefinition>> there = reports.heldBack();
        for (int i = written.size() - 1; i >= 0; i--) {
            DefinitionChange change = announced.changes().get(i);
            if (isAsMade(change, written.get(i), there)) {
                back.add(inverse(announced, i, written.get(i)));
            } else {
                edited.add(change.job());
            }
        }
        String result = takeBack(announced, back, cause, edited.isEmpty() ? "nothing" : "nothing else");
        return edited.isEmpty()
                ? result
                : result + " Somebody else has changed " + String.join(", ", edited) + " meanwhile, which stands.";
    }

    /** Whether a definition is as a change has made it; one that the store has not told of is. */
    private boolean isAsMade(DefinitionChange change, String address, Map<String, Optional<StoredDefinition>> there) {
        Optional<StoredDefinition> now = there.getOrDefault(address, Optional.empty());
        return !there.containsKey(address)
                || now.map(definition -> codec.meaning(definition.properties()))
                        .equals(change.properties().map(codec::meaning));
    }

    private String takeBack(Announced announced, List<DefinitionChange> back, Exception cause, String nothing) {
        if (back.isEmpty()) {
            forget(announced, cause);
            return nothing + " was changed.";
        }
        boolean saved = true;
        try {
            access.takeBack(announced, back);
        } catch (IllegalStateException e) {
            saved = false;
            cause.addSuppressed(e);
            forget(announced, cause);
        }
        try (Watch watch = reports.watch(List.of())) {
            Optional<List<String>> addresses = writeBack(back, cause);
            if (addresses.isPresent()) {
                tellAgain(access.takenBack(back, addresses.get(), watch));
                forget(announced, cause);
                return "all was taken back, " + nothing + " was changed.";
            }
        }
        if (saved) {
            access.left(announced);
        }
        return saved
                ? "and what was done before could not all be taken back; the rest follows at the next start."
                : "and what was done before could not all be taken back; see the log.";
    }

    /** Goes on past what the store does not take; returns the addresses if all is back. */
    private Optional<List<String>> writeBack(List<DefinitionChange> back, Exception cause) {
        List<DefinitionWriter.Result> results = new DefinitionWriter(store).write(writes(back));
        List<String> not = new ArrayList<>();
        for (int i = 0; i < back.size(); i++) {
            String job = back.get(i).job();
            results.get(i).failure().ifPresent(failure -> {
                not.add(job);
                cause.addSuppressed(failure);
            });
        }
        if (not.isEmpty()) {
            return Optional.of(results.stream()
                    .flatMap(result -> result.address().stream())
                    .toList());
        }
        LOG.error("The changes of {} could not be taken back.", String.join(", ", not), cause);
        return Optional.empty();
    }

    private DefinitionChange inverse(Announced announced, int index, String address) {
        DefinitionChange change = announced.changes().get(index);
        Optional<StoredDefinition> before = announced.before().get(index);
        // The definition there is the one that was written, whether the engine has heard of it or not.
        return before.map(old -> DefinitionChange.save(Optional.of(address), old.properties()))
                .orElseGet(() -> DefinitionChange.delete(change.job(), address));
    }

    private void forget(Announced announced, Exception cause) {
        try {
            access.undone(announced);
        } catch (IllegalStateException e) {
            cause.addSuppressed(e);
        }
    }
}
