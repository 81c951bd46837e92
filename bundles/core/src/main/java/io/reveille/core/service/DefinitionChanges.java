package io.reveille.core.service;

import io.reveille.JobChange.Kind;
import io.reveille.JobDefinition;
import io.reveille.JobDefinitionException;
import io.reveille.core.definitions.DefinitionAccess;
import io.reveille.core.definitions.DefinitionAccess.Announced;
import io.reveille.core.engine.DefinitionQuestions;
import io.reveille.core.engine.Engine;
import io.reveille.core.intake.DefinitionCodec;
import io.reveille.core.intake.Room;
import io.reveille.core.jobs.Orders;
import io.reveille.core.state.DefinitionChange;
import io.reveille.core.threads.ChangeLock;
import io.reveille.spi.DefinitionStore;
import io.reveille.spi.StateRecord;
import io.reveille.spi.StoredDefinition;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Changes definitions in the store, all or none: over a failure of the store, a kill in the middle of a write, and a stop.
 * The changes are saved first; at the next start those that were cut off are carried out. Which changes are made is
 * decided on the engine's thread, in the question by which they are announced. Takes the definition lock.
 */
public final class DefinitionChanges {

    private final ChangeLock lock;
    private final DefinitionAccess access;
    private final AnnouncedWrite write;
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
        this.codec = new DefinitionCodec(questions.codec().zone()); // asks no gates, as at a start
        this.store = engine.store();
        this.write = new AnnouncedWrite(access, questions.reports(), codec, store, questions.writes());
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
        changes.forEach(change -> change.properties().ifPresent(this::check)); // before it is announced
        lock.hold(() -> make(() -> changes, states));
    }

    /**
     * Carries out a change of this job, if one is decided; other jobs may be changed side by side.
     *
     * @param decision on the engine's thread; asks nobody else; of definitions that are {@link #check checked}
     * @return whether there was a change
     */
    boolean one(String job, Supplier<Optional<DefinitionChange>> decision) {
        return lock.hold(job, () -> make(() -> decision.get().stream().toList(), List.of())) > 0;
    }

    /** Carries out the changes that are decided, as {@link #one} does, while nothing else is changed; returns how many. */
    int many(Supplier<List<DefinitionChange>> decision) {
        return lock.hold(() -> make(decision, List.of()));
    }

    private int make(Supplier<List<DefinitionChange>> decision, Collection<StateRecord> states) {
        Optional<Announced> announced = access.announce(
                () -> {
                    List<DefinitionChange> changes = decision.get();
                    checkNames(changes);
                    return changes;
                },
                states);
        announced.ifPresent(all -> {
            List<Orders.Done> words = inWords(all);
            write.make(all, () -> orders.changed(words));
        });
        return announced.map(all -> all.changes().size()).orElse(0);
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
