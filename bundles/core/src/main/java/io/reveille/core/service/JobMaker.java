package io.reveille.core.service;

import io.reveille.Job;
import io.reveille.JobDefinition;
import io.reveille.JobDefinitionException;
import io.reveille.core.engine.Desk;
import io.reveille.core.engine.JobView;
import io.reveille.core.intake.Candidate;
import io.reveille.core.intake.DefinitionCodec;
import io.reveille.core.state.RunState;
import io.reveille.spi.DefinitionStore;
import io.reveille.spi.StoredDefinition;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;

/**
 * Makes and cancels jobs for one bundle's code: store first, engine then, so that a job that code sees will be there
 * after a crash too.
 */
final class JobMaker {

    /** What is known of a name that code defines a job by. */
    private record Known(Optional<Candidate> there, String owner, String codeHash) {}

    private final Desk desk;
    private final DefinitionStore store;
    private final String bundle;
    private final Object lock; // one definition at a time by code, whose ever; held over calls of the store

    JobMaker(Desk desk, DefinitionStore store, String bundle) {
        this.desk = desk;
        this.lock = desk.definitionLock();
        this.store = store;
        this.bundle = bundle;
    }

    /** The engine's codec, for builders. */
    DefinitionCodec codec() {
        return desk.codec();
    }

    /** See {@link io.reveille.JobBuilder#run}. */
    Job run(JobDefinition given) {
        JobDefinition definition = codec().check(given);
        String name = definition.name();
        String hash = DefinitionCodec.hash(definition);
        synchronized (lock) {
            Known known = desk.known(name, JobMaker::known);
            Optional<Candidate> stored = known.there().filter(Candidate::isStored);
            stored.ifPresent(JobMaker::checkItIsUsable);
            if (stored.isPresent() && !known.owner().isEmpty() && !known.owner().equals(bundle)) {
                throw new IllegalStateException("The job \"" + name + "\" belongs to the bundle " + known.owner() + "; "
                        + bundle + " cannot define it. Nothing was changed.");
            }
            if (stored.isPresent()
                    && (known.codeHash().isEmpty() || known.codeHash().equals(hash))) {
                desk.noted(name, hash); // what an operator made or edited stands, and stays the operator's
            } else {
                desk.checkItEverRuns(definition);
                store(definition, stored, hash);
            }
        }
        return new JobHandle(name, desk, this);
    }

    /** See {@link Job#cancel}. */
    boolean cancel(String name) {
        synchronized (lock) {
            Optional<String> stored = desk.view(name)
                    .map(JobView::source)
                    .filter(Candidate::isStored)
                    .map(Candidate::source);
            if (stored.isEmpty()) {
                return false;
            }
            try {
                store.delete(stored.get());
            } catch (IOException e) {
                throw new IllegalStateException("The job \"" + name + "\" could not be deleted; it goes on.", e);
            }
            desk.cancelled(stored.get(), name);
            return true;
        }
    }

    private void store(JobDefinition definition, Optional<Candidate> before, String hash) {
        Map<String, Object> properties = DefinitionCodec.write(definition);
        String address;
        try {
            address = store.save(before.map(Candidate::source), properties);
        } catch (IOException e) {
            throw new IllegalStateException(
                    "The job \"" + definition.name() + "\" could not be stored; nothing was changed.", e);
        }
        // A new one lies where the store itself puts it.
        boolean canonical = before.map(Candidate::isCanonical).orElse(true);
        desk.made(new StoredDefinition(address, canonical, properties), definition.name(), bundle, hash);
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
