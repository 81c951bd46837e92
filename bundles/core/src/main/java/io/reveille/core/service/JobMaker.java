package io.reveille.core.service;

import io.reveille.Job;
import io.reveille.JobDefinition;
import io.reveille.JobDefinitionException;
import io.reveille.core.changes.DefinitionRecord;
import io.reveille.core.changes.DefinitionRecord.Deleted;
import io.reveille.core.definitions.DefinitionAccess;
import io.reveille.core.engine.ArgumentQuestions;
import io.reveille.core.engine.DefinitionQuestions;
import io.reveille.core.engine.Engine;
import io.reveille.core.engine.EngineAccess;
import io.reveille.core.engine.JobView;
import io.reveille.core.intake.Candidate;
import io.reveille.core.intake.DefinitionCodec;
import io.reveille.core.jobs.Orders;
import io.reveille.core.state.DefinitionChange;
import io.reveille.core.state.RunState;
import io.reveille.core.threads.ChangeLock;
import io.reveille.spi.JobProperties;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Makes and cancels jobs for one bundle's code: saved first that it is to be done, then the store, then the engine, so that
 * a job that code sees will be there after a crash too.
 */
final class JobMaker {

    /** The facts about a name that code defines a job by. */
    private record Known(Optional<Candidate> there, String owner, String codeHash) {

        Optional<Candidate> stored() {
            return there.filter(Candidate::isStored);
        }

        /** Whether what is stored stands: an operator made or edited it, or the code says the same as before. */
        boolean stands(String hash) {
            return stored().isPresent() && (codeHash.isEmpty() || codeHash.equals(hash));
        }
    }

    private final EngineAccess access;
    private final DefinitionQuestions questions;
    private final DefinitionAccess definitions;
    private final DefinitionChanges changes;
    private final Orders orders;
    private final ArgumentQuestions arguments;
    private final String bundle;
    private final ChangeLock lock;
    private final CallMaker calls;

    JobMaker(Engine engine, String bundle) {
        this(engine, bundle, bundle, bundle);
    }

    /**
     * Makes the maker of a bundle's jobs.
     *
     * @param owner the bundle, by which its calls end
     * @param bundle the bundle's name
     * @param by whom the trail names
     */
    JobMaker(Engine engine, Object owner, String bundle, String by) {
        this.calls = new CallMaker(engine, owner, bundle);
        this.orders = engine.access().orders().by(by);
        this.access = engine.access();
        this.questions = access.definitions();
        this.definitions = engine.definitions();
        this.lock = questions.changes();
        this.changes = new DefinitionChanges(engine, by);
        this.arguments = engine.arguments();
        this.bundle = bundle;
    }

    /** The bundle's calls. */
    CallMaker calls() {
        return calls;
    }

    /** The bundle's orders to jobs. */
    Orders orders() {
        return orders;
    }

    /** The engine's codec, for builders. */
    DefinitionCodec codec() {
        return questions.codec();
    }

    /** See {@link io.reveille.JobBuilder#run}. */
    Job run(JobDefinition given) {
        JobDefinition definition = codec().check(given);
        String name = definition.name();
        String hash = DefinitionCodec.hash(definition);
        if (!questions.known(name, JobMaker::known).stands(hash)) {
            arguments.check(definition); // before the lock: a handler may take its time
        }
        lock.hold(() -> {
            Known known = questions.known(name, JobMaker::known);
            Optional<Candidate> stored = known.stored();
            stored.ifPresent(JobMaker::checkItIsUsable);
            if (stored.isPresent() && !known.owner().isEmpty() && !known.owner().equals(bundle)) {
                throw new IllegalStateException("The job \"" + name + "\" belongs to the bundle " + known.owner() + "; "
                        + bundle + " cannot define it. Nothing was changed.");
            }
            if (known.stands(hash)) {
                definitions.noted(name, hash); // what an operator made or edited stands, and stays the operator's
            } else {
                questions.checkItEverRuns(definition);
                changes.apply(
                        List.of(DefinitionChange.save(stored.map(Candidate::source), DefinitionCodec.write(definition))
                                .by(bundle, hash)));
            }
        });
        return new JobHandle(name, access, this);
    }

