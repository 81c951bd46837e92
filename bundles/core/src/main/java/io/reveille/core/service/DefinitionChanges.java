package io.reveille.core.service;

import io.reveille.JobChange.Kind;
import io.reveille.JobDefinition;
import io.reveille.JobDefinitionException;
import io.reveille.core.definitions.DefinitionAccess;
import io.reveille.core.definitions.DefinitionAccess.Announced;
import io.reveille.core.definitions.DefinitionWriter;
import io.reveille.core.definitions.StoreReports;
import io.reveille.core.engine.DefinitionQuestions;
import io.reveille.core.engine.Engine;
import io.reveille.core.intake.DefinitionCodec;
import io.reveille.core.intake.Room;
import io.reveille.core.jobs.Orders;
import io.reveille.core.state.DefinitionChange;
import io.reveille.core.threads.ChangeLock;
import io.reveille.spi.DefinitionStore;
import io.reveille.spi.PartlyWrittenException;
import io.reveille.spi.StateRecord;
import io.reveille.spi.StoredDefinition;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Changes definitions in the store, all or none: over a failure of the store, a kill in the middle of a write, and a stop.
 * The changes are saved first; at the next start those that were cut off are carried out. Takes the definition lock;
 * whoever decides by what is there holds it already.
 */
public final class DefinitionChanges {

    private static final Logger LOG = LoggerFactory.getLogger(DefinitionChanges.class);

    /** How far the store came, and why it came no further. */
    private record CutOff(List<String> addresses, Exception why) {

        static CutOff of(Exception failure) {
            return failure instanceof PartlyWrittenException partly && partly.getCause() instanceof Exception why
                    ? new CutOff(partly.addresses(), why)
                    : new CutOff(List.of(), failure);
        }
    }

    private final ChangeLock lock;
    private final DefinitionAccess access;
    private final StoreReports reports;
    private final DefinitionCodec codec;
    private final DefinitionStore store;
    private final Orders orders;

    public DefinitionChanges(Engine engine) {
        this(engine, "");
    }

    /** @param by whom the trail names */
    DefinitionChanges(Engine engine, String by) {
        this.orders = engine.access().orders().by(by);
        DefinitionQuestions questions = engine.access().definitions();
        this.lock = questions.changes();
        this.access = engine.definitions();
        this.reports = questions.reports();
        this.codec = new DefinitionCodec(questions.codec().zone()); // asks no gates, as at a start
        this.store = engine.store();
    }

    /**
     * Carries out these changes. When it returns they hold, for the engine too, and after any crash.
     *
     * @param changes one at most of each job; definitions that can be used
     * @throws JobDefinitionException if the store cannot keep one of the definitions; nothing is changed then
     * @throws IllegalStateException if a store fails or Reveille has stopped. Then nothing is changed; if what was done
     *     cannot be taken back either, that is said, and done at the next start
     */
    public void apply(List<DefinitionChange> changes) {
        apply(changes, List.of());
    }

    /**
     * The same, for jobs that do not begin anew.
     *
     * @param states what jobs that are new by this go on with; one for a job that is there is passed over
     */
    void apply(List<DefinitionChange> changes, Collection<StateRecord> states) {
        checkNames(changes);
        if (changes.isEmpty()) {
            return;
        }
        changes.forEach(change -> change.properties().ifPresent(this::check)); // before it is announced
        lock.hold(() -> {
            Announced announced = access.announce(changes, states);
            List<String> addresses = announced.isTogether() ? writeAsOne(announced) : write(announced);
            tellAgain(access.done(announced, addresses));
            orders.changed(inWords(announced));
        });
    }

    /** @throws JobDefinitionException if there is no room for this definition, or the store cannot keep it */
    void check(Map<String, Object> definition) {
        Room.check(definition);
        store.check(definition);
    }

    /** Why the store cannot keep this definition; empty if it can. */
    Optional<JobDefinitionException> refusal(JobDefinition definition) {
        try {
            check(DefinitionCodec.write(definition));
            return Optional.empty();
        } catch (JobDefinitionException e) {
            return Optional.of(e);
        }
    }

    private List<Orders.Done> inWords(Announced announced) {
        List<Orders.Done> all = new ArrayList<>();
        for (int i = 0; i < announced.changes().size(); i++) {
            DefinitionChange change = announced.changes().get(i);
            Optional<Map<String, Object>> before = announced.before().get(i).map(StoredDefinition::properties);
            Kind kind = change.deletes() ? Kind.DELETED : before.isPresent() ? Kind.CHANGED : Kind.DEFINED;
            all.add(new Orders.Done(
                    change.job(),
                    kind,
                    kind == Kind.CHANGED
                            ? codec.differing(before.get(), change.properties().get())
                            : ""));
        }
        return all;
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

    private void tellAgain(List<String> addresses) {
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
        List<DefinitionChange> changes = announced.changes();
        try {
            return store.write(writes(changes));
        } catch (IOException | RuntimeException e) {
            throw failed(announced, CutOff.of(e));
        }
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
                        + (goesOn ? "it goes on." : rest),
                cutOff.why());
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
        Optional<List<String>> addresses = writeBack(back, cause);
        if (addresses.isPresent()) {
            try {
                tellAgain(access.takenBack(announced, back, addresses.get()));
            } catch (IllegalStateException e) {
                cause.addSuppressed(e);
            }
            return "all was taken back, " + nothing + " was changed.";
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

    private static void checkNames(List<DefinitionChange> changes) {
        Set<String> names = new HashSet<>();
        for (DefinitionChange change : changes) {
            if (!names.add(change.job())) {
                throw new IllegalArgumentException(
                        "Two changes of the job \"" + change.job() + "\" at once; nothing was changed.");
            }
        }
    }
}
