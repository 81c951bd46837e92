package io.reveille.core.service;

import io.reveille.ArgumentChecker;
import io.reveille.JobDefinition;
import io.reveille.JobDefinitionException;
import io.reveille.core.definitions.DefinitionAccess;
import io.reveille.core.engine.ArgumentQuestions;
import io.reveille.core.engine.DefinitionQuestions;
import io.reveille.core.intake.Candidate;
import io.reveille.core.intake.DefinitionCodec;
import io.reveille.core.state.DefinitionChange;
import io.reveille.core.state.RunState;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A job as a bundle's code gives it, and the decision what that changes. A handler that checks arguments is asked by the
 * caller's thread, where it may take its time: the decision waits for that, and is made anew.
 */
final class JobByCode implements WantedJob {

    private final JobDefinition definition;
    private final Map<String, Object> written;
    private final String hash;
    private final String bundle;
    private final Optional<JobDefinitionException> refusal;
    private final DefinitionQuestions questions;
    private final DefinitionAccess definitions;
    private final ArgumentQuestions arguments;

    private boolean stands; // what is stored stands, by the last decision
    private @Nullable ArgumentChecker asked; // has not refused the arguments
    private @Nullable ArgumentChecker missing; // is to be asked before the decision

    /**
     * Prepares the decision, on the caller's thread.
     *
     * @param definition checked by the codec
     * @param refusal why the definition cannot be stored
     */
    JobByCode(
            JobDefinition definition,
            String bundle,
            Optional<JobDefinitionException> refusal,
            DefinitionQuestions questions,
            DefinitionAccess definitions,
            ArgumentQuestions arguments) {
        this.definition = definition;
        this.written = DefinitionCodec.write(definition);
        this.hash = DefinitionCodec.hash(definition);
        this.bundle = bundle;
        this.refusal = refusal;
        this.questions = questions;
        this.definitions = definitions;
        this.arguments = arguments;
    }

    @Override
    public String name() {
        return definition.name();
    }

    /** @throws IllegalStateException if the job belongs to another bundle, or its stored definition cannot be used */
    @Override
    public Optional<DefinitionChange> change() {
        missing = null;
        stands = false;
        return questions.known(name(), this::change);
    }

    private Optional<DefinitionChange> change(Optional<RunState> state, Optional<Candidate> there) {
        Optional<Candidate> stored = there.filter(Candidate::isStored);
        stored.ifPresent(JobByCode::checkItIsUsable);
        String owner = state.flatMap(RunState::owner).orElse("");
        if (stored.isPresent() && !owner.isEmpty() && !owner.equals(bundle)) {
            throw new IllegalStateException("The job \"" + name() + "\" belongs to the bundle " + owner + "; " + bundle
                    + " cannot define it. Nothing was changed.");
        }
        stands = stored.isPresent() && stands(state.map(RunState::codeHash).orElse(""));
        if (stands) {
            return Optional.empty();
        }
        missing = arguments
                .checker(definition.handler())
                .filter(checker -> checker != asked)
                .orElse(null);
        if (missing != null) {
            return Optional.empty();
        }
        questions.checkItEverRuns(definition);
        refusal.ifPresent(why -> {
            throw why;
        });
        return Optional.of(DefinitionChange.save(stored.map(Candidate::source), written)
                .by(bundle, hash)
                .saying(definition));
    }

    @Override
    public void decided() {
        if (stands) {
            definitions.noted(name(), hash); // what an operator made or edited stands, and stays the operator's
        }
    }

    /** Whether what is stored stands: an operator made or edited it, or the code says the same as before. */
    private boolean stands(String codeHash) {
        return codeHash.isEmpty() || codeHash.equals(hash);
    }

    @Override
    public boolean waits() {
        return missing != null;
    }

    @Override
    public boolean isToBeChecked() {
        ArgumentChecker checker = missing;
        if (checker == null) {
            return false;
        }
        arguments.check(checker, definition);
        asked = checker;
        return true;
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
}
