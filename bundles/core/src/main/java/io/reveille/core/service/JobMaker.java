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
import io.reveille.core.intake.Candidate;
import io.reveille.core.intake.DefinitionCodec;
import io.reveille.core.jobs.Orders;
import io.reveille.core.state.DefinitionChange;
import io.reveille.spi.JobProperties;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Makes and cancels jobs for one bundle's code: saved first that it is to be done, then the store, then the engine, so that
 * a job that code sees will be there after a crash too.
 */
final class JobMaker {

    private final EngineAccess access;
    private final DefinitionQuestions questions;
    private final DefinitionAccess definitions;
    private final DefinitionChanges changes;
    private final Orders orders;
    private final ArgumentQuestions arguments;
    private final String bundle;
    private final CallMaker calls;
    private final Optional<JobBlock> block; // where jobs are collected

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
        this.changes = new DefinitionChanges(engine, by);
        this.arguments = engine.arguments();
        this.bundle = bundle;
        this.block = Optional.empty();
    }

    /** The same maker, which collects the jobs that it is to make. */
    private JobMaker(JobMaker outer, JobBlock block) {
        this.calls = outer.calls;
        this.orders = outer.orders;
        this.access = outer.access;
        this.questions = outer.questions;
        this.definitions = outer.definitions;
        this.changes = outer.changes;
        this.arguments = outer.arguments;
        this.bundle = outer.bundle;
        this.block = Optional.of(block);
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
        make(new JobByCode(definition, bundle, changes.refusal(definition), questions, definitions, arguments));
        return handle(definition.name());
    }

    /** See {@link io.reveille.ScheduleService#define}. */
    Job define(Map<String, ?> properties) {
        WantedJob job = given(properties);
        make(job);
        return handle(job.name());
    }

    /** See {@link io.reveille.ScheduleService#defineAll}. */
    List<Job> defineAll(List<? extends Map<String, ?>> all) {
        List<WantedJob> jobs = each(all, properties -> properties.get(JobProperties.NAME), this::given);
        if (block.isPresent()) {
            jobs.forEach(block.get()::add);
        } else {
            makeAll(jobs);
        }
        return jobs.stream().map(job -> handle(job.name())).toList();
    }

    /** See {@link io.reveille.ScheduleService#together}. */
    void together(Consumer<JobMaker> code) {
        if (block.isPresent()) {
            code.accept(this); // a block within a block is part of that
            return;
        }
        JobBlock jobs = new JobBlock();
        try {
            code.accept(new JobMaker(this, jobs));
        } finally {
            jobs.end();
        }
        makeAll(jobs.all());
    }

    private void make(WantedJob job) {
        if (block.isPresent()) {
            block.get().add(job);
            return;
        }
        do {
            changes.one(job.name(), () -> {
                Optional<DefinitionChange> change = job.change();
                job.decided();
                return change;
            });
        } while (job.isToBeChecked());
    }

    private void makeAll(List<WantedJob> jobs) {
        boolean again;
        do {
            changes.many(() -> decide(jobs));
            again = false;
            for (WantedJob job : jobs) {
                again |= job.isToBeChecked();
            }
        } while (again);
    }

    /** Decides about all, on the engine's thread; about none as long as a handler is to be asked first. */
    private static List<DefinitionChange> decide(List<WantedJob> jobs) {
        List<Optional<DefinitionChange>> changes = each(jobs, WantedJob::name, WantedJob::change);
        if (jobs.stream().anyMatch(WantedJob::waits)) {
            return List.of();
        }
        jobs.forEach(WantedJob::decided);
        return changes.stream().flatMap(Optional::stream).toList();
    }

    /** Reads a definition that is given as an operator would. */
    private WantedJob given(Map<String, ?> properties) {
        JobDefinition definition = codec().read(properties);
        arguments.check(definition); // before the lock: a handler may take its time
        Optional<JobDefinitionException> refusal = changes.refusal(definition);
        return new GivenJob(definition.name(), () -> asGiven(definition, refusal));
    }

    /** The store's definition of this name is to be what is given. On the engine's thread. */
    private DefinitionChange asGiven(JobDefinition definition, Optional<JobDefinitionException> refusal) {
        Optional<String> address =
                questions.named(definition.name()).filter(Candidate::isStored).map(Candidate::source);
        questions.check(address, definition);
        refusal.ifPresent(why -> {
            throw why;
        });
        return DefinitionChange.save(address, DefinitionCodec.write(definition)).saying(definition);
    }

    /** Of many the one that cannot be used is named. */
    private static <G, T> List<T> each(List<? extends G> all, Function<G, ?> name, Function<G, T> reading) {
        List<T> read = new ArrayList<>();
        for (G next : all) {
            try {
                read.add(reading.apply(next));
            } catch (JobDefinitionException e) {
                throw new JobDefinitionException(
                        e.property(),
                        "Definition " + (read.size() + 1) + " of " + all.size() + ", \"" + name.apply(next) + "\": "
                                + e.getMessage(),
                        e);
            }
        }
        return read;
    }

    /** See {@link Job#cancel}. */
    boolean cancel(String name) {
        return changes.one(name, () -> deletion(name));
    }

    /** Cancels the stored jobs that this bundle's code has made, all by one change; returns how many. */
    int cancelOwn(Supplier<List<String>> names) {
        return changes.many(() -> names.get().stream()
                .filter(name -> questions.owner(name).equals(Optional.of(bundle)))
                .flatMap(name -> deletion(name).stream())
                .toList());
    }

    private Optional<DefinitionChange> deletion(String name) {
        return questions
                .counting(name)
                .filter(Candidate::isStored)
                .map(stored -> DefinitionChange.delete(name, stored.source()));
    }

    /** See {@link io.reveille.ScheduleService#bringBack}. */
    Job bringBack(String name) {
        questions.changes().hold(() -> {
            DefinitionRecord record = definitions
                    .deleted(name)
                    .orElseThrow(() -> new IllegalStateException("There is no deleted job named \"" + name
                            + "\" to be brought back; each is kept for 7 days. Nothing was changed."));
            questions.named(name).ifPresent(there -> {
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
            return record;
        });
        return handle(name);
    }

    private Job handle(String name) {
        return new JobHandle(name, access, this);
    }
}
