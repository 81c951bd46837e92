package io.reveille.core.service;

import io.reveille.core.state.DefinitionChange;
import java.util.Optional;
import java.util.function.Supplier;

/** A job as an operator gives it. */
record GivenJob(String name, Supplier<DefinitionChange> decision) implements WantedJob {

    @Override
    public Optional<DefinitionChange> change() {
        return Optional.of(decision.get());
    }
}