    /** See {@link io.reveille.ScheduleService#define}. */
    Job define(Map<String, ?> properties) {
        arguments.check(codec().read(properties)); // before the lock: a handler may take its time
        return lock.hold(() -> {
            DefinitionChange change = asGiven(properties);
            changes.apply(List.of(change));
            return new JobHandle(change.job(), access, this);
        });
    }

    /** See {@link io.reveille.ScheduleService#defineAll}. */
    List<Job> defineAll(List<? extends Map<String, ?>> all) {
        each(all, properties -> {
            JobDefinition given = codec().read(properties);
            arguments.check(given);
            return given;
        });
        return lock.hold(() -> {
            List<DefinitionChange> changing = each(all, this::asGiven);
            changes.apply(changing);
            return changing.stream()
                    .<Job>map(change -> new JobHandle(change.job(), access, this))
                    .toList();
        });
    }

    /** The store's definition of this name is to be what is given. */
    private DefinitionChange asGiven(Map<String, ?> properties) {
        Optional<String> address = questions
                .known(codec().read(properties).name(), JobMaker::known)
                .there()
                .filter(Candidate::isStored)
                .map(Candidate::source);
        Map<String, Object> definition = DefinitionCodec.write(questions.check(address, properties));
        changes.check(definition);
        return DefinitionChange.save(address, definition);
    }

    /** Of many the one that cannot be used is named. */
    private static <T> List<T> each(List<? extends Map<String, ?>> all, Function<Map<String, ?>, T> reading) {
        List<T> read = new ArrayList<>();
        for (Map<String, ?> properties : all) {
            try {
                read.add(reading.apply(properties));
            } catch (JobDefinitionException e) {
                throw new JobDefinitionException(
                        e.property(),
                        "Definition " + (read.size() + 1) + " of " + all.size() + ", \""
                                + properties.get(JobProperties.NAME) + "\": " + e.getMessage(),
                        e);
            }
        }
        return read;
    }

    /** See {@link Job#cancel}. */
    boolean cancel(String name) {
        return cancel(List.of(name)) == 1;
    }

    /** Cancels those of these jobs that are stored, all by one change; returns how many. */
    int cancel(List<String> names) {
        return lock.hold(() -> {
            List<DefinitionChange> deletions = names.stream()
                    .flatMap(name -> access
                            .view(name)
                            .map(JobView::source)
                            .filter(Candidate::isStored)
                            .map(stored -> DefinitionChange.delete(name, stored.source()))
                            .stream())
                    .toList();
            changes.apply(deletions);
            return deletions.size();
        });
    }

    /** See {@link io.reveille.ScheduleService#bringBack}. */
    Job bringBack(String name) {
        lock.hold(() -> {
            DefinitionRecord record = definitions
                    .deleted(name)
                    .orElseThrow(() -> new IllegalStateException("There is no deleted job named \"" + name
                            + "\" to be brought back; each is kept for 7 days. Nothing was changed."));
            questions.known(name, JobMaker::known).there().ifPresent(there -> {
                throw new IllegalStateException("There is a definition of \"" + name + "\" again, " + there.source()
                        + "; the deleted one was not brought back.");
            });
            Map<String, Object> properties = new HashMap<>(record.properties());
            // An installer's notes about where the definition came from do not hold for what we store.
            properties.keySet().removeIf(key -> key.indexOf('.') >= 0 && !JobProperties.ALL.contains(key));
            codec().read(properties);
            Deleted how = record.deleted().orElseThrow();
            changes.apply(
                    List.of(DefinitionChange.save(Optional.empty(), properties).by(how.owner(), how.code())));
        });
        return new JobHandle(name, access, this);
    }

    /** An operator's definition is not overwritten because of a slip of the pen. */
    private static void checkItIsUsable(Candidate stored) {
        JobDefinitionException fault = stored.fault();
        if (fault != null) {
            throw new IllegalStateException(
                    "The job has a stored definition, " + stored.source()
                            + ", that cannot be used. It was not replaced; correct or delete it. " + fault.getMessage(),
                    fault);
        }
    }

    private static Known known(Optional<RunState> state, Optional<Candidate> there) {
        return new Known(
                there,
                state.flatMap(RunState::owner).orElse(""),
                state.map(RunState::codeHash).orElse(""));
    }
}
